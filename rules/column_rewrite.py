"""When column_rewrite.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AlterColumnType
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import effects_of, is_live, until


@on(AlterColumnType)
def check(action: AlterColumnType, step: Step, migration: Migration) -> Iterator[Finding]:
    if not is_live(action.table, step):
        return
    effects = effects_of(action, step, migration)
    known = _type_before(action, step)
    certain = action.table.key in effects.rewrites
    if not certain and effects.unknown is None:
        return
    values = {
        "column": action.column.text,
        "old": known or "its type",
        "new": action.type,
        "table": action.table.key,
        "until": until(step, migration),
    }
    at = step.span(action.type_at if action.type_at.end else action.at)
    if certain:
        yield Finding(at, values)
    elif step.direction == "up":
        yield Finding(at, values, variant="if", severity="info")


def _type_before(action: AlterColumnType, step: Step) -> str | None:
    table = step.before.table(action.table.key)
    column = table.column(action.column.text) if table is not None else None
    return column.type if column is not None else None
