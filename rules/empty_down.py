"""When empty_down.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog.difference import after_renames
from knexlint.operations import (
    Analyze,
    DataOperation,
    Reindex,
    Select,
    SetParameter,
    TransactionControl,
    Truncate,
    Vacuum,
    ValidateConstraint,
)
from knexlint.project.migration import Function, Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.differences import in_words
from knexlint.rules.fixing.appending import rewritten
from knexlint.rules.fixing.inverse import down_body
from knexlint.rules.restoring import not_restored
from knexlint.syntax import comments

_LEAVES_NOTHING = (Analyze, Reindex, Select, SetParameter, TransactionControl, Vacuum, ValidateConstraint)
_DATA = (DataOperation, Truncate)


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    up, down = migration.up, migration.down
    if up is None or down is None or not down.empty or up.empty or migration.module.cut_off:
        return
    operations = [operation for step in up.steps for operation in step.statement.operations]
    lasting = [each for each in operations if not isinstance(each, _LEAVES_NOTHING)]
    if not lasting:
        return
    if not all(isinstance(each, _DATA) for each in lasting):
        edits = rewritten(migration.module, "down", down, down_body(migration))
        fix = None if edits is None else Fix(edits)
        found = not_restored(migration)
        if found and migration.restored is not None:
            renames, rest = after_renames(found, migration.before, migration.restored)
            yield Finding(down.name, {"what": in_words((*renames, *rest))}, fix, "leaves")
        elif found is not None or not migration.module.damaged:  # half-typed, up may do other things
            yield Finding(down.name, fix=fix)
    elif not _is_explained(down, migration):
        yield Finding(down.name, variant="data")


def _is_explained(down: Function, migration: Migration) -> bool:
    """The author says in a comment why there is nothing to take back."""
    return any(down.body.covers(span) for span, _ in comments(migration.module.root))
