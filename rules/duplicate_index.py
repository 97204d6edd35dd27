"""When duplicate_index.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Index
from knexlint.operations import AddConstraint, CreateIndex
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.building import built_by, stays
from knexlint.rules.covering import is_same, valid_indexes
from knexlint.rules.known import catalog_at, sure_table


@on(CreateIndex, AddConstraint)
def check(operation: CreateIndex | AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    catalog = catalog_at(operation, step)
    table = sure_table(operation.table, step, catalog)
    built = built_by(operation, catalog) if table is not None and step.direction == "up" else None
    if table is None or built is None:
        return
    for index in valid_indexes(table, catalog):
        if stays(index, migration) and (is_same(index, built) or (_is_key(operation) and _does_all(index, built))):
            yield Finding(step.span(operation.at), {"index": index.name, "table": table.key})
            return


def _is_key(operation: CreateIndex | AddConstraint) -> bool:
    return isinstance(operation, CreateIndex) and not operation.unique


def _does_all(unique: Index, plain: Index) -> bool:
    """A unique index on the same columns finds all that a plain one finds."""
    return unique.unique and not plain.unique and not unique.computed and unique.elements == plain.elements
