"""CREATE, DROP and ALTER INDEX, REINDEX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knexlint.operations import (
    NOWHERE,
    AlterIndex,
    CreateIndex,
    DropIndex,
    Expression,
    Operation,
    Range,
    Reindex,
)
from knexlint.sql.alter_table import all_in_tablespace
from knexlint.sql.columns import included, parameters
from knexlint.sql.cursor import Cursor, RefusedError
from knexlint.sql.tables import cascade, if_exists, if_not_exists


def _concurrently(cursor: Cursor) -> dict[str, Any]:
    first = cursor.index
    found = cursor.take("concurrently")
    return {"concurrently": found, "concurrently_at": cursor.since(first)}


def create_index(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    facts: dict[str, Any] = {"unique": cursor.take("unique")}
    cursor.expect("index")
    facts["at"] = cursor.since(0)
    facts |= _concurrently(cursor)
    facts["if_not_exists"] = if_not_exists(cursor)
    if not cursor.at("on"):
        facts["name"] = cursor.relation("an index name")
    cursor.expect("on")
    facts["only"] = cursor.at("only")
    facts["table"] = cursor.inherited()
    if cursor.take("using"):
        facts["method"] = cursor.name("an index method").text
    try:
        facts["elements"] = _elements(cursor)
        _options(cursor, facts)
    except RefusedError:
        yield CreateIndex(**facts)
        raise
    yield CreateIndex(**facts)
    cursor.end()


def _elements(cursor: Cursor) -> tuple[Expression, ...]:
    cursor.expect("(")
    found = cursor.commas(lambda: _element(cursor))
    cursor.expect(")")
    return found


def _element(cursor: Cursor) -> Expression:
    first = cursor.index
    if cursor.done or cursor.key in (",", ")"):
        raise cursor.refusal("a column or an expression")
    cursor.skip_until((",",))
    return cursor.expression(first, cursor.index)


def _options(cursor: Cursor, facts: dict[str, Any]) -> None:
    if cursor.take("include"):
        facts["include"] = included(cursor)
    if cursor.take("nulls", "not", "distinct"):
        facts["nulls_not_distinct"] = True
    cursor.take("nulls", "distinct")
    if cursor.take("with"):
        facts["options"] = parameters(cursor)
    if cursor.take("tablespace"):
        cursor.name("a tablespace")
    if cursor.take("where"):
        facts["where"] = cursor.until(())


def drop_index(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("drop")
    cursor.expect("index")
    at = cursor.since(0)
    facts = _concurrently(cursor)
    exists = if_exists(cursor)
    indexes = cursor.commas(lambda: cursor.relation("an index name"))
    cascade_at = cascade(cursor)
    yield DropIndex(
        at=at, indexes=indexes, if_exists=exists, cascade=cascade_at != NOWHERE, cascade_at=cascade_at, **facts
    )
    cursor.end()


def drop_concurrently(cursor: Cursor) -> Iterator[Operation]:
    """`DROP CONCURRENTLY i`: the word INDEX was forgotten."""
    at = cursor.range(0, 2)
    raise RefusedError("DROP CONCURRENTLY lacks the word INDEX: DROP INDEX CONCURRENTLY", at)
    yield  # makes this a generator, as every form is


def alter_index(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("alter")
    cursor.expect("index")
    if cursor.at("all", "in", "tablespace"):
        yield all_in_tablespace(cursor, "index")
        return
    facts: dict[str, Any] = {"if_exists": if_exists(cursor), "index": cursor.relation("an index name")}
    first = cursor.index
    for words, field in _ACTIONS:
        if cursor.take(*words):
            at = cursor.since(first)
            yield AlterIndex(at=at, action=" ".join(words).removesuffix(" ("), **_tail(cursor, field), **facts)
            return
    if cursor.take("alter"):
        cursor.take("column")
        cursor.step()
        begin = cursor.index
        action = "set statistics" if cursor.take("set", "statistics") else "set column option"
        yield AlterIndex(at=cursor.since(begin if cursor.index > begin else first), action=action, **facts)
        return
    yield AlterIndex(at=cursor.here(), action="", **facts)
    raise cursor.refusal("RENAME TO, SET, RESET or ATTACH PARTITION")


_ACTIONS = (
    (("rename", "to"), "to"),
    (("set", "tablespace"), "to"),
    (("set", "schema"), "to"),
    (("owner", "to"), "to"),
    (("attach", "partition"), "partition"),
    (("depends", "on", "extension"), "to"),
    (("no", "depends", "on", "extension"), "to"),
    (("set", "("), "parameters"),
    (("reset", "("), "parameters"),
)


def _parameter(cursor: Cursor) -> str:
    name = cursor.name("a storage parameter")
    cursor.skip_until((",",))
    return name.text


def _tail(cursor: Cursor, field: str) -> dict[str, Any]:
    if field == "parameters":
        return {"parameters": cursor.commas(lambda: _parameter(cursor))}
    if field == "to":
        return {"to": cursor.label()}
    return {"partition": cursor.relation("an index name")} if field == "partition" else {}


_KINDS = ("index", "table", "schema", "database", "system")


def reindex(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("reindex")
    at = cursor.since(0)
    options = cursor.group() if cursor.at("(") else Expression("")
    facts = _option_concurrently(cursor)
    kind = cursor.take_any(_KINDS)
    if not kind:
        raise cursor.refusal("INDEX, TABLE, SCHEMA, DATABASE or SYSTEM")
    at = Range(at.start, cursor.since(0).end) if not options.text else at
    after = _concurrently(cursor)
    if after["concurrently"]:
        facts = after
    target = None
    if not cursor.done or kind in ("index", "table", "schema"):
        target = cursor.relation(f"the name of the {kind}")
    words = tuple(options.text.lower().replace(",", " ").split())
    yield Reindex(at=at, kind=kind, target=target, options=words, **facts)  # type: ignore[arg-type]
    cursor.end()


def _option_concurrently(cursor: Cursor) -> dict[str, Any]:
    for index in range(cursor.index):
        if cursor.keys[index] == "concurrently":
            on = cursor.keys[index + 1] not in ("false", "off", "0")
            return {"concurrently": on, "concurrently_at": cursor.range(index, index + 1)}
    return {}
