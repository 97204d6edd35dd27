"""When unbatched_update.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import Delete, Range, Relation, Update
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import changes_all, is_emptied, is_live, until
from knexlint.rules.holding import strongest_held
from knexlint.text import Span


@on(Update)
def check_update(update: Update, step: Step, migration: Migration) -> Iterator[Finding]:
    if changes_all(update.table, update.where, step) and _matters(update.table, step, migration):
        yield Finding(_place(update.at, step), {"table": update.table.key, "until": until(step, migration)})


@on(Delete)
def check_delete(delete: Delete, step: Step, migration: Migration) -> Iterator[Finding]:
    if changes_all(delete.table, delete.where, step) and _matters(delete.table, step, migration):
        values = {"table": delete.table.key, "until": until(step, migration)}
        yield Finding(_place(delete.at, step), values, variant="delete")


def _place(at: Range, step: Step) -> Span:
    return step.query.origin.method if step.query.origin.kind == "query" else step.span(at)


def _matters(table: Relation, step: Step, migration: Migration) -> bool:
    if step.direction == "down" or not is_live(table, step) or is_emptied(step, table, migration):
        return False
    held = strongest_held(step, migration)  # who cannot reach the table does not wait for its rows
    return held is None or held.lock.relation != table.key or not held.lock.mode.blocks_reads
