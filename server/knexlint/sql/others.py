"""CREATE RULE, STATISTICS and PUBLICATION: objects that hang on tables and have no operation of their own."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import Column, Operation, Other, Relation
from knexlint.sql.cursor import Cursor
from knexlint.sql.query import read_names
from knexlint.sql.tables import if_not_exists


def create_rule(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    cursor.take("or", "replace")
    cursor.expect("rule")
    at = cursor.since(0)
    name = cursor.relation("a rule name")
    cursor.expect("as", "on")
    event = cursor.key
    cursor.step()
    cursor.expect("to")
    table = cursor.relation()
    whole = cursor.expression(cursor.index, cursor.size)
    cursor.skip_until(("do",))
    cursor.take("do")
    how = cursor.take_any(("also", "instead")) or "also"
    names = read_names(cursor)
    action = next((key for key in cursor.keys[cursor.index : cursor.index + 2] if key != "("), "")
    yield Other(
        at=at,
        words="create rule",
        object=name,
        objects=(table,),
        reads=tuple(read for read in names.reads() if read.name not in ("new", "old")),
        writes=tuple(names.changed),
        change=f"{event} {how} {action}",
        query=whole,
    )
    cursor.index = cursor.size


def create_statistics(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    cursor.expect("statistics")
    at = cursor.since(0)
    if_not_exists(cursor)
    name = cursor.relation("a name") if not cursor.at("on") and not cursor.at("(") else None
    cursor.skip_until(("on", "from"))
    columns: list[Column] = []
    while not cursor.done and not cursor.at("from"):
        cursor.step()
        if cursor.names_something() and cursor.ahead(1) in (",", "from"):
            columns.append(Column(name=cursor.name(), type=None))
        cursor.skip_until((",", "from"))
    cursor.expect("from")
    yield Other(at=at, words="create statistics", object=name, objects=cursor.relations(), columns=tuple(columns))


def create_publication(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    cursor.expect("publication")
    at = cursor.since(0)
    name = cursor.relation("a publication name")
    cursor.take("for")
    yield Other(at=at, words="create publication", object=name, objects=published(cursor))


def published(cursor: Cursor) -> tuple[Relation, ...]:
    """The tables of `TABLE a, b (c) WHERE (...), TABLES IN SCHEMA s`."""
    found: list[Relation] = []
    tables = False
    while not cursor.done and not cursor.at("with"):
        if cursor.at("tables", "in", "schema") or cursor.at("all"):
            tables = False
        elif cursor.take("table") or tables:
            tables = True
            found.append(cursor.inherited())
        cursor.skip_until((",", "with"))
        if not cursor.take(","):
            break
    return tuple(found)
