"""When duplicate_index.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Index
from knexlint.operations import AddConstraint, CreateIndex
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.building import building
from knexlint.rules.covering import is_same


@on(CreateIndex, AddConstraint)
def check(operation: CreateIndex | AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    built = building(operation, step, migration)
    for index in built.beside if built is not None else ():
        if is_same(index, built.index) or (_is_key(operation) and _does_all(index, built.index)):
            yield Finding(step.span(operation.at), {"index": index.name, "table": built.table.key})
            return


def _is_key(operation: CreateIndex | AddConstraint) -> bool:
    return isinstance(operation, CreateIndex) and not operation.unique


def _does_all(unique: Index, plain: Index) -> bool:
    """A unique index on the same columns finds all that a plain one finds."""
    return unique.unique and not plain.unique and not unique.computed and unique.elements == plain.elements
