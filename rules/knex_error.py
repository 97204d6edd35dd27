"""When knex_error.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.project.migration import Migration
from knexlint.rules import Finding, on


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    for _, function in migration.functions():
        for query in function.queries:
            if query.error is None or query.origin.kind == "throw":
                continue
            if query.when or query.error == function.error:  # else it is caught
                values = {"error": " ".join(query.error.split()).rstrip(".")}
                yield Finding(query.origin.method, values, variant="call" if query.origin.kind == "other" else None)
