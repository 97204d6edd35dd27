"""What code that cannot be followed may have changed: it is no longer known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knexlint.evaluate.functions import Closure
from knexlint.evaluate.language import BUILTIN_NAMES
from knexlint.evaluate.values import Array, Choice, Function, Host, HostMethod, Object, Unknown, Value
from knexlint.evaluate.work import Collection, Unsure

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine

_DEEPEST = 6
_HARMLESS = frozenset(
    (
        *("log", "info", "warn", "error", "debug", "trace", "verbose", "silly", "fatal", "success", "start", "done"),
        *("stringify", "inspect", "format", "hash", "hashSync", "sign", "encode", "digest", "update", "dump"),
        *("isEqual", "deepEqual", "strictEqual", "equal", "validate", "isArray", "isEmpty", "now", "dayjs", "moment"),
    )
)


def spoil(m: Machine, callee: Unknown, this: Value, values: list[Value], name: str) -> None:
    """Forget what is in the lists, objects and hosts that are handed to a function that is not known."""
    if isinstance(this, Host):
        this.lose(f"what {name}() makes of it")
    if callee.nature == "maker" or name in _HARMLESS or name in BUILTIN_NAMES:
        return
    if isinstance(this, Unknown) and this.nature != "any":
        return
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
        for key in list(value.entries):
            m.note(value.entries, key)
            value.entries[key] = Unknown(reason)  # type: ignore[assignment]


def callbacks(values: list[Value], depth: int = 0) -> Iterator[Closure]:
    """Functions of the program among the values, or in the objects among them."""
    for value in values:
        if isinstance(value, Closure):
            yield value
        elif depth < 2 and isinstance(value, Object):
            yield from callbacks(list(value.items.values()), depth + 1)
        elif depth < 2 and isinstance(value, Array):
            yield from callbacks(value.items[:50], depth + 1)
