"""When alter_drops_not_null.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.knex.queries import AlterColumn
from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.altered import column_before
from knexlint.rules.fixing.alter import keep_nullability


@on(AlterColumn)
def check(call: AlterColumn, migration: Migration) -> Iterator[Finding]:
    if call.not_null is not None or call.keeps_nullability:
        return
    column = column_before(call, migration)
    if column.settled or (column.known is not None and column.known.not_null is False):
        return
    certain = column.known is not None and column.known.not_null is True
    edits = keep_nullability(migration.module, call)
    yield Finding(
        call.span,
        {"column": call.column, "table": call.table},
        fix=None if edits is None else Fix(edits),
        variant=None if certain else "if",
        severity=None if certain else "info",
    )
