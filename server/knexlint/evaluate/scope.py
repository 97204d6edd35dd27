"""Names and what they are bound to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from knexlint.evaluate.values import Argument, Value
from knexlint.record import record


class Link:
    """A name bound to an export of another module; looked up when it is first read."""

    __slots__ = ("resolve",)

    def __init__(self, resolve: Callable[[], Value]) -> None:
        self.resolve = resolve


@record
class Home:
    """Where a method stands: what its `super` means."""

    owner: Value
    static: bool


class Scope:
    """`variables`: where `var` and `this` live; the nearest function's or module's scope."""

    __slots__ = ("arguments", "function", "names", "parent", "this")

    def __init__(self, parent: Scope | None, *, function: bool = False) -> None:
        self.names: dict[str, Any] = {}
        self.parent = parent
        self.function: Scope = self if function or parent is None else parent.function
        self.this: Value | None = None  # None: that of the function around (JavaScript's null is never `this`)
        self.arguments: Sequence[Argument] = ()

    def holder(self, name: str) -> Scope | None:
        """The scope that binds the name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope


class MethodScope(Scope):
    """The scope of a call of a method."""

    __slots__ = ("home",)

    def __init__(self, parent: Scope | None, home: Home) -> None:
        super().__init__(parent, function=True)
        self.home = home


class GeneratorScope(Scope):
    """The scope of a call of a generator: what it has yielded so far."""

    __slots__ = ("yields",)

    def __init__(self, parent: Scope | None, yields: Any) -> None:
        super().__init__(parent, function=True)
        self.yields = yields


def this_holder(scope: Scope) -> Scope:
    """The scope of the call that `this` belongs to."""
    holder = scope.function
    while holder.this is None and holder.parent is not None:
        holder = holder.parent.function
    return holder
