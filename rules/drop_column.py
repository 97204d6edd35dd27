"""When drop_column.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import DropColumn
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import adds_column, is_live
from knexlint.rules.known import lacks, whole_table


@on(DropColumn)
def check(action: DropColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    if step.direction == "down" or step.effects.error or not is_live(action.table, step):
        return
    table = whole_table(action.table, step, step.before)
    if table is not None and lacks(table, action.column):
        return
    if not adds_column(step, action.table, action.column.text, migration):
        yield Finding(step.span(action.at), {"column": action.column.text, "table": action.table.key})
