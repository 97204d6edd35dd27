"""When alter_drops_default.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.knex.queries import AlterColumn
from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.altered import column_before
from knexlint.rules.fixing.alter import change_type_only


@on(AlterColumn)
def check(call: AlterColumn, migration: Migration) -> Iterator[Finding]:
    if call.default:
        return
    column = column_before(call, migration)
    certain = column.known is not None and column.known.default is not None
    if column.settled or (column.known is not None and column.known.known and not certain):
        return
    edits = change_type_only(migration, call)
    yield Finding(
        call.span,
        {"column": call.column, "table": call.table},
        fix=None if edits is None else Fix(edits),
        variant=None if certain else "if",
        severity=None if certain else "info",
    )
