"""When floating_promise.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.knex.queries import Floating
from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.waiting import joined


@on(Floating)
def check(call: Floating, migration: Migration) -> Iterator[Finding]:
    edits = joined(migration.module, call)
    values = {"name": migration.source.slice(call.span)}
    yield Finding(
        call.span,
        values,
        fix=None if edits is None else Fix(edits, safe=True),
        variant=None if call.kind == "call" else call.kind,
    )
