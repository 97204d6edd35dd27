"""When file_out_of_order.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.project.migration import Migration
from knexlint.rules import Finding, on


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    published = migration.published
    if published is not None and published.overtaken_by is not None and migration.up is not None:
        yield Finding(migration.up.name, {"branch": published.branch, "later": published.overtaken_by})
