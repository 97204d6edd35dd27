"""Names and what they are bound to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from knexlint.evaluate.values import Argument, Value
from knexlint.record import record

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine


class Link:
    """A name bound to an export of another module, or to a part of the language; looked up when it is read."""

    __slots__ = ("resolve",)

    def __init__(self, resolve: Callable[[Machine], Value]) -> None:
        self.resolve = resolve


@record
class Home:
    """Where a method stands: what its `super` means."""

    owner: Value
    static: bool


class Scope:
    """`function`: where `var` and `this` live, the nearest function's or module's scope."""

    __slots__ = ("_function", "arguments", "names", "parent", "this")

    def __init__(self, parent: Scope | None, *, function: bool = False) -> None:
        self.names: dict[str, Any] = {}
        self.parent = parent
        self._function: Scope | None = None if function or parent is None else parent.function  # None: itself
        self.this: Value | None = None  # None: that of the function around (JavaScript's null is never `this`)
        self.arguments: Sequence[Argument] = ()

    @property
    def function(self) -> Scope:
        return self._function or self

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
