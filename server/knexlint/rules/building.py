"""The index that an operation builds, as the catalog will have it, and those that it will stand beside."""

from __future__ import annotations

from knexlint.catalog import Catalog, Index, Table
from knexlint.memo import remembered
from knexlint.operations import AddConstraint, CreateIndex
from knexlint.project.migration import Migration, Step
from knexlint.record import record
from knexlint.rules.known import catalog_after, catalog_at, sure_table


@record
class Building:
    """`beside`: the indexes that queries may use and that are still there when the migration has run."""

    table: Table
    index: Index
    beside: tuple[Index, ...]


def building(operation: CreateIndex | AddConstraint, step: Step, migration: Migration) -> Building | None:
    """What `up` builds; None where it builds none, or not all is known of the table."""
    if step.direction != "up":
        return None
    catalog = catalog_at(operation, step)
    table = sure_table(operation.table, step, catalog)
    index = _built_by(operation, catalog, catalog_after(operation, step, catalog)) if table is not None else None
    if table is None or index is None:
        return None
    beside = (each for each in catalog.usable_indexes(table) if _stays(each, migration))
    return Building(table, index, tuple(beside))


def _built(operation: CreateIndex | AddConstraint, catalog: Catalog, left: Catalog) -> Index | None:
    """None where it builds none, or uses one that is there; a primary key must have one of its own."""
    if isinstance(operation, AddConstraint):
        constraint = operation.constraint
        if constraint.kind != "unique" or constraint.using_index is not None:
            return None
    before = _indexes(operation, catalog)
    after = _indexes(operation, left)
    return next((index for oid, index in after.items() if oid not in before), None)


_built_by = remembered(_built, 1024)  # each rule about it asks, and every keystroke


def _indexes(operation: CreateIndex | AddConstraint, catalog: Catalog) -> dict[int, Index]:
    table = catalog.table(operation.table.key)
    return {index.oid: index for index in catalog.indexes(table)} if isinstance(table, Table) else {}


def _stays(index: Index, migration: Migration) -> bool:
    """It does not make room for another."""
    after = migration.after.index(index.key)
    return after is not None and after.elements == index.elements
