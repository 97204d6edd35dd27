"""When default_rewrite.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddColumn
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import effects_of, is_live, until


@on(AddColumn)
def check(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    default = added.column.default
    if default is None or default.unknown or not is_live(added.table, step):
        return
    effects = effects_of(added, step, migration)
    values = {
        "default": _shown(default.text),
        "column": added.column.name.text,
        "table": added.table.key,
        "until": until(step, migration),
    }
    if added.table.key in effects.rewrites:
        yield Finding(step.span(default.at), values)
    elif effects.unknown is not None and step.direction == "up":
        yield Finding(step.span(default.at), values, variant="if", severity="info")


def _shown(default: str) -> str:
    """On one line, without the parentheses that Knex puts around a function."""
    text = " ".join(default.split())
    return text[1:-1] if text.startswith("(") and text.endswith("())") else text
