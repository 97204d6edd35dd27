"""Values that are not known any more after a function had them: what is in a list, an object or a Map is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knexlint.evaluate.values import UNDEFINED, Array, Choice, Function, Host, HostMethod, Object, Unknown, Value
from knexlint.evaluate.work import Collection, Unsure

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine

_DEEPEST = 6
CHANGING = frozenset(
    (
        *("push", "unshift", "pop", "shift", "splice", "fill", "reverse", "sort", "copyWithin"),
        *("set", "add", "delete", "clear"),
    )
)


def forget(m: Machine, name: str, *values: Value) -> None:
    """What is in these values is not known any more: a function of this name may have changed it."""
    seen: set[int] = set()
    for value in values:
        _forget(m, value, f"what {name}() makes of it", seen, 0)


def _forget(m: Machine, value: Value, reason: str, seen: set[int], depth: int) -> None:
    if isinstance(value, (Choice, Unsure)):
        _forget(m, value.yes, reason, seen, depth)
        _forget(m, value.no, reason, seen, depth)
        return
    if isinstance(value, Host):
        value.lose(reason)
    if not isinstance(value, (Array, Object)) or id(value) in seen or depth > _DEEPEST:
        return
    seen.add(id(value))
    m.charge(1)
    if isinstance(value, Array):
        m.note(value)
        for item in value.items:
            _forget(m, item, reason, seen, depth + 1)
        if value.items or value.complete:
            value.items[:], value.spans[:], value.complete = [], [], False
        return
    for key, item in value.items.items():
        _forget(m, item, reason, seen, depth + 1)
        if not isinstance(item, (Function, Host, HostMethod)):
            m.note(value.items, key)
            value.items[key] = Unknown(reason, key)
    value.complete = False
    if isinstance(value, Collection):
        for key in (*value.entries, UNDEFINED):  # others may have come
            m.note(value.entries, key)
            value.entries[key] = Unknown(reason)  # type: ignore[assignment]
