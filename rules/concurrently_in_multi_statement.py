"""When concurrently_in_multi_statement.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.split import split_raw
from knexlint.rules.forbidden import name_of, place_of


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    for _, function in migration.functions():
        for step in function.steps:
            if step.effects.in_transaction == "forbidden" and not step.alone:
                edits = split_raw(function, step, migration)
                yield Finding(
                    place_of(step), {"what": name_of(step)}, fix=None if edits is None else Fix(edits, safe=True)
                )
