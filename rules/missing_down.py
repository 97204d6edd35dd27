"""When missing_down.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.inverse import down_body
from knexlint.rules.fixing.module import add_function


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    if (
        migration.up is None
        or migration.down is not None
        or migration.module.cut_off
        or "default" in migration.module.exports
    ):
        return
    value = migration.module.exports["up"].value
    if value is not None and value.type == "function_signature":
        return  # its body is still to come
    edits = add_function(migration.module, "down", down_body(migration))
    yield Finding(migration.up.name, fix=None if edits is None else Fix(edits))
