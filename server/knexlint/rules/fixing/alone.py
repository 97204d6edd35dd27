"""What else a migration does beside one statement: decides whether a fix fits its file and is safe there."""

from __future__ import annotations

from knexlint.operations import DropConstraint, DropIndex
from knexlint.project.migration import Function, Migration, Step
from knexlint.rules.fixing.calls import without
from knexlint.text import Edit


def function_of(step: Step, migration: Migration) -> Function | None:
    return migration.up if step.direction == "up" else migration.down


def other_of(step: Step, migration: Migration) -> Function | None:
    return migration.down if step.direction == "up" else migration.up


def sends_only(function: Function | None, step: Step) -> bool:
    """The function sends this one statement, once, and nothing that is not understood."""
    return (
        function is not None
        and len(function.steps) == 1
        and function.steps[0] is step
        and len(function.queries) == 1
        and not step.query.when
    )


def sends_at_most_one(function: Function | None) -> bool:
    return function is None or (
        len(function.steps) <= 1 and len(function.queries) <= 1 and not any(True for _ in function.not_analysed())
    )


def taken_back(migration: Migration, name: str) -> tuple[Edit, ...] | None:
    """Edits that take the drop of an index or constraint out of `down`, if it is there; None if it cannot be cut."""
    down = migration.down
    if down is None:
        return ()
    for step in down.steps:
        for operation in step.statement.operations:
            match operation:
                case DropIndex(indexes=indexes) if any(index.name == name for index in indexes):
                    pass
                case DropConstraint(constraint=constraint) if constraint.text == name:
                    pass
                case _:
                    continue
            if len(step.statement.operations) > 1 or not step.alone:
                return None
            return without(migration.module, down.queries, step.query)
    return ()
