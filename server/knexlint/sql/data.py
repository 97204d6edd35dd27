"""Queries and changes of data: SELECT, INSERT, UPDATE, DELETE, MERGE, COPY, TRUNCATE.

Knows the shape of these statements and the relations they name; what an expression means is not read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from knexlint.operations import (
    NOWHERE,
    Copy,
    DataOperation,
    Delete,
    Expression,
    Insert,
    Merge,
    Name,
    Operation,
    Range,
    Relation,
    Select,
    SetParameter,
    Truncate,
    Update,
)
from knexlint.sql.cursor import Cursor, RefusedError, as_relation
from knexlint.sql.lexer import string_value
from knexlint.sql.query import Names, read_names
from knexlint.sql.tables import cascade

_DEEPEST = 5  # PostgreSQL lets only the outermost WITH change data


def query(cursor: Cursor, outer: Names | None = None, depth: int = 0) -> Iterator[Operation]:
    """A statement that begins with WITH, SELECT, VALUES, TABLE or a parenthesis, or a plain change of data.

    `outer`: what the whole statement names, if this is a query of its WITH.
    """
    names = read_names(cursor) if outer is None else outer.within(cursor.range(0, cursor.size))
    with_query = cursor.at("with")
    if with_query:
        yield from _common_tables(cursor, names, depth)
    read = _MAIN.get(cursor.key)
    if read is None:
        raise cursor.refusal("SELECT, INSERT, UPDATE or DELETE")
    yield from read(cursor, names, with_query)


def _common_tables(cursor: Cursor, names: Names, depth: int) -> Iterator[Operation]:
    """Step over `WITH a AS (...), ...`; what its queries change is yielded."""
    cursor.expect("with")
    cursor.take("recursive")
    while True:
        cursor.name("the name of a query")
        if cursor.at("("):
            cursor.skip_group()
        cursor.expect("as")
        cursor.take("not")
        cursor.take("materialized")
        first = cursor.index
        if not cursor.at("("):
            raise cursor.refusal("(")
        cursor.skip_group()
        after = cursor.index
        if cursor.keys[first + 1] in ("insert", "update", "delete", "merge", "with") and depth < _DEEPEST:
            part = Cursor(cursor.text, cursor.tokens[first + 1 : after - 1], cursor.base)
            yield from (found for found in query(part, names, depth + 1) if isinstance(found, DataOperation))
            cursor.problems += part.problems
        while cursor.key in ("search", "cycle"):
            cursor.step()
            cursor.skip_until((",", "select", "insert", "update", "delete", "merge", "values", "search", "cycle"))
            while cursor.at(",") and cursor.ahead(2) not in ("as", "("):
                cursor.step()
                cursor.skip_until((",", "select", "insert", "update", "delete", "merge", "values", "search", "cycle"))
        if not cursor.take(","):
            return


def _select(cursor: Cursor, names: Names, _: bool) -> Iterator[Operation]:
    yield Select(
        at=cursor.here(),
        reads=names.reads(),
        locking=names.locking,
        into=names.into,
        functions=names.functions,
        query=cursor.expression(0, cursor.size),
    )
    yield from _settings(cursor)


def _settings(cursor: Cursor) -> Iterator[Operation]:
    """`SELECT set_config('name', 'value', is_local)` is a SET."""
    for index in range(cursor.size - 6):
        if cursor.keys[index : index + 2] == ["set_config", "("]:
            name, value, local = (cursor.tokens[index + offset] for offset in (2, 4, 6))
            if name.kind == "string" and value.kind == "string" and cursor.keys[index + 3] == ",":
                yield SetParameter(
                    at=cursor.range(index, index + 1),
                    name=string_value(name).lower(),
                    value=string_value(value),
                    local=local.text in ("true", "'t'", "'true'", "'on'"),
                )


def _insert(cursor: Cursor, names: Names, with_query: bool) -> Iterator[Operation]:
    first = cursor.index
    cursor.expect("insert")
    cursor.expect("into")
    at = cursor.since(first)
    table = cursor.relation()
    if cursor.take("as"):
        cursor.name("an alias")
    columns: tuple[Name, ...] = ()
    if cursor.at("(") and cursor.ahead(1) not in ("select", "with", "values", "("):
        columns = _targets(cursor)
    if cursor.take("overriding"):
        cursor.take_any(("system", "user"))
        cursor.expect("value")
    from_query = cursor.key not in ("values", "default") and not cursor.done
    start = cursor.index
    cursor.skip_until(("on", "returning")) if not from_query else cursor.skip_until(("returning",))
    keys = cursor.keys
    on_conflict = any(keys[i] == "on" and keys[i + 1] == "conflict" for i in range(start, cursor.index + 1))
    yield Insert(
        at=at,
        table=table,
        reads=names.reads(),
        with_query=with_query,
        columns=columns,
        from_query=from_query,
        on_conflict=on_conflict,
        query=cursor.expression(0, cursor.size),
    )
    if start >= cursor.size:
        raise RefusedError("INSERT has neither VALUES nor a query", at)


def _targets(cursor: Cursor) -> tuple[Name, ...]:
    """Column names in parentheses; an element or a field of one (`a[1]`, `a.b`) counts as the column."""

    def item() -> Name:
        found = cursor.name("a column name")
        cursor.skip_until((",",))
        return found

    cursor.expect("(")
    found = cursor.commas(item)
    cursor.expect(")")
    return found


_AFTER_SET = ("from", "where", "returning", "limit", "order")


def _update(cursor: Cursor, names: Names, with_query: bool) -> Iterator[Operation]:
    first = cursor.index
    cursor.expect("update")
    at = cursor.since(first)
    table = cursor.inherited()
    _alias(cursor, ("set",))
    facts: dict[str, Any] = {"at": at, "table": table, "reads": names.reads(), "with_query": with_query}
    facts["query"] = cursor.expression(0, cursor.size)
    try:
        cursor.expect("set")
        facts["columns"] = _assignments(cursor)
        facts["where"] = _where(cursor, ("where", "returning", "limit", "order"))
    except RefusedError:
        yield Update(**facts)
        raise
    yield Update(**facts)
    _no_limit(cursor, "UPDATE")


def _alias(cursor: Cursor, stops: tuple[str, ...]) -> None:
    if cursor.take("as"):
        cursor.label("an alias")
    elif cursor.key not in (*stops, "${") and cursor.names_something():
        cursor.name()


def _assignments(cursor: Cursor) -> tuple[Name, ...]:
    found: list[Name] = []
    while True:
        first = cursor.index
        if cursor.at("("):
            found.extend(_targets(cursor))
        else:
            found.append(cursor.name("a column name"))
            cursor.skip_until(("=", ",", *_AFTER_SET))
            if cursor.tokens[first].kind == "hole" and not cursor.at("="):  # it may hold all that follows
                cursor.index = first
                return tuple(found[:-1])
        cursor.expect("=")
        cursor.until((",", *_AFTER_SET))
        if not cursor.take(","):
            return tuple(found)


def _where(cursor: Cursor, stops: tuple[str, ...]) -> Expression | None:
    """The WHERE outside all parentheses. A hole that may hold one counts as one that is not known."""
    start = cursor.index
    cursor.skip_until(stops)
    if cursor.take("where"):
        return cursor.until(("returning", "limit", "order"), "a condition")
    for index in range(start, cursor.index):
        if cursor.tokens[index].kind == "hole":
            return cursor.expression(index, index + 1)
    return None


def _no_limit(cursor: Cursor, word: str) -> None:
    clause = cursor.key
    if clause in ("limit", "order"):
        what = "LIMIT" if clause == "limit" else "ORDER BY"
        raise RefusedError(f"{word} knows no {what}", cursor.here())


def _delete(cursor: Cursor, names: Names, with_query: bool) -> Iterator[Operation]:
    first = cursor.index
    cursor.expect("delete")
    if not cursor.take("from"):
        raise RefusedError("DELETE lacks the word FROM", cursor.since(first))
    at = cursor.since(first)
    table = cursor.inherited()
    _alias(cursor, ("using", "where", "returning"))
    where = _where(cursor, ("where", "returning", "limit", "order"))
    query = cursor.expression(0, cursor.size)
    yield Delete(at=at, table=table, reads=names.reads(), with_query=with_query, where=where, query=query)
    _no_limit(cursor, "DELETE")


def _merge(cursor: Cursor, names: Names, with_query: bool) -> Iterator[Operation]:
    first = cursor.index
    cursor.expect("merge")
    cursor.expect("into")
    at = cursor.since(first)
    table = cursor.inherited()
    cursor.index = cursor.size
    query = cursor.expression(0, cursor.size)
    yield Merge(at=at, table=table, reads=names.reads(), with_query=with_query, query=query)


_MAIN: dict[str, Callable[[Cursor, Names, bool], Iterator[Operation]]] = {
    **dict.fromkeys(("select", "values", "table", "("), _select),
    "insert": _insert,
    "update": _update,
    "delete": _delete,
    "merge": _merge,
}


def truncate(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("truncate")
    cursor.take("table")
    at = cursor.since(0)
    tables = cursor.relations()
    restart = cursor.take("restart", "identity")
    cursor.take("continue", "identity")
    cascade_at = cascade(cursor)
    yield Truncate(at=at, tables=tables, cascade=cascade_at != NOWHERE, cascade_at=cascade_at, restart_identity=restart)
    cursor.end()


def copy(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("copy")
    cursor.take("binary")
    at = cursor.since(0)
    table: Relation | None = None
    query: dict[str, Any] = {}
    if cursor.at("("):
        first = cursor.index
        cursor.skip_group()
        reads = read_names(cursor, first, cursor.index).reads()
        query = {"reads": reads, "query": cursor.expression(first, cursor.index)}
    else:
        table = as_relation(cursor.dotted("a table name"))
        if cursor.at("("):
            cursor.skip_group()
    direction: Literal["from", "to"] = "to" if cursor.at("to") else "from"
    if not (cursor.take("from") or cursor.take("to")):
        raise cursor.refusal("FROM or TO")
    yield Copy(at=Range(at.start, at.end), table=table, direction=direction, **query)
