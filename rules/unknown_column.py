"""When unknown_column.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Table
from knexlint.operations import Name, Operation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.names import respelled
from knexlint.rules.known import catalog_at, closest, lacks, whole_table
from knexlint.rules.needed import columns_needed


@on(Operation)
def check(operation: Operation, step: Step, migration: Migration) -> Iterator[Finding]:
    needs = tuple(columns_needed(operation))
    catalog = catalog_at(operation, step) if needs else step.before
    for needed in needs:
        table = whole_table(needed.table, step, catalog)
        for column in needed.columns if table is not None else ():
            if table is not None and lacks(table, column):
                yield _finding(table, column, step, migration)


def _finding(table: Table, column: Name, step: Step, migration: Migration) -> Finding:
    values = {"column": column.text, "table": table.key}
    meant = closest(column.text, table.columns)
    if meant is None:
        return Finding(step.span(column.at), values)
    edits = respelled(step, migration, column.at, column.text, meant)
    fix = None if edits is None else Fix(edits)
    return Finding(step.span(column.at), {**values, "meant": meant}, fix=fix, variant="meant")
