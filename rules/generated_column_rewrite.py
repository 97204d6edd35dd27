"""When generated_column_rewrite.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddColumn
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, rewrites, until


@on(AddColumn)
def check(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    generation = added.column.generation
    if generation is None or not is_live(added.table, step) or not rewrites(added, added.table, step, migration):
        return
    values = {"column": added.column.name.text, "table": added.table.key, "until": until(step, migration)}
    yield Finding(step.span(generation.at if generation.at.end else added.at), values)
