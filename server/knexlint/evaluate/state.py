"""The program's memory while paths are tried one after another: what a branch changed, undone, and joined again.

A location is a key of a dict (a scope, an object) or the elements of an array as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from knexlint.evaluate.natures import either_of
from knexlint.evaluate.used import use
from knexlint.evaluate.values import ABSENT, Array, Choice, Guard, Host, Probe, Promise, Unknown, Value
from knexlint.evaluate.work import Unsure
from knexlint.record import record
from knexlint.text import Fragment, Span

MISSING = object()
ELEMENTS = object()

Container: TypeAlias = "dict[Any, Any] | Array"
Key: TypeAlias = "tuple[int, Any]"
_LEAVES = 24
TOO_MANY = "it depends on too many answers of the database"


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
    if len(guards) >= _LEAVES and _ask_many(guards):
        return _one_of(yes, no)
    value = _chosen(guards, yes, no)
    return value if leaves(value) <= _LEAVES else _one_of(value)


def _ask_many(guards: tuple[Guard, ...]) -> bool:
    probes: set[Probe | None] = set()
    for guard in guards:
        probes.add(guard.probe)
        if len(probes) >= _LEAVES:
            return True
    return False


def _chosen(guards: tuple[Guard, ...], yes: Value, no: Value) -> Value:
    """A choice that asks nothing twice on the way to an end."""
    if not guards or same(yes, no):
        return yes
    guard, inner = guards[0], guards[1:]
    if guard.apart:
        value = _chosen(inner, yes, no)
        for path in guard.apart:
            value = choose(path, no, value)
        return value
    if guard.probe is None:
        return _unsure(guard, _chosen(inner, yes, no), no)
    probe, answer = guard.probe, guard.answer
    holds = _chosen(inner, _given(yes, probe, answer), _given(no, probe, answer))
    fails = _given(no, probe, not answer)
    if same(holds, fails):
        return holds
    return Choice(probe, holds, fails) if answer else Choice(probe, fails, holds)


def _given(value: Value, probe: Probe, answer: bool) -> Value:
    """What is left of a value where the probe answers this."""
    if type(value) is not Choice:
        return value
    if value.probe == probe:
        return value.yes if answer else value.no
    yes, no = _given(value.yes, probe, answer), _given(value.no, probe, answer)
    if yes is value.yes and no is value.no:
        return value
    return yes if same(yes, no) else Choice(value.probe, yes, no)


def _one_of(*values: Value) -> Unknown:
    """Too many ends: whichever of them can be waited for may be what it is."""
    for value in values:
        use(value)
    found: Unknown = Unknown(TOO_MANY)
    for end in {id(end): end for value in values for end in _ends(value)}.values():
        if isinstance(end, (Host, Promise, Unsure)):
            found = Unsure(TOO_MANY, guard=Guard(None, reason=TOO_MANY), yes=end, no=found)
    return found


def _ends(value: Value) -> Iterator[Value]:
    if isinstance(value, Choice):
        yield from _ends(value.yes)
        yield from _ends(value.no)
    else:
        yield value


def _unsure(guard: Guard, yes: Value, no: Value) -> Unknown:
    reason = guard.reason or "it depends on what is not known"
    if isinstance(yes, (Host, Promise, Unsure)) or isinstance(no, (Host, Promise, Unsure)):
        return Unsure(reason, guard=guard, yes=yes, no=no)
    return Unknown(reason, nature=either_of(yes, no))


def asked_by(value: Value) -> Iterator[Probe]:
    """The probes that a choice depends on; some more than once."""
    stack = [value]
    while stack:
        top = stack.pop()
        if isinstance(top, Choice):
            yield top.probe
            stack += [top.yes, top.no]


def leaves(value: Value) -> int:
    count, stack = 0, [value]
    while stack and count <= _LEAVES:
        top = stack.pop()
        if isinstance(top, Choice):
            stack += [top.yes, top.no]
        else:
            count += 1
    return count
