"""The properties of objects: getters and setters, and which properties there are when that depends on a probe."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from knexlint.evaluate.values import ABSENT, UNDEFINED, Choice, Function, Object, Probe, Unknown, Value
from knexlint.evaluate.work import Instance
from knexlint.record import record

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine


@record
class Accessor(Unknown):
    """A property with a getter or a setter. What does not ask the getter does not know its value."""

    getter: Value = field(default=UNDEFINED)
    setter: Value = field(default=UNDEFINED)


def accessor(held: Value | None, name: str, kind: str, function: Value) -> Accessor:
    """What a property is when `get name()` or `set name()` is written; `held`: what it was."""
    getter, setter = (held.getter, held.setter) if isinstance(held, Accessor) else (UNDEFINED, UNDEFINED)
    if kind == "get":
        return Accessor("a computed property", name, getter=function, setter=setter)
    return Accessor("a computed property", name, getter=getter, setter=function)


def read(m: Machine, held: Value, this: Value) -> Value:
    """The value of a property that an object holds."""
    if type(held) is not Accessor:
        return held
    return m.call(held.getter, [], this, m.anchor) if isinstance(held.getter, Function) else UNDEFINED


def intercepted(m: Machine, owner: Object, name: str, value: Value) -> bool:
    """Whether a setter took the value."""
    held = owner.items.get(name)
    if held is None and isinstance(owner, Instance) and name not in owner.items:
        held = owner.find(name)
    if type(held) is not Accessor:
        return False
    if isinstance(held.setter, Function):
        m.call(held.setter, [value], owner, m.anchor)
    return True


def listed(m: Machine, value: Object) -> Value:
    """The object as something that lists its properties sees it; a choice of objects where a probe decides which."""
    if not any(type(item) is Choice or type(item) is Accessor for item in value.items.values()):
        return value
    return _variant(m, value, {})


def _variant(m: Machine, value: Object, answers: dict[Probe, bool]) -> Value:
    items: dict[str, Value] = {}
    for key, held in value.items.items():
        item = _pruned(m, held, answers)
        if isinstance(item, Choice) and may_lack(item):
            probe = item.probe
            yes = _variant(m, value, {**answers, probe: True})
            return m.choice(probe, yes, _variant(m, value, {**answers, probe: False}))
        if item is not ABSENT:
            items[key] = read(m, item, value)
    return Object(items, value.spans, value.complete, value.keys)


def _pruned(m: Machine, value: Value, answers: dict[Probe, bool]) -> Value:
    while isinstance(value, Choice):
        answer = m.known(value.probe)
        if answer is None:
            answer = answers.get(value.probe)
        if answer is None:
            return value
        value = value.yes if answer else value.no
    return value


def may_lack(value: Value) -> bool:
    """Whether under some answers the object has no such property."""
    if isinstance(value, Choice):
        return may_lack(value.yes) or may_lack(value.no)
    return value is ABSENT


def over(m: Machine, value: Value, before: Value) -> Value:
    """What a property is when `value` is copied on top of `before`."""
    if isinstance(value, Choice):
        return m.choice(value.probe, over(m, value.yes, before), over(m, value.no, before))
    return before if value is ABSENT else value


def ordered(value: Object) -> list[str]:
    """Keys as JavaScript lists them: indexes first, in order."""
    indexes = sorted((key for key in value.items if key.isdigit() and (key == "0" or key[0] != "0")), key=int)
    return [*indexes, *(key for key in value.items if key not in set(indexes))] if indexes else list(value.items)
