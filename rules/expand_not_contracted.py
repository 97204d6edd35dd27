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
        if isinstance(held, Table) and own and _asked(update, before) <= {old, *_keys(before)}:
            if held.column(old) is not None and held.column(new) is not None:
                yield Finding(step.span(update.at), {"table": held.key, "old": old, "new": new})


def _asked(update: Update, table: Table) -> set[str]:
    """The columns that decide which rows are copied. For a move that is all of them, or one batch after the other."""
    words = set(re.findall(r"\w+", update.where.text)) if update.where is not None else set()
    return words & set(table.columns)


def _keys(table: Table) -> set[str]:
    return {each for c in table.constraints.values() if c.kind == "primary key" for each in c.columns}
