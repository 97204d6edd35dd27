"""When never_validated.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog.model import Table
from knexlint.operations import AddConstraint
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on


@on(AddConstraint)
def check(added: AddConstraint, step: Step, migration: Migration) -> Iterator[Finding]:
    constraint, later = added.constraint, migration.later
    table, before = migration.after.table(added.table.key), step.before.table(added.table.key)
    if not constraint.not_valid or step.direction == "down" or later is None or table is None:
        return
    held = later.relations.get(table.oid)
    for name in table.constraints if isinstance(held, Table) else ():
        meant = constraint.name is None or constraint.name.text == name
        made = meant and (before is None or name not in before.constraints)
        left = held.constraints.get(name)
        if made and left is not None and left.enforced and not left.validated:
            yield Finding(step.span(constraint.not_valid_at), {"constraint": name, "table": held.key})
