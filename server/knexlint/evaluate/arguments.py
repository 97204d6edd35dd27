"""Reading the arguments of a method of the language."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.evaluate.convert import NotKnown, known_text, to_int, to_text, unknown
from knexlint.evaluate.values import UNDEFINED, Array, Choice, Function, HostMethod, Unknown, Value


def argument(arguments: Sequence[Value], index: int) -> Value:
    return arguments[index] if index < len(arguments) else UNDEFINED


def text(arguments: Sequence[Value], index: int, default: str = "undefined") -> str:
    value = argument(arguments, index)
    return default if value is UNDEFINED else known_text(to_text(value))


def integer(arguments: Sequence[Value], index: int, default: int = 0) -> int:
    value = argument(arguments, index)
    return default if value is UNDEFINED else to_int(value)


def from_end(index: int, size: int) -> int:
    """An index that counts from the end where it is negative."""
    return max(size + index, 0) if index < 0 else min(index, size)


def whole(value: Array) -> list[Value]:
    """All elements, where all are known."""
    if not value.complete:
        raise NotKnown("a list that is not wholly known")
    return value.items


def function(arguments: Sequence[Value], index: int = 0) -> Value:
    value = argument(arguments, index)
    if isinstance(value, (Function, HostMethod, Unknown, Choice)):
        return value
    raise unknown(value)
