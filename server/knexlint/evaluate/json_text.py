"""`JSON`: values as text, and texts as values."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import members
from knexlint.evaluate.arguments import argument, integer, whole
from knexlint.evaluate.convert import NotKnown, known_text, number, number_text, to_text
from knexlint.evaluate.literals import joined
from knexlint.evaluate.members import ordered
from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    BigInt,
    Choice,
    Function,
    Host,
    HostMethod,
    Object,
    Promise,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Collection, Instance, Iterator
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method

_PARTLY = "an object that is not wholly known"


def stringify(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    by = argument(arguments, 1)
    if by is not None and by is not UNDEFINED:
        raise NotKnown("JSON made by a function")
    indent = argument(arguments, 2)
    step = indent.text[:10] if isinstance(indent, Fragment) else " " * min(max(integer(arguments, 2), 0), 10)
    given = argument(arguments, 0)
    if isinstance(given, Object) and "toJSON" not in given.items and type(given) is Object:
        given = members.listed(m, given)
    return m.each(given, lambda one: _json(m, one, step))


def _json(m: Machine, value: Value, step: str) -> Value:
    parts: list[Value] = []
    if not _write(m, value, step, "", parts, 0):
        return UNDEFINED
    return joined(m, parts)


def _write(m: Machine, value: Value, step: str, margin: str, parts: list[Value], depth: int) -> bool:
    """False for what JSON leaves out."""
    m.charge(1)
    value = m.decided(value)
    if depth > 30:
        raise NotKnown("JSON of an object that is too deep")
    if isinstance(value, Object):
        own = value.items.get("toJSON") or (value.find("toJSON") if isinstance(value, Instance) else None)
        if own is not None:
            value = m.decided(m.call(own, [], value, m.anchor))
    if isinstance(value, (Choice, Host, Promise)):
        raise NotKnown("JSON of what is not known")
    if value is UNDEFINED or isinstance(value, (Function, HostMethod)):
        return False
    if isinstance(value, Unknown):
        if depth == 0 and value.nature in ("any", "row?", "text?"):
            raise NotKnown(value.reason, value.name)
        parts.append(Unknown(value.reason, value.name))
    elif isinstance(value, Fragment):
        _write_text(value, parts)
    elif isinstance(value, (bool, int, float)) or value is None:
        shown = json.dumps(value) if isinstance(value, bool) or value is None else _json_number(value)
        parts.append(Fragment.plain(shown))
    elif isinstance(value, Iterator):
        parts.append(Fragment.plain("{}"))
    elif isinstance(value, Array):
        _write_items(m, [(None, item) for item in whole(value)], "[]", step, margin, parts, depth)
    elif isinstance(value, Object) and not isinstance(value, Collection):
        held = members.listed(m, value)
        if not isinstance(held, Object) or not held.complete:
            raise NotKnown(_PARTLY)
        written: list[tuple[str | None, Value]] = [(key, held.items[key]) for key in ordered(held)]
        _write_items(m, written, "{}", step, margin, parts, depth)
    elif isinstance(value, BigInt):
        raise NotKnown("JSON of a bigint")
    else:
        parts.append(Fragment.plain("{}"))
    return True


def _json_number(value: float) -> str:
    return "null" if math.isnan(value) or math.isinf(value) else number_text(value)


def _write_text(value: Fragment, parts: list[Value]) -> None:
    at = 0
    parts.append(Fragment.plain('"'))
    for piece in value.pieces:
        part = Fragment(value.text[at : at + piece.length], (piece,))
        at += piece.length
        quoted = (
            part.text
            if piece.hole is not None
            else json.dumps(part.text, ensure_ascii=False)[1:-1].replace("\x7f", "\x7f")
        )
        parts.append(part if quoted == part.text else Fragment.plain(quoted, piece.source))
    parts.append(Fragment.plain('"'))


def _write_items(
    m: Machine,
    items: list[tuple[str | None, Value]],
    ends: str,
    step: str,
    margin: str,
    parts: list[Value],
    depth: int,
) -> None:
    inner = margin + step
    written = False
    parts.append(Fragment.plain(ends[0]))
    for key, item in items:
        held: list[Value] = []
        if not _write(m, item, step, inner, held, depth + 1):
            if key is not None:
                continue
            held = [Fragment.plain("null")]
        head = ("," if written else "") + ("\n" + inner if step else "")
        if key is not None:
            head += json.dumps(key, ensure_ascii=False) + (": " if step else ":")
        parts += [Fragment.plain(head), *held]
        written = True
    parts.append(Fragment.plain(("\n" + margin if step and written else "") + ends[1]))


def parse(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    text = known_text(to_text(argument(arguments, 0)))
    if len(text) > 200_000:
        raise NotKnown("a very long JSON text")
    try:
        return from_json(json.loads(text))
    except (ValueError, RecursionError):
        return m.throw("Unexpected token in JSON", site, kind="SyntaxError")


def from_json(data: Any) -> Value:
    if isinstance(data, dict):
        return Object({str(key): from_json(value) for key, value in data.items()})
    if isinstance(data, list):
        return Array([from_json(value) for value in data])
    if isinstance(data, str):
        return Fragment.plain(data)
    if isinstance(data, bool) or data is None:
        return data
    return number(data)


JSON: dict[str, Method] = {"stringify": stringify, "parse": parse}
