"""When check_scan.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddColumn, AddConstraint
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, rewrites, until
from knexlint.rules.fixing.later import inline_not_valid, not_valid


@on(AddConstraint)
def check_constraint(added: AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    constraint = added.constraint
    if constraint.kind != "check" or constraint.not_valid or constraint.not_enforced or not is_live(added.table, step):
        return
    values = {"table": added.table.key, "until": until(step, migration)}
    yield Finding(step.span(added.at), values, fix=not_valid(added, step, migration))


@on(AddColumn)
def check_column(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    for constraint in added.column.constraints:
        if constraint.kind == "check" and not constraint.not_enforced and is_live(added.table, step):
            if not rewrites(added, added.table, step, migration):
                values = {"table": added.table.key, "until": until(step, migration)}
                fix = inline_not_valid(added, constraint, step, migration)
                yield Finding(step.span(constraint.at), values, fix=fix)
