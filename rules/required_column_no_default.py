"""When required_column_no_default.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.operations import AddColumn
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_emptied, is_live

_FILLED = re.compile(r"(?:big|small)?serial[248]?", re.IGNORECASE)


@on(AddColumn)
def check(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    column = added.column
    required = column.not_null or any(each.kind == "primary key" for each in column.constraints)
    if not required or column.default is not None or column.generation is not None or column.identity is not None:
        return
    if column.type is None or _FILLED.fullmatch(column.type) or not is_live(added.table, step):
        return
    if not is_emptied(step, added.table, migration):
        at = column.not_null_at if column.not_null_at.end else added.at
        yield Finding(step.span(at), {"column": column.name.text, "table": added.table.key})
