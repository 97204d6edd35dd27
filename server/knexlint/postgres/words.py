"""Locks, rewrites and scans in words for people: who waits, for what, and until when. Knows no facts of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from knexlint.postgres.effects import Effects
from knexlint.postgres.locks import Lock, Mode

Scope = Literal["batch", "transaction", "statement"]

UNTIL: Mapping[Scope, str] = {
    "batch": "until the batch commits",
    "transaction": "until its transaction commits",
    "statement": "until it is done",
}
# what each mode lets nobody else do; the rest goes on
BLOCKS: Mapping[Mode, str] = {
    Mode.ACCESS_SHARE: "blocks nothing on {} but DROP, TRUNCATE and most ALTER TABLE",
    Mode.ROW_SHARE: "blocks nothing on {} but the strongest schema changes",
    Mode.ROW_EXCLUSIVE: "blocks nothing on {} but schema changes and index builds; reads and writes go on",
    Mode.SHARE_UPDATE_EXCLUSIVE: "blocks nothing on {} but other schema changes and VACUUM; reads and writes go on",
    Mode.SHARE: "blocks writes to {}; reads go on",
    Mode.SHARE_ROW_EXCLUSIVE: "blocks writes to {}; reads go on",
    Mode.EXCLUSIVE: "blocks writes to {} and SELECT ... FOR UPDATE; plain reads go on",
    Mode.ACCESS_EXCLUSIVE: "blocks every read and write of {}",
}
# which modes wait while somebody else holds one (tried on servers, alike on every major)
CONFLICTS: Mapping[Mode, frozenset[Mode]] = {
    Mode.ACCESS_SHARE: frozenset((Mode.ACCESS_EXCLUSIVE,)),
    Mode.ROW_SHARE: frozenset((Mode.EXCLUSIVE, Mode.ACCESS_EXCLUSIVE)),
    Mode.ROW_EXCLUSIVE: frozenset((Mode.SHARE, Mode.SHARE_ROW_EXCLUSIVE, Mode.EXCLUSIVE, Mode.ACCESS_EXCLUSIVE)),
    Mode.SHARE_UPDATE_EXCLUSIVE: frozenset(mode for mode in Mode if mode >= Mode.SHARE_UPDATE_EXCLUSIVE),
    Mode.SHARE: frozenset(mode for mode in Mode if mode >= Mode.ROW_EXCLUSIVE and mode is not Mode.SHARE),
    Mode.SHARE_ROW_EXCLUSIVE: frozenset(mode for mode in Mode if mode >= Mode.ROW_EXCLUSIVE),
    Mode.EXCLUSIVE: frozenset(mode for mode in Mode if mode >= Mode.ROW_SHARE),
    Mode.ACCESS_EXCLUSIVE: frozenset(Mode),
}


def conflict(held: Mode, asked: Mode) -> bool:
    """Somebody who asks for one mode has to wait while somebody else holds the other."""
    return asked in CONFLICTS[held]


def sentence(lock: Lock, scope: Scope = "statement") -> str:
    """One lock as a sentence: `blocks every read and write of orders until the batch commits`."""
    blocked, _, free = BLOCKS[lock.mode].format(lock.relation).partition("; ")
    until = f"{blocked} {UNTIL[scope]}"
    return f"{until}; {free}" if free else until


def sentences(effects: Effects, scope: Scope = "statement") -> Iterator[str]:
    """Everything that a statement does, the worst first."""
    if effects.error is not None:
        yield f"fails: {effects.error}"
    for lock in effects.locks:
        yield sentence(lock, scope)
    for name in effects.rewrites:
        yield f"writes a new copy of {name}"
    for name in effects.rebuilds:
        yield f"builds the index {name} anew"
    for name in effects.scans:
        yield f"reads all of {name}"
    if effects.in_transaction == "forbidden":
        yield "cannot run in a transaction"
    for name in effects.unusable_until_commit:
        yield f"'{name}' cannot be used before the commit"
    if effects.fails_if is not None:
        yield f"fails if {effects.fails_if}"
    if effects.unknown is not None:
        yield f"not known: {effects.unknown}"
