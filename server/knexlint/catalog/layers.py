"""A mapping that never changes and of which a changed copy costs little. Knows nothing of what it holds.

A large table that many copies share, and a small one for what changed since; what was taken away is marked there. The
order is that of a dictionary, except that a key put back after it was taken away keeps its place.
"""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, ValuesView
from itertools import chain
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_GONE: Any = object()
_ABSENT: Any = object()
_LARGE = 64  # changes before they are laid down in a table of their own


class Layers(Mapping[K, V]):
    __slots__ = ("_base", "_over")

    def __init__(self, base: dict[K, V] | None = None, over: dict[K, V] | None = None) -> None:
        self._base: dict[K, V] = {} if base is None else base
        self._over: dict[K, V] = {} if over is None else over

    def __getitem__(self, key: K) -> V:
        found = self._over.get(key, _ABSENT)
        if found is _ABSENT:
            return self._base[key]
        if found is _GONE:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def get(self, key: K, default: Any = None) -> Any:
        found = self._over.get(key, _ABSENT)
        if found is _ABSENT:
            return self._base.get(key, default)
        return default if found is _GONE else found

    def __contains__(self, key: object) -> bool:
        found = self._over.get(key, _ABSENT)  # type: ignore[arg-type]
        return key in self._base if found is _ABSENT else found is not _GONE

    def __iter__(self) -> Iterator[K]:
        over, base = self._over, self._base
        if not over:
            return iter(base)
        return (key for key in chain(base, (key for key in over if key not in base)) if over.get(key) is not _GONE)

    def __len__(self) -> int:
        base = self._base
        return len(base) + sum(
            (key not in base) if value is not _GONE else -(key in base) for key, value in self._over.items()
        )

    def flat(self) -> dict[K, V]:
        """All of it in one table, which nobody may change."""
        over = self._over
        if not over:
            return self._base
        whole = self._base | over
        return {key: value for key, value in whole.items() if value is not _GONE} if _GONE in over.values() else whole

    def values(self) -> ValuesView[V]:
        return self.flat().values()

    def items(self) -> ItemsView[K, V]:
        return self.flat().items()

    def put(self, changes: Mapping[K, V] | Iterable[tuple[K, V]]) -> Layers[K, V]:
        """With these keys set."""
        return self._laid(self._over | dict(changes))

    def without(self, keys: Iterable[K]) -> Layers[K, V]:
        """Without these keys, which are all here."""
        return self._laid(self._over | dict.fromkeys(keys, _GONE))

    def differing(self, other: Layers[K, V]) -> set[K]:
        """The keys under which the two do not hold the very same thing."""
        if self is other:
            return set()
        if self._base is other._base:
            keys = {*self._over, *other._over}
            return {key for key in keys if self.get(key, _ABSENT) is not other.get(key, _ABSENT)}
        own, others = self.flat(), other.flat()
        return {key for key, held in own.items() if others.get(key, _ABSENT) is not held} | (others.keys() - own.keys())

    def _laid(self, over: dict[K, V]) -> Layers[K, V]:
        changed: Layers[K, V] = Layers(self._base, over)
        return Layers(changed.flat()) if len(over) > _LARGE else changed


def pointed(known: Layers[K, Collection[V]], at: Iterable[K], held: V) -> Layers[K, Collection[V]]:
    """With `held` among what each of `at` holds."""
    for each in at:
        before = known.get(each, ())
        if held not in before:
            known = known.put({each: _with(before, held)})
    return known


def _with(held: Collection[V], one: V) -> Collection[V]:
    """What many point at is held so that one more costs little."""
    if isinstance(held, Layers):
        return held.put({one: True})
    return (*held, one) if len(held) < _LARGE else Layers(dict.fromkeys((*held, one), True))
