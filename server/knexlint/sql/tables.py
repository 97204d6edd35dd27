"""CREATE TABLE and DROP TABLE."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knexlint.operations import (
    NOWHERE,
    Column,
    Constraint,
    CreateTable,
    DropTable,
    Expression,
    Operation,
    Range,
    Relation,
)
from knexlint.sql.columns import begins_constraint, column, table_constraint
from knexlint.sql.cursor import Cursor, RefusedError


def if_exists(cursor: Cursor) -> bool:
    return cursor.take("if", "exists")


def if_not_exists(cursor: Cursor) -> bool:
    return cursor.take("if", "not", "exists")


def cascade(cursor: Cursor) -> Range:
    """Where CASCADE stands, `NOWHERE` if it does not; RESTRICT is the default."""
    first = cursor.index
    if cursor.take("cascade"):
        return cursor.since(first)
    cursor.take("restrict")
    return NOWHERE


class _Body:
    """What the parentheses of CREATE TABLE hold."""

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.constraints: list[Constraint] = []
        self.like: list[Relation] = []
        self.including: list[frozenset[str]] = []

    def read(self, cursor: Cursor, typed: bool) -> None:
        cursor.expect("(")
        if cursor.take(")"):
            return
        while True:
            self._element(cursor, typed)
            if not cursor.take(","):
                break
        cursor.expect(")")

    def _element(self, cursor: Cursor, typed: bool) -> None:
        if begins_constraint(cursor):
            self.constraints.append(table_constraint(cursor))
        elif cursor.take("like"):
            self.like.append(cursor.relation())
            self.including.append(_including(cursor))
        else:
            found = column(cursor, typed)
            self.columns.append(found)
            if typed and found.type is None:
                cursor.problems.append(RefusedError(f"column {found.name} has no type", found.name.at))


_COPIED = frozenset(("comments", "compression", "constraints", "defaults", "generated", "identity", "indexes"))


def _including(cursor: Cursor) -> frozenset[str]:
    """What the words INCLUDING and EXCLUDING after LIKE t leave."""
    found: frozenset[str] = frozenset()
    while word := cursor.take_any(("including", "excluding")):
        named = _COPIED if cursor.key == "all" else frozenset((cursor.key,))
        found = found | named if word == "including" else found - named
        cursor.step()
    return found


def create_table(cursor: Cursor) -> Iterator[Operation]:
    """From the modifiers (TEMPORARY, UNLOGGED, FOREIGN) on. What is read of a broken body is kept."""
    facts: dict[str, Any] = {"at": NOWHERE}
    cursor.take("create")
    while word := cursor.take_any(("global", "local", "temporary", "temp", "unlogged", "foreign")):
        facts["temporary"] = facts.get("temporary", False) or word in ("temporary", "temp")
        facts["unlogged"] = facts.get("unlogged", False) or word == "unlogged"
        facts["foreign"] = facts.get("foreign", False) or word == "foreign"
    cursor.expect("table")
    facts["at"] = cursor.since(0)
    facts["if_not_exists"] = if_not_exists(cursor)
    facts["table"] = cursor.relation()
    body = _Body()
    try:
        _after_name(cursor, facts, body)
        _options(cursor, facts)
    except RefusedError:
        yield _made(facts, body)
        raise
    yield _made(facts, body)
    cursor.end()


def _made(facts: dict[str, Any], body: _Body) -> CreateTable:
    return CreateTable(
        columns=tuple(body.columns),
        constraints=tuple(body.constraints),
        like=tuple(body.like),
        including=tuple(body.including),
        **facts,
    )


def _after_name(cursor: Cursor, facts: dict[str, Any], body: _Body) -> None:
    if cursor.take("partition", "of"):
        facts["partition_of"] = cursor.relation()
        if cursor.at("("):
            body.read(cursor, typed=False)
        facts["partition_bound"] = partition_bound(cursor)
    elif cursor.take("of"):
        facts["of_type"] = cursor.type_name()
        if cursor.at("("):
            body.read(cursor, typed=False)
    elif cursor.at("(") and not _only_names(cursor):
        body.read(cursor, typed=True)
    elif cursor.at("("):
        cursor.skip_group()
    elif cursor.key not in ("as", "using", "with", "on", "tablespace"):
        raise cursor.refusal("( or AS")


def _only_names(cursor: Cursor) -> bool:
    """`(a, b) AS SELECT`: names of the query's columns, not definitions."""
    index, keys = cursor.index + 1, cursor.keys
    while index + 1 < cursor.size and keys[index + 1] == ",":
        index += 2
    return keys[index + 1 : index + 2] == [")"] and keys[index] != ")" and _as_follows(cursor, index + 2)


def _as_follows(cursor: Cursor, index: int) -> bool:
    start, cursor.index = cursor.index, index
    try:
        _options(cursor, {})
    except RefusedError:
        return False
    finally:
        reached, cursor.index = cursor.index, start
    return "as" in cursor.keys[index:reached]


def partition_bound(cursor: Cursor) -> Expression:
    """FOR VALUES ... or DEFAULT."""
    first = cursor.index
    if not cursor.take("default"):
        cursor.expect("for", "values")
        if cursor.take("with") or cursor.take("in"):
            cursor.group()
        else:
            cursor.expect("from")
            cursor.group()
            cursor.expect("to")
            cursor.group()
    return cursor.expression(first, cursor.index)


def _options(cursor: Cursor, facts: dict[str, Any]) -> None:
    """What follows the body, in any order."""
    while not cursor.done:
        if cursor.take("inherits"):
            cursor.expect("(")
            facts["inherits"] = cursor.commas(cursor.relation)
            cursor.expect(")")
        elif cursor.take("partition", "by"):
            first = cursor.index
            cursor.name("RANGE, LIST or HASH")
            cursor.group()
            facts["partition_by"] = cursor.expression(first, cursor.index)
        elif cursor.take("as"):
            facts["query"], facts["with_data"] = query_with_data(cursor)
        elif cursor.take("using") or cursor.take("tablespace"):
            cursor.name()
        elif cursor.take("server"):
            facts["server"] = cursor.name()
        elif cursor.take("with") or cursor.take("options"):
            cursor.group()
        elif cursor.take("on", "commit"):
            if not (cursor.take("drop") or cursor.take("delete", "rows") or cursor.take("preserve", "rows")):
                raise cursor.refusal("DROP, DELETE ROWS or PRESERVE ROWS")
        elif not cursor.take("without", "oids"):
            return


def query_with_data(cursor: Cursor) -> tuple[Expression, bool]:
    """A query up to the end of the statement, and whether it is run: WITH NO DATA."""
    first, after = cursor.index, cursor.size
    tail = cursor.keys[max(first, after - 3) : after]
    with_data = True
    if tail == ["with", "no", "data"]:
        after, with_data = after - 3, False
    elif tail[-2:] == ["with", "data"]:
        after -= 2
    if first >= after:
        raise cursor.refusal("a query")
    cursor.index = cursor.size
    return cursor.expression(first, after), with_data


def drop_table(cursor: Cursor) -> Iterator[Operation]:
    cursor.take("drop")
    foreign = cursor.take("foreign")
    cursor.expect("table")
    at = cursor.since(0)
    exists = if_exists(cursor)
    tables = cursor.commas(cursor.relation)
    cascade_at = cascade(cursor)
    yield DropTable(
        at=at,
        tables=tables,
        if_exists=exists,
        cascade=cascade_at != NOWHERE,
        cascade_at=cascade_at,
        foreign=foreign,
    )
    cursor.end()
