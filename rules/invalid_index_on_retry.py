"""When invalid_index_on_retry.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import CreateIndex, DropIndex, Relation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.calls import send_before
from knexlint.rules.fixing.sql import known, relation
from knexlint.rules.fixing.write import find
from knexlint.text import Span


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    dropped: set[str] = set()
    seen: set[Span] = set()  # in a loop the same call builds many
    for step in migration.up.steps if migration.up is not None else ():
        for operation in step.statement.operations:
            if isinstance(operation, DropIndex):
                dropped |= {index.name for index in operation.indexes}
            elif isinstance(operation, CreateIndex) and _hides(operation) and step.span(operation.at) not in seen:
                if operation.name is not None and operation.name.name not in dropped:
                    seen.add(step.span(operation.at))
                    yield _finding(operation, operation.name.name, step, migration)


def _hides(index: CreateIndex) -> bool:
    return index.concurrently and index.if_not_exists


def _finding(index: CreateIndex, name: str, step: Step, migration: Migration) -> Finding:
    return Finding(
        step.span(index.at),
        {"index": name},
        fix=_dropped_first(index, step, migration),
        variant="unique" if index.unique else None,
        severity="warning" if index.unique else None,
    )


def _dropped_first(index: CreateIndex, step: Step, migration: Migration) -> Fix | None:
    origin = step.query.origin
    chain = find(migration.module, origin.chain, "call_expression")
    if origin.foreign or chain is None or index.name is None or not known(index.name) or not step.alone:
        return None
    sql = f"DROP INDEX CONCURRENTLY IF EXISTS {relation(Relation(index.name.name, index.table.schema))}"
    edit = send_before(migration.module, chain, origin.receiver, sql)
    return None if edit is None else Fix((edit,))
