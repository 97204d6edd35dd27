"""When to lint: at once, or, for a file so big that linting it takes longer than a key stroke, when the typing pauses.

Knows no documents, only their names and what linting them cost the last time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

_FREE = 0.030  # seconds of work that fit between two key strokes of a fast typist
_LONGEST_PAUSE = 0.05  # longer than between two keys of a fast typist: what waits in the pipe is taken along
_LONGEST_WAIT = 1.0  # someone who never stops typing still sees findings


@dataclass(slots=True)
class _Waiting:
    timer: asyncio.TimerHandle
    since: float


class Schedule:
    """`run(name)` is called for each request, now or later; of several that wait only the last one is."""

    def __init__(self, run: Callable[[str], None]) -> None:
        self._run = run
        self._costs: dict[str, float] = {}
        self._waiting: dict[str, _Waiting] = {}

    @property
    def waits(self) -> bool:
        """Some run has been asked for and is yet to come."""
        return bool(self._waiting)

    def request(self, name: str, pause: float | None = None) -> None:
        """Ask for a run. `pause`: seconds to wait for more requests; None: as long as the last run took."""
        if pause is None:
            pause = min(_LONGEST_PAUSE, self._costs.get(name, 0.0) - _FREE)
        if pause <= 0:
            self.run_now(name)
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        since = now
        if (before := self._waiting.pop(name, None)) is not None:
            before.timer.cancel()
            since = before.since
        due = max(now, min(now + pause, since + _LONGEST_WAIT))
        self._waiting[name] = _Waiting(loop.call_at(due, self.run_now, name), since)

    def run_now(self, name: str) -> None:
        self.cancel(name)
        started = time.perf_counter()
        self._run(name)
        self._costs[name] = time.perf_counter() - started

    def cancel(self, name: str) -> None:
        if (waiting := self._waiting.pop(name, None)) is not None:
            waiting.timer.cancel()

    def forget(self, name: str) -> None:
        self.cancel(name)
        self._costs.pop(name, None)
