"""When unbatched_update.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.operations import Delete, Expression, Range, Relation, Update
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_emptied, is_live, until
from knexlint.text import Span

_ALWAYS = re.compile(r"\(*\s*(?:true|1\s*=\s*1|'t')\s*\)*", re.IGNORECASE)
_IS_NULL = re.compile(r"""\(*\s*(?:"?\w+"?\.)*"?(\w+)"?\s+is\s+null\s*\)*""", re.IGNORECASE)


@on(Update)
def check_update(update: Update, step: Step, migration: Migration) -> Iterator[Finding]:
    if _covers_all(update.table, update.where, step) and _matters(update.table, step, migration):
        yield Finding(_place(update.at, step), {"table": update.table.key, "until": until(step, migration)})


@on(Delete)
def check_delete(delete: Delete, step: Step, migration: Migration) -> Iterator[Finding]:
    if _covers_all(delete.table, delete.where, step) and _matters(delete.table, step, migration):
        values = {"table": delete.table.key, "until": until(step, migration)}
        yield Finding(_place(delete.at, step), values, variant="delete")


def _place(at: Range, step: Step) -> Span:
    return step.query.origin.method if step.query.origin.kind == "query" else step.span(at)


def _matters(table: Relation, step: Step, migration: Migration) -> bool:
    return step.direction == "up" and is_live(table, step) and not is_emptied(step, table, migration)


def _covers_all(table: Relation, where: Expression | None, step: Step) -> bool:
    """Every row of the table is changed: no condition, a true one, or a column that is NULL everywhere."""
    if where is None:
        return True
    if where.unknown:
        return False
    if _ALWAYS.fullmatch(where.text.strip()):
        return True
    found = _IS_NULL.fullmatch(where.text.strip())
    entry = step.before.table(table.key)
    column = entry.column(found.group(1)) if found is not None and entry is not None else None
    return column is not None and column.all_null
