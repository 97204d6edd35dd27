"""What PostgreSQL refuses because of what is there already, or is not there: names, kinds, types, keys.

Claimed only where the catalog knows for sure: a table of which all columns are known, a name that is taken, or one that
is seen to be gone. What a statement costs besides is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from knexlint import operations as op
from knexlint.catalog.constraints import key_in
from knexlint.catalog.drops import kind_of
from knexlint.catalog.model import Index, Sequence, Table, View
from knexlint.catalog.objects import typed_tables
from knexlint.postgres import refused_keys, refused_objects, refused_tables
from knexlint.postgres.labels import used_too_early
from knexlint.postgres.tally import Tally, is_partitioned
from knexlint.sql.expressions import relations

Reasons = Iterator[str]


def refused(operation: op.Operation, tally: Tally) -> str | None:
    """Why PostgreSQL refuses the operation, as the first sentence it would say; None if nothing speaks against it."""
    ask = REFUSED.get(type(operation))
    found = next(ask(operation, tally), None) if ask is not None else None
    return found or next(chain(used_too_early(operation, tally), _pending(operation, tally)), None)


def _pending(operation: op.Operation, tally: Tally) -> Reasons:
    """Checks that wait for the end of the transaction keep everybody, the transaction too, from changing the table."""
    if not tally.catalog.pending:
        return
    for relation in _changed(operation):
        entry = tally.catalog.get(relation.key)
        if entry is not None and entry.oid in tally.catalog.pending:
            yield (
                f'cannot change "{entry.key}" because it has pending trigger events: deferred checks of its rows wait'
                " for the commit; SET CONSTRAINTS ALL IMMEDIATE runs them before"
            )


def _changed(operation: op.Operation) -> Iterable[op.Relation]:
    if isinstance(operation, op.TableOperation):
        return (
            () if isinstance(operation, op.RenameTable | op.RenameColumn | op.RenameConstraint) else (operation.table,)
        )
    if isinstance(operation, op.DropTable | op.Truncate):
        return operation.tables
    return (operation.table,) if isinstance(operation, op.CreateIndex) else ()


# --- relations ------------------------------------------------------------------------------------------------------


def _create_table(create: op.CreateTable, tally: Tally) -> Reasons:
    if create.table.key in tally.catalog.names:
        return
    yield from refused_objects.no_schema(create.table.schema, tally)
    references = [c.references for c in op.constraints_in(create) if c.references is not None]
    needed = [*references, *create.inherits, *create.like]
    needed += [] if create.partition_of is None else [create.partition_of]
    yield from refused_objects.absent((each for each in needed if each.key != create.table.key), tally)
    if create.query is not None:
        yield from refused_objects.absent(relations(create.query.text), tally)
    yield from refused_tables.create_table(create, tally)
    for constraint in op.constraints_in(create):
        if create.temporary and constraint.references is not None:
            target = refused_tables.sure_table(tally, constraint.references.key)
            if target is not None and not target.temporary:
                yield "constraints on temporary tables may reference only temporary tables"
        if constraint.references is not None and constraint.references.key != create.table.key:
            yield from refused_keys.target(constraint, tally)


def _drop_table(drop: op.DropTable, tally: Tally) -> Reasons:
    for relation in drop.tables:
        entry = refused_objects.sure(tally.catalog, relation.key)
        if entry is not None and not isinstance(entry, Table):
            yield f'"{entry.key}" is not a table, but a {kind_of(entry)}'


def _alter_index(alter: op.AlterIndex, tally: Tally) -> Reasons:
    index = refused_objects.sure_index(tally.catalog, alter.index.key)
    if index is None:
        return
    owner = tally.catalog.relations.get(index.table)
    if alter.action == "rename to" and alter.to is not None:
        yield from refused_objects.taken(index.schema, alter.to.text, tally)
    elif alter.action in ("set", "reset") and owner is not None and is_partitioned(owner):
        yield f"{alter.action.upper()} cannot be performed on the partitioned index {index.key}"
    elif alter.action == "set statistics" and index.columns and None not in index.columns:
        yield f'cannot alter statistics on non-expression columns of index "{index.key}"'
    elif alter.action == "attach partition" and alter.partition is not None:
        yield from refused_objects.absent((alter.partition,), tally)
        child = refused_objects.sure_index(tally.catalog, alter.partition.key)
        if child is not None and (child.columns, child.method) != (index.columns, index.method):
            yield f'cannot attach index "{child.key}" as a partition of index "{index.key}": they differ'


def _create_index(create: op.CreateIndex, tally: Tally) -> Reasons:
    entry = refused_objects.sure(tally.catalog, create.table.key)
    if isinstance(entry, Sequence | Index) or (isinstance(entry, View) and not entry.materialized):
        yield f'cannot create index on "{entry.key}": it is a {kind_of(entry)}'
    if isinstance(entry, Table):
        yield from refused_keys.index(create, entry, tally)


def _drop_index(drop: op.DropIndex, tally: Tally) -> Reasons:
    if drop.concurrently and len(drop.indexes) > 1:
        yield "DROP INDEX CONCURRENTLY does not support dropping multiple objects"
    if drop.concurrently and drop.cascade:
        yield "DROP INDEX CONCURRENTLY does not support CASCADE"
    for relation in drop.indexes:
        entry = refused_objects.sure(tally.catalog, relation.key)
        if entry is not None and not isinstance(entry, Index):
            yield f'"{entry.key}" is not an index, but a {kind_of(entry)}'


def _reindex(again: op.Reindex, tally: Tally) -> Reasons:
    if again.target is None or again.kind not in ("index", "table"):
        return
    yield from refused_objects.absent((again.target,), tally)
    entry = refused_objects.sure(tally.catalog, again.target.key)
    wanted = isinstance(entry, Index) if again.kind == "index" else isinstance(entry, Table | View)
    plain_view = isinstance(entry, View) and not entry.materialized
    if entry is not None and (not wanted or plain_view):
        yield f'"{entry.key}" is not {"an index" if again.kind == "index" else "a table or materialized view"}'


def _create_sequence(create: op.CreateSequence, tally: Tally) -> Reasons:
    if not create.if_not_exists:
        yield from refused_objects.taken(create.sequence.schema, create.sequence.name, tally)
    yield from refused_objects.no_schema(create.sequence.schema, tally)


def _create_view(create: op.CreateView, tally: Tally) -> Reasons:
    before = refused_objects.sure(tally.catalog, create.view.key)
    if before is not None and create.or_replace and not (isinstance(before, View) and not before.materialized):
        yield f'"{before.key}" is not a view'
    yield from refused_objects.no_schema(create.view.schema, tally)


def _rename_object(change: op.RenameObject, tally: Tally) -> Reasons:
    entry = refused_objects.sure(tally.catalog, change.object.key)
    if change.kind in ("view", "materialized view", "sequence", "index") and change.column is None:
        if entry is not None:
            yield from refused_objects.taken(entry.schema, change.to.text, tally)
    elif change.kind == "type" and change.column is not None and isinstance(entry, Table) and not change.cascade:
        for each in typed_tables(tally.catalog, entry.oid):
            yield f'cannot alter type "{entry.key}" because it is the type of a typed table: {each.key}'
    elif change.kind in ("type", "domain") and change.column is None:
        if refused_objects.has_type(key_in(change.object.schema, change.to.text), tally.catalog):
            yield f'type "{change.to}" already exists'
    elif change.kind == "trigger" and change.table is not None:
        table = refused_tables.sure_table(tally, change.table.key)
        if table is not None and tally.catalog.complete and change.object.name not in table.triggers:
            yield f'trigger "{change.object.name}" for table "{table.key}" does not exist'


def _select(query: op.Select, tally: Tally) -> Reasons:
    yield from refused_objects.absent(query.reads, tally)
    if query.into is not None:
        yield from refused_objects.taken(query.into.schema, query.into.name, tally)


def _data(change: op.DataOperation, tally: Tally) -> Reasons:
    yield from refused_objects.absent((change.table, *change.reads), tally)
    entry = refused_objects.sure(tally.catalog, change.table.key)
    if isinstance(entry, View) and entry.materialized:
        yield f'cannot change materialized view "{entry.key}"'
    if not isinstance(entry, Table) or not refused_tables.whole(entry):
        return
    if isinstance(change, op.Insert):
        yield from refused_keys.arbiter(change, entry, tally)
    for name in change.columns if isinstance(change, op.Insert | op.Update) else ():
        if name.text not in entry.columns and not name.unknown:
            yield f'column "{name}" of relation "{entry.key}" does not exist'


def _comment(on: op.CommentOn, tally: Tally) -> Reasons:
    if on.kind in ("table", "column", "view", "materialized view", "index", "sequence"):
        yield from refused_objects.absent((on.object,), tally)
    table = refused_tables.sure_table(tally, on.object.key)
    if on.kind == "column" and on.column is not None and table is not None and refused_tables.whole(table):
        if on.column.text not in table.columns:
            yield f'column "{on.column}" of relation "{table.key}" does not exist'


def _relations(relations: Callable[[Any], Iterable[op.Relation]]) -> Callable[[Any, Tally], Reasons]:
    return lambda operation, tally: refused_objects.absent(relations(operation), tally)


REFUSED: dict[type[op.Operation], Callable[[Any, Tally], Reasons]] = {
    **refused_tables.ACTIONS,
    op.CreateTable: _create_table,
    op.DropTable: _drop_table,
    op.CreateIndex: _create_index,
    op.AlterIndex: _alter_index,
    op.DropIndex: _drop_index,
    op.Reindex: _reindex,
    op.CreateSequence: _create_sequence,
    op.CreateView: _create_view,
    op.CreateFunction: refused_objects.create_function,
    op.Grant: refused_objects.grant,
    op.Other: refused_objects.other,
    op.RenameObject: _rename_object,
    op.CreateEnum: lambda create, tally: refused_objects.new_type(create.type, tally),
    op.CreateDomain: lambda create, tally: refused_objects.new_type(create.domain, tally),
    op.AlterDomain: lambda alter, tally: refused_objects.type_absent(alter.domain, tally),
    op.AddEnumValue: refused_objects.add_enum_value,
    op.AlterEnumRename: refused_objects.rename_enum_value,
    op.DropObject: refused_objects.drop_object,
    op.PolicyOperation: refused_objects.policy,
    op.CreateTrigger: refused_objects.create_trigger,
    op.CommentOn: _comment,
    op.Select: _select,
    op.Insert: _data,
    op.Update: _data,
    op.Delete: _data,
    op.Merge: _data,
    op.Truncate: refused_objects.truncate,
    op.LockTable: _relations(lambda lock: lock.tables),
    op.Vacuum: _relations(lambda clean: clean.tables),
    op.Analyze: _relations(lambda look: look.tables),
    op.RefreshMaterializedView: _relations(lambda again: (again.view,)),
    op.Cluster: _relations(lambda sort: () if sort.table is None else (sort.table,)),
    op.Copy: _relations(lambda moved: (*moved.reads, *(() if moved.table is None else (moved.table,)))),
}
