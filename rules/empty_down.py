"""When empty_down.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import (
    Analyze,
    DataOperation,
    Operation,
    Reindex,
    Select,
    SetParameter,
    TransactionControl,
    Truncate,
    Vacuum,
    ValidateConstraint,
)
from knexlint.project.migration import Migration
from knexlint.rules import Finding, on

_LEAVES_NOTHING = (Analyze, Reindex, Select, SetParameter, TransactionControl, Vacuum, ValidateConstraint)
_DATA = (DataOperation, Truncate)


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    up, down = migration.up, migration.down
    if up is None or down is None or not down.empty or up.empty or migration.module.cut_off:
        return
    operations = [operation for step in up.steps for operation in step.statement.operations]
    lasting = [each for each in operations if not isinstance(each, _LEAVES_NOTHING)]
    if not lasting:
        return
    if all(_is_data(each) for each in lasting):
        yield Finding(down.name, variant="data", severity="info")
    else:
        yield Finding(down.name)


def _is_data(operation: Operation) -> bool:
    return isinstance(operation, _DATA)
