"""Builders that are out of sight: handed to code that may run them, they are not forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.evaluate.values import Argument, Array, Choice, Host, Object, Promise, Value
from knexlint.evaluate.work import PartialArray, Unsure


def hand_over(arguments: Sequence[Argument]) -> None:
    """Builders among the arguments are out of sight now: they are not forgotten."""
    for argument in arguments:
        value = argument.value
        if isinstance(value, (Host, Array, Object, Choice, Promise, Unsure)):
            use(value)


def use(value: Value, depth: int = 0) -> None:
    if isinstance(value, Host):
        value.used = True
    elif isinstance(value, Promise):
        value.joined = True
    elif isinstance(value, Unsure):
        use(value.yes, depth)
        use(value.no, depth)
    elif depth > 4:
        return
    elif isinstance(value, Array):
        for item in value.items[:1000]:
            use(item, depth + 1)
        for item in value.rest if isinstance(value, PartialArray) else ():
            use(item, depth + 1)
    elif isinstance(value, Object):
        for item in list(value.items.values())[:1000]:
            use(item, depth + 1)
    elif isinstance(value, Choice):
        use(value.yes, depth + 1)
        use(value.no, depth + 1)
