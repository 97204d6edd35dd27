"""How each operation changes the catalog. Never raises: what is not known makes only that uncertain."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from knexlint import operations as op
from knexlint.catalog import constraints, creation, deferred, objects, routines, tables
from knexlint.catalog.drops import removal, removed
from knexlint.catalog.expressions import unquoted
from knexlint.catalog.model import Catalog, Table
from knexlint.record import replace
from knexlint.sql.blocks import body


def _drop_index(drop: op.DropIndex, catalog: Catalog) -> Catalog:
    oids = [catalog.names[i.key] for i in drop.indexes if catalog.index(i.key) is not None]
    catalog = removed(catalog, removal(catalog, oids, drop.cascade))
    return replace(catalog, gone=catalog.gone | {i.key for i in drop.indexes if i.key not in catalog.names})


def _alter_index(alter: op.AlterIndex, catalog: Catalog) -> Catalog:
    index = catalog.get(alter.index.key)
    if index is None:
        return catalog
    if alter.action == "rename to" and alter.to is not None:
        renamed = replace(index, name=alter.to.text)
        catalog = catalog.put(renamed)
        return _rename_constraint_of(catalog, index.oid, alter.to.text)
    if alter.action == "attach partition" and alter.partition is not None:
        child = catalog.index(alter.partition.key)
        return catalog if child is None else catalog.put(replace(child, parent=index.oid))
    return catalog


def _rename_constraint_of(catalog: Catalog, index: int, name: str) -> Catalog:
    """A constraint and its index always have one name."""
    for table in catalog.tables():
        for constraint in table.constraints.values():
            if constraint.index == index:
                kept = {n: c for n, c in table.constraints.items() if n != constraint.name}
                return catalog.put(replace(table, constraints={**kept, name: replace(constraint, name=name)}))
    return catalog


def _reindex(reindex: op.Reindex, catalog: Catalog) -> Catalog:
    index = catalog.index(reindex.target.key) if reindex.kind == "index" and reindex.target else None
    return catalog if index is None else catalog.put(replace(index, valid=True))


_VALIDITY = re.compile(
    r"""set\s+indisvalid\s*=\s*(?P<value>true|false)\s+where\s+indexrelid\s*=\s*'(?P<name>[^']+)'::regclass\s*;?\s*$""",
    re.IGNORECASE,
)


def _index_marked(change: op.Update, catalog: Catalog) -> Catalog:
    """An index that is declared invalid, or valid, by hand."""
    found = _VALIDITY.search(change.query.text) if change.query is not None else None
    index = catalog.index(unquoted(found["name"]).removeprefix("public.")) if found is not None else None
    if found is None or index is None:
        return catalog
    return catalog.put(replace(index, valid=found["value"].lower() == "true"))


def _written(data: op.DataOperation, catalog: Catalog) -> Catalog:
    if isinstance(data, op.Update) and data.table.name == "pg_index" and data.table.schema in (None, "pg_catalog"):
        return _index_marked(data, catalog)
    table = catalog.table(data.table.key)
    if table is None or not table.known:
        catalog = catalog.miss(data.table.key)
    if table is None:
        return catalog
    if any(c.all_null for c in table.columns.values()):
        table = replace(table, columns={n: replace(c, all_null=False) for n, c in table.columns.items()})
        catalog = catalog.put(table)
    catalog = deferred.written(data, table, catalog)
    return catalog if isinstance(data, op.Update) else _filled(table, catalog)


def _deleted(data: op.Delete, catalog: Catalog) -> Catalog:
    table = catalog.table(data.table.key)
    return catalog if table is None else deferred.written(data, table, catalog)


def _filled(table: Table, catalog: Catalog) -> Catalog:
    """Rows were put into it; into which of its partitions is not known, so into each."""
    for each in [table, *(child for child in catalog.descendants(table) if child.is_partition)]:
        if not each.filled:
            catalog = catalog.put(replace(each, filled=True))
    return catalog


def _copy(moved: op.Copy, catalog: Catalog) -> Catalog:
    table = catalog.table(moved.table.key) if moved.table is not None and moved.direction == "from" else None
    return catalog if table is None else _filled(table, catalog)


def _truncate(cut: op.Truncate, catalog: Catalog) -> Catalog:
    for relation in cut.tables:
        table = catalog.table(relation.key)
        if table is not None:
            catalog = catalog.put(replace(table, filled=False))
    return catalog


def _select(select: op.Select, catalog: Catalog) -> Catalog:
    if select.into is None or select.into.key in catalog.names:
        return catalog
    schema = objects.plain_schema(select.into.schema)
    return catalog.put(Table(oid=catalog.next_oid, name=select.into.name, schema=schema, open=True, filled=True))


def _transaction(control: op.TransactionControl, catalog: Catalog) -> Catalog:
    return catalog.settled() if control.action in ("begin", "commit") else catalog


def _unknown(_: op.Unknown, catalog: Catalog) -> Catalog:
    return replace(catalog, complete=False)


def _other(other: op.Other, catalog: Catalog) -> Catalog:
    if other.words == "create statistics" and other.object is not None and other.objects:
        statistics = {**catalog.statistics, other.object.key: other.objects[0].key}
        return replace(catalog, statistics=statistics)
    if other.words == "set constraints":
        return deferred.set_constraints(other, catalog)
    if other.words in ("prepare", "declare") and other.object is not None and other.query is not None:
        return replace(catalog, prepared={**catalog.prepared, other.object.name: other.query.text})
    if other.words.endswith(" publication") and other.object is not None:
        return objects.publish(other, catalog)
    if other.words == "create rule" and other.object is not None and other.objects:
        return routines.create_rule(other, catalog)
    if other.words in ("create type as range", "create base type") and other.object is not None:
        return replace(catalog, types=catalog.types | {other.object.key})
    if other.words == "create type" and other.objects:
        relation = other.objects[0]
        if relation.key in catalog.names:
            return catalog
        schema = objects.plain_schema(relation.schema)
        made = Table(oid=catalog.next_oid, name=relation.name, schema=schema, composite=True, open=not other.columns)
        catalog = catalog.put(made)
        for column in other.columns:
            catalog = creation.add_column(catalog, made.oid, column, filled=True)
        return catalog
    return catalog


def _do(block: op.Do, catalog: Catalog) -> Catalog:
    for statement in body(block.body.text, block.language).statements:
        for operation in statement:
            catalog = apply(operation, catalog)
    return catalog


Applied = Callable[[Any, Catalog], Catalog]

APPLY: dict[type[op.Operation], Applied] = {
    op.CreateTable: creation.create_table,
    op.DropTable: tables.drop_tables,
    op.CreateIndex: constraints.create_index,
    op.DropIndex: _drop_index,
    op.AlterIndex: _alter_index,
    op.Reindex: _reindex,
    op.CreateView: objects.create_view,
    op.RefreshMaterializedView: objects.refresh,
    op.CreateEnum: objects.create_enum,
    op.AddEnumValue: objects.add_enum_value,
    op.AlterEnumRename: objects.rename_enum_value,
    op.CreateDomain: objects.create_domain,
    op.AlterDomain: objects.alter_domain,
    op.CreateSequence: objects.create_sequence,
    op.AlterSequence: objects.alter_sequence,
    op.CreateFunction: routines.create_function,
    op.CreateTrigger: routines.create_trigger,
    op.PolicyOperation: routines.policy,
    op.CreateExtension: objects.create_extension,
    op.CreateSchema: objects.create_schema,
    op.SetParameter: objects.set_parameter,
    op.AlterObject: objects.alter_object,
    op.DropObject: objects.drop_object,
    op.RenameObject: objects.rename_object,
    op.Insert: _written,
    op.Update: _written,
    op.Delete: _deleted,
    op.Merge: _written,
    op.Copy: _copy,
    op.Truncate: _truncate,
    op.Select: _select,
    op.TransactionControl: _transaction,
    op.Do: _do,
    op.Other: _other,
    op.Unknown: _unknown,
}


def apply(operation: op.Operation, catalog: Catalog) -> Catalog:
    """The catalog after an operation. An operation that would fail, or is not known, changes nothing."""
    if isinstance(operation, op.TableOperation):
        return tables.alter_table(operation, catalog)
    change = APPLY.get(type(operation))
    return catalog if change is None else change(operation, catalog)
