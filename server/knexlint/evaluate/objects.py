"""`Object`, `JSON`, `Map` and `Set`, and the methods every object has."""

# ruff: noqa: ARG001, ARG005 - all methods and handlers have one signature

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import members
from knexlint.evaluate.arguments import argument, integer, whole
from knexlint.evaluate.convert import NotKnown, known_text, number, number_text, property_key, to_text
from knexlint.evaluate.literals import joined
from knexlint.evaluate.members import ordered
from knexlint.evaluate.values import (
    ABSENT,
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


def _object(value: Value) -> Object:
    if isinstance(value, Array) and value.holes:
        raise NotKnown("a list some of whose elements are not there")
    if isinstance(value, Array):
        return Object({str(i): item for i, item in enumerate(value.items)}, {}, value.complete)
    if isinstance(value, Object):
        return value
    if isinstance(value, Fragment):
        known_text(value)
        return Object({str(i): value.slice(i, i + 1) for i in range(len(value.text))})
    if isinstance(value, (Unknown, Choice, Host)):
        raise NotKnown(value.reason if isinstance(value, Unknown) else _PARTLY)
    return Object()


def _listing(list_them: Callable[[Object], Value]) -> Method:
    """A method that lists the properties of its argument."""

    def method(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        def of(value: Value) -> Value:
            return list_them(value) if isinstance(value, Object) else Unknown(_PARTLY)

        given = argument(arguments, 0)
        if given is None or given is UNDEFINED:
            return m.throw("Cannot convert undefined or null to object", site, kind="TypeError")
        return m.each(members.listed(m, _object(given)), of)

    return method


def _keys(value: Object) -> Value:
    return Array([Fragment.plain(key, value.spans.get(key)) for key in ordered(value)], [], value.complete)


def _values(value: Object) -> Value:
    order = ordered(value)
    return Array([value.items[key] for key in order], [value.spans.get(key) for key in order], value.complete)


def _entries(value: Object) -> Value:
    made: list[Value] = [Array([Fragment.plain(key), value.items[key]]) for key in ordered(value)]
    return Array(made, [], value.complete)


def assign(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    target = argument(arguments, 0)
    if not isinstance(target, (Object, Function)):
        return target
    held = target.items if isinstance(target, Object) else target.properties
    for source in arguments[1:]:
        if isinstance(source, Object):
            for key, value in source.items.items():
                if isinstance(target, Object) and members.intercepted(m, target, key, value):
                    continue
                m.note(held, key)
                value = members.read(m, value, source)
                held[key] = members.over(m, value, held.get(key, ABSENT)) if type(value) is Choice else value
            if isinstance(target, Object):
                target.complete = target.complete and source.complete
        elif isinstance(source, (Unknown, Choice)) and isinstance(target, Object):
            target.complete = False
    return target


def from_entries(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    pairs = m.elements(argument(arguments, 0))
    if isinstance(pairs, Unknown):
        return pairs
    made = Object(complete=pairs.complete)
    for pair in pairs.items:
        pair = m.decided(pair)
        if isinstance(pair, Array) and len(pair.items) == 2:
            try:
                made.items[property_key(m.decided(pair.items[0]))] = pair.items[1]
                continue
            except NotKnown:
                pass
        made.complete = False
    return made


def first(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return argument(arguments, 0)


def create(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    parent = argument(arguments, 0)
    if parent is not None and not isinstance(parent, Object):
        raise NotKnown("an object with a parent that is not known")
    return child_of(parent, complete=argument(arguments, 1) is UNDEFINED)


def child_of(parent: Object | None, complete: bool = True) -> Object:
    """An object that inherits what its parent has."""
    if parent is None:
        return Object(complete=complete)
    hidden = parent.hidden if isinstance(parent, Instance) else {}
    return Instance(complete=complete and parent.complete, hidden={**hidden, **parent.items})


def define_property(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    target, key, how = argument(arguments, 0), argument(arguments, 1), argument(arguments, 2)
    if isinstance(target, Object) and isinstance(how, Object) and key is not UNDEFINED:
        name = property_key(key)
        value = how.items.get("value", UNDEFINED)
        if isinstance(how.items.get("get"), Function) or isinstance(how.items.get("set"), Function):
            getter, setter = how.items.get("get", UNDEFINED), how.items.get("set", UNDEFINED)
            value = members.Accessor("a computed property", name, getter=getter, setter=setter)
        if name != "__esModule":
            if how.items.get("enumerable") is not True and name not in target.items:
                target.complete = False
            m.note(target.items, name)
            target.items[name] = value
    return target


def has_own(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return _has(_object(argument(arguments, 0)), argument(arguments, 1))


def has_own_property(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return _has(_object(this), argument(arguments, 0))


def _has(value: Object, key: Value) -> bool:
    name = property_key(key)
    if name in value.items:
        if members.may_lack(value.items[name]):
            raise NotKnown("it depends on answers of the database")
        return True
    if not value.complete:
        raise NotKnown(_PARTLY)
    return False


def object_text(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return to_text(this)


OBJECT: dict[str, Method] = {
    "keys": _listing(_keys),
    "values": _listing(_values),
    "entries": _listing(_entries),
    "assign": assign,
    "fromEntries": from_entries,
    "freeze": first,
    "seal": first,
    "create": create,
    "defineProperty": define_property,
    "hasOwn": has_own,
    "getOwnPropertyNames": _listing(_keys),
}

OBJECT_METHODS: dict[str, Method] = {
    "hasOwnProperty": has_own_property,
    "toString": object_text,
    "valueOf": lambda m, this, a, s: this,
}


# --- JSON -------------------------------------------------------------------------------------------------------------


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


# --- Map and Set ------------------------------------------------------------------------------------------------------


def identity(value: Value) -> Any:
    if isinstance(value, Fragment):
        return "text", known_text(value)
    if isinstance(value, (bool, BigInt)) or value is None or value is UNDEFINED:
        return type(value).__name__, value
    if isinstance(value, (int, float)):
        return "number", "NaN" if value != value else value
    if isinstance(value, (Unknown, Choice)):
        raise NotKnown("a key that is not known")
    return "object", id(value)


def collection(pairs: bool) -> Method:
    def make(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        made = Collection(pairs=pairs)
        m.born(made.entries)
        given = argument(arguments, 0)
        if given is None or given is UNDEFINED:
            return made
        items = m.elements(given)
        if isinstance(items, Unknown):
            return Unknown(items.reason, "Map" if pairs else "Set")
        for item in whole(items):
            item = m.decided(item)
            if not pairs:
                made.entries[identity(item)] = (item, item)
            elif isinstance(item, Array) and item.complete and len(item.items) >= 2:
                made.entries[identity(item.items[0])] = (item.items[0], item.items[1])
            else:
                raise NotKnown("a Map of what is not known")
        return made

    return make


def add(m: Machine, this: Collection, arguments: list[Value], site: Site) -> Value:
    key = argument(arguments, 0)
    known = identity(key)
    m.note(this.entries, known)
    this.entries[known] = (key, argument(arguments, 1) if this.pairs else key)
    m.check_items(len(this.entries))
    return this


def get(m: Machine, this: Collection, arguments: list[Value], site: Site) -> Value:
    found = this.entries.get(identity(argument(arguments, 0)))
    return found[1] if isinstance(found, tuple) else Unknown("what a Map holds") if found is not None else UNDEFINED


def has(m: Machine, this: Collection, arguments: list[Value], site: Site) -> Value:
    return identity(argument(arguments, 0)) in this.entries


def delete(m: Machine, this: Collection, arguments: list[Value], site: Site) -> Value:
    known = identity(argument(arguments, 0))
    m.note(this.entries, known)
    return this.entries.pop(known, None) is not None


def listed(which: int | None) -> Method:
    def method(m: Machine, this: Collection, arguments: list[Value], site: Site) -> Value:
        found = list(this.entries.values())
        if any(not isinstance(entry, tuple) for entry in found):
            return Unknown("what a Map holds")
        if which is None:
            return Iterator([Array([key, value]) for key, value in found])
        return Iterator([entry[which] for entry in found])

    return method


def collection_for_each(m: Machine, this: Collection, arguments: list[Value], site: Site) -> Value:
    for key, value in list(this.entries.values()):
        m.call(argument(arguments, 0), [value, key, this], UNDEFINED, site)
    return UNDEFINED


COLLECTION_METHODS: dict[str, Method] = {
    "set": add,
    "add": add,
    "get": get,
    "has": has,
    "delete": delete,
    "keys": listed(0),
    "values": listed(1),
    "entries": listed(None),
    "forEach": collection_for_each,
    "hasOwnProperty": has_own_property,
}
