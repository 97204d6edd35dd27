"""What PostgreSQL refuses of ALTER TABLE and CREATE TABLE because of the table as it is. Only what is sure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from knexlint import operations as op
from knexlint.catalog.constraints import key_in
from knexlint.catalog.drops import columns_of_type, kind_of
from knexlint.catalog.expressions import mentions
from knexlint.catalog.model import Catalog, Column, Entry, Index, Sequence, Table, View
from knexlint.catalog.types import spelled
from knexlint.postgres import refused_keys
from knexlint.postgres.bounds import overlapping
from knexlint.postgres.tally import Tally, is_partitioned

Reasons = Iterator[str]
# what each action of ALTER TABLE may be done to besides tables
_ON_VIEWS = (op.RenameTable, op.SetSchema, op.RenameColumn, op.SetDefault, op.DropDefault, op.AlterTableOther)
_ON_MATERIALIZED = (op.RenameTable, op.SetSchema, op.RenameColumn, op.SetColumnOption, op.AlterTableOther)
_ON_OTHERS = (op.RenameTable, op.SetSchema, op.AlterTableOther, op.SetColumnOption)
_PARAMETERS_WORDS = """fillfactor toast_tuple_target parallel_workers user_catalog_table vacuum_index_cleanup
vacuum_truncate log_autovacuum_min_duration log_autoanalyze_min_duration vacuum_max_eager_freeze_failure_rate oids
autovacuum_enabled autovacuum_vacuum_threshold autovacuum_vacuum_max_threshold autovacuum_vacuum_scale_factor
autovacuum_vacuum_insert_threshold autovacuum_vacuum_insert_scale_factor autovacuum_analyze_threshold
autovacuum_analyze_scale_factor autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit autovacuum_freeze_min_age
autovacuum_freeze_max_age autovacuum_freeze_table_age autovacuum_multixact_freeze_min_age
autovacuum_multixact_freeze_max_age autovacuum_multixact_freeze_table_age"""
_PARAMETERS = frozenset(_PARAMETERS_WORDS.split())


def whole(table: Table) -> bool:
    """All its columns are known."""
    return table.known and not table.open


def sure_table(tally: Tally, key: str) -> Table | None:
    """The table, if what the catalog says of it holds."""
    found = tally.catalog.get(key) if tally.catalog.sure(key) else None
    return found if isinstance(found, Table) else None


def strings(text: str) -> tuple[str, ...]:
    return mentions(text).strings


# --- columns --------------------------------------------------------------------------------------------------------


def _column(alter: op.ColumnOperation, tally: Tally) -> Column | None:
    table = sure_table(tally, alter.table.key)
    found = table.columns.get(alter.column.text) if table is not None else None
    return found if found is not None and found.known else None


def _missing_column(alter: op.ColumnOperation, tally: Tally) -> Reasons:
    table = sure_table(tally, alter.table.key)
    if table is not None and whole(table) and alter.column.text not in table.columns and not alter.column.unknown:
        yield f'column "{alter.column}" of relation "{table.key}" does not exist'


def _drop_column(drop: op.DropColumn, tally: Tally) -> Reasons:
    table = sure_table(tally, drop.table.key)
    if table is not None and table.partition_by is not None and drop.column.text in mentions(table.partition_by).words:
        yield f'cannot drop column "{drop.column}": it is part of the partition key of relation "{table.key}"'
    if table is not None and table.of_type is not None:
        yield "cannot drop column from typed table"


def _rename_column(rename: op.RenameColumn, tally: Tally) -> Reasons:
    yield from _missing_column(rename, tally)
    table = sure_table(tally, rename.table.key)
    if table is not None and rename.to.text in table.columns and table.columns[rename.to.text].known:
        yield f'column "{rename.to}" of relation "{table.key}" already exists'
    if table is not None and table.of_type is not None:
        yield "cannot rename column of typed table"


def _row_type_used(table: Table, tally: Tally) -> Reasons:
    """A column of another table holds rows of this one, as they are now."""
    for part in columns_of_type(tally.catalog, table.key):
        other = tally.catalog.relations[part.oid]
        yield f'cannot alter table "{table.key}" because column "{other.key}.{part.name}" uses its row type'


def _add_column(add: op.AddColumn, tally: Tally) -> Reasons:
    table = sure_table(tally, add.table.key)
    if table is not None and (add.column.default is not None or add.column.generated or add.column.identity):
        yield from _row_type_used(table, tally)


def _alter_type(alter: op.AlterColumnType, tally: Tally) -> Reasons:
    table = sure_table(tally, alter.table.key)
    if table is None:
        return
    yield from _row_type_used(table, tally)
    if table.of_type is not None:
        yield "cannot alter column type of typed table"
    if alter.only and alter.column.text in table.columns and tally.catalog.children(table):
        yield f'type of inherited column "{alter.column}" must be changed in child tables too'
    yield from refused_keys.no_longer_equal(table, alter.column.text, alter.type, tally)
    yield from refused_keys.no_longer_sorted(table, alter.column.text, alter.type, tally)


def _set_default(alter: op.SetDefault, tally: Tally) -> Reasons:
    yield from _missing_column(alter, tally)
    column = _column(alter, tally)
    if column is None:
        return
    if column.generated is not None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is a generated column'
    if column.identity is not None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is an identity column'


def _drop_default(alter: op.DropDefault, tally: Tally) -> Reasons:
    column = _column(alter, tally)
    if column is not None and column.generated is not None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is a generated column'
    if column is not None and column.identity is not None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is an identity column'


def _drop_not_null(alter: op.DropNotNull, tally: Tally) -> Reasons:
    column = _column(alter, tally)
    if column is not None and column.identity is not None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is an identity column'
    table = sure_table(tally, alter.table.key)
    if table is not None and table.is_partition:
        for parent in tally.catalog.entries(table.parents, Table):
            above = parent.columns.get(alter.column.text)
            if above is not None and above.not_null:
                yield f'column "{alter.column}" is marked NOT NULL in parent table'


def _identity(alter: op.AlterIdentity, tally: Tally) -> Reasons:
    yield from _missing_column(alter, tally)
    column = _column(alter, tally)
    if column is None:
        return
    if alter.action == "add" and column.identity is not None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is already an identity column'
    if alter.action != "add" and column.identity is None and not alter.missing_ok:
        yield f'column "{column.name}" of relation "{alter.table.key}" is not an identity column'


def _expression(alter: op.AlterExpression, tally: Tally) -> Reasons:
    yield from _missing_column(alter, tally)
    column = _column(alter, tally)
    if column is None or alter.missing_ok:
        return
    if column.generated is None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is not a generated column'
    elif column.generated == "virtual" and alter.expression is None:
        yield f'column "{column.name}" of relation "{alter.table.key}" is a virtual generated column'


def _option(alter: op.SetColumnOption, tally: Tally) -> Reasons:
    if isinstance(tally.catalog.get(alter.table.key), Table):
        yield from _missing_column(alter, tally)


# --- the table ------------------------------------------------------------------------------------------------------


def _rename_table(rename: op.RenameTable, tally: Tally) -> Reasons:
    found = tally.catalog.get(rename.table.key)
    key = key_in(found.schema if found is not None else rename.table.schema, rename.to.text)
    if tally.catalog.sure(key):
        yield f'relation "{rename.to}" already exists'


def _set_schema(move: op.SetSchema, tally: Tally) -> Reasons:
    name = move.schema.text
    if tally.catalog.complete and name not in tally.catalog.schemas and not name.startswith("pg_"):
        yield f'schema "{name}" does not exist'
    if name != "public" or move.table.schema not in (None, "public"):
        if tally.catalog.sure(key_in(name, move.table.name)):
            yield f'relation "{move.table.name}" already exists in schema "{name}"'


def _other(alter: op.AlterTableOther, tally: Tally) -> Reasons:
    sequence = tally.catalog.sequence(alter.table.key) if tally.catalog.sure(alter.table.key) else None
    if alter.action == "owner to" and sequence is not None and sequence.owner is not None:
        yield f'cannot change owner of sequence "{sequence.key}": a table owns it'
    table = sure_table(tally, alter.table.key)
    if table is None:
        return
    action, named = alter.action, alter.object.text if alter.object is not None else ""
    if action in ("inherit", "no inherit") and alter.parent is not None:
        yield from _inherit(alter, table, alter.parent, tally)
    elif action in ("set", "reset") and not is_partitioned(table):
        for name in alter.parameters:
            if name.rsplit(".", 1)[-1].lower() not in _PARAMETERS and "." not in name.removeprefix("toast."):
                if action == "set":
                    yield f'unrecognized parameter "{name}"'
    elif action == "replica identity using index":
        yield from refused_keys.replica(table, named, tally)
    elif action.endswith(" trigger") and tally.catalog.complete and named not in ("", "all", "user"):
        if named not in table.triggers:
            yield f'trigger "{named}" for table "{table.key}" does not exist'
    elif action.endswith(" rule") and tally.catalog.complete and named not in table.rules:
        yield f'rule "{named}" for relation "{table.key}" does not exist'


def _inherit(alter: op.AlterTableOther, table: Table, above: op.Relation, tally: Tally) -> Reasons:
    if tally.catalog.absent(above.key):
        yield f'relation "{above.key}" does not exist'
    parent = sure_table(tally, above.key)
    if parent is None:
        return
    if alter.action == "no inherit":
        if parent.oid not in table.parents:
            yield f'relation "{parent.key}" is not a parent of relation "{table.key}"'
        return
    if parent.oid in table.parents:
        yield f'relation "{parent.key}" would be inherited from more than once'
    if is_partitioned(parent):
        yield f'cannot inherit from partitioned table "{parent.key}"'
    yield from unlike(table, parent)


def unlike(child: Table, parent: Table) -> Reasons:
    """A child needs the columns and CHECKs of its parent."""
    for column in parent.columns.values() if whole(child) else ():
        own = child.columns.get(column.name)
        if own is None:
            yield f'child table is missing column "{column.name}"'
        elif own.type is not None and column.type is not None and own.type != column.type:
            yield f'child table "{child.key}" has different type for column "{column.name}"'
        elif column.not_null and own.not_null is False:
            yield f'column "{column.name}" in child table must be marked NOT NULL'
    for constraint in parent.constraints.values():
        if constraint.kind == "check" and not constraint.no_inherit and constraint.name not in child.constraints:
            yield f'child table is missing constraint "{constraint.name}"'


def _attach(alter: op.AttachPartition, tally: Tally) -> Reasons:
    if tally.catalog.absent(alter.partition.key):
        yield f'relation "{alter.partition.key}" does not exist'
    parent, child = sure_table(tally, alter.table.key), sure_table(tally, alter.partition.key)
    if parent is None or child is None:
        return
    if parent.partition_by is None:
        yield f'table "{parent.key}" is not partitioned'
    if child.is_partition:
        yield f'"{child.key}" is already a partition'
    if child.parents:
        yield "cannot attach inheritance child as partition"
    yield from unlike(child, parent)
    for name in child.columns if whole(parent) and whole(child) else ():
        if name not in parent.columns:
            yield f'table "{child.key}" contains column "{name}" not found in parent "{parent.key}"'
    yield from overlapping(parent, child.key, alter.bound.text, tally)


def _detach(alter: op.DetachPartition, tally: Tally) -> Reasons:
    parent, child = sure_table(tally, alter.table.key), sure_table(tally, alter.partition.key)
    if parent is not None and parent.partition_by is None:
        yield f'table "{parent.key}" is not partitioned'
    if parent is not None and child is not None and parent.oid not in child.parents:
        yield f'relation "{child.key}" is not a partition of relation "{parent.key}"'


# --- CREATE TABLE ---------------------------------------------------------------------------------------------------


def create_table(create: op.CreateTable, tally: Tally) -> Reasons:
    names = [column.name.text for column in create.columns]
    for name in names:
        if names.count(name) > 1:
            yield f'column "{name}" specified more than once'
    yield from _two_primary_keys(create, tally)
    if create.partition_of is not None:
        parent = sure_table(tally, create.partition_of.key)
        if parent is not None and parent.partition_by is None:
            yield f'"{parent.key}" is not partitioned'
        elif parent is not None and create.partition_bound is not None:
            yield from overlapping(parent, create.table.key, create.partition_bound.text, tally)
    for relation in create.inherits:
        above = sure_table(tally, relation.key)
        for column in create.columns if above is not None else ():
            inherited = above.columns.get(column.name.text) if above is not None else None
            if inherited is not None and column.type is not None and inherited.type is not None:
                if spelled(column.type) != inherited.type:
                    yield f'column "{column.name}" has a type conflict'
    if create.partition_by is not None:
        keys = [(c.kind, [name.text for name in c.columns]) for c in create.constraints]
        keys += [(c.kind, [column.name.text]) for column in create.columns for c in column.constraints]
        for kind, columns in keys:
            yield from refused_keys.without_partition_key(kind, columns, create.partition_by.text)


def _two_primary_keys(create: op.CreateTable, tally: Tally) -> Reasons:
    found = sum(constraint.kind == "primary key" for constraint in op.constraints_in(create))
    for relation, options in zip(create.like, create.including, strict=False):
        table = sure_table(tally, relation.key) if {"all", "indexes"} & set(options) else None
        found += table is not None and any(c.kind == "primary key" for c in table.constraints.values())
    if found > 1:
        yield f'multiple primary keys for table "{create.table.key}" are not allowed'


# --- which action fits which relation -------------------------------------------------------------------------------


def misplaced(alter: op.TableOperation, catalog: Catalog) -> str | None:
    """The action cannot be performed on a relation of this kind."""
    entry = catalog.get(alter.table.key) if catalog.sure(alter.table.key) else None
    if entry is None or (isinstance(entry, Table) and not entry.composite):
        return None
    if isinstance(entry, Table) and not isinstance(alter, op.RenameTable | op.SetSchema):
        return f'"{entry.key}" is a composite type'
    return f'the action cannot be performed on "{entry.key}", a {kind_of(entry)}' if _unfit(alter, entry) else None


def _unfit(alter: op.TableOperation, entry: Entry) -> bool:
    if isinstance(entry, View):
        return not isinstance(alter, _ON_MATERIALIZED if entry.materialized else _ON_VIEWS)
    return isinstance(entry, Index | Sequence) and not isinstance(alter, _ON_OTHERS)


ACTIONS: dict[type[op.Operation], Callable[[Any, Tally], Reasons]] = {
    op.AddColumn: _add_column,
    op.DropColumn: _drop_column,
    op.RenameColumn: _rename_column,
    op.AlterColumnType: _alter_type,
    op.SetDefault: _set_default,
    op.DropDefault: _drop_default,
    op.DropNotNull: _drop_not_null,
    op.AlterIdentity: _identity,
    op.AlterExpression: _expression,
    op.SetColumnOption: _option,
    op.RenameTable: _rename_table,
    op.SetSchema: _set_schema,
    op.AlterTableOther: _other,
    op.AttachPartition: _attach,
    op.DetachPartition: _detach,
    op.AddConstraint: refused_keys.added,
    op.ValidateConstraint: refused_keys.validated,
    op.AlterConstraint: refused_keys.altered,
    op.DropConstraint: refused_keys.dropped,
}
