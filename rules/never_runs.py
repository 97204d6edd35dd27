"""When never_runs.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.knex.queries import NeverRun
from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.waiting import is_called, is_thrown_away, run


@on(NeverRun)
def check(call: NeverRun, migration: Migration) -> Iterator[Finding]:
    if not is_called(migration.module, call.chain) or not is_thrown_away(migration.module, call.chain):
        return
    edits = run(migration.module, call)
    yield Finding(call.span, {"what": call.what}, fix=None if edits is None else Fix(edits, safe=True))
