"""What a migration sends as an SQL script for people, with what each statement does in a comment before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knexlint.knex.queries import Query
from knexlint.postgres import Effects
from knexlint.postgres.words import in_one_line
from knexlint.project.migration import Function, Step
from knexlint.sql import Statement


def script(function: Function) -> Iterator[str]:
    """The lines of an SQL script: every query that is sent, each after a comment that says what it does."""
    steps: dict[int, list[Step]] = {}
    for step in function.steps:
        steps.setdefault(id(step.query), []).append(step)
    open_: tuple[str, ...] = ()
    for query in function.queries:
        around = _around(query.scope, open_)
        yield from _boundaries(open_, around)
        open_ = around
        yield from _query(query, steps.get(id(query), []))
    yield from _boundaries(open_, ())
    if function.error is not None and all(query.error != function.error for query in function.queries):
        yield f"-- then it throws: {single_line(function.error)}"


_OPENING = {"savepoint": "SAVEPOINT nested;", "transaction": "BEGIN;", "connection": "-- on another connection:"}
_CLOSING = {"savepoint": "RELEASE SAVEPOINT nested;", "transaction": "COMMIT;"}


def _around(scope: str | None, open_: tuple[str, ...]) -> tuple[str, ...]:
    """What is open around a query: a savepoint may stand in a transaction of the function's own."""
    if scope == "savepoint" and open_[:1] == ("transaction",):
        return ("transaction", "savepoint")
    return (scope,) if scope is not None else ()


def _boundaries(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    shared = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    shared = min(len(before), len(after)) if shared is None else shared
    yield from (_CLOSING[each] for each in reversed(before[shared:]) if each in _CLOSING)
    yield from (_OPENING[each] for each in after[shared:])


def _query(query: Query, steps: list[Step]) -> Iterator[str]:
    conditions = [f"{_asked(guard)} is {str(guard.answer).lower()}" for guard in query.when if guard.probe is not None]
    if conditions:
        yield f"-- if {' and '.join(conditions)}"
    if query.error is not None:
        who = "it" if query.origin.kind in ("throw", "other") else "Knex"
        yield f"-- {who} throws here: {single_line(query.error)}"
        return
    if query.unknown is not None:
        yield f"-- {'not known' if query.sql is None else 'not exact'}: {single_line(query.unknown)}"
    for step in steps:
        yield from statement_text(step.statement, step.effects)


def _asked(guard: Any) -> str:
    probe = guard.probe
    table = probe.table if probe.schema is None else f"{probe.schema}.{probe.table}"
    return f"{probe.kind}({table}{'' if probe.column is None else ', ' + probe.column})"


def single_line(text: str) -> str:
    return " ".join(text.split())


def statement_text(statement: Statement, done: Effects) -> Iterator[str]:
    """A statement, with what it does in a comment before it."""
    described = in_one_line(done)
    if described:
        yield f"-- {described}"
    yield f"{statement.fragment.text};"
