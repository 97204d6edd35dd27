"""Locks of everything that a DROP takes away. What goes with what is the catalog's knowledge."""

from __future__ import annotations

from collections.abc import Iterable

from knexlint.catalog.drops import Dropped, removal
from knexlint.catalog.model import Entry, Index, Table
from knexlint.postgres.locks import Mode
from knexlint.postgres.tally import Tally, is_partitioned

DEPENDED_ON = "other objects depend on it"


def take_away(tally: Tally, roots: Iterable[Dropped], cascade: bool) -> None:
    """Drop these and what hangs on them: ACCESS EXCLUSIVE on each, and on the other side of every foreign key."""
    roots = list(roots)
    gone = removal(tally.catalog, roots, cascade)
    if gone.blocked is not None:
        tally.fail(f"{DEPENDED_ON}: {gone.blocked}; CASCADE would drop that too")
    for entry in gone.relations.values():
        tally.lock(entry, Mode.ACCESS_EXCLUSIVE)
        if isinstance(entry, Table) and entry.is_partition:
            _leave_parents(tally, entry)
        owner = tally.catalog.relations.get(entry.table) if isinstance(entry, Index) else None
        if owner is not None:
            tally.lock(owner, Mode.ACCESS_EXCLUSIVE)
    for part in gone.parts:
        table = tally.catalog.relations[part.oid]
        tally.lock(table, Mode.ACCESS_EXCLUSIVE)
        constraint = table.constraints.get(part.name) if isinstance(table, Table) else None
        if part.kind == "constraint" and constraint is not None and constraint.references is not None:
            if constraint.inherited and part.oid in gone.relations:
                continue
            target = tally.catalog.relations.get(constraint.references)
            if target is not None:
                _let_go(tally, target, named=part in roots)


def _let_go(tally: Tally, target: Entry, *, named: bool) -> None:
    """The referenced side of a foreign key; before 15 the triggers stood on the partitions alone."""
    if named or not is_partitioned(target) or tally.version >= 15:
        tally.lock(target, Mode.ACCESS_EXCLUSIVE)
    tally.lock_all(tally.catalog.descendants(target), Mode.ACCESS_EXCLUSIVE)


def _leave_parents(tally: Tally, partition: Table) -> None:
    """Dropping a partition locks its parent, and the default partition, whose bounds change."""
    for oid in partition.parents:
        parent = tally.catalog.relations.get(oid)
        if parent is None:
            continue
        tally.lock(parent, Mode.ACCESS_EXCLUSIVE)
        default = default_partition(tally, parent.oid)
        if default is not None:
            tally.lock(default, Mode.ACCESS_EXCLUSIVE)


def default_partition(tally: Tally, parent: int) -> Table | None:
    """The DEFAULT partition of a partitioned table."""
    above = tally.catalog.relations.get(parent)
    for table in tally.catalog.children(above) if above is not None else ():
        if (table.partition_bound or "").strip().lower() == "default":
            return table
    return None
