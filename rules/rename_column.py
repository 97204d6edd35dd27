"""When rename_column.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import RenameColumn, RenameTable
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import adds_column, is_live, steps_before


@on(RenameColumn)
def check(action: RenameColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    if step.direction == "down" or not is_live(action.table, step):
        return
    if any(
        isinstance(each, RenameTable) and each.to.text == action.table.name
        for earlier in steps_before(step, migration)
        for each in earlier.statement.operations
    ):
        return  # code that is still running knows the table by another name, and rename-table says so
    if not adds_column(step, action.table, action.column.text, migration):
        yield Finding(step.span(action.at), {"column": action.column.text, "table": action.table.key})
