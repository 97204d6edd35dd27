"""When Python looks for garbage: after an answer, not in the middle of making one. Knows no documents."""

from __future__ import annotations

import asyncio
import gc

_FULL = 25  # answers between two full searches
_REST = 1.0  # seconds without an answer, after which there is time for a full one


class Collector:
    """Takes Python's own search for cyclic garbage over."""

    def __init__(self) -> None:
        gc.freeze()  # what is there now stays: modules, and the protocol's hundreds of classes
        gc.disable()
        self._answers = 0
        self._rest: asyncio.TimerHandle | None = None

    def answered(self) -> None:
        """An answer is on its way; the editor waits for nothing."""
        loop = asyncio.get_running_loop()
        self._answers += 1
        loop.call_soon(gc.collect, 1 if self._answers % _FULL else 2)
        if self._rest is not None:
            self._rest.cancel()
        self._rest = loop.call_later(_REST, gc.collect)
