"""What ALTER TABLE does to a column or constraint that is there: the actions that begin with ALTER."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knexlint.operations import (
    AlterColumnType,
    AlterConstraint,
    AlterExpression,
    AlterIdentity,
    DropDefault,
    DropNotNull,
    SetColumnOption,
    SetDefault,
    SetNotNull,
    TableOperation,
)
from knexlint.sql.columns import generated_mode
from knexlint.sql.cursor import Cursor
from knexlint.sql.tables import if_exists

Facts = dict[str, Any]
NEXT = (",", ";")


def alter_inside(cursor: Cursor, facts: Facts) -> TableOperation:
    """ALTER COLUMN, without the word in most texts, and ALTER CONSTRAINT."""
    first = cursor.index
    cursor.expect("alter")
    if cursor.take("constraint"):
        return _alter_constraint(cursor, first, facts)
    cursor.take("column")
    column_facts = {"column": cursor.name("a column name"), **facts}
    if cursor.size == cursor.index:
        raise cursor.refusal("SET, DROP or TYPE")
    begin = cursor.index
    for words, read in _COLUMN_ACTIONS:
        if cursor.take(*words):
            return read(cursor, begin, column_facts)
    raise cursor.refusal("SET, DROP or TYPE")


def _alter_constraint(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    name = cursor.name("a constraint name")
    begin = cursor.index
    cursor.skip_until(NEXT)
    change = " ".join(cursor.keys[begin : cursor.index])
    return AlterConstraint(at=at, constraint=name, change=change, **facts)


def _set_type(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    text, type_at = cursor.type()
    collation = using = None
    if cursor.take("collate"):
        begin = cursor.index
        cursor.dotted("a collation", frozenset())
        collation = cursor.collapsed(begin, cursor.index)
    if cursor.take("using"):
        using = cursor.until(NEXT)
    return AlterColumnType(at=at, type=text, type_at=type_at, using=using, collation=collation, **facts)


def _set_default(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    return SetDefault(at=cursor.since(first), default=cursor.until(NEXT, "a default"), **facts)


def by_words(kind: type[TableOperation], **more: Any) -> Callable[[Cursor, int, Facts], TableOperation]:
    """An action that is told by its words alone, with whatever follows them."""

    def read(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
        extra: Facts = {}
        if cursor.keys[cursor.index - 1] == "(":
            cursor.index -= 1
        at = cursor.since(first)
        if if_exists(cursor) and kind in (AlterIdentity, AlterExpression):
            extra["missing_ok"] = True
        elif kind is SetColumnOption and cursor.at("default"):
            extra["default"] = True
        cursor.skip_until(NEXT)
        return kind(at=at, **more, **extra, **facts)

    return read


def _set_generated(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    mode = generated_mode(cursor)
    cursor.skip_until(NEXT)
    return AlterIdentity(at=at, action="set", mode=mode, **facts)


def _add_generated(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    mode = generated_mode(cursor)
    cursor.expect("as", "identity")
    cursor.skip_until(NEXT)
    return AlterIdentity(at=at, action="add", mode=mode, **facts)


def _identity_option(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    begin = cursor.index
    cursor.skip_until(NEXT)
    keys = cursor.keys
    mode = None
    for index in range(begin, cursor.index):
        if keys[index] == "generated":
            mode = "always" if keys[index + 1] == "always" else "by default"
    return AlterIdentity(at=at, action="set", mode=mode, **facts)  # type: ignore[arg-type]


def _set_expression(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    cursor.expect("as")
    return AlterExpression(at=at, expression=cursor.group(), **facts)


_COLUMN_ACTIONS: tuple[tuple[tuple[str, ...], Callable[[Cursor, int, Facts], TableOperation]], ...] = (
    (("type",), _set_type),
    (("set", "data", "type"), _set_type),
    (("set", "default"), _set_default),
    (("drop", "default"), by_words(DropDefault)),
    (("set", "not", "null"), by_words(SetNotNull)),
    (("drop", "not", "null"), by_words(DropNotNull)),
    (("set", "statistics"), by_words(SetColumnOption, option="statistics")),
    (("set", "storage"), by_words(SetColumnOption, option="storage")),
    (("set", "compression"), by_words(SetColumnOption, option="compression")),
    (("set", "("), by_words(SetColumnOption, option="attribute")),
    (("reset", "("), by_words(SetColumnOption, option="attribute")),
    (("options",), by_words(SetColumnOption, option="options")),
    (("add", "generated"), _add_generated),
    (("set", "generated"), _set_generated),
    (("drop", "identity"), by_words(AlterIdentity, action="drop")),
    (("set", "expression"), _set_expression),
    (("drop", "expression"), by_words(AlterExpression, expression=None)),
    (("restart",), _identity_option),
    (("set",), _identity_option),
)
