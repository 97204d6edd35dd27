"""When not_null_scan.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import SetNotNull
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import adds_column, effects_of, is_live, until


@on(SetNotNull)
def check(action: SetNotNull, step: Step, migration: Migration) -> Iterator[Finding]:
    if not is_live(action.table, step):
        return
    effects = effects_of(action, step, migration)
    if action.table.key not in effects.scans and effects.unknown is None:
        return
    values = {"column": action.column.text, "table": action.table.key, "until": until(step, migration)}
    if adds_column(step, action.table, action.column.text, migration):
        yield Finding(step.span(action.at), values)
    elif step.direction == "up":
        yield Finding(step.span(action.at), values, variant="if", severity="info")
