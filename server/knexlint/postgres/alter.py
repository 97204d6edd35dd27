"""ALTER TABLE: which action takes which lock, and what the actions do that are neither columns nor constraints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knexlint import operations as op
from knexlint.catalog.constraints import key_in
from knexlint.catalog.model import Entry, Index, Table
from knexlint.postgres import columns, keys, partitions
from knexlint.postgres.locks import Mode
from knexlint.postgres.refused_tables import misplaced
from knexlint.postgres.tally import Tally, is_partitioned

# actions that take one lock on the table and nothing else; every other one has a function
SIMPLE: dict[str, Mode] = {
    "set without cluster": Mode.SHARE_UPDATE_EXCLUSIVE,
    "not of": Mode.ACCESS_EXCLUSIVE,
    "replica identity": Mode.ACCESS_EXCLUSIVE,
    "enable rule": Mode.ACCESS_EXCLUSIVE,
    "enable always rule": Mode.ACCESS_EXCLUSIVE,
    "enable replica rule": Mode.ACCESS_EXCLUSIVE,
    "depends on extension": Mode.ACCESS_EXCLUSIVE,
    "no depends on extension": Mode.ACCESS_EXCLUSIVE,
    "disable rule": Mode.ACCESS_EXCLUSIVE,
    "enable row level security": Mode.ACCESS_EXCLUSIVE,
    "disable row level security": Mode.ACCESS_EXCLUSIVE,
    "force row level security": Mode.ACCESS_EXCLUSIVE,
    "no force row level security": Mode.ACCESS_EXCLUSIVE,
    "options": Mode.ACCESS_EXCLUSIVE,
    "set without oids": Mode.ACCESS_EXCLUSIVE,
    "set with oids": Mode.ACCESS_EXCLUSIVE,
}
# storage parameters that need more than SHARE UPDATE EXCLUSIVE
STRONG_PARAMETERS = frozenset(
    (
        "user_catalog_table",
        "security_barrier",
        "security_invoker",
        "check_option",
        "buffering",
        "fastupdate",
        "gin_pending_list_limit",
        "pages_per_range",
        "autosummarize",
    )
)


def parameters_mode(names: tuple[str, ...]) -> Mode:
    """The lock of SET (...) and RESET (...): the strongest any of the storage parameters needs."""
    strong = any(name.lower().rsplit(".", 1)[-1] in STRONG_PARAMETERS for name in names)
    return Mode.ACCESS_EXCLUSIVE if strong else Mode.SHARE_UPDATE_EXCLUSIVE


def rename_table(rename: op.RenameTable, tally: Tally) -> None:
    tally.lock(tally.find(rename.table), Mode.ACCESS_EXCLUSIVE)


def set_schema(move: op.SetSchema, tally: Tally) -> None:
    entry = tally.find(move.table)
    if move.schema.text.startswith("pg_temp"):
        tally.fail("cannot move objects into or out of temporary schemas")
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    tally.lock_all(tally.catalog.sequences(entry), Mode.ACCESS_EXCLUSIVE)


def rename_column(rename: op.RenameColumn, tally: Tally) -> None:
    entry = tally.find(rename.table)
    if isinstance(entry, Table):
        columns.own(tally, entry, rename.column.text)
        if rename.only and tally.catalog.children(entry):
            tally.fail(f'inherited column "{rename.column}" must be renamed in child tables too')
        columns.lock_strongest(rename, tally)
    else:
        tally.lock(entry, Mode.ACCESS_EXCLUSIVE)


def _parameters(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    if is_partitioned(entry):
        tally.fail(f"a partitioned table has no storage parameters: set them on the partitions of {entry.key}")
    tally.lock(entry, parameters_mode(alter.parameters))


def _logged(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    if not isinstance(entry, Table):
        return
    wanted = alter.action == "set logged"
    if not entry.known:
        tally.unknown(f"whether {entry.key} is rewritten: not if it is {alter.action.removeprefix('set ')} already")
    elif is_partitioned(entry):
        if tally.version >= 18:
            tally.fail(f"{alter.action.upper()} cannot be performed on the partitioned table {entry.key}")
    elif entry.logged != wanted:
        _other_side(entry, wanted, tally)
        tally.rewrite(entry)
        if tally.version >= 15:
            tally.lock_all(tally.catalog.sequences(entry), Mode.ACCESS_EXCLUSIVE)


def _other_side(table: Table, logged: bool, tally: Tally) -> None:
    """A logged table may not reference an unlogged one."""
    for child, _ in tally.catalog.foreign_keys_to(table.oid):
        if not logged and child.logged and child.oid != table.oid:
            tally.fail(f"could not change table {table.key} to unlogged: the logged table {child.key} references it")
    for constraint in table.constraints.values():
        target = tally.catalog.relations.get(constraint.references) if constraint.references is not None else None
        if logged and isinstance(target, Table) and not target.logged and target.oid != table.oid:
            tally.fail(f"could not change table {table.key} to logged: it references the unlogged table {target.key}")


def _tablespace(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    if isinstance(entry, Table) and entry.known and alter.object is not None:
        if (entry.tablespace or "pg_default") == alter.object.text:
            return
    if entry.was is not None and not (isinstance(entry, Table) and entry.partition_by is not None):
        tally.rewrites[entry.was] = None


def _access_method(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    if alter.object is None or alter.object.text != "heap":
        tally.rewrite(entry)


def _cluster_on(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.SHARE_UPDATE_EXCLUSIVE)
    if alter.object is not None:
        index = named_index(entry, alter.object.text, tally)
        if index.oid == -1 and tally.catalog.complete:
            tally.fail(f'index "{alter.object}" for table "{entry.key}" does not exist')
        if not index.valid:
            tally.fail(f'cannot cluster on invalid index "{index.key}"')
        tally.lock(index, Mode.SHARE_UPDATE_EXCLUSIVE)


def named_index(entry: Entry, name: str, tally: Tally) -> Index:
    """An index of this table by name; a stand-in where it is not known."""
    key = key_in(entry.schema, name)
    return tally.catalog.index(key) or Index(oid=-1, name=name, schema=entry.schema, was=key, table=entry.oid)


def _trigger(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.SHARE_ROW_EXCLUSIVE)
    if isinstance(entry, Table) and not alter.only:
        name = alter.object.text if alter.object else "all"
        of_rows = [trigger.name for trigger in entry.triggers.values() if trigger.for_each_row]
        if tally.version == 12 and name == "user" and of_rows and tally.catalog.children(entry):
            tally.fail(f'trigger "{of_rows[0]}" for the partitions of {entry.key} is not one of a user')
        keys = (name == "all" and tally.version >= 15) and (
            any(c.references is not None for c in entry.constraints.values())
            or tally.catalog.foreign_keys_to(entry.oid)
        )
        if is_partitioned(entry) and (name in of_rows or keys or (of_rows and name in ("all", "user"))):
            tally.lock_all(tally.catalog.descendants(entry), Mode.SHARE_ROW_EXCLUSIVE)


def _replica_index(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    if alter.object is not None:
        tally.lock(named_index(entry, alter.object.text, tally), Mode.SHARE)


def _owner(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    owner = alter.object.text if alter.object is not None else None
    own = owner in ("current_user", "current_role", "session_user")  # the one who made it, as far as is known
    same = isinstance(entry, Table) and (entry.owner == owner or (own and entry.owner is None))
    if not same:
        tally.lock_all((*tally.catalog.indexes(entry), *tally.catalog.sequences(entry)), Mode.ACCESS_EXCLUSIVE)


def _inherit(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    if alter.parent is not None:
        weak = alter.action == "no inherit"
        tally.lock(tally.find(alter.parent), Mode.ACCESS_SHARE if weak else Mode.SHARE_UPDATE_EXCLUSIVE)


def _of_type(alter: op.AlterTableOther, entry: Entry, tally: Tally) -> None:
    tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
    composite = tally.catalog.table(alter.object.text) if alter.object is not None else None
    if composite is not None:
        tally.lock(composite, Mode.ACCESS_SHARE)


OTHERS: dict[str, Callable[[op.AlterTableOther, Entry, Tally], None]] = {
    "set": _parameters,
    "reset": _parameters,
    "set logged": _logged,
    "set unlogged": _logged,
    "set tablespace": _tablespace,
    "set access method": _access_method,
    "cluster on": _cluster_on,
    "enable trigger": _trigger,
    "enable always trigger": _trigger,
    "enable replica trigger": _trigger,
    "disable trigger": _trigger,
    "replica identity using index": _replica_index,
    "of": _of_type,
    "owner to": _owner,
    "inherit": _inherit,
    "no inherit": _inherit,
}


def other(alter: op.AlterTableOther, tally: Tally) -> None:
    entry = tally.find(alter.table)
    if alter.action in OTHERS:
        OTHERS[alter.action](alter, entry, tally)
    else:
        tally.lock(entry, SIMPLE.get(alter.action, Mode.ACCESS_EXCLUSIVE))
        if alter.action not in SIMPLE:
            tally.unknown(f"what else this action does to {entry.key}")


ACTIONS: dict[type[op.Operation], Callable[[Any, Tally], None]] = {
    op.AddColumn: columns.add_column,
    op.DropColumn: columns.drop_column,
    op.AlterColumnType: columns.alter_type,
    op.SetDefault: columns.lock_strongest,
    op.DropDefault: columns.lock_strongest,
    op.SetNotNull: columns.set_not_null,
    op.DropNotNull: columns.drop_not_null,
    op.SetColumnOption: columns.set_option,
    op.AlterIdentity: columns.identity,
    op.AlterExpression: columns.expression,
    op.RenameColumn: rename_column,
    op.AddConstraint: keys.add_constraint,
    op.DropConstraint: keys.drop_constraint,
    op.ValidateConstraint: keys.validate,
    op.AlterConstraint: keys.alter_constraint,
    op.RenameConstraint: keys.rename_constraint,
    op.RenameTable: rename_table,
    op.SetSchema: set_schema,
    op.AttachPartition: partitions.attach,
    op.DetachPartition: partitions.detach,
    op.AlterTableOther: other,
}
COLUMN_DEFAULTS = (op.SetDefault, op.DropDefault)


def alter_table(alter: op.TableOperation, tally: Tally) -> None:
    """One action of ALTER TABLE."""
    if tally.catalog.absent(alter.table.key):
        if not alter.if_exists:
            tally.fail(f'relation "{alter.table.key}" does not exist')
        return
    entry = tally.find(alter.table)
    wrong = misplaced(alter, tally.catalog)
    if wrong is not None:
        tally.fail(wrong)
        return
    if not isinstance(entry, Table) and isinstance(alter, COLUMN_DEFAULTS):
        tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
        return
    ACTIONS[type(alter)](alter, tally)
