"""When serial_rewrite.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.operations import AddColumn
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, until

_SERIAL = re.compile(r"(?:big|small)?serial[248]?", re.IGNORECASE)


@on(AddColumn)
def check(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    column = added.column
    numbered = column.identity is not None or _SERIAL.fullmatch(column.type or "") is not None
    if not numbered or not is_live(added.table, step):
        return
    values = {"column": column.name.text, "table": added.table.key, "until": until(step, migration)}
    yield Finding(step.span(column.type_at if column.type_at.end else added.at), values)
