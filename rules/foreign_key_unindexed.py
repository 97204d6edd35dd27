"""When foreign_key_unindexed.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Catalog, Constraint, Table
from knexlint.operations import AddColumn, AddConstraint, CreateTable
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.covering import serves
from knexlint.rules.foreign_keys import added_foreign_keys
from knexlint.rules.known import certain


@on(AddConstraint, AddColumn, CreateTable)
def check(operation: AddConstraint | AddColumn | CreateTable, step: Step, migration: Migration) -> Iterator[Finding]:
    if step.direction == "down" or not certain(step):
        return
    for added in added_foreign_keys(operation):
        table = migration.after.table(operation.table.key)
        if table is not None and migration.after.sure(table.key) and _stays_bare(table, added.columns, migration.after):
            values = {"columns": ", ".join(added.columns), "table": table.key, "parent": added.references.key}
            yield Finding(step.span(added.definition.at), values)


def _stays_bare(table: Table, columns: tuple[str, ...], catalog: Catalog) -> bool:
    """The key is there after the migration, rows of the parent are expected to go, and no index begins with it."""
    kept = [each for each in table.constraints.values() if each.kind == "foreign key" and each.columns == columns]
    if not kept or not any(map(_looks_for_children, kept)) or table.open:
        return False
    return not any(serves(index, columns) for index in catalog.usable_indexes(table))


def _looks_for_children(constraint: Constraint) -> bool:
    """Deleting a row of the parent changes the children's rows: that is what one expects to happen."""
    return constraint.on_delete in ("cascade", "set null", "set default")
