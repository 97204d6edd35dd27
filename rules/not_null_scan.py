"""When not_null_scan.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import SetNotNull
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import effects_of, is_live, until


@on(SetNotNull)
def check(action: SetNotNull, step: Step, migration: Migration) -> Iterator[Finding]:
    if not is_live(action.table, step):
        return
    effects = effects_of(action, step, migration)
    values = {"column": action.column.text, "table": action.table.key, "until": until(step, migration)}
    if action.table.key in effects.scans:
        yield Finding(step.span(action.at), values)
    elif effects.unknown is not None and step.direction == "up":
        yield Finding(step.span(action.at), values, variant="if", severity="info")
