"""When index_blocks_writes.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import CreateIndex
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live, until
from knexlint.rules.fixing.concurrently import build_index


@on(CreateIndex)
def check(index: CreateIndex, step: Step, migration: Migration) -> Iterator[Finding]:
    if index.concurrently or index.only or not is_live(index.table, step):
        return
    values = {"table": index.table.key, "until": until(step, migration)}
    yield Finding(step.span(index.at), values, fix=build_index(index, step, migration))
