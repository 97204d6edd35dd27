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
# ... of an index: whoever reads the table plans with it; a weaker lock is felt by nobody but schema changes
INDEX_BLOCKS: Mapping[Mode, str] = {
    Mode.SHARE_UPDATE_EXCLUSIVE: "blocks nothing but other changes of the index {}",
    Mode.SHARE: "blocks writes through the index {}; reads go on",
    Mode.ACCESS_EXCLUSIVE: "blocks every query that would use the index {}",
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
    phrase = INDEX_BLOCKS.get(lock.mode) if lock.kind == "index" else None
    blocked, _, free = (phrase or BLOCKS[lock.mode]).format(lock.relation).partition("; ")
    until = f"{blocked} {UNTIL[scope]}"
    return f"{until}; {free}" if free else until


def sentences(effects: Effects, scope: Scope = "statement") -> Iterator[str]:
    """Everything that a statement does, the worst first."""
    if effects.error is not None:
        yield f"fails: {effects.error}"
    for lock, _ in felt(effects):
        yield sentence(lock, scope)
    yield from besides_locks(effects)


def felt(effects: Effects) -> Iterator[tuple[Lock, tuple[str, ...]]]:
    """The locks that anybody feels: who cannot reach a table does not notice that its indexes are locked too.

    With each come the names of those that go without saying.
    """
    shut = {lock.relation for lock in effects.locks if lock.mode is Mode.ACCESS_EXCLUSIVE}
    for lock in effects.locks:
        if lock.part_of not in shut:
            yield lock, tuple(each.relation for each in effects.locks if each.part_of == lock.relation in shut)


def with_modes(effects: Effects) -> Iterator[str]:
    """The same, with the modes of the locks: `SHARE on orders: blocks writes to orders until ...`."""
    scope: Scope = "transaction" if effects.in_transaction == "allowed" else "statement"
    if effects.error is not None:
        yield f"fails: {effects.error}"
    for lock, parts in felt(effects):
        besides = f" (and on {', '.join(parts)})" if parts else ""
        yield f"{named(lock)}{besides}: {sentence(lock, scope)}"
    yield from besides_locks(effects)


def in_one_line(effects: Effects) -> str:
    """Everything that a statement does, as short as can be: for a comment above it."""
    felt_by = [lock for lock, _ in felt(effects)]
    locks = (f"{named(lock)}, blocks {lock.mode.waits}" if lock.mode.waits else named(lock) for lock in felt_by)
    failing = (f"fails: {effects.error}",) if effects.error is not None else ()
    return " ".join("; ".join((*locks, *failing, *besides_locks(effects))).split())


def named(lock: Lock) -> str:
    """`SHARE on orders`."""
    return f"{lock.mode} on {lock.relation}"


def besides_locks(effects: Effects) -> Iterator[str]:
    """What a statement does besides taking locks."""
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
