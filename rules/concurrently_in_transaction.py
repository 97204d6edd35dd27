"""When concurrently_in_transaction.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.project.migration import Migration
from knexlint.rules import Finding, on
from knexlint.rules.fixing.concurrently import outside_transaction
from knexlint.rules.forbidden import name_of, place_of


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    if migration.module.cut_off and "config" not in migration.module.exports:
        return
    for _, function in migration.functions():
        for step in function.steps:
            if step.effects.in_transaction == "forbidden" and step.in_transaction:
                fix = outside_transaction(step, migration) if migration.transaction == "batch" else None
                yield Finding(place_of(step), {"what": name_of(step)}, fix=fix)
