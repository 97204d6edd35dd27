"""When drop_table.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import DropTable
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import is_live


@on(DropTable)
def check(drop: DropTable, step: Step, _: Migration) -> Iterator[Finding]:
    if step.direction == "up":
        for table in drop.tables:
            if is_live(table, step):
                yield Finding(step.span(table.at if len(drop.tables) > 1 else drop.at), {"table": table.key})
