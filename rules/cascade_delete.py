"""When cascade_delete.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.operations import AddColumn, AddConstraint, Constraint, CreateTable, Range, Relation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.text import Span

_CASCADE = re.compile(r"on\s+delete\s+cascade", re.IGNORECASE)


@on(AddConstraint)
def check_constraint(added: AddConstraint, step: Step, _: Migration) -> Iterator[Finding]:
    yield from _findings(added.table, (added.constraint,), step)


@on(AddColumn)
def check_column(added: AddColumn, step: Step, _: Migration) -> Iterator[Finding]:
    yield from _findings(added.table, added.column.constraints, step)


@on(CreateTable)
def check_table(created: CreateTable, step: Step, _: Migration) -> Iterator[Finding]:
    yield from _findings(created.table, created.constraints, step)
    for column in created.columns:
        yield from _findings(created.table, column.constraints, step)


def _findings(table: Relation, constraints: tuple[Constraint, ...], step: Step) -> Iterator[Finding]:
    for constraint in constraints if step.direction == "up" else ():
        if constraint.on_delete == "cascade" and constraint.references is not None:
            yield Finding(_place(constraint, step), {"table": table.key, "parent": constraint.references.key})


def _place(constraint: Constraint, step: Step) -> Span:
    found = _CASCADE.search(step.statement.fragment.text, constraint.at.start)
    return step.span(constraint.at if found is None else Range(*found.span()))
