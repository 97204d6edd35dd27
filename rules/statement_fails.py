"""When statement_fails.md is reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from knexlint.operations import Invalid, Operation
from knexlint.postgres.removals import DEPENDED_ON
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, already_exists, constraint_name_mismatch, on, unknown_column, unknown_table
from knexlint.rules.known import certain

# said by other rules, or doubted there: that something is not there or is there already, and what a version lacks
_ELSEWHERE = re.compile(
    r"does not exist|already exists|needs PostgreSQL \d+|violates|cannot be used before its trans"
    r'|default operator class for access method "gi'  # an extension may bring one
)
_OTHERS: tuple[Callable[..., Iterator[Finding]], ...] = (
    already_exists.check,
    unknown_column.check,
    unknown_table.check,
)
_OF_CONSTRAINTS: tuple[Callable[..., Iterator[Finding]], ...] = (
    constraint_name_mismatch.check_constraint,
    constraint_name_mismatch.check_index,
)


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    for _, function in migration.functions():
        for step in function.steps:
            reason = step.effects.error
            if reason is None or _ELSEWHERE.search(reason) or not certain(step) or step.before.setting("search_path"):
                continue
            if step.direction == "down" and reason.startswith(DEPENDED_ON):
                continue  # down-incomplete says so
            if not _is_said(step, migration):
                yield Finding(step.span(step.at), {"reason": " ".join(reason.split()).rstrip(".")})


def _is_said(step: Step, migration: Migration) -> bool:
    """Another rule tells this failure."""
    operations = step.statement.operations
    if any(isinstance(each, Invalid) for each in operations):
        return True
    return any(_finds(check, each, step, migration) for each in operations for check in _checks_of(each))


def _checks_of(operation: Operation) -> Iterator[Callable[..., Iterator[Finding]]]:
    yield from _OTHERS
    for check in _OF_CONSTRAINTS:
        if isinstance(operation, tuple(check.__dict__["looks_at"])):
            yield check


def _finds(check: Callable[..., Iterator[Any]], operation: Operation, step: Step, migration: Migration) -> bool:
    return next(check(operation, step, migration), None) is not None
