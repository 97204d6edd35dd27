"""Paths through a program: guards, branches that are walked one after the other, and early exits.

A branch is walked under its guard, undone, and the other one is walked under the opposite guard; then what they left
behind is joined. A path that leaves early (`return`, `throw`, `break`, `continue`) waits, with what it changed, at the
frame it goes to; what follows runs under the guard that it was not taken. So every statement is walked once for each
guard around it, not once for each path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from knexlint.evaluate.paths import SOME_PATHS, implied, parted
from knexlint.evaluate.state import ELEMENTS, Change, Container, Key, Level, choose, join_changes, read, write
from knexlint.evaluate.values import ABSENT, UNDEFINED, Choice, Guard, Probe, Unknown, Value
from knexlint.record import record


class Throw(Exception):  # noqa: N818 - a JavaScript exception
    """What the program threw."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


@record
class Abrupt:
    """How a statement ended, if not at its end."""

    kind: Literal["return", "throw", "break", "continue"]
    value: Value = UNDEFINED
    label: str | None = None


@dataclass(slots=True)
class Waiting:
    """A path that left early, at the frame it left for."""

    abrupt: Abrupt
    guards: tuple[Guard, ...]
    changes: dict[Key, Change]  # what it changed since it parted from the path that goes on
    levels: list[Level]  # what that one has changed since


@dataclass(slots=True, eq=False)
class Frame:
    """Where early exits arrive. `guards`: those that held on entry."""

    kind: Literal["function", "loop", "iteration", "switch", "label", "try"]
    guards: tuple[Guard, ...]
    exits: int
    levels: int
    labels: tuple[str, ...] = ()
    catches: bool = False  # a try, or an async function: exceptions end here
    waiting: list[Waiting] = field(default_factory=list)

    def takes(self, abrupt: Abrupt) -> bool:
        match abrupt.kind:
            case "return":
                return self.kind == "function"
            case "throw":
                return self.catches
            case "break" if abrupt.label is None:
                return self.kind in ("loop", "switch")
            case "break":
                return self.kind != "iteration" and abrupt.label in self.labels
            case _:
                return self.kind == "iteration" and (abrupt.label is None or abrupt.label in self.labels)


@record
class Exit:
    """A guard that holds from here to the end of a frame, because another path has left for it."""

    frame: Frame
    guard: Guard


@record
class Crossing:
    """`waiting`: how many paths waited at each frame."""

    guards: tuple[Guard, ...]
    exits: int
    waiting: dict[int, int]


@dataclass(slots=True)
class _Side:
    """One branch, walked and undone."""

    value: Value
    abrupt: Abrupt | None
    guard: Guard
    exits: list[Exit]
    changes: dict[Key, Change]
    born: dict[int, Container]


class Flow:
    """The part of the machine that knows which path it is on."""

    def __init__(self) -> None:
        self.holding: tuple[Guard, ...] = ()
        self.frames: list[Frame] = []
        self.exits: list[Exit] = []
        self.levels: list[Level] = []
        self.late: bool | None = False  # whether the code here has waited since it was called; None: perhaps
        self.hidden: set[Key] = set()  # what unfinished work has changed; see `beside`
        self.contended: set[Key] = set()  # what has been changed by something else meanwhile

    def note(self, container: Container, key: Any = ELEMENTS) -> None:
        """Must be called before a location changes."""
        if self.hidden and (id(container), key) in self.hidden:
            self.contended.add((id(container), key))
        if self.levels:
            self.levels[-1].note(container, key)

    def born(self, container: Container) -> None:
        if self.levels:
            self.levels[-1].born[id(container)] = container

    def known(self, probe: Probe) -> bool | None:
        for guard in self.holding:
            if guard.probe == probe:
                return guard.answer
        return implied(probe, self.holding)

    def decided(self, value: Value) -> Value:
        """The value without the choices that the guards here decide."""
        while type(value) is Choice:
            answer = self.known(value.probe)
            if answer is None:
                return value
            value = value.yes if answer else value.no
        return UNDEFINED if value is ABSENT else value

    # --- frames -----------------------------------------------------------------------------------------------------

    def enter(
        self,
        kind: Literal["function", "loop", "iteration", "switch", "label", "try"],
        labels: tuple[str, ...] = (),
        catches: bool = False,
    ) -> Frame:
        frame = Frame(kind, self.holding, len(self.exits), len(self.levels), labels, catches)
        self.frames.append(frame)
        return frame

    def leave(self, frame: Frame, abrupt: Abrupt | None) -> Abrupt | None:
        """Bring the paths that arrive here together; how the frame ends, for the path that goes on.

        A `return` or a `throw` that the frame takes is handed back for the caller to use; a `break` is used up.
        """
        del self.frames[self.frames.index(frame) :]
        if not frame.waiting and len(self.exits) == frame.exits:
            if abrupt is None or frame.takes(abrupt):
                self.holding = frame.guards
                return abrupt if abrupt is not None and abrupt.kind in ("return", "throw") else None
            return abrupt
        outer = [one for one in self.exits[frame.exits :] if one.frame is not frame]
        del self.exits[frame.exits :]
        if not frame.waiting and not (abrupt is None or frame.takes(abrupt)):
            self.exits += outer
            return abrupt
        return self._gather(frame, abrupt, outer)

    def _gather(self, frame: Frame, abrupt: Abrupt | None, outer: list[Exit]) -> Abrupt | None:
        away = abrupt if abrupt is not None and not frame.takes(abrupt) else None
        ending = self.holding
        depth = len(frame.guards)
        if away is not None:  # what left before it ended does not bind those that go on
            left = [one.frame for one in _distinct(outer)]
            target = self.target(away)
            if target is not None:
                target.waiting.append(Waiting(away, ending, {}, []))
                left.append(target)
            only = _only(tuple(waiting.guards[depth:] for waiting in frame.waiting))
            outer = [Exit(one, only or self._without(one, frame.guards)) for one in left]
        elif frame.waiting and outer:
            outer = [Exit(one.frame, self._without(one.frame, frame.guards)) for one in _distinct(outer)]
        self.holding = frame.guards + tuple(dict.fromkeys(one.guard for one in outer))
        self.exits += outer
        value = None if away is not None or abrupt is None else abrupt
        for waiting in reversed(frame.waiting):
            beyond = waiting.guards[depth:]
            self._join_memory(waiting, beyond)
            value = self._join_ends(value, waiting.abrupt, beyond, alone=away is not None and value is None)
        self._fold_levels(frame.levels)
        return value if value is not None and value.kind in ("return", "throw") else None

    def _join_ends(self, one: Abrupt | None, other: Abrupt, guards: tuple[Guard, ...], alone: bool) -> Abrupt | None:
        if alone or (one is not None and one.kind == "throw"):
            return other
        if other.kind != "return":
            return one
        return Abrupt("return", choose(guards, other.value, one.value if one is not None else UNDEFINED))

    def _join_memory(self, waiting: Waiting, guards: tuple[Guard, ...]) -> None:
        before: dict[Key, Change] = {}
        for level in waiting.levels:
            for key, change in level.changes.items():
                before.setdefault(key, change)
        join_changes(guards, waiting.changes, before, lambda change: self.note(change.container, change.key))

    def _fold_levels(self, depth: int) -> None:
        while len(self.levels) > depth:
            inner = self.levels.pop()
            if self.levels:
                self.levels[-1].fold(inner)

    def target(self, abrupt: Abrupt) -> Frame | None:
        for frame in reversed(self.frames):
            if frame.takes(abrupt):
                return frame
            if frame.kind == "function" and abrupt.kind != "throw":
                return None
        return None

    def crossing(self) -> Crossing:
        """Where code begins that paths leave through a `finally`."""
        return Crossing(self.holding, len(self.exits), {id(frame): len(frame.waiting) for frame in self.frames})

    def on_all_paths(self, crossing: Crossing, walk: Callable[[], Any]) -> Any:
        """Walk a `finally`: those come through it too that have left for outer frames since the crossing."""
        left = _distinct(self.exits[crossing.exits :])
        if not left:
            return walk()
        parted = [path for one in left for path in one.frame.waiting[crossing.waiting.get(id(one.frame), 0) :]]
        apart = any(path.changes or any(level.changes for level in path.levels) for path in parted)
        ending, count = self.holding, len(self.exits)
        self.holding = (*crossing.guards, Guard(None, reason=SOME_PATHS)) if apart else crossing.guards
        found = walk()
        self.holding = ending + tuple(one.guard for one in self.exits[count:])
        return found

    def in_time(self, walk: Callable[[], Value]) -> Value:
        late, self.late = self.late, False
        try:
            return walk()
        finally:
            self.late = late

    # --- branches ---------------------------------------------------------------------------------------------------

    def branch(
        self, yes: Guard, no: Guard, walk: Callable[[], Any], other: Callable[[], Any]
    ) -> tuple[Any, Abrupt | None]:
        """Walk both; what they come to, and how they end if neither goes on. `walk` may return an `Abrupt`."""
        base, late = self.holding, self.late
        one = self._side(yes, base, walk)
        after, self.late = self.late, late
        two = self._side(no, base, other)
        self.holding = base
        if one.abrupt is None and after is not self.late:
            self.late = None if two.abrupt is None else after
        if one.abrupt is None and two.abrupt is None:
            return self._both(one, two, base), None
        if one.abrupt is not None and two.abrupt is not None:
            self._part(one, two, base)
            return UNDEFINED, two.abrupt
        ended, live = (one, two) if one.abrupt is not None else (two, one)
        self._part(ended, live, base)
        return live.value, None

    def _side(self, guard: Guard, base: tuple[Guard, ...], walk: Callable[[], Any]) -> _Side:
        self.holding = (*base, guard)
        exits, depth, frames = len(self.exits), len(self.levels), len(self.frames)
        level = Level()
        self.levels.append(level)
        value: Value = UNDEFINED
        abrupt: Abrupt | None = None
        try:
            found = walk()
            if isinstance(found, Abrupt):
                abrupt = found
            else:
                value = found
        except Throw as thrown:
            del self.frames[frames:]
            abrupt = Abrupt("throw", thrown.value)
        self._fold_levels(depth + 1)
        self.levels.pop()
        mine = self.exits[exits:]
        del self.exits[exits:]
        after = level.undo()
        self._rebase(mine, after)
        if self.levels:
            self.levels[-1].born.update(level.born)
        return _Side(value, abrupt, guard, mine, after, level.born)

    def _rebase(self, exits: list[Exit], after: dict[Key, Change]) -> None:
        """Tell what the paths that left inside a branch changed since its beginning."""
        for frame in {id(one.frame): one.frame for one in exits}.values():
            for waiting in frame.waiting:
                if not waiting.levels:
                    continue
                changes = dict(after)
                seen: set[Key] = set()
                for level in waiting.levels:
                    for key, change in level.changes.items():
                        if key not in seen:
                            seen.add(key)
                            changes[key] = change
                changes.update(waiting.changes)
                waiting.changes, waiting.levels = changes, []

    def _both(self, one: _Side, two: _Side, base: tuple[Guard, ...]) -> Value:
        """Both go on."""
        if one.changes or two.changes:
            before = {key: Change(c.container, c.key, read(c.container, c.key)) for key, c in two.changes.items()}
            self._apply(two)
            join_changes((one.guard,), one.changes, before, lambda change: self.note(change.container, change.key))
        gone = _distinct([*one.exits, *two.exits])
        if gone:
            self._go_on(base, [Exit(one.frame, self._without(one.frame, base)) for one in gone])
        return choose((one.guard,), one.value, two.value)

    def _part(self, ended: _Side, live: _Side, base: tuple[Guard, ...]) -> None:
        """One leaves, the other goes on."""
        assert ended.abrupt is not None
        frame = self.target(ended.abrupt)
        exits = list(live.exits)
        if frame is not None:
            frame.waiting.append(Waiting(ended.abrupt, (*base, ended.guard), ended.changes, []))
            exits.insert(0, Exit(frame, live.guard))
        exits += [Exit(one.frame, live.guard) for one in ended.exits if one.frame is not frame]
        self._go_on(base, exits)
        if frame is None:
            self.holding = (*self.holding, live.guard)
        self._apply(live)

    def _go_on(self, base: tuple[Guard, ...], exits: list[Exit]) -> None:
        self.exits += exits
        self.holding = base + tuple(dict.fromkeys(one.guard for one in exits))
        level = Level()
        self.levels.append(level)
        for frame in {id(one.frame): one.frame for one in exits}.values():
            for waiting in frame.waiting:
                waiting.levels.append(level)

    def _apply(self, side: _Side) -> None:
        for change in side.changes.values():
            self.note(change.container, change.key)
            write(change.container, change.key, change.value)

    def _without(self, frame: Frame, base: tuple[Guard, ...]) -> Guard:
        """What holds on the paths that have not left for the frame."""
        return parted((waiting.guards[len(frame.guards) :] for waiting in frame.waiting), base)


def _only(paths: tuple[tuple[Guard, ...], ...]) -> Guard | None:
    return paths[0][0] if len(paths) == 1 and len(paths[0]) == 1 else None


def _distinct(exits: list[Exit]) -> list[Exit]:
    return list({id(one.frame): one for one in exits}.values())


def condition(value: Unknown) -> Guard:
    return Guard(None, reason=value.reason if value.reason.startswith("it ") else f"it depends on {value.reason}")
