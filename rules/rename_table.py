"""When rename_table.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import CreateTable, CreateView, Relation, RenameTable
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, steps_after


@on(RenameTable)
def check(action: RenameTable, step: Step, migration: Migration) -> Iterator[Finding]:
    if step.direction == "down" or not is_live(action.table, step):
        return
    if not any(_brings_back(action.table.key, later) for later in steps_after(step, migration)):
        yield Finding(step.span(action.at), {"table": action.table.key, "to": action.to.text})


def _brings_back(name: str, step: Step) -> bool:
    """A view or table under the old name."""
    return any(
        (isinstance(operation, CreateView) and operation.view.key == name)
        or (isinstance(operation, CreateTable) and operation.table.key == name)
        or (isinstance(operation, RenameTable) and Relation(operation.to.text, operation.table.schema).key == name)
        for operation in step.statement.operations
    )
