"""`Object`, and the methods every object has."""

# ruff: noqa: ARG001, ARG005 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import members
from knexlint.evaluate.arguments import argument
from knexlint.evaluate.convert import NotKnown, known_text, property_key, to_text
from knexlint.evaluate.forget import forget
from knexlint.evaluate.members import ordered
from knexlint.evaluate.values import (
    ABSENT,
    UNDEFINED,
    Array,
    Choice,
    Function,
    Host,
    Object,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Instance
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
    if isinstance(target, Array):
        forget(m, "assign", target)
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
        elif isinstance(source, (Unknown, Choice, Array, Fragment)) and isinstance(target, Object):
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
    inherits = bool(parent.items) or (isinstance(parent, Instance) and parent.inherits)
    return Instance(complete=complete and parent.complete, hidden={**hidden, **parent.items}, inherits=inherits)


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
