"""What PostgreSQL refuses because of what is there already, or is not there: names, kinds, types, keys.

Claimed only where the catalog knows for sure: a table of which all columns are known, a name that is taken, or one that
is seen to be gone. What a statement costs besides is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from knexlint import operations as op
from knexlint.catalog.constraints import key_in
from knexlint.catalog.drops import kind_of
from knexlint.catalog.model import Catalog, Entry, Index, Sequence, Table, View
from knexlint.postgres import refused_keys, refused_tables
from knexlint.postgres.data import unlocked
from knexlint.postgres.tally import Tally, is_partitioned, is_system

Reasons = Iterator[str]
_TEMPORARY = ("pg_temp", "pg_catalog", "information_schema", "public")


def refused(operation: op.Operation, tally: Tally) -> str | None:
    """Why PostgreSQL refuses the operation, as the first sentence it would say; None if nothing speaks against it."""
    ask = REFUSED.get(type(operation))
    return next(ask(operation, tally), None) if ask is not None else None


def _taken(schema: str | None, name: str, tally: Tally) -> Reasons:
    if tally.catalog.sure(key_in(schema, name)):
        yield f'relation "{name}" already exists'


def _no_schema(schema: str | None, tally: Tally) -> Reasons:
    if schema is not None and tally.catalog.complete and schema not in tally.catalog.schemas:
        if not schema.startswith(_TEMPORARY):
            yield f'schema "{schema}" does not exist'


def _absent(relations: Iterable[op.Relation], tally: Tally) -> Reasons:
    for relation in relations:
        if tally.catalog.absent(relation.key) and not relation.unknown and not is_system(tally.find(relation)):
            yield f'relation "{relation.key}" does not exist'


def sure(catalog: Catalog, key: str) -> Entry | None:
    return catalog.get(key) if catalog.sure(key) else None


def sure_index(catalog: Catalog, key: str) -> Index | None:
    found = sure(catalog, key)
    return found if isinstance(found, Index) else None


def _has_type(key: str, catalog: Catalog) -> bool:
    if key in catalog.enums or key in catalog.domains:
        return True
    return isinstance(sure(catalog, key), Table | View)


# --- relations ------------------------------------------------------------------------------------------------------


def _create_table(create: op.CreateTable, tally: Tally) -> Reasons:
    if create.table.key in tally.catalog.names:
        return
    yield from _no_schema(create.table.schema, tally)
    references = [c.references for c in _constraints_of(create) if c.references is not None]
    needed = [*references, *create.inherits, *create.like]
    needed += [] if create.partition_of is None else [create.partition_of]
    yield from _absent((each for each in needed if each.key != create.table.key), tally)
    yield from refused_tables.create_table(create, tally)
    for constraint in _constraints_of(create):
        if create.temporary and constraint.references is not None:
            target = refused_tables.sure_table(tally, constraint.references.key)
            if target is not None and not target.temporary:
                yield "constraints on temporary tables may reference only temporary tables"
        if constraint.references is not None and constraint.references.key != create.table.key:
            yield from refused_keys.target(constraint, tally)


def _constraints_of(create: op.CreateTable) -> list[op.Constraint]:
    return [*create.constraints, *(c for column in create.columns for c in column.constraints)]


def _drop_table(drop: op.DropTable, tally: Tally) -> Reasons:
    for relation in drop.tables:
        entry = sure(tally.catalog, relation.key)
        if entry is not None and not isinstance(entry, Table):
            yield f'"{entry.key}" is not a table, but a {kind_of(entry)}'


def _alter_index(alter: op.AlterIndex, tally: Tally) -> Reasons:
    index = sure_index(tally.catalog, alter.index.key)
    if index is None:
        return
    owner = tally.catalog.relations.get(index.table)
    if alter.action == "rename to" and alter.to is not None:
        yield from _taken(index.schema, alter.to.text, tally)
    elif alter.action in ("set", "reset") and owner is not None and is_partitioned(owner):
        yield f"{alter.action.upper()} cannot be performed on the partitioned index {index.key}"
    elif alter.action == "set statistics" and index.columns and None not in index.columns:
        yield f'cannot alter statistics on non-expression columns of index "{index.key}"'
    elif alter.action == "attach partition" and alter.partition is not None:
        yield from _absent((alter.partition,), tally)
        child = sure_index(tally.catalog, alter.partition.key)
        if child is not None and (child.columns, child.method) != (index.columns, index.method):
            yield f'cannot attach index "{child.key}" as a partition of index "{index.key}": they differ'


def _create_index(create: op.CreateIndex, tally: Tally) -> Reasons:
    entry = sure(tally.catalog, create.table.key)
    if isinstance(entry, Sequence | Index) or (isinstance(entry, View) and not entry.materialized):
        yield f'cannot create index on "{entry.key}": it is a {kind_of(entry)}'
    if isinstance(entry, Table):
        yield from refused_keys.index(create, entry, tally)
    yield from _new_label((e.text for e in (*create.elements, *((create.where,) if create.where else ()))), tally)


def _drop_index(drop: op.DropIndex, tally: Tally) -> Reasons:
    if drop.concurrently and len(drop.indexes) > 1:
        yield "DROP INDEX CONCURRENTLY does not support dropping multiple objects"
    if drop.concurrently and drop.cascade:
        yield "DROP INDEX CONCURRENTLY does not support CASCADE"
    for relation in drop.indexes:
        entry = sure(tally.catalog, relation.key)
        if entry is not None and not isinstance(entry, Index):
            yield f'"{entry.key}" is not an index, but a {kind_of(entry)}'


def _reindex(again: op.Reindex, tally: Tally) -> Reasons:
    if again.target is None or again.kind not in ("index", "table"):
        return
    yield from _absent((again.target,), tally)
    entry = sure(tally.catalog, again.target.key)
    wanted = isinstance(entry, Index) if again.kind == "index" else isinstance(entry, Table | View)
    plain_view = isinstance(entry, View) and not entry.materialized
    if entry is not None and (not wanted or plain_view):
        yield f'"{entry.key}" is not {"an index" if again.kind == "index" else "a table or materialized view"}'


def _create_sequence(create: op.CreateSequence, tally: Tally) -> Reasons:
    if not create.if_not_exists:
        yield from _taken(create.sequence.schema, create.sequence.name, tally)
    yield from _no_schema(create.sequence.schema, tally)


def _create_view(create: op.CreateView, tally: Tally) -> Reasons:
    before = sure(tally.catalog, create.view.key)
    if before is not None and create.or_replace and not (isinstance(before, View) and not before.materialized):
        yield f'"{before.key}" is not a view'
    yield from _no_schema(create.view.schema, tally)
    yield from _new_label((create.query.text,), tally)


def _rename_object(change: op.RenameObject, tally: Tally) -> Reasons:
    entry = sure(tally.catalog, change.object.key)
    if change.kind in ("view", "materialized view", "sequence", "index") and change.column is None:
        if entry is not None:
            yield from _taken(entry.schema, change.to.text, tally)
    elif change.kind in ("type", "domain") and change.column is None:
        if _has_type(key_in(change.object.schema, change.to.text), tally.catalog):
            yield f'type "{change.to}" already exists'
    elif change.kind == "trigger" and change.table is not None:
        table = refused_tables.sure_table(tally, change.table.key)
        if table is not None and tally.catalog.complete and change.object.name not in table.triggers:
            yield f'trigger "{change.object.name}" for table "{table.key}" does not exist'


# --- types, functions, the rest -------------------------------------------------------------------------------------


def _new_type(relation: op.Relation, tally: Tally) -> Reasons:
    if _has_type(relation.key, tally.catalog):
        yield f'type "{relation.key}" already exists'
    yield from _no_schema(relation.schema, tally)


def _type_absent(relation: op.Relation, tally: Tally) -> Reasons:
    if tally.catalog.complete and not _has_type(relation.key, tally.catalog) and relation.schema != "pg_catalog":
        if not tally.catalog.extensions or tally.catalog.absent(relation.key):
            yield f'type "{relation.key}" does not exist'


def _add_enum_value(add: op.AddEnumValue, tally: Tally) -> Reasons:
    yield from _type_absent(add.type, tally)
    enum = tally.catalog.enums.get(add.type.key)
    if enum is None or not enum.labels:
        return
    if add.value in enum.labels and not add.if_not_exists:
        yield f'enum label "{add.value}" already exists'
    if add.beside is not None and add.beside not in enum.labels:
        yield f'"{add.beside}" is not an existing enum label'


def _rename_enum_value(change: op.AlterEnumRename, tally: Tally) -> Reasons:
    yield from _type_absent(change.type, tally)
    enum = tally.catalog.enums.get(change.type.key)
    if enum is not None and change.to in enum.labels:
        yield f'enum label "{change.to}" already exists'


def _drop_object(gone: op.DropObject, tally: Tally) -> Reasons:
    catalog = tally.catalog
    for relation in gone.objects:
        entry = sure(catalog, relation.key)
        if gone.kind in ("view", "materialized view", "sequence") and entry is not None:
            if kind_of(entry) != gone.kind:
                yield f'"{entry.key}" is not a {gone.kind}, but a {kind_of(entry)}'
        if gone.if_exists or not catalog.complete:
            continue
        if gone.kind in ("type", "domain"):
            yield from _type_absent(relation, tally)
        elif gone.kind == "schema" and relation.name not in catalog.schemas:
            yield f'schema "{relation.name}" does not exist'
        elif gone.kind == "statistics" and relation.key not in catalog.statistics:
            yield f'statistics object "{relation.key}" does not exist'
        elif gone.kind == "publication" and relation.name not in catalog.publications:
            yield f'publication "{relation.name}" does not exist'
        elif gone.kind == "extension" and relation.name not in catalog.extensions and relation.name != "plpgsql":
            yield f'extension "{relation.name}" does not exist'
        elif gone.kind in ("trigger", "rule", "policy") and gone.table is not None:
            yield from _part_absent(gone.kind, relation.name, gone.table, tally)


def _part_absent(kind: str, name: str, on: op.Relation, tally: Tally) -> Reasons:
    yield from _absent((on,), tally)
    table = refused_tables.sure_table(tally, on.key)
    if table is not None and table.known:
        here: dict[str, Iterable[str]] = {"trigger": table.triggers, "rule": table.rules, "policy": table.policies}
        if name not in here[kind]:
            yield f'{kind} "{name}" for table "{table.key}" does not exist'


def _policy(change: op.PolicyOperation, tally: Tally) -> Reasons:
    table = refused_tables.sure_table(tally, change.table.key)
    if table is None or not tally.catalog.complete:
        return
    if change.action == "create" and change.policy.text in table.policies:
        yield f'policy "{change.policy}" for table "{table.key}" already exists'
    elif change.action == "alter" and change.policy.text not in table.policies:
        yield f'policy "{change.policy}" for table "{table.key}" does not exist'


def _create_trigger(create: op.CreateTrigger, tally: Tally) -> Reasons:
    yield from _absent((create.table,), tally)
    table = refused_tables.sure_table(tally, create.table.key)
    if table is not None and create.trigger.text in table.triggers and not create.or_replace:
        yield f'trigger "{create.trigger}" for relation "{table.key}" already exists'


def _select(query: op.Select, tally: Tally) -> Reasons:
    text = query.query.text if query.query is not None else ""
    yield from _absent(query.reads, tally)
    yield from _new_label((text,), tally)
    if query.into is not None:
        yield from _taken(query.into.schema, query.into.name, tally)


def _data(change: op.DataOperation, tally: Tally) -> Reasons:
    yield from _absent((change.table, *change.reads), tally)
    entry = sure(tally.catalog, change.table.key)
    if isinstance(entry, View) and entry.materialized:
        yield f'cannot change materialized view "{entry.key}"'
    if not isinstance(entry, Table) or not refused_tables.whole(entry):
        return
    for name in change.columns if isinstance(change, op.Insert | op.Update) else ():
        if name.text not in entry.columns and not name.unknown:
            yield f'column "{name}" of relation "{entry.key}" does not exist'


def _new_label(texts: Iterable[str], tally: Tally) -> Reasons:
    """An enum value added in this transaction may not even be read before it commits (55P04)."""
    fresh = {label: e.key for e in tally.catalog.enums.values() for label in e.new_labels if not unlocked(e, tally)}
    for text in texts if fresh else ():
        for label in refused_tables.strings(text):
            if label in fresh:
                yield f'the new value "{label}" of enum {fresh[label]} cannot be used before its transaction commits'


def _comment(on: op.CommentOn, tally: Tally) -> Reasons:
    if on.kind in ("table", "column", "view", "materialized view", "index", "sequence"):
        yield from _absent((on.object,), tally)
    table = refused_tables.sure_table(tally, on.object.key)
    if on.kind == "column" and on.column is not None and table is not None and refused_tables.whole(table):
        if on.column.text not in table.columns:
            yield f'column "{on.column}" of relation "{table.key}" does not exist'


def _relations(relations: Callable[[Any], Iterable[op.Relation]]) -> Callable[[Any, Tally], Reasons]:
    return lambda operation, tally: _absent(relations(operation), tally)


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
    op.RenameObject: _rename_object,
    op.CreateEnum: lambda create, tally: _new_type(create.type, tally),
    op.CreateDomain: lambda create, tally: _new_type(create.domain, tally),
    op.AlterDomain: lambda alter, tally: _type_absent(alter.domain, tally),
    op.AddEnumValue: _add_enum_value,
    op.AlterEnumRename: _rename_enum_value,
    op.DropObject: _drop_object,
    op.PolicyOperation: _policy,
    op.CreateTrigger: _create_trigger,
    op.CommentOn: _comment,
    op.Select: _select,
    op.Insert: _data,
    op.Update: _data,
    op.Delete: _data,
    op.Merge: _data,
    op.Truncate: _relations(lambda cut: cut.tables),
    op.LockTable: _relations(lambda lock: lock.tables),
    op.Vacuum: _relations(lambda clean: clean.tables),
    op.Analyze: _relations(lambda look: look.tables),
    op.RefreshMaterializedView: _relations(lambda again: (again.view,)),
    op.Cluster: _relations(lambda sort: () if sort.table is None else (sort.table,)),
    op.Copy: _relations(lambda moved: (*moved.reads, *(() if moved.table is None else (moved.table,)))),
}
