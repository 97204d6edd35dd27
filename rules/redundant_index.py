"""When redundant_index.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddConstraint, CreateIndex
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.building import built_by, stays
from knexlint.rules.covering import begins_with, is_same, valid_indexes
from knexlint.rules.known import catalog_at, sure_table


@on(CreateIndex, AddConstraint)
def check(operation: CreateIndex | AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    catalog = catalog_at(operation, step)
    table = sure_table(operation.table, step, catalog)
    built = built_by(operation, catalog) if table is not None and step.direction == "up" else None
    if table is None or built is None:
        return
    backing = {constraint.index for constraint in table.constraints.values()}
    here = [index for index in valid_indexes(table, catalog) if stays(index, migration)]
    if any(is_same(index, built) for index in here):
        return
    for index in here:
        if begins_with(index, built):
            values = {"table": table.key, "index": index.name, "columns": ", ".join(map(str, index.columns))}
            yield Finding(step.span(operation.at), values)
            return
        if begins_with(built, index) and index.oid not in backing:
            values = {"index": index.name, "table": table.key}
            yield Finding(step.span(operation.at), values, variant="old")
            return
