"""The index that an operation builds, as the catalog will have it."""

from __future__ import annotations

from knexlint.catalog import Catalog, Index, Table, apply
from knexlint.operations import AddConstraint, CreateIndex
from knexlint.project.migration import Migration


def built_by(operation: CreateIndex | AddConstraint, catalog: Catalog) -> Index | None:
    """None where it builds none, or uses one that is there; a primary key must have one of its own."""
    if isinstance(operation, AddConstraint):
        constraint = operation.constraint
        if constraint.kind != "unique" or constraint.using_index is not None:
            return None
    before = _indexes(operation, catalog)
    after = _indexes(operation, apply(operation, catalog))
    return next((index for oid, index in after.items() if oid not in before), None)


def _indexes(operation: CreateIndex | AddConstraint, catalog: Catalog) -> dict[int, Index]:
    table = catalog.table(operation.table.key)
    return {index.oid: index for index in catalog.indexes(table)} if isinstance(table, Table) else {}


def stays(index: Index, migration: Migration) -> bool:
    """The index is still there when the migration has run: it does not make room for another."""
    after = migration.after.index(index.key)
    return after is not None and after.elements == index.elements
