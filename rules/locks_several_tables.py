"""When locks_several_tables.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import DropTable
from knexlint.postgres import Mode
from knexlint.project.migration import Function, Migration, Step
from knexlint.record import record
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import until
from knexlint.rules.holding import ends_transaction, transaction_of

_MOST = 6  # a message that names more is not read


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    for _, function in migration.functions():
        dropped = {table.key for drop, _ in function.operations(DropTable) for table in drop.tables}
        for locked in _locked(function, dropped, migration):
            starts = list(dict.fromkeys(step.number for step in locked.tables.values()))
            if len(starts) > 1:
                step = next(each for each in locked.tables.values() if each.number == starts[1])
                named = list(locked.tables)
                listed = [*named[:_MOST], *([f"{len(named) - _MOST} more"] if len(named) > _MOST else ())]
                values = {"tables": f"{', '.join(listed[:-1])} and {listed[-1]}", "until": until(step, migration)}
                yield Finding(step.span(step.at), values)


@record
class _Locked:
    """The tables that one transaction lets nobody read, each with the statement from which on.

    A table that is dropped in the end is not among them: nobody uses it any more.
    """

    tables: dict[str, Step]


def _locked(function: Function, dropped: set[str], migration: Migration) -> Iterator[_Locked]:
    open_: dict[tuple[str, int | None], _Locked] = {}
    for step in function.steps:
        if ends_transaction(step):
            yield from open_.values()
            open_ = {}
        transaction = transaction_of(step, migration)
        if transaction is None or step.happens is not True:
            continue
        tables = open_.setdefault(transaction, _Locked({})).tables
        for lock in step.effects.locks:
            if lock.kind != "table" or lock.relation in dropped or step.creates(lock.relation):
                continue
            if lock.mode is Mode.ACCESS_EXCLUSIVE:
                tables.setdefault(lock.relation, step)
    yield from open_.values()
