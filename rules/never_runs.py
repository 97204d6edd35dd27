"""When never_runs.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.knex.queries import NeverRun
from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.waiting import is_called, run


@on(NeverRun)
def check(call: NeverRun, migration: Migration) -> Iterator[Finding]:
    if not is_called(migration.module, call.chain):
        return
    edits = run(migration.module, call)
    if edits is None and migration.module.cut_off:
        return  # what awaits it may be still to come
    yield Finding(call.span, {"what": call.what}, fix=None if edits is None else Fix(edits, safe=True))
