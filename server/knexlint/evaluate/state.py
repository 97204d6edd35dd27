"""The program's memory while paths are tried one after another: what a branch changed, undone, and joined again.

A location is a key of a dict (a scope, an object) or the elements of an array as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from knexlint.evaluate.natures import either_of
from knexlint.evaluate.used import use
from knexlint.evaluate.values import ABSENT, Array, Choice, Guard, Host, Promise, Unknown, Value
from knexlint.evaluate.work import Unsure
from knexlint.record import record
from knexlint.text import Fragment, Span

MISSING = object()
ELEMENTS = object()

Container: TypeAlias = "dict[Any, Any] | Array"
Key: TypeAlias = "tuple[int, Any]"
_LEAVES = 24


@record
class Elements:
    """What an array held."""

    items: tuple[Value, ...]
    spans: tuple[Span | None, ...]
    complete: bool


@record
class Change:
    container: Container
    key: Any
    value: Any


@dataclass(slots=True, eq=False)
class Level:
    """`changes`: what each location held before; `born`: containers made since, which nobody else can have seen."""

    changes: dict[Key, Change] = field(default_factory=dict)
    born: dict[int, Container] = field(default_factory=dict)

    def note(self, container: Container, key: Any) -> None:
        identity = id(container)
        if identity not in self.born and (identity, key) not in self.changes:
            self.changes[identity, key] = Change(container, key, read(container, key))

    def fold(self, inner: Level) -> None:
        """Take over what a level above this one noted."""
        for key, change in inner.changes.items():
            if key[0] not in self.born:
                self.changes.setdefault(key, change)
        self.born.update(inner.born)

    def undo(self) -> dict[Key, Change]:
        """Restore what was, and tell what had been there instead."""
        after = {key: Change(c.container, c.key, read(c.container, c.key)) for key, c in self.changes.items()}
        for change in self.changes.values():
            write(change.container, change.key, change.value)
        return after


def read(container: Container, key: Any) -> Any:
    if isinstance(container, Array):
        return Elements(tuple(container.items), tuple(container.spans), container.complete)
    return container.get(key, MISSING)


def write(container: Container, key: Any, value: Any) -> None:
    if isinstance(container, Array):
        container.items[:] = value.items
        container.spans[:] = value.spans
        container.complete = value.complete
    elif value is MISSING:
        container.pop(key, None)
    else:
        container[key] = value


def join_changes(
    guards: tuple[Guard, ...], there: Mapping[Key, Change], here: Mapping[Key, Change], note: Callable[[Change], None]
) -> None:
    """Make each location hold what both paths left in it.

    `there`: what the locations hold on the path under `guards`; `here`: what those that only the other path changed
    held before. Memory is as the other path left it.
    """
    for change in {**here, **there}.values():
        current = read(change.container, change.key)
        joined = join(guards, change.value, current)
        if joined is not current:
            note(change)
            write(change.container, change.key, joined)


def join(guards: tuple[Guard, ...], yes: Any, no: Any) -> Any:
    """What a location holds that is `yes` under the guards and `no` otherwise."""
    if same(yes, no):
        return no
    if isinstance(yes, Elements) and isinstance(no, Elements):
        return _join_elements(guards, yes, no)
    return choose(guards, ABSENT if yes is MISSING else yes, ABSENT if no is MISSING else no)


def _join_elements(guards: tuple[Guard, ...], yes: Elements, no: Elements) -> Elements:
    complete = yes.complete and no.complete and len(yes.items) == len(no.items)
    items: list[Value] = []
    for one, other in zip(yes.items, no.items, strict=False):
        if not complete and not same(one, other):
            break
        items.append(join(guards, one, other))
    return Elements(tuple(items), no.spans[: len(items)], complete)


def same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    return type(one) is type(other) and isinstance(one, (Fragment, int, float, Unknown, Elements)) and one == other


def choose(guards: tuple[Guard, ...], yes: Value, no: Value) -> Value:
    """`yes` where all the guards hold, else `no`."""
    if same(yes, no):
        return yes
    value = yes
    for guard in reversed(guards):
        if guard.probe is None:
            value = _unsure(guard, value, no)
        else:
            value = Choice(guard.probe, value, no) if guard.answer else Choice(guard.probe, no, value)
    if leaves(value) <= _LEAVES:
        return value
    use(value)
    return Unknown("it depends on too many answers of the database")


def _unsure(guard: Guard, yes: Value, no: Value) -> Unknown:
    reason = guard.reason or "it depends on what is not known"
    if isinstance(yes, (Host, Promise, Unsure)) or isinstance(no, (Host, Promise, Unsure)):
        return Unsure(reason, guard=guard, yes=yes, no=no)
    return Unknown(reason, nature=either_of(yes, no))


def leaves(value: Value) -> int:
    count, stack = 0, [value]
    while stack and count <= _LEAVES:
        top = stack.pop()
        if isinstance(top, Choice):
            stack += [top.yes, top.no]
        else:
            count += 1
    return count
