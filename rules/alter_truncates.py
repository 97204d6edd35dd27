"""When alter_truncates.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.knex.queries import AlterColumn
from knexlint.project.migration import Migration
from knexlint.rules import Finding, on
from knexlint.rules.altered import column_before

_LIMITED = re.compile(r"(varchar|char|bit|decimal|numeric)\s*\((\d+)(?:\s*,\s*(\d+))?\)", re.IGNORECASE)
_TEXTUAL = ("text", "character varying", "character", "bpchar")


@on(AlterColumn)
def check(call: AlterColumn, migration: Migration) -> Iterator[Finding]:
    limit = _LIMITED.fullmatch(call.type)
    if limit is None or call.keeps_type:
        return
    column = column_before(call, migration)
    if column.settled:
        return
    old = column.known.type if column.known is not None else None
    if old is not None and _fits(old, limit):
        return
    numeric = limit.group(1).lower() in ("decimal", "numeric")
    values = {"column": call.column, "new": call.type, "cut": "rounded" if numeric else "cut"}
    if old is None:
        yield Finding(call.type_call, values, variant="if", severity="info")
    else:
        yield Finding(call.type_call, values)


def _fits(old: str, limit: re.Match[str]) -> bool:
    """Every value of the old type fits, or the cast would fail for another reason than its length."""
    name, _, arguments = old.partition("(")
    sizes = [int(size) for size in re.findall(r"\d+", arguments)]
    if limit.group(1).lower() in ("decimal", "numeric"):
        scale = int(limit.group(3) or 0)
        if name in ("smallint", "integer", "bigint"):
            return True
        return name == "numeric" and len(sizes) == 2 and sizes[1] <= scale
    if name not in _TEXTUAL:
        return name in ("smallint", "integer", "bigint", "boolean", "uuid") and int(limit.group(2)) >= 36
    return bool(sizes) and sizes[0] <= int(limit.group(2))
