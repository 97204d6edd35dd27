"""When outer_knex_in_transaction.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.project.migration import Migration
from knexlint.rules import Finding, on
from knexlint.rules.holding import transaction_around


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    if migration.transaction != "none":
        return  # there the outer one is the same transaction
    for _, function in migration.functions():
        for step in function.steps:
            query = step.query
            if query.scope is None and not query.origin.foreign and query.unknown is None:
                if transaction_around(query.origin.chain, migration) is not None:
                    yield Finding(query.origin.method, {"receiver": query.origin.receiver})
