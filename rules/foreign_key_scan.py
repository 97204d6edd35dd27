"""When foreign_key_scan.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddColumn, AddConstraint, Constraint, Relation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, scans, until
from knexlint.rules.fixing.later import not_valid


@on(AddConstraint)
def check_constraint(added: AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    constraint = added.constraint
    if constraint.kind != "foreign key" or constraint.not_valid or constraint.not_enforced:
        return
    if is_live(added.table, step):
        values = _values(added.table, constraint, step, migration)
        yield Finding(step.span(added.at), values, fix=not_valid(added, step, migration))


@on(AddColumn)
def check_column(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    """In one action with its column a foreign key is checked only if the column has a default."""
    for constraint in added.column.constraints:
        if constraint.kind != "foreign key" or not is_live(added.table, step):
            continue
        if scans(added, added.table, step, migration):
            yield Finding(step.span(constraint.at), _values(added.table, constraint, step, migration))


def _values(table: Relation, constraint: Constraint, step: Step, migration: Migration) -> dict[str, str]:
    parent = constraint.references
    others = parent is not None and parent.key != table.key and is_live(parent, step)
    tables = f"{table.key} and {parent}" if others else table.key
    return {"table": table.key, "tables": tables, "until": until(step, migration)}
