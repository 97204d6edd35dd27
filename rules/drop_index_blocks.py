"""When drop_index_blocks.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import DropIndex, DropTable, Relation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import steps_after, until
from knexlint.rules.fixing.concurrently import drop_index


@on(DropIndex)
def check(drop: DropIndex, step: Step, migration: Migration) -> Iterator[Finding]:
    if drop.concurrently or step.effects.error or all(_is_nothing(index, step) for index in drop.indexes):
        return
    tables = [lock.relation for lock in step.effects.locks if lock.kind == "table" and lock.mode.blocks_reads]
    if tables and all(_dropped_later(table, step, migration) for table in tables):
        return
    values = {
        "index": ", ".join(index.key for index in drop.indexes),
        "table": ", ".join(tables) or "its table",
        "until": until(step, migration),
    }
    yield Finding(step.span(drop.at), values, fix=drop_index(drop, step, migration))


def _dropped_later(table: str, step: Step, migration: Migration) -> bool:
    return any(
        isinstance(operation, DropTable) and any(each.key == table for each in operation.tables)
        for later in steps_after(step, migration)
        for operation in later.statement.operations
    )


def _is_nothing(index: Relation, step: Step) -> bool:
    """Nobody else sees the index yet, or it is not there."""
    return step.creates(index.key) or step.before.absent(index.key)
