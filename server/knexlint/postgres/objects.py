"""Views, sequences, types, domains, triggers, policies, comments, grants: locks and scans. Measured on 12 to 18."""

from __future__ import annotations

import re

from knexlint import operations as op
from knexlint.catalog.drops import columns_of_type, described
from knexlint.catalog.model import Entry, Sequence, Table, View
from knexlint.catalog.objects import USERS, dropped, typed_tables
from knexlint.catalog.queries import output_columns, relations_in
from knexlint.catalog.users import users_of_function
from knexlint.postgres.locks import Mode
from knexlint.postgres.queries import plan, run
from knexlint.postgres.removals import take_away
from knexlint.postgres.tally import Tally, is_partitioned
from knexlint.postgres.volatility import BROUGHT_BY
from knexlint.sql.blocks import body
from knexlint.sql.expressions import relations

AX, SUX, AS = Mode.ACCESS_EXCLUSIVE, Mode.SHARE_UPDATE_EXCLUSIVE, Mode.ACCESS_SHARE
# no transaction may hold these
FORBIDDEN = frozenset(
    (
        "create database",
        "drop database",
        "create tablespace",
        "drop tablespace",
        "alter system",
        "create subscription",
        "drop subscription",
    )
)
RELATIONS = frozenset(("view", "materialized view", "sequence", "table", "index", "foreign table"))


def presumed(kind: str, relation: op.Relation, tally: Tally) -> Entry:
    """The relation; where it is not known, one of this kind."""
    entry = tally.find(relation)
    if entry.oid != -1:
        return entry
    if kind == "sequence":
        return Sequence(oid=-1, name=entry.name, schema=entry.schema, was=entry.was, known=False)
    if kind in ("view", "materialized view"):
        made = kind == "materialized view"
        return View(oid=-1, name=entry.name, schema=entry.schema, was=entry.was, known=False, materialized=made)
    return entry


# --- views ----------------------------------------------------------------------------------------------------------


def create_view(create: op.CreateView, tally: Tally) -> None:
    before = tally.catalog.get(create.view.key)
    if before is not None:
        if create.if_not_exists:
            tally.lock_all(map(tally.find, relations(create.query.text)), AS)
            return
        if not create.or_replace:
            tally.fail(f'relation "{create.view.key}" already exists')
        tally.lock(before, AX)
        _same_columns(create, before, tally)
    if create.materialized:
        (run if create.with_data else plan)(create.query.text, tally)
        return
    tally.lock_all(map(tally.find, relations(create.query.text)), AS)


def _same_columns(create: op.CreateView, before: Entry, tally: Tally) -> None:
    """CREATE OR REPLACE VIEW may only add columns behind those that there are."""
    old = before.columns if isinstance(before, View) else ()
    new = tuple(c.text for c in create.columns) or output_columns(create.query.text, tally.catalog)
    if not old or new is None or new[: len(old)] == tuple(old):
        return
    tally.fail("cannot drop columns from view" if len(new) < len(old) else "cannot change the name of a view column")


def refresh(again: op.RefreshMaterializedView, tally: Tally) -> None:
    view = presumed("materialized view", again.view, tally)
    if tally.catalog.sure(again.view.key) and not (isinstance(view, View) and view.materialized):
        tally.fail(f'"{view.key}" is not a materialized view')
        return
    tally.lock(view, Mode.EXCLUSIVE if again.concurrently else AX)
    if not isinstance(view, View) or not view.known:
        tally.unknown(f"which tables {view.key} reads: they are read through")
        return
    if again.with_data:
        run(view.query, tally)
    if again.concurrently:
        if not again.with_data:
            tally.fail("CONCURRENTLY and WITH NO DATA options cannot be used together")
        if not view.populated:
            tally.fail("CONCURRENTLY cannot be used when the materialized view is not populated")
        if not any(i.unique and not i.computed for i in tally.catalog.indexes(view)):
            tally.fail(f"cannot refresh {view.key} concurrently: it needs a unique index on plain columns")
        tally.scan(view)
        return
    tally.rewrite(view, scan=again.with_data and bool(view.indexes))


# --- sequences, types, domains --------------------------------------------------------------------------------------


def create_sequence(create: op.CreateSequence, tally: Tally) -> None:
    if create.owned_by is not None:
        tally.lock(tally.find(create.owned_by[0]), AS)


def alter_sequence(alter: op.AlterSequence, tally: Tally) -> None:
    if tally.catalog.absent(alter.sequence.key):
        if not alter.if_exists:
            tally.fail(f'relation "{alter.sequence.key}" does not exist')
        return
    sequence = tally.catalog.sequence(alter.sequence.key)
    if sequence is not None and sequence.identity and (alter.disowned or alter.owned_by is not None):
        tally.fail(f"cannot change ownership of identity sequence {sequence.key}")
    tally.lock(presumed("sequence", alter.sequence, tally), Mode.SHARE_ROW_EXCLUSIVE)
    if alter.owned_by is not None:
        tally.lock(tally.find(alter.owned_by[0]), AS)


def add_enum_value(add: op.AddEnumValue, tally: Tally) -> None:
    enum = tally.catalog.enums.get(add.type.key)
    if add.value is None or (enum is not None and add.value in enum.labels):
        return
    if enum is None or not (enum.new and tally.version >= 17):
        tally.unusable = (*tally.unusable, add.value)


def rename_enum_value(rename: op.AlterEnumRename, tally: Tally) -> None:
    enum = tally.catalog.enums.get(rename.type.key)
    if enum is not None and tally.catalog.complete and rename.value not in enum.labels:
        tally.fail(f'"{rename.value}" is not an existing enum label')


def alter_object(alter: op.AlterObject, tally: Tally) -> None:
    if alter.kind == "type" and "attribute" in alter.action:
        _typed_tables(alter, tally)
        used = columns_of_type(tally.catalog, alter.object.key) if alter.action == "alter attribute" else []
        if used:
            table = tally.catalog.relations[used[0].oid]
            tally.fail(f"cannot alter type {alter.object.key}: column {table.key}.{used[0].name} uses it")
        _composite(alter.object, tally)
        _attribute(alter, tally)
    elif alter.kind == "type" and alter.action == "owner to":
        _composite(alter.object, tally)
    elif alter.table is not None:
        tally.lock(tally.find(alter.table), AX)


def _attribute(alter: op.AlterObject, tally: Tally) -> None:
    known = tally.catalog.table(alter.object.key)
    if known is None or known.open or alter.name is None or alter.if_exists or not tally.catalog.sure(known.key):
        return
    there = alter.name.text in known.columns
    if there == (alter.action == "add attribute"):
        verb = "already exists" if there else "does not exist"
        tally.fail(f'column "{alter.name}" of relation "{known.key}" {verb}')


def _typed_tables(alter: op.AlterObject, tally: Tally) -> None:
    """The tables made OF a composite type change with it, or stand in its way."""
    composite = tally.catalog.table(alter.object.key)
    for table in typed_tables(tally.catalog, composite.oid) if composite is not None else ():
        if not alter.cascade:
            tally.fail(f'cannot alter type "{alter.object.key}" because it is the type of a typed table: {table.key}')
        tally.lock(table, AX)
        if alter.action == "alter attribute":
            tally.rewrite(table)


def alter_domain(alter: op.AlterDomain, tally: Tally) -> None:
    """A new rule is checked on every table that uses the domain."""
    known = tally.catalog.domains.get(alter.domain.key)
    named = alter.action in ("drop constraint", "validate constraint", "rename constraint") and alter.name is not None
    name = alter.name.text if alter.name is not None else None
    if known is not None and named and not alter.if_exists and name not in known.constraints:
        tally.fail(f'constraint "{alter.name}" of domain "{known.key}" does not exist')
    added = alter.action == "add constraint" and alter.constraint is not None and not alter.constraint.not_valid
    if not added and alter.action not in ("validate constraint", "set not null"):
        return
    domain = tally.catalog.domains.get(alter.domain.key)
    if domain is None:
        tally.unknown(f"which tables have columns of {alter.domain.key}: they are locked (SHARE) and read through")
        return
    for part in columns_of_type(tally.catalog, alter.domain.key):
        table = tally.catalog.relations[part.oid]
        if isinstance(table, Table) and (table.composite or is_partitioned(table)):
            continue
        tally.lock(table, Mode.SHARE)
        tally.scan(table)
        if table.was is not None:
            tally.fail_if(f"any value of {table.key}.{part.name} breaks the rule")
        for view in tally.catalog.readers(part.oid, part.name):
            if view.materialized and part.name in view.columns:
                tally.lock(view, Mode.SHARE)
                tally.scan(view)


# --- triggers, policies ---------------------------------------------------------------------------------------------


def create_trigger(create: op.CreateTrigger, tally: Tally) -> None:
    entry = tally.find(create.table)
    if tally.version < 13 and is_partitioned(entry) and create.before and create.for_each_row:
        tally.fail(f'"{entry.key}" is a partitioned table, which has no BEFORE ROW triggers before PostgreSQL 13')
    tally.lock(entry, Mode.SHARE_ROW_EXCLUSIVE)
    if create.for_each_row:
        tally.lock_all(
            (child for child in tally.catalog.descendants(entry) if child.is_partition), Mode.SHARE_ROW_EXCLUSIVE
        )
    if create.constraint_from is not None:
        tally.lock(tally.find(create.constraint_from), AS)


def policy(change: op.PolicyOperation, tally: Tally) -> None:
    entry = tally.find(change.table)
    if change.action == "drop" and change.if_exists and isinstance(entry, Table) and tally.catalog.complete:
        if change.policy.text not in entry.policies:
            return
    tally.lock(entry, AX)
    for expression in change.expressions:
        tally.lock_all(relations_in(expression.text, tally.catalog), AS)


# --- DROP, RENAME, COMMENT, GRANT -----------------------------------------------------------------------------------


_ATOMIC = re.compile(r"^\s*begin\s+atomic\b|\bend\s*;?\s*$", re.IGNORECASE)


def create_function(create: op.CreateFunction, tally: Tally) -> None:
    """The body of a function in SQL is analysed at once, which locks what it names."""
    if create.language != "sql" or create.body is None:
        return
    for statement in body(_ATOMIC.sub("", create.body.text), "sql").statements:
        for operation in statement:
            if isinstance(operation, op.Select | op.DataOperation):
                tally.lock_all((tally.find(relation) for relation in operation.reads), AS)
            if isinstance(operation, op.DataOperation):
                tally.lock(tally.find(operation.table), Mode.ROW_EXCLUSIVE)


def drop(gone: op.DropObject, tally: Tally) -> None:
    if gone.kind in ("trigger", "rule", "policy"):
        _drop_part(gone, tally)
        return
    if gone.kind == "statistics":
        for relation in gone.objects:
            table_key = tally.catalog.statistics.get(relation.key)
            if table_key is not None:
                tally.lock(tally.catalog.presumed(op.Relation(table_key)), SUX)
    if gone.kind in RELATIONS:
        for relation in gone.objects:
            if tally.catalog.absent(relation.key):
                if not gone.if_exists:
                    tally.fail(f'{gone.kind} "{relation.key}" does not exist')
                continue
            tally.lock(presumed(gone.kind, relation, tally), AX)
    tally.forbidden = tally.forbidden or f"drop {gone.kind}" in FORBIDDEN
    _in_use(gone, tally)
    if gone.kind == "schema" and not gone.cascade and dropped(gone, tally.catalog):
        tally.fail(f"cannot drop schema {gone.objects[0].key}: it is not empty")
    else:
        roots = dropped(gone, tally.catalog)
        if gone.kind == "extension" and gone.cascade and tally.version < 13:
            for relation in gone.objects:
                if relation.name == BROUGHT_BY["gen_random_uuid"]:
                    roots += users_of_function(tally.catalog, "gen_random_uuid")
        take_away(tally, roots, gone.cascade or gone.kind == "schema")


def _in_use(gone: op.DropObject, tally: Tally) -> None:
    """What hangs on a type, function or sequence, and stands in the way without CASCADE."""
    for relation in gone.objects if gone.kind == "sequence" else ():
        sequence = tally.catalog.sequence(relation.key)
        if sequence is not None and sequence.identity:
            tally.fail(f"cannot drop sequence {relation.key}: the identity column {sequence.column} requires it")
    if gone.cascade:
        return
    if gone.kind == "server":
        names = {relation.name for relation in gone.objects}
        for foreign in (each for each in tally.catalog.tables() if each.server in names):
            tally.fail(f"cannot drop server {foreign.server}: foreign table {foreign.key} depends on it")
    for relation in gone.objects if gone.kind in USERS else ():
        for user in USERS[gone.kind](tally.catalog, relation.key)[:1]:
            tally.fail(f"cannot drop {gone.kind} {relation.key}: {described(tally.catalog, user)} depends on it")


def _drop_part(gone: op.DropObject, tally: Tally) -> None:
    """Triggers, rules and policies. With IF EXISTS and none there, nothing is locked."""
    if gone.table is None:
        return
    entry = tally.find(gone.table)
    if gone.if_exists and tally.catalog.absent(gone.table.key):
        return
    if gone.if_exists and isinstance(entry, Table) and tally.catalog.complete and entry.known:
        here = {"trigger": set(entry.triggers), "rule": set(entry.rules), "policy": set(entry.policies)}[gone.kind]
        if not here & {relation.name for relation in gone.objects}:
            return
    tally.lock(entry, AX)
    for child in tally.catalog.descendants(entry):
        if child.is_partition and any(relation.name in child.triggers for relation in gone.objects):
            tally.lock(child, AX)
    if gone.kind == "trigger" and isinstance(entry, Table):
        for relation in gone.objects:
            if relation.name in entry.triggers and entry.triggers[relation.name].inherited:
                tally.fail(f"cannot drop trigger {relation.name}: the partitioned table's trigger requires it")


def rename(change: op.RenameObject, tally: Tally) -> None:
    if change.kind in ("trigger", "rule", "policy") and change.table is not None:
        entry = tally.find(change.table)
        tally.lock(entry, AX)
        if change.kind == "trigger" and tally.version >= 15:
            copies = (c for c in tally.catalog.descendants(entry) if change.object.name in c.triggers)
            tally.lock_all(copies, AX)
    elif change.kind in RELATIONS and not tally.catalog.absent(change.object.key):
        entry = presumed(change.kind, change.object, tally)
        tally.lock(entry, SUX if change.kind == "index" else AX)
    elif change.kind == "type":
        _composite(change.object, tally)
        composite = tally.catalog.table(change.object.key) if change.column is not None else None
        tally.lock_all(typed_tables(tally.catalog, composite.oid) if composite is not None else (), AX)


def _composite(relation: op.Relation, tally: Tally) -> None:
    entry = tally.catalog.table(relation.key)
    if entry is not None and entry.composite:
        tally.lock(entry, AX)


def comment(on: op.CommentOn, tally: Tally) -> None:
    if on.kind in RELATIONS:
        tally.lock(presumed(on.kind, on.object, tally), SUX)
    elif on.kind == "column":
        tally.lock(tally.find(on.object), SUX)
    elif on.kind in ("constraint", "trigger", "rule", "policy") and on.table is not None:
        tally.lock(tally.find(on.table), AS)


def grant(given: op.Grant, tally: Tally) -> None:
    if tally.version >= 18 and given.kind in ("table", "sequence"):
        for relation in given.objects:
            tally.lock(presumed(given.kind, relation, tally), AS)
