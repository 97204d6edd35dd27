"""Remembers what pure functions of immutable data answered. Goes by the identity of the data: looking at all of it, to
compare or to hash, would cost more than the answer. Knows nothing of what it holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")
Key = TypeVar("Key")


_room = 1


def make_room(times: int) -> None:
    """Remember so many times as much from now on: for a program that ends soon, and looks at everything twice."""
    global _room
    _room = times


def has_room() -> bool:
    """Even what is asked of a thousand files can be remembered until each is looked at again."""
    return _room > 1


def keep(kept: dict[Key, Answer], key: Key, answer: Answer, size: int) -> None:
    """Keep an answer with so many others; the oldest is forgotten."""
    if len(kept) >= size * _room:
        del kept[next(iter(kept))]
    kept[key] = answer


def remembered(function: Callable[..., Answer], size: int) -> Callable[..., Answer]:
    """`function`, which answers at once when asked about the very same objects again; the oldest are forgotten."""
    kept: dict[tuple[int, ...], tuple[tuple[Any, ...], Answer]] = {}  # holds the arguments too: their ids stay theirs

    def ask(*arguments: Any) -> Answer:
        key = tuple(map(id, arguments))
        found = kept.get(key)
        if found is not None:
            return found[1]
        answer = function(*arguments)
        keep(kept, key, (arguments, answer), size)
        return answer

    return ask
