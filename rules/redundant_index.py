"""When redundant_index.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddConstraint, CreateIndex
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.building import building
from knexlint.rules.covering import begins_with, is_same


@on(CreateIndex, AddConstraint)
def check(operation: CreateIndex | AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    built = building(operation, step, migration)
    if built is None or any(is_same(index, built.index) for index in built.beside):
        return
    table = built.table
    backing = {constraint.index for constraint in table.constraints.values()}
    for index in built.beside:
        if begins_with(index, built.index):
            values = {"table": table.key, "index": index.name, "columns": ", ".join(map(str, index.columns))}
            yield Finding(step.span(operation.at), values)
            return
        if begins_with(built.index, index) and index.oid not in backing:
            values = {"index": index.name, "table": table.key}
            yield Finding(step.span(operation.at), values, variant="old")
            return
