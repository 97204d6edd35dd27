"""What is known of a column before `.alter()` changes it."""

from __future__ import annotations

from knexlint.catalog import Column
from knexlint.knex.queries import AlterColumn
from knexlint.project.migration import Migration
from knexlint.record import record
from knexlint.rules.fixing.alter import step_of


@record
class Before:
    """`new`: its table was created in this migration. `known`: the column as the catalog has it."""

    new: bool = False
    known: Column | None = None
    in_down: bool = False

    @property
    def settled(self) -> bool:
        """Nothing is to be said unless the harm is certain: what is guessed is not said of a `down`."""
        return self.new or (self.in_down and (self.known is None or not self.known.known))


def column_before(call: AlterColumn, migration: Migration) -> Before:
    step = step_of(migration, call)
    if step is None:
        return Before()
    table = next((each.table for each in step.statement.operations if hasattr(each, "table")), None)
    if table is None:
        return Before()
    entry = step.before.table(table.key)
    known = entry.column(call.column) if entry is not None else None
    return Before(step.creates(table.key), known, step.direction == "down")
