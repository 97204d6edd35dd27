"""When primary_key_blocks_table.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddColumn, AddConstraint
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, rewrites, until


@on(AddConstraint)
def check_constraint(added: AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    constraint = added.constraint
    if constraint.kind == "primary key" and constraint.using_index is None and is_live(added.table, step):
        yield Finding(step.span(added.at), {"table": added.table.key, "until": until(step, migration)})


@on(AddColumn)
def check_column(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    for constraint in added.column.constraints:
        if constraint.kind == "primary key" and is_live(added.table, step):
            if not rewrites(added, added.table, step, migration):
                yield Finding(step.span(constraint.at), {"table": added.table.key, "until": until(step, migration)})
