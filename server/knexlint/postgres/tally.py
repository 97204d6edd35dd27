"""Collects what one statement does while its operations are read one after the other. Knows how facts combine.

The strongest mode counts for each relation; relations new in the transaction are left out; everything is told under
the name it had before the transaction; indexes only from SHARE UPDATE EXCLUSIVE up.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, fields
from typing import Literal

from knexlint.catalog.drops import kind_of
from knexlint.catalog.model import NOBODY, Catalog, Entry, Index, Sequence, Table, View
from knexlint.operations import Relation
from knexlint.postgres.locks import Kind, Lock, Mode


@dataclass(slots=True)
class Tally:
    """`catalog` is the one that the present operation finds; `parts` of one statement change it as they go."""

    catalog: Catalog
    version: int
    locks: dict[str, Lock] = field(default_factory=dict)
    rewrites: dict[str, None] = field(default_factory=dict)
    rebuilds: dict[str, None] = field(default_factory=dict)
    scans: dict[str, None] = field(default_factory=dict)
    forbidden: bool = False
    unusable: tuple[str, ...] = ()
    error: str | None = None
    fails_if: str | None = None
    reasons: dict[str, None] = field(default_factory=dict)

    def saved(self) -> Tally:
        """A copy that nothing changes any more."""
        kept = copy(self)
        for name in ("locks", "rewrites", "rebuilds", "scans", "reasons"):
            setattr(kept, name, dict(getattr(self, name)))
        return kept

    def restore(self, before: Tally) -> None:
        """What happened since then was rolled back."""
        for each in fields(self):
            setattr(self, each.name, getattr(before, each.name))

    # --- relations ------------------------------------------------------------------------------------------------

    def find(self, relation: Relation) -> Entry:
        return self.catalog.presumed(relation)

    def table(self, relation: Relation) -> Table:
        """The table; a stand-in of which nothing is known where it is none."""
        found = self.catalog.presumed(relation)
        if isinstance(found, Table):
            return found
        return Table(oid=found.oid, name=found.name, schema=found.schema, was=found.was, known=False, open=True)

    # --- facts ----------------------------------------------------------------------------------------------------

    def lock(self, entry: Entry, mode: Mode) -> None:
        if entry.was is None or is_system(entry) or (isinstance(entry, Index) and mode < Mode.SHARE_UPDATE_EXCLUSIVE):
            return
        before = self.locks.get(entry.was)
        if before is None or before.mode < mode:
            self.locks[entry.was] = Lock(entry.was, _kind(entry), mode, self._owner(entry))

    def _owner(self, entry: Entry) -> str | None:
        oid = entry.table if isinstance(entry, Index) else entry.owner if isinstance(entry, Sequence) else None
        owner = self.catalog.relations.get(oid) if oid is not None else None
        return owner.was if owner is not None else None

    def lock_all(self, entries: Iterable[Entry], mode: Mode) -> None:
        for entry in entries:
            self.lock(entry, mode)

    def rewrite(self, entry: Entry, *, scan: bool = True) -> None:
        """A new file for the table (its partitions, if it is partitioned) and for all its indexes."""
        if is_partitioned(entry):
            return
        self.lock_all(self.catalog.indexes(entry), Mode.ACCESS_EXCLUSIVE)
        if entry.was is None:
            return
        self.rewrites[entry.was] = None
        for index in self.catalog.indexes(entry):
            self.rebuild(index)
        if scan:
            self.scan(entry)
        if not entry.known:
            self.unknown(f"which indexes of {entry.was} are rebuilt with it")

    def rebuild(self, index: Index) -> None:
        owner = self.catalog.relations.get(index.table)
        if index.was is not None and not (owner is not None and is_partitioned(owner)):
            self.rebuilds[index.was] = None

    def scan(self, entry: Entry) -> None:
        """Every row is read; of a partitioned table, every row of its partitions."""
        if is_partitioned(entry):
            for child in self.catalog.children(entry):
                self.scan(child)
        elif entry.was is None or is_system(entry) or self.catalog.empty(entry):
            return
        elif isinstance(entry, Table | View):
            self.scans[entry.was] = None

    def unknown(self, reason: str) -> None:
        """`reason` completes "Not known: ..."."""
        self.reasons[reason] = None

    def fail(self, message: str) -> None:
        if self.error is None:
            self.error = message

    def fail_if(self, condition: str) -> None:
        if self.fails_if is None:
            self.fails_if = condition


def is_system(entry: Entry) -> bool:
    """One of PostgreSQL's own catalogs."""
    if entry.schema in ("pg_catalog", "information_schema"):
        return True
    return entry.oid == NOBODY and entry.name.startswith("pg_")


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = [*names] or ["value"]
    return f"{', '.join(first)} and {last}" if first else last


def is_partitioned(entry: Entry) -> bool:
    return isinstance(entry, Table) and entry.partition_by is not None


def _kind(entry: Entry) -> Kind:
    found: dict[str, Literal["index", "view", "materialized view", "sequence"]] = {
        "index": "index",
        "view": "view",
        "materialized view": "materialized view",
        "sequence": "sequence",
    }
    return found.get(kind_of(entry), "table")
