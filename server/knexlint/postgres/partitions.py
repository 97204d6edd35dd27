"""ATTACH and DETACH PARTITION, and CREATE TABLE ... PARTITION OF. Every fact was measured on PostgreSQL 12 to 18."""

from __future__ import annotations

from knexlint import operations as op
from knexlint.catalog.constraints import same_index
from knexlint.catalog.model import Constraint, Entry, Table
from knexlint.postgres.bounds import excludes_bounds, proves_bounds
from knexlint.postgres.locks import Mode
from knexlint.postgres.removals import default_partition
from knexlint.postgres.tally import Tally


def attach(alter: op.AttachPartition, tally: Tally) -> None:
    parent = tally.table(alter.table)
    child = tally.find(alter.partition)
    tally.lock(parent, Mode.SHARE_UPDATE_EXCLUSIVE)
    tally.lock(child, Mode.ACCESS_EXCLUSIVE)
    tally.lock_all(tally.catalog.descendants(child), Mode.ACCESS_EXCLUSIVE)
    if not parent.known or not isinstance(child, Table) or not child.known:
        tally.unknown(
            f"whether {child.key} and a default partition are read through: not if a validated CHECK proves the bounds"
        )
    else:
        _verify(child, proves_bounds(child, parent, alter.bound.text), "lies outside the bounds", tally)
        _make_alike(child, parent, tally)
    _check_default(tally, parent, alter.bound.text)
    _referencing(parent, tally)


def _referencing(parent: Table, tally: Tally) -> None:
    """Foreign keys that point at the partitioned table point at the new partition too."""
    mode = Mode.SHARE_ROW_EXCLUSIVE if tally.version >= 15 else Mode.ACCESS_SHARE
    tally.lock_all((other for other, _ in tally.catalog.foreign_keys_to(parent.oid)), mode)


def _check_default(tally: Tally, parent: Table, bound: str) -> None:
    """The default partition may hold rows that belong to the new one."""
    default = default_partition(tally, parent.oid)
    if default is None:
        return
    tally.lock_all((default, *tally.catalog.descendants(default)), Mode.ACCESS_EXCLUSIVE)
    _verify(default, excludes_bounds(default, parent, bound), "belongs to the new partition", tally)


def _verify(table: Table, proven: bool | None, otherwise: str, tally: Tally) -> None:
    """Every row is looked at, unless the validated CHECKs prove that there is no need."""
    if proven is None and table.was is not None:
        tally.unknown(f"whether {table.key} is read through: not if its CHECKs prove that no row {otherwise}")
    elif not proven:
        tally.scan(table)
        if table.was is not None:
            tally.fail_if(f"any row of {table.key} {otherwise}")


def _make_alike(child: Table, parent: Table, tally: Tally) -> None:
    """A partition gets the indexes and foreign keys of its parent, unless it has them."""
    free = list(tally.catalog.indexes(child))
    for index in tally.catalog.indexes(parent):
        own = next((i for i in free if same_index(i, index)), None)
        tally.lock(index, Mode.SHARE_UPDATE_EXCLUSIVE)
        if own is not None:
            free.remove(own)
        else:
            tally.scan(child)
    for constraint in parent.constraints.values():
        target = tally.catalog.relations.get(constraint.references) if constraint.references is not None else None
        if target is None:
            continue
        tally.lock(target, Mode.SHARE_ROW_EXCLUSIVE)
        if not _has_foreign_key(child, constraint):
            tally.scan(child)
            tally.scan(target)


def _has_foreign_key(child: Table, wanted: Constraint) -> bool:
    return any(
        c.references == wanted.references and c.columns == wanted.columns and c.validated
        for c in child.constraints.values()
    )


def detach(alter: op.DetachPartition, tally: Tally) -> None:
    parent = tally.table(alter.table)
    child = tally.find(alter.partition)
    default = default_partition(tally, parent.oid)
    if alter.finalize:
        tally.fail_if(f"{child.key} is not being detached: an interrupted DETACH CONCURRENTLY comes before FINALIZE")
    if alter.concurrently or alter.finalize:
        tally.forbidden = tally.forbidden or alter.concurrently
        if default is not None and alter.concurrently:
            tally.fail(
                f"a partition cannot be detached concurrently while there is a default partition ({default.key})"
            )
        tally.lock(parent, Mode.SHARE_UPDATE_EXCLUSIVE)
        tally.lock(child, Mode.ACCESS_EXCLUSIVE)
        return
    tally.lock(parent, Mode.ACCESS_EXCLUSIVE)
    copies = isinstance(child, Table) and any(trigger.inherited for trigger in child.triggers.values())
    strong = tally.version >= 14 or copies
    tally.lock(child, Mode.ACCESS_EXCLUSIVE if strong else Mode.SHARE_UPDATE_EXCLUSIVE)
    tally.lock_all(tally.catalog.descendants(child), Mode.ACCESS_EXCLUSIVE)
    for other, _ in tally.catalog.foreign_keys_to(parent.oid):
        tally.lock_all((other, child), Mode.ACCESS_EXCLUSIVE)
        tally.scan(other)
        tally.fail_if(f"any row of {other.key} points at one of {child.key}")
    if default is not None:
        tally.lock(default, Mode.ACCESS_EXCLUSIVE)
    tally.lock_all((i for i in tally.catalog.indexes(child) if i.parent is not None), Mode.ACCESS_EXCLUSIVE)
    for constraint in parent.constraints.values():
        target = tally.catalog.relations.get(constraint.references) if constraint.references is not None else None
        if target is not None:
            tally.lock(target, Mode.SHARE_ROW_EXCLUSIVE)


def partition_of(create: op.CreateTable, parent: Entry, tally: Tally) -> None:
    """CREATE TABLE ... PARTITION OF."""
    tally.lock(parent, Mode.ACCESS_EXCLUSIVE)
    if not isinstance(parent, Table):
        return
    _check_default(tally, parent, create.partition_bound.text if create.partition_bound else "")
    _referencing(parent, tally)
    for constraint in parent.constraints.values():
        target = tally.catalog.relations.get(constraint.references) if constraint.references is not None else None
        if target is not None:
            tally.lock(target, Mode.SHARE_ROW_EXCLUSIVE)
    for index in tally.catalog.indexes(parent):
        tally.lock(index, Mode.SHARE_UPDATE_EXCLUSIVE)
