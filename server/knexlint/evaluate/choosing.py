"""Conditions and choices: one way where the answer is known, or both, each under its guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knexlint.evaluate.convert import NotKnown, truth
from knexlint.evaluate.flow import Abrupt, Throw, condition
from knexlint.evaluate.paths import decisive, opposite
from knexlint.evaluate.state import choose, leaves
from knexlint.evaluate.throwing import Throwing
from knexlint.evaluate.values import UNDEFINED, Choice, Guard, Probe, Unknown, Value
from knexlint.evaluate.work import Unsure

_MANY_LEAVES = 6
_CHOICE = 20  # steps: choices in choices double
_FORK = 40  # steps: walking two ways where nothing tells them apart, which may nest


class Choosing(Throwing):
    """The part of the machine that decides which way to go."""

    def charge(self, steps: int) -> None:
        """Use up fuel."""
        raise NotImplementedError

    def choice(self, probe: Probe, yes: Value, no: Value) -> Value:
        self.charge(_CHOICE)
        return choose((Guard(probe),), yes, no)

    def mapped(self, value: Value, change: Callable[[Value], Value]) -> Value:
        """A pure function of a value; of each alternative where it is a choice."""
        value = self.decided(value)
        if isinstance(value, Choice):
            return self.choice(value.probe, self.mapped(value.yes, change), self.mapped(value.no, change))
        try:
            return change(value)
        except NotKnown as reason:
            return reason.value

    def each(self, value: Value, walk: Callable[[Value], Value]) -> Value:
        """Walk with a value; with each alternative under its guard where it is a choice."""
        value = self.decided(value)
        if isinstance(value, Unsure):
            self.charge(_FORK)
            held = value
            return self.forked(held.guard, lambda: self.each(held.yes, walk), lambda: self.each(held.no, walk))
        if not isinstance(value, Choice):
            return walk(value)
        yes, no, guard = value.yes, value.no, Guard(value.probe)
        return self.forked(guard, lambda: self.each(yes, walk), lambda: self.each(no, walk))

    def forked(self, guard: Guard, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        """Walk two expressions under a guard and its opposite."""
        value, abrupt = self.branch(guard, opposite(guard), yes, no)
        if abrupt is not None:
            raise Throw(abrupt.value)
        found: Value = value
        return found

    def truth(self, value: Value) -> bool | Choice | Unknown:
        """What a condition comes to; a choice has booleans at its ends."""
        if value is True or value is False:
            return value
        found = self.mapped(value, truth)
        if isinstance(found, (Choice, Unknown)):
            return found
        return found is True

    def either(self, test: bool | Choice | Unknown | Value, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        """One of two expressions, or both, each under its guard."""
        if test is True or test is False:
            return yes() if test else no()
        value, abrupt = self.fork(test if isinstance(test, (Choice, Unknown)) else self.truth(test), yes, no)
        if abrupt is not None:
            raise Throw(abrupt.value)
        found: Value = value
        return found

    def aside(self, guard: Guard, walk: Callable[[], Any]) -> None:
        """Walk what is not expected to run: what it sends is kept, what it changes is not."""
        base, frames, exits = self.holding, len(self.frames), len(self.exits)
        waiting = [len(frame.waiting) for frame in self.frames]
        self._side(guard, base, walk)
        self.holding = base
        del self.frames[frames:], self.exits[exits:]
        for frame, count in zip(self.frames, waiting, strict=True):
            del frame.waiting[count:]

    def fork(
        self, test: bool | Choice | Unknown, yes: Callable[[], Any], no: Callable[[], Any]
    ) -> tuple[Any, Abrupt | None]:
        """Go on with `yes` or `no`, or with both, each under its guard."""
        test = self.decided(test)  # type: ignore[assignment]
        if test is True or test is False:
            found = yes() if test else no()
            return (UNDEFINED, found) if isinstance(found, Abrupt) else (found, None)
        if isinstance(test, Unknown):
            guard = condition(test)
            return self.branch(guard, opposite(guard), yes, no)
        if leaves(test) > _MANY_LEAVES and (guards := decisive(test, self.holding)) is not None:
            return self.branch(*guards, yes, no)
        sides = [self._side_of(self.truth(side), yes, no) for side in (test.yes, test.no)]
        return self.branch(Guard(test.probe), Guard(test.probe, False), sides[0], sides[1])

    def _side_of(
        self, test: bool | Choice | Unknown, yes: Callable[[], Any], no: Callable[[], Any]
    ) -> Callable[[], Any]:
        def walk() -> Any:
            value, abrupt = self.fork(test, yes, no)
            return abrupt if abrupt is not None else value

        return walk
