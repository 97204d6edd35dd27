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
        values, variant = _values(added.table, constraint, step, migration)
        yield Finding(step.span(added.at), values, fix=not_valid(added, step, migration), variant=variant)


@on(AddColumn)
def check_column(added: AddColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    """In one action with its column a foreign key is checked only if the column has a default."""
    for constraint in added.column.constraints:
        if (
            constraint.kind == "foreign key"
            and is_live(added.table, step)
            and scans(added, added.table, step, migration)
        ):
            values, variant = _values(added.table, constraint, step, migration)
            yield Finding(step.span(constraint.at), values, variant=variant)


def _values(
    table: Relation, constraint: Constraint, step: Step, migration: Migration
) -> tuple[dict[str, str], str | None]:
    parent = constraint.references.key if constraint.references is not None else table.key
    values = {"table": table.key, "parent": parent, "until": until(step, migration)}
    return values, "self" if parent == table.key or not _others_use(constraint.references, step) else None


def _others_use(parent: Relation | None, step: Step) -> bool:
    return parent is not None and is_live(parent, step)
