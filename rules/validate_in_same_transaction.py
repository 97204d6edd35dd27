"""When validate_in_same_transaction.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddConstraint, ValidateConstraint
from knexlint.postgres import Lock
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, until
from knexlint.rules.fixing.later import validated_apart
from knexlint.rules.holding import held_before, sent_before


@on(ValidateConstraint)
def check(action: ValidateConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    if not is_live(action.table, step) or not _is_added(action, step, migration):
        return
    locks = [held.lock for held in held_before(step, migration) if _concerns(held.lock, action, step)]
    worst = max((lock.mode for lock in locks if lock.relation == action.table.key), default=None)
    if worst is not None:
        others = sorted({lock.relation for lock in locks if lock.mode.blocks_writes} - {action.table.key})
        values = {
            "constraint": action.constraint.text,
            "table": action.table.key,
            "waits": worst.waits,
            "tables": " and ".join((action.table.key, *(others if not worst.blocks_reads else ()))),
            "until": until(step, migration),
        }
        yield Finding(step.span(action.at), values, fix=validated_apart(action, step, migration))


def _is_added(action: ValidateConstraint, step: Step, migration: Migration) -> bool:
    """The open transaction added the constraint itself."""
    return any(
        operation.table.key == action.table.key
        and operation.constraint.name is not None
        and operation.constraint.name.text == action.constraint.text
        for earlier in sent_before(step, migration)
        for operation in earlier.statement.operations
        if isinstance(operation, AddConstraint)
    )


def _concerns(lock: Lock, action: ValidateConstraint, step: Step) -> bool:
    """The table itself, or the one that the foreign key points to."""
    if lock.relation == action.table.key:
        return True
    table = step.before.table(action.table.key)
    constraint = table.constraints.get(action.constraint.text) if table is not None else None
    parent = (
        step.before.relations.get(constraint.references) if constraint is not None and constraint.references else None
    )
    return parent is not None and parent.key == lock.relation
