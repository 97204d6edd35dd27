"""From the tokens of one statement to its operations: which form reads it, and what PostgreSQL surely refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from knexlint.operations import Invalid, Operation, Other, Range, Unknown
from knexlint.sql import alter_table, data, indexes, session, tables
from knexlint.sql.cursor import Cursor, RefusedError
from knexlint.sql.words import FIRST_WORDS, vocabulary

Form = Callable[[Cursor], Iterator[Operation]]

_FIRST: dict[str, Form] = {
    **dict.fromkeys(("with", "select", "values", "table", "(", "insert", "update", "delete", "merge"), data.query),
    **dict.fromkeys(
        ("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release"), session.transaction
    ),
    "truncate": data.truncate,
    "copy": data.copy,
    "set": session.set_parameter,
    "reset": session.reset,
    "lock": session.lock,
    "vacuum": session.vacuum,
    "analyze": session.analyze,
    "analyse": session.analyze,
    "cluster": session.cluster,
    "refresh": session.refresh,
    "reindex": indexes.reindex,
    "do": session.do,
}

# The object's first words decide; longer ones first.
_OBJECTS: dict[str, dict[tuple[str, ...], Form]] = {
    "create": {
        ("table",): tables.create_table,
        ("foreign", "table"): tables.create_table,
        ("index",): indexes.create_index,
    },
    "alter": {
        ("table",): alter_table.alter_table,
        ("foreign", "table"): alter_table.alter_table,
        ("index",): indexes.alter_index,
    },
    "drop": {
        ("table",): tables.drop_table,
        ("foreign", "table"): tables.drop_table,
        ("index",): indexes.drop_index,
        ("concurrently",): indexes.drop_concurrently,
    },
}
_MODIFIERS = vocabulary(
    "or replace global local temporary temp unlogged unique recursive constraint trusted procedural default"
)


def operations(cursor: Cursor) -> tuple[Operation, ...]:
    """What the statement does, then at most one `Invalid` or `Unknown` for what is wrong with it. Never raises."""
    found: list[Operation] = []
    problem: RefusedError | None = None
    try:
        found.extend(_form(cursor)(cursor))
    except RefusedError as refused:
        problem = refused
    if cursor.problems:
        problem = cursor.problems[0]
    if problem is None:
        problem = _unbalanced(cursor)
    if problem is not None:
        found.append(_verdict(cursor, problem))
    elif hole := _loose_hole(cursor):
        found.append(hole)
    return tuple(found)


def _form(cursor: Cursor) -> Form:
    key = cursor.key
    objects = _OBJECTS.get(key)
    if objects is None:
        return _FIRST.get(key, _no_form)
    start = 1
    if key == "create":
        while cursor.keys[start] in _MODIFIERS:
            start += 1
    for length in (3, 2, 1):
        form = objects.get(tuple(cursor.keys[start : start + length]))
        if form is not None:
            return form
    return _no_form


def _no_form(cursor: Cursor) -> Iterator[Operation]:
    token = cursor.tokens[0]
    if token.kind == "word" and token.text in FIRST_WORDS:
        yield Other(at=cursor.range(0, 1), words=token.text)
        return
    if token.kind in ("word", "quoted", "string", "number", "operator"):
        raise RefusedError(f"no SQL statement begins with {cursor.source(0, 1)[:40]}", cursor.range(0, 1))
    raise RefusedError("the statement begins with a value that is not known", cursor.range(0, 1))


def _verdict(cursor: Cursor, problem: RefusedError) -> Operation:
    """Where a part is not known, it may be what makes the statement right."""
    for token in cursor.tokens:
        if token.unknown or token.kind == "parameter":
            return Unknown(at=problem.at, reason=problem.message)
    return Invalid(at=problem.at, message=problem.message)


def _unbalanced(cursor: Cursor) -> RefusedError | None:
    opened: list[int] = []
    for index in range(cursor.size):
        key = cursor.keys[index]
        if key == "(":
            opened.append(index)
        elif key == ")":
            if not opened:
                return RefusedError("this ) closes nothing", cursor.range(index, index + 1))
            opened.pop()
    if opened:
        return RefusedError("nothing closes this (", cursor.range(opened[-1], opened[-1] + 1))
    return None


def _loose_hole(cursor: Cursor) -> Unknown | None:
    """A part that is not known and stands after all that was read: it may be one more clause."""
    for index in range(cursor.index, cursor.size):
        if cursor.tokens[index].kind == "hole":
            at: Range = cursor.range(index, index + 1)
            return Unknown(at=at, reason=f"{cursor.tokens[index].text} is not known")
    return None
