"""When expand_not_contracted.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.catalog.model import Table
from knexlint.operations import Update
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on

_COPY = re.compile(r'(?:\bset|,)\s*"?(\w+)"?\s*=\s*(?:"?(\w+)"?\.)?"?(\w+)"?\s*(?=,|;|$|\bwhere\b)', re.IGNORECASE)


@on(Update)
def check(update: Update, step: Step, migration: Migration) -> Iterator[Finding]:
    later, before = migration.later, migration.before.table(update.table.key)
    if later is None or before is None or not before.known or before.open or step.direction == "down":
        return
    held = later.relations.get(before.oid)
    for copied in _COPY.finditer(step.statement.fragment.text):
        new, owner, old = copied.groups()
        own = owner in (None, before.name) and old in before.columns and new not in before.columns
        if isinstance(held, Table) and own:
            if held.column(old) is not None and held.column(new) is not None:
                yield Finding(step.span(update.at), {"table": held.key, "old": old, "new": new})
