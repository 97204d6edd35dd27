"""`Map` and `Set`."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knexlint.evaluate.arguments import argument, whole
from knexlint.evaluate.convert import NotKnown, known_text
from knexlint.evaluate.objects import has_own_property
from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    BigInt,
    Choice,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Collection, Iterator
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method


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
    found = this.entries.get(_key(this, argument(arguments, 0)))
    return found[1] if isinstance(found, tuple) else Unknown("what a Map holds") if found is not None else UNDEFINED


def has(m: Machine, this: Collection, arguments: list[Value], site: Site) -> Value:
    return _key(this, argument(arguments, 0)) in this.entries


def _key(this: Collection, key: Value) -> Any:
    known = identity(key)
    if known not in this.entries and not this.complete:
        raise NotKnown("what a Map holds")
    return known


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


METHODS: dict[str, Method] = {
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
