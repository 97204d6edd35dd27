"""When not_analysed.md is reported."""

from collections.abc import Iterator

from knexlint.project.migration import Migration
from knexlint.rules import Finding, on


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    for _, function in migration.functions():
        for span, reason in function.not_analysed():
            if migration.module.cut_off and span == function.name:
                continue  # its value is still being typed
            yield Finding(span, {"reason": reason})
