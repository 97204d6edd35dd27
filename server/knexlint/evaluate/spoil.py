"""What code that cannot be followed may have changed: it is no longer known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knexlint.evaluate.forget import CHANGING, forget
from knexlint.evaluate.functions import Closure
from knexlint.evaluate.language import BUILTIN_NAMES
from knexlint.evaluate.values import Array, Object, Unknown, Value
from knexlint.evaluate.work import Collection

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine

_HARMLESS = frozenset(
    (
        *("log", "info", "warn", "error", "debug", "trace", "verbose", "silly", "fatal", "success", "start", "done"),
        *("stringify", "inspect", "format", "hash", "hashSync", "sign", "encode", "digest", "update", "dump"),
        *("isEqual", "deepEqual", "strictEqual", "equal", "validate", "isArray", "isEmpty", "now", "dayjs", "moment"),
    )
)


def spoil(m: Machine, callee: Unknown, this: Value, values: list[Value], name: str) -> None:
    """Forget what is in the lists, objects and hosts that are handed to a function that is not known."""
    if isinstance(this, (Array, Collection)) and (name in CHANGING or name not in BUILTIN_NAMES):
        forget(m, name, this)
    if callee.nature == "maker" or name in _HARMLESS or name in BUILTIN_NAMES:
        return
    if isinstance(this, Unknown) and this.nature != "any":
        return
    forget(m, name, *values)


def callbacks(values: list[Value], depth: int = 0) -> Iterator[Closure]:
    """Functions of the program among the values, or in the objects among them."""
    for value in values:
        if isinstance(value, Closure):
            yield value
        elif depth < 2 and isinstance(value, Object):
            yield from callbacks(list(value.items.values()), depth + 1)
        elif depth < 2 and isinstance(value, Array):
            yield from callbacks(value.items[:50], depth + 1)
