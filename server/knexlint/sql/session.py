"""Statements about the session, transactions, maintenance and procedures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Literal

from knexlint.operations import (
    Analyze,
    Cluster,
    Do,
    Expression,
    LockTable,
    Name,
    Operation,
    Other,
    Range,
    RefreshMaterializedView,
    Relation,
    SetParameter,
    TransactionControl,
    Unknown,
    Vacuum,
)
from knexlint.sql.cursor import Cursor
from knexlint.sql.lexer import inner_range, string_value
from knexlint.sql.query import read_names

# --- parameters -----------------------------------------------------------------------------------------------------


def set_parameter(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("set")
    first = cursor.index
    local = cursor.take("local") and not (cursor.at("to") or cursor.at("="))
    if not local:
        cursor.index = first
        if cursor.ahead(1) not in ("to", "=", "authorization", "characteristics", "."):
            cursor.take("session")
    if cursor.at("constraints") and cursor.ahead(1) not in ("to", "="):
        at = cursor.since(0) if cursor.index else cursor.here()
        cursor.step()
        constraints = () if cursor.take("all") else cursor.relations()
        yield Other(
            at=at, words="set constraints", objects=constraints, change="deferred" if cursor.at("deferred") else ""
        )
        return
    name, named = _parameter(cursor)
    at = cursor.since(0)
    if not named and not (cursor.take("to") or cursor.take("=") or (cursor.at("from", "current"))):
        raise cursor.refusal("= or TO")
    yield SetParameter(at=at, name=name, value=_value(cursor), local=local)


_NAMED = (
    (("session", "characteristics", "as", "transaction"), "session characteristics"),
    (("session", "authorization"), "session_authorization"),
    (("transaction", "snapshot"), "transaction"),
    (("time", "zone"), "timezone"),
    (("catalog",), "catalog"),
    (("schema",), "search_path"),
    (("names",), "client_encoding"),
    (("role",), "role"),
    (("transaction",), "transaction"),
    (("xml", "option"), "xmloption"),
)


def _parameter(cursor: Cursor) -> tuple[str, bool]:
    """The name, and whether it has a form of its own, without `=`."""
    for words, name in _NAMED:
        if cursor.at(*words) and cursor.ahead(len(words)) not in ("to", "=", "."):
            cursor.step(len(words))
            return name, True
    parts = cursor.dotted("the name of a setting", frozenset())
    return ".".join(part.text for part in parts).lower(), False


def _value(cursor: Cursor) -> str:
    """The value as SHOW would print it, as far as one can tell: a single string without its quotes."""
    first = cursor.index
    if cursor.done:
        raise cursor.refusal("a value")
    cursor.index = cursor.size
    token = cursor.tokens[first]
    if cursor.size == first + 1:
        return string_value(token) if token.kind == "string" else token.text
    return cursor.collapsed(first, cursor.size)


def reset(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("reset")
    if cursor.take("transaction", "isolation", "level"):
        name = "transaction_isolation"
    else:
        name, _ = _parameter(cursor)
    yield SetParameter(at=cursor.range(0, 1), name=name)
    cursor.end()


# --- transactions ---------------------------------------------------------------------------------------------------


def transaction(cursor: Cursor) -> Iterator[Operation]:
    """BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE, and the prepared ones."""
    word = cursor.key
    cursor.step()
    at = cursor.since(0)
    if word in ("savepoint", "release"):
        if word == "release" and cursor.size > 2:
            cursor.take("savepoint")
        yield TransactionControl(at=at, action=_ACTIONS[word], name=cursor.name("a savepoint name"))
        cursor.end()
        return
    if cursor.take("prepared"):
        yield Other(at=cursor.since(0), words=f"{word} prepared")
        return
    if word == "start":
        cursor.expect("transaction")
    cursor.take_any(("work", "transaction"))
    if word in ("rollback", "abort") and cursor.take("to"):
        if cursor.index + 1 < cursor.size:
            cursor.take("savepoint")
        yield TransactionControl(at=at, action="rollback to", name=cursor.name("a savepoint name"))
        return
    yield TransactionControl(at=at, action=_ACTIONS[word])


_Action = Literal["begin", "commit", "rollback", "savepoint", "release", "rollback to"]
_ACTIONS: dict[str, _Action] = {
    "begin": "begin",
    "start": "begin",
    "commit": "commit",
    "end": "commit",
    "rollback": "rollback",
    "abort": "rollback",
    "savepoint": "savepoint",
    "release": "release",
}


# --- maintenance ----------------------------------------------------------------------------------------------------


def lock(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("lock")
    cursor.take("table")
    at = cursor.since(0)
    tables = cursor.relations()
    mode = "ACCESS EXCLUSIVE"
    if cursor.take("in"):
        first = cursor.index
        cursor.skip_until(("mode",))
        mode = " ".join(cursor.keys[first : cursor.index]).upper()
        cursor.expect("mode")
    cursor.take("nowait")
    yield LockTable(at=at, tables=tables, mode=mode)
    cursor.end()


_OFF = ("false", "off", "0")


def _options(cursor: Cursor) -> frozenset[str]:
    """The options in parentheses that are on."""
    found: set[str] = set()
    if not cursor.at("(") or cursor.ahead(1) == "select":
        return frozenset()
    cursor.step()
    while not cursor.done and not cursor.at(")"):
        word = cursor.key
        cursor.step()
        token = cursor.tokens[cursor.index] if not cursor.done else None
        value = "" if token is None else (string_value(token) if token.kind == "string" else token.text)
        if value.lower() not in _OFF:
            found.add(word)
        cursor.skip_until((",",))
        cursor.take(",")
    cursor.take(")")
    return frozenset(found)


def _targets(cursor: Cursor) -> tuple[Relation, ...]:
    def item() -> Relation:
        found = cursor.inherited()
        if cursor.at("("):
            cursor.skip_group()
        return found

    return () if cursor.done else cursor.commas(item)


def vacuum(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("vacuum")
    options = set(_options(cursor))
    while word := cursor.take_any(("full", "freeze", "verbose", "analyze", "analyse")):
        options.add(word)
    at = cursor.since(0)
    full, analyze = "full" in options, bool({"analyze", "analyse"} & options)
    yield Vacuum(at=at, full=full, analyze=analyze, tables=_targets(cursor))
    cursor.end()


def analyze(cursor: Cursor) -> Iterator[Operation]:
    cursor.step()
    _options(cursor)
    cursor.take("verbose")
    yield Analyze(at=cursor.range(0, 1), tables=_targets(cursor))
    cursor.end()


def cluster(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("cluster")
    _options(cursor)
    cursor.take("verbose")
    at = cursor.range(0, 1)
    if cursor.done:
        yield Cluster(at=at)
        return
    table = cursor.relation()
    index: Name | None = None
    if cursor.take("using"):
        index = cursor.name("an index name")
    elif cursor.take("on"):
        index, table = Name(table.name, table.at, table.unknown), cursor.relation()
    yield Cluster(at=at, table=table, index=index)
    cursor.end()


def refresh(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("refresh")
    cursor.expect("materialized")
    cursor.expect("view")
    at = cursor.since(0)
    first = cursor.index
    concurrently = cursor.take("concurrently")
    facts: dict[str, Any] = {"concurrently": concurrently, "concurrently_at": cursor.since(first)}
    view = cursor.relation("a view name")
    with_data = not cursor.take("with", "no", "data")
    cursor.take("with", "data")
    yield RefreshMaterializedView(at=at, view=view, with_data=with_data, **facts)
    cursor.end()


# --- procedures -----------------------------------------------------------------------------------------------------


def do(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("do")
    at = cursor.since(0)
    language, body = "plpgsql", None
    while not cursor.done:
        if cursor.take("language"):
            token = cursor.tokens[cursor.index] if not cursor.done else None
            if token is None:
                raise cursor.refusal("a language")
            language = string_value(token) if token.kind == "string" else token.text
            cursor.step()
        else:
            found = body_literal(cursor)
            if found is None:
                break
            body = found
    if body is None:
        yield Unknown(at=at, reason="the block has no body")
        return
    yield Do(at=at, body=body, language=language.lower())
    cursor.end()


def body_literal(cursor: Cursor) -> Expression | None:
    """A string literal as the text inside its quotes and where that stands; adjacent ones are one."""
    if cursor.done or cursor.tokens[cursor.index].kind != "string":
        return None
    token = last = cursor.tokens[cursor.index]
    cursor.step()
    text, unknown = string_value(token), token.unknown
    while not cursor.done and cursor.tokens[cursor.index].kind == "string":
        last = cursor.tokens[cursor.index]
        if last.text[:1] != "'" or "\n" not in cursor.text[cursor.tokens[cursor.index - 1].end : last.start]:
            break
        text, unknown = text + string_value(last), unknown or last.unknown
        cursor.step()
    start = inner_range(token).start - cursor.base
    return Expression(text, Range(start, inner_range(last).end - cursor.base), unknown)


def call(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("call")
    at = cursor.since(0)
    yield Other(at=at, words="call", object=cursor.routine())
    cursor.index = cursor.size


def declare(cursor: Cursor) -> Iterator[Operation]:
    """DECLARE c CURSOR FOR query: the query reads its relations."""
    names = read_names(cursor)
    cursor.step()
    name = cursor.relation("the name of a cursor")
    cursor.skip_until(("for",))
    cursor.take("for")
    yield Other(
        at=cursor.range(0, 1),
        words="declare",
        objects=names.reads(),
        reads=names.reads(),
        object=name,
        query=cursor.expression(cursor.index, cursor.size),
        locking=names.locking is not None,
    )
    cursor.index = cursor.size


def fetch(cursor: Cursor) -> Iterator[Operation]:
    """FETCH and MOVE read on in a cursor."""
    word = cursor.key
    name = Relation(cursor.source(cursor.size - 1, cursor.size), None, cursor.range(cursor.size - 1, cursor.size))
    yield Other(at=cursor.range(0, 1), words=word, object=name)
    cursor.index = cursor.size


def execute(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("execute")
    yield Other(at=cursor.range(0, 1), words="execute", object=cursor.relation("the name of a prepared statement"))
    cursor.index = cursor.size


def prepare(cursor: Cursor) -> Iterator[Operation]:
    """PREPARE only names a statement; PREPARE TRANSACTION ends the transaction."""
    words = "prepare transaction" if cursor.at("prepare", "transaction") else "prepare"
    planned = Other(at=cursor.range(0, len(words.split())), words=words)
    if words == "prepare":
        cursor.step()
        name = cursor.relation("the name of a statement")
        cursor.skip_until(("as",))
        cursor.take("as")
        query = cursor.expression(cursor.index, cursor.size)
        planned = replace(planned, object=name, query=query, **touched(cursor))
    yield planned
    cursor.index = cursor.size


def touched(cursor: Cursor) -> dict[str, Any]:
    """What a statement inside another one reads and changes, as fields of `Other`."""
    if cursor.at("create"):
        cursor.skip_until(("as",))
        cursor.take("as")
    names = read_names(Cursor(cursor.text, cursor.tokens[cursor.index :], cursor.base))
    return {"reads": names.reads(), "writes": tuple(names.changed), "locking": names.locking is not None}


def discard(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("discard")
    what = cursor.name("what to discard", frozenset())
    yield Other(at=cursor.range(0, 1), words="discard", object=Relation(what.text, None, what.at))
    cursor.index = cursor.size


def words_only(words: str) -> Callable[[Cursor], Iterator[Operation]]:
    """A statement that has no operation of its own, told by its first words."""
    expected = words.split()

    def read(cursor: Cursor) -> Iterator[Operation]:
        cursor.expect(*expected)
        at = cursor.since(0)
        role = cursor.relation("a role") if words == "reassign owned" and cursor.take("by") else None
        yield Other(at=at, words=words, object=role)
        cursor.index = cursor.size

    return read
