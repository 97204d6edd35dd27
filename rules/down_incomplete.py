"""When down_incomplete.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog.difference import after_renames
from knexlint.postgres.removals import DEPENDED_ON
from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.differences import in_words
from knexlint.rules.fixing.appending import sent_too
from knexlint.rules.fixing.inverse import missing_calls
from knexlint.rules.restoring import failures, not_restored
from knexlint.text import Edit


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    up, down = migration.up, migration.down
    found = not_restored(migration)
    if up is None or down is None or found is None or down.empty:  # empty-down says what an empty one leaves
        return
    failing = [*failures(down)]
    for step, error in failing:
        if error.startswith(DEPENDED_ON):  # what is not there at all has rules of its own
            yield Finding(step.span(step.at), {"error": error}, variant="fails")
    if found and not failing:
        assert migration.restored is not None
        renames, rest = after_renames(found, migration.before, migration.restored)
        edits = _completed(migration)
        mild = all(each.kind in ("enum", "extension") and each.change != "lost" for each in found)
        yield Finding(
            down.name,
            {"what": in_words((*renames, *rest))},
            None if edits is None else Fix(edits),
            severity="info" if mild else None,
        )


def _completed(migration: Migration) -> tuple[Edit, ...] | None:
    found = not_restored(migration)
    calls = missing_calls(found, migration) if found else None
    if calls is None or migration.down is None:
        return None
    return sent_too(migration.module, migration.down, *calls)
