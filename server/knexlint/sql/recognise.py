"""From the tokens of one statement to its operations: which form reads it, and what PostgreSQL surely refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from knexlint.operations import CreateSchema, Invalid, Operation, Other, Range, Relation, Unknown
from knexlint.sql import alter_object, alter_table, data, drops, indexes, objects, session, tables
from knexlint.sql.cursor import Cursor, RefusedError
from knexlint.sql.kinds import kind_at
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
    "call": session.call,
    "declare": session.declare,
    "fetch": session.fetch,
    "move": session.fetch,
    "execute": session.execute,
    "comment": drops.comment,
    "grant": drops.grant,
    "revoke": drops.grant,
    "prepare": session.prepare,
    "discard": session.discard,
    "reassign": session.words_only("reassign owned"),
    "import": session.words_only("import foreign schema"),
    "security": session.words_only("security label"),
}


def _create_schema(cursor: Cursor) -> Iterator[Operation]:
    """CREATE SCHEMA may create things inside it: statements without semicolons, whose plain names mean this schema."""
    schema = ""
    for operation in objects.create_schema(cursor):
        if isinstance(operation, CreateSchema):
            schema = operation.schema.text
        yield operation
    while cursor.key in ("create", "grant"):
        first = cursor.index
        cursor.step()
        while not cursor.done and cursor.key not in ("create", "grant"):
            cursor.step()
        part = Cursor(cursor.text, cursor.tokens[first : cursor.index], cursor.base)
        for operation in _form(part)(part):
            yield _inside(operation, schema)
        cursor.problems += part.problems


def _inside(operation: Operation, schema: str) -> Operation:
    for name in ("table", "view", "sequence", "type", "domain", "function"):
        relation = getattr(operation, name, None)
        if isinstance(relation, Relation) and relation.schema is None:
            changed: dict[str, Any] = {name: replace(relation, schema=schema)}
            operation = replace(operation, **changed)
    return operation


_TABLES: dict[str, dict[str, Form]] = {
    "create": {"table": tables.create_table, "foreign table": tables.create_table, "index": indexes.create_index},
    "alter": {
        "table": alter_table.alter_table,
        "foreign table": alter_table.alter_table,
        "index": indexes.alter_index,
    },
    "drop": {"table": tables.drop_table, "foreign table": tables.drop_table, "index": indexes.drop_index},
}
_OBJECTS: dict[str, dict[str, Form]] = {
    "create": objects.FORMS | _TABLES["create"] | {"schema": _create_schema},
    "alter": alter_object.FORMS | _TABLES["alter"],
    "drop": _TABLES["drop"],
}
_ANY_KIND: dict[str, Form] = {
    "create": objects.create_other,
    "alter": alter_object.alter_named,
    "drop": drops.drop_object,
}
_SPECIAL: dict[tuple[str, str], Form] = {
    ("drop", "concurrently"): indexes.drop_concurrently,
    ("drop", "owned"): drops.drop_owned,
    ("alter", "system"): session.words_only("alter system"),
    ("alter", "default"): session.words_only("alter default privileges"),
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
    """The function that reads this form; the kind of object decides for CREATE, ALTER and DROP."""
    key = cursor.key
    if key == "explain":
        return _explain
    forms = _OBJECTS.get(key)
    if forms is None:
        return _FIRST.get(key, _no_form)
    special = _SPECIAL.get((key, cursor.ahead(1)))
    if special is not None:
        return special
    start = 1
    while cursor.keys[start] in _MODIFIERS:
        start += 1
    kind, _ = kind_at(cursor.keys, start)
    return forms.get(kind, _ANY_KIND[key]) if kind else _no_kind


def _no_kind(cursor: Cursor) -> Iterator[Operation]:
    cursor.index = 1
    while cursor.take_any(_MODIFIERS):
        pass
    raise cursor.refusal("the kind of an object, such as TABLE or INDEX")
    yield  # a form is a generator


def _explain(cursor: Cursor) -> Iterator[Operation]:
    """EXPLAIN ANALYZE runs the statement, EXPLAIN alone only plans it."""
    cursor.expect("explain")
    options = cursor.group().text.lower() if cursor.at("(") and cursor.ahead(1) not in ("select", "(", "with") else ""
    analyze = cursor.take_any(("analyze", "analyse")) != "" or "analy" in options
    cursor.take("verbose")
    planned = {} if analyze else session.touched(cursor)
    yield Other(at=cursor.range(0, 1), words="explain analyze" if analyze else "explain", **planned)
    if cursor.at("explain"):
        raise cursor.refusal("the statement to explain")
    if analyze and not cursor.done:
        part = Cursor(cursor.text, cursor.tokens[cursor.index :], cursor.base)
        yield from _form(part)(part)
        cursor.problems += part.problems
    cursor.index = cursor.size


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
