"""When enum_value_used_in_transaction.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.operations import DataOperation, Insert, Operation, Update
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.known import certain

_SAID = re.compile(r'the new value "(.*)" of enum (\S+) cannot be used before its transaction commits')


@on(Operation)
def check(operation: Operation, step: Step, migration: Migration) -> Iterator[Finding]:
    used = _SAID.search(step.effects.error or "")
    if used is not None and operation is step.statement.operations[0] and certain(step):
        yield Finding(step.span(step.at), {"value": used[1], "type": used[2]})
    elif isinstance(operation, Insert | Update) and step.in_transaction and certain(step):
        yield from _bound(operation, step, migration)


def _bound(change: DataOperation, step: Step, migration: Migration) -> Iterator[Finding]:
    """A builder's values are bound, and one of them goes into a column of the type."""
    table = step.before.table(change.table.key)
    bound = {str(value) for value in step.query.bindings}
    for enum in step.before.enums.values() if table is not None else ():
        usable = enum.new and migration.settings.postgres >= 17
        fresh = [] if usable else [label for label in enum.new_labels if label in bound]
        names = [column.text for column in getattr(change, "columns", ())]
        columns = [table.column(name) for name in names] if table is not None else []
        if fresh and any(column is not None and column.type == enum.key for column in columns):
            place = step.query.origin.method if step.query.origin.kind == "query" else step.span(change.at)
            yield Finding(place, {"value": fresh[0], "type": enum.key})
