"""The eight table lock modes, which blocks which, and how to say it to a person."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

from knexlint.record import record


class Mode(IntEnum):
    """PostgreSQL's table lock modes, weakest first. `str(mode)` is the manual's spelling, "ACCESS EXCLUSIVE"."""

    ACCESS_SHARE = 1
    ROW_SHARE = 2
    ROW_EXCLUSIVE = 3
    SHARE_UPDATE_EXCLUSIVE = 4
    SHARE = 5
    SHARE_ROW_EXCLUSIVE = 6
    EXCLUSIVE = 7
    ACCESS_EXCLUSIVE = 8

    def __str__(self) -> str:
        return self.name.replace("_", " ")

    @property
    def blocks_reads(self) -> bool:
        return self is Mode.ACCESS_EXCLUSIVE

    @property
    def blocks_writes(self) -> bool:
        return self >= Mode.SHARE

    @property
    def waits(self) -> str:
        """What has to wait while it is held: "reads and writes", "writes", "schema changes" or ""."""
        if self.blocks_reads:
            return "reads and writes"
        if self.blocks_writes:
            return "writes"
        return "schema changes" if self is Mode.SHARE_UPDATE_EXCLUSIVE else ""


Kind = Literal["table", "index", "view", "materialized view", "sequence"]


@record
class Lock:
    """The strongest mode a statement takes on a relation that existed before the transaction.

    `part_of`: the table that an index stands on, or that owns a sequence.
    """

    relation: str  # `public.` dropped
    kind: Kind
    mode: Mode
    part_of: str | None = None
