"""The order in which a program's queries reach the connection. Knows tracks and queries; runs nothing.

Each line of work has one query under way at a time; the first that was handed over is answered first.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from knexlint.evaluate.values import Joined, Sent, Started, Track
from knexlint.knex.queries import Call, Query


@dataclass(slots=True, eq=False)
class _Line:
    """A track as it is run. `waiting`: the lines that wait for its end. `handed`: how much it handed over."""

    track: Track
    at: int = 0
    handed: int = 0
    done: bool = False
    waiting: list[_Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Handed:
    """A step in its turn. `floating`: nothing waits for it and another query comes before it on its line."""

    step: Sent
    floating: bool = False


class _Connection:
    """`awaited`: the tracks that something waits for."""

    def __init__(self, awaited: set[int]) -> None:
        self.awaited = awaited
        self.lines: dict[int, _Line] = {}
        self.handed: list[Handed] = []
        self.answering: deque[_Line] = deque()

    def line(self, track: Track) -> _Line:
        return self.lines.setdefault(id(track), _Line(track))

    def run(self, first: _Line) -> None:
        """Go on with a line until it waits for an answer or for another line."""
        ready = [first]
        while ready:
            line = ready.pop()
            self._advance(line, ready)
            if line.done:
                ready += reversed(line.waiting)
                line.waiting = []

    def _advance(self, line: _Line, ready: list[_Line]) -> None:
        steps = line.track.steps
        while line.at < len(steps):
            step = steps[line.at]
            line.at += 1
            if isinstance(step, Sent):
                self.handed.append(Handed(step, line.handed > 0 and id(line.track) not in self.awaited))
                if travels(step):
                    line.handed += 1
                    self.answering.append(line)
                    return
            elif isinstance(step, Started):
                started = self.line(step.track)
                if started.at == 0:
                    ready += (line, started)
                    return
            elif isinstance(step, Joined):
                joined = self.line(step.track)
                if not joined.done:
                    joined.waiting.append(line)
                    return
        line.done = True


def travels(step: Sent) -> bool:
    """Does it go to the database and back?"""
    if isinstance(step.item, Query):
        return step.item.error is None
    return not isinstance(step.item, Call)


def in_order(track: Track) -> list[Handed]:
    """Everything the program hands over until it ends; what nothing waits for and comes later is left out."""
    connection = _Connection(_awaited(track))
    main = connection.line(track)
    before = 0
    connection.run(main)
    while not main.done and connection.answering:
        before = len(connection.handed)
        connection.run(connection.answering.popleft())
    if not main.done:
        return connection.handed
    last = [handed for handed in connection.handed[before:] if not travels(handed.step)]
    return connection.handed[:before] + last


def _awaited(track: Track) -> set[int]:
    found = {id(track)}
    open_tracks = [track]
    while open_tracks:
        for step in open_tracks.pop().steps:
            if isinstance(step, Joined) and id(step.track) not in found:
                found.add(id(step.track))
                open_tracks.append(step.track)
    return found
