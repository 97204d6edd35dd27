"""The strongest locks of a migration in a few words: for the ends of lines, above `up` and `down`, for a status bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knexlint.postgres.locks import Lock
from knexlint.postgres.words import named
from knexlint.project.migration import Function, Migration, Step
from knexlint.text import Span


def strongest(steps: Iterable[Step]) -> Lock | None:
    """The strongest lock on anything that others use too, the first of several; tables before what hangs on them."""
    locks = [lock for step in steps for lock in step.effects.locks]
    return max(locks, key=lambda lock: (lock.mode, lock.kind == "table"), default=None)


def summary(function: Function) -> str:
    """`5 statements, strongest lock ACCESS EXCLUSIVE on orders`."""
    count = function.statements
    if count == 0:
        return "sends nothing"
    parts = ["1 statement" if count == 1 else f"{count} statements"]
    lock = strongest(function.steps)
    if lock is not None:
        parts.append(f"{'lock' if count == 1 else 'strongest lock'} {named(lock)}")
    unknown = sum(1 for _ in function.not_analysed())
    if unknown:
        parts.append("not known" if unknown == count else f"{unknown} not known")
    elif lock is None:
        parts.append("nobody has to wait")
    return ", ".join(parts)


def blocking(migration: Migration) -> Iterator[tuple[int, list[Step], list[Lock]]]:
    """The lines that make others wait: what is sent there, and the strongest lock on each table, worst first."""
    steps_on: dict[int, list[Step]] = {}
    for _, function in migration.functions():
        for step in function.steps:
            steps_on.setdefault(migration.source.line_of(_place(step).start), []).append(step)
    for line, steps in sorted(steps_on.items()):
        locks: dict[str, Lock] = {}
        for lock in (lock for step in steps for lock in step.effects.locks if lock.mode.blocks_writes):
            if lock.kind != "index" and (lock.relation not in locks or locks[lock.relation].mode < lock.mode):
                locks[lock.relation] = lock
        if locks:
            yield line, steps, sorted(locks.values(), key=lambda lock: (-lock.mode, lock.relation))


def _place(step: Step) -> Span:
    """The statement itself where it is written in SQL, else the name of the method that sends it."""
    own = step.statement.fragment.span() if step.query.origin.kind == "raw" else None
    return own if own is not None and not step.query.origin.foreign else step.query.origin.method


def in_short(locks: Iterable[Lock]) -> str:
    """`blocks reads and writes of orders; writes of customers`."""
    tables: dict[str, list[str]] = {}
    for lock in locks:
        tables.setdefault(lock.mode.waits, []).append(lock.relation)
    return "blocks " + "; ".join(f"{waits} of {_listed(names)}" for waits, names in tables.items())


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
