"""When missing_lock_timeout.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import Select, SetParameter
from knexlint.postgres import Lock
from knexlint.project.migration import Function, Migration, Step
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.calls import send_before
from knexlint.rules.fixing.write import find


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    if migration.lock_timeout or migration.up is None:
        return
    for step in migration.up.steps:
        if _sets_timeout(step):
            return
        lock = _blocking_lock(step)
        if lock is not None and not migration.module.is_whole(step.query.origin.chain):
            return  # which statement comes first is not known before the call is typed to its end
        if lock is not None:
            values = {"table": lock.relation, "waits": lock.mode.waits, "timeout": migration.settings.lock_timeout}
            if step.in_transaction:
                yield Finding(step.span(step.at), values, fix=_fix(step, migration, migration.up))
            else:
                yield Finding(step.span(step.at), values, variant="session")
            return


def _sets_timeout(step: Step) -> bool:
    for operation in step.statement.operations:
        if isinstance(operation, SetParameter) and operation.name == "lock_timeout":
            return step.in_transaction or not operation.local
        if isinstance(operation, Select) and "set_config" in operation.functions:
            return "lock_timeout" in step.statement.fragment.text or "lock_timeout" in map(str, step.query.bindings)
    return False


def _blocking_lock(step: Step) -> Lock | None:
    """The strongest lock of the statement that makes others wait, on something that others can see."""
    locks = [
        lock
        for lock in step.effects.locks
        if lock.kind in ("table", "materialized view") and lock.mode.blocks_writes and not step.creates(lock.relation)
    ]
    return max(locks, key=lambda lock: lock.mode, default=None)


def _fix(step: Step, migration: Migration, up: Function) -> Fix | None:
    origin = step.query.origin
    chain = find(migration.module, origin.chain, "call_expression")
    if origin.foreign or chain is None or any(each.effects.in_transaction == "forbidden" for each in up.steps):
        return None  # a file that cannot keep its transaction has no use for SET LOCAL
    sql = f"SET LOCAL lock_timeout = '{migration.settings.lock_timeout}'"
    edit = send_before(migration.module, chain, origin.receiver, sql)
    return None if edit is None else Fix((edit,), safe=True)
