"""DROP of anything but tables and indexes, and what is said about objects: COMMENT ON, GRANT, REVOKE."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import (
    NOWHERE,
    CommentOn,
    DropObject,
    Grant,
    Name,
    Operation,
    Other,
    PolicyOperation,
    Relation,
)
from knexlint.sql.cursor import Cursor, as_relation
from knexlint.sql.kinds import kind_at, take_kind
from knexlint.sql.tables import cascade, if_exists

_ON_TABLE = ("trigger", "rule", "policy")
_BY_OTHER_MEANS = ("cast", "transform", "user mapping", "operator", "large object")


def drop_object(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("drop")
    kind = take_kind(cursor)
    at = cursor.since(0)
    exists = if_exists(cursor)
    if kind in _BY_OTHER_MEANS:
        first = cursor.index
        cursor.skip_until(("cascade", "restrict"))
        objects: tuple[Relation, ...] = (Relation(cursor.collapsed(first, cursor.index), None, cursor.since(first)),)
    else:
        objects = cursor.commas(lambda: _object(cursor, kind))
    table = None
    if kind in _ON_TABLE:
        cursor.expect("on")
        table = cursor.relation()
    if kind in ("operator class", "operator family"):
        cursor.expect("using")
        cursor.name()
    if kind == "database":
        cursor.take("with")
        if cursor.at("("):
            cursor.skip_group()
    cascade_at = cascade(cursor)
    if kind == "policy" and table is not None:
        name = Name(objects[0].name, objects[0].at, objects[0].unknown)
        yield PolicyOperation(at=at, action="drop", policy=name, table=table, if_exists=exists)
    else:
        yield DropObject(
            at=at,
            kind=kind,
            objects=objects,
            table=table,
            if_exists=exists,
            cascade=cascade_at != NOWHERE,
            cascade_at=cascade_at,
        )
    cursor.end()


def _object(cursor: Cursor, kind: str) -> Relation:
    found = cursor.relation(f"the name of the {kind}", frozenset())
    if kind in ("function", "procedure", "routine", "aggregate") and cursor.at("("):
        cursor.skip_group()
    return found


def drop_owned(cursor: Cursor) -> Iterator[Operation]:
    at = cursor.range(0, 2)
    cursor.index = min(2, cursor.size)
    role = cursor.relation("a role") if cursor.take("by") else None
    yield Other(at=at, words="drop owned", object=role)
    cursor.index = cursor.size


def comment(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("comment")
    cursor.expect("on")
    kind = take_kind(cursor)
    at = cursor.since(0)
    column = table = None
    if kind == "column":
        parts = cursor.dotted("a column", frozenset())
        column = parts[-1] if len(parts) > 1 else None
        found = as_relation(parts[:-1] or parts)
    elif kind in _BY_OTHER_MEANS:
        first = cursor.index
        cursor.skip_until(("is",))
        found = Relation(cursor.collapsed(first, cursor.index), None, cursor.since(first))
    else:
        found = cursor.relation(f"the name of the {kind}", frozenset())
    if kind in (*_ON_TABLE, "constraint"):
        cursor.expect("on")
        if cursor.ahead(1) == "is" or not cursor.take("domain"):
            table = cursor.relation()
    cursor.skip_until(("is",))
    yield CommentOn(at=at, kind=kind, object=found, column=column, table=table)
    cursor.expect("is")
    if cursor.done:
        raise cursor.refusal("a string or NULL")
    cursor.index = cursor.size


def grant(cursor: Cursor) -> Iterator[Operation]:
    """GRANT and REVOKE, of privileges or of roles."""
    revoke = cursor.at("revoke")
    cursor.step()
    at = cursor.since(0)
    columns = _privileges(cursor)
    if not cursor.take("on"):
        yield Grant(at=at, revoke=revoke, kind="role")
        cursor.index = cursor.size
        return
    kind, objects = _granted(cursor)
    yield Grant(at=at, revoke=revoke, kind=kind, objects=objects, columns=columns)
    if not (cursor.at("to") or cursor.at("from")):
        raise cursor.refusal("FROM" if revoke else "TO")
    cursor.index = cursor.size


def _privileges(cursor: Cursor) -> tuple[Name, ...]:
    """Step over `SELECT (a, b), UPDATE`; the columns it names."""
    found: tuple[Name, ...] = ()
    while not cursor.done and cursor.key not in ("on", "to", "from"):
        if cursor.at("("):
            found += cursor.names()
        else:
            cursor.step()
    return found


def _granted(cursor: Cursor) -> tuple[str, tuple[Relation, ...]]:
    if cursor.take("all"):
        kind = f"all {cursor.key}"
        cursor.skip_until(("to", "from"))
        return kind, ()
    kind, count = kind_at(cursor.keys, cursor.index)
    if not kind or cursor.ahead(count) in ("to", "from", ",", "."):
        kind, count = "table", 0
    cursor.step(count)
    if kind in ("large object", "parameter"):
        cursor.skip_until(("to", "from"))
        return kind, ()
    return kind, cursor.commas(lambda: _object(cursor, kind))
