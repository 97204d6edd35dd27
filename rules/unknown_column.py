"""When unknown_column.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Table
from knexlint.operations import Name, Operation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.names import respelled
from knexlint.rules.known import closest, lacks, whole_table
from knexlint.rules.needed import columns_needed


@on(Operation)
def check(operation: Operation, step: Step, migration: Migration) -> Iterator[Finding]:
    for needed in columns_needed(operation):
        table = whole_table(needed.table, step)
        for column in needed.columns if table is not None else ():
            if table is not None and lacks(table, column) and not _comes_along(column, operation, step):
                yield _finding(table, column, step, migration)


def _comes_along(column: Name, operation: Operation, step: Step) -> bool:
    """An action before this one in the same statement makes it, or takes it away."""
    before = step.statement.operations[: step.statement.operations.index(operation)]
    return any(_touches(each, column.text) for each in before)


def _touches(operation: Operation, column: str) -> bool:
    for name in ("column", "to"):
        held = getattr(operation, name, None)
        held = getattr(held, "name", held)
        if isinstance(held, Name) and held.text == column:
            return True
    return False


def _finding(table: Table, column: Name, step: Step, migration: Migration) -> Finding:
    values = {"column": column.text, "table": table.key}
    meant = closest(column.text, table.columns)
    if meant is None:
        return Finding(step.span(column.at), values)
    edits = respelled(step, migration, column.at, column.text, meant)
    fix = None if edits is None else Fix(edits)
    return Finding(step.span(column.at), {**values, "meant": meant}, fix=fix, variant="meant")
