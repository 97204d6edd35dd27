"""When unknown_table.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import Operation, Relation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.names import respelled
from knexlint.rules.known import absent, closest_table
from knexlint.rules.needed import relations_needed


@on(Operation)
def check(operation: Operation, step: Step, migration: Migration) -> Iterator[Finding]:
    for relation in relations_needed(operation):
        if absent(relation, step, migration):
            yield _finding(relation, step, migration)


def _finding(relation: Relation, step: Step, migration: Migration) -> Finding:
    catalog = step.before
    values = {"table": relation.key}
    if relation.key in catalog.gone:
        return Finding(step.span(relation.at), values, variant="gone")
    meant = closest_table(relation.key, catalog)
    if meant is None:
        return Finding(step.span(relation.at), values, severity="warning")
    edits = respelled(step, migration, relation.at, relation.key, meant)
    return Finding(
        step.span(relation.at),
        {**values, "meant": meant},
        fix=None if edits is None else Fix(edits),
        variant="meant",
    )
