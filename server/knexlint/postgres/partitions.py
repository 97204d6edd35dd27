"""ATTACH and DETACH PARTITION, and CREATE TABLE ... PARTITION OF. Every fact was measured on PostgreSQL 12 to 18."""

from __future__ import annotations

import re

from knexlint import operations as op
from knexlint.catalog.constraints import same_index
from knexlint.catalog.expressions import conjuncts, stripped, unquoted
from knexlint.catalog.model import Constraint, Entry, Table
from knexlint.postgres.locks import Mode
from knexlint.postgres.removals import default_partition
from knexlint.postgres.tally import Tally

_NAME = r'(?P<column>"(?:[^"]|"")*"|\w+)'
_COMPARISON = re.compile(rf"^{_NAME}\s*(?P<sign>>=|<=|<|>|=)\s*(?P<value>'[^']*'|-?[\d.]+)(?:::[\w ]+)?$", re.DOTALL)
_NOT_NULL = re.compile(rf"^{_NAME}\s+is\s+not\s+null$", re.IGNORECASE)
_RANGE = re.compile(r"^\s*from\s*\((?P<low>[^()]*)\)\s*to\s*\((?P<high>[^()]*)\)\s*$", re.IGNORECASE)
_KEY = re.compile(rf"^\s*(?P<how>range|list|hash)\s*\(\s*{_NAME}\s*\)\s*$", re.IGNORECASE)


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
        if proves_bounds(child, parent, alter.bound.text) is not True:
            tally.scan(child)
            if child.was is not None:
                tally.fail_if(f"any row of {child.key} lies outside the bounds")
        _make_alike(child, parent, tally)
    _check_default(tally, parent, alter.bound.text)


def _check_default(tally: Tally, parent: Table, bound: str) -> None:
    """The default partition may hold rows that belong to the new one."""
    default = default_partition(tally, parent.oid)
    if default is None:
        return
    tally.lock(default, Mode.ACCESS_EXCLUSIVE)
    if excludes_bounds(default, parent, bound) is not True:
        tally.scan(default)
        if default.was is not None:
            tally.fail_if(f"any row of {default.key} belongs to the new partition")


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
    tally.lock(child, Mode.ACCESS_EXCLUSIVE if tally.version >= 14 else Mode.SHARE_UPDATE_EXCLUSIVE)
    if default is not None:
        tally.lock(default, Mode.ACCESS_EXCLUSIVE)
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
    for constraint in parent.constraints.values():
        target = tally.catalog.relations.get(constraint.references) if constraint.references is not None else None
        if target is not None:
            tally.lock(target, Mode.SHARE_ROW_EXCLUSIVE)
    for index in tally.catalog.indexes(parent):
        tally.lock(index, Mode.SHARE_UPDATE_EXCLUSIVE)


# --- what a CHECK proves about bounds -------------------------------------------------------------------------------


def _facts(table: Table, column: str) -> list[tuple[str, float | str]]:
    """What validated CHECKs say of a column: (sign, value), and ("not null", "")."""
    found: list[tuple[str, float | str]] = []
    known = table.columns.get(column)
    if known is not None and known.not_null:
        found.append(("not null", ""))
    for constraint in table.constraints.values():
        if constraint.kind != "check" or not constraint.validated or constraint.expression is None:
            continue
        for part in conjuncts(stripped(constraint.expression)):
            text = stripped(part)
            if (null := _NOT_NULL.match(text)) and unquoted(null["column"]) == column:
                found.append(("not null", ""))
            if (said := _COMPARISON.match(text)) and unquoted(said["column"]) == column:
                found.append((said["sign"], _value(said["value"])))
    return found


def _value(text: str) -> float | str:
    text = text.strip()
    if text.startswith("'"):
        return text.strip("'")
    try:
        return float(text)
    except ValueError:
        return text


def _bounds(parent: Table, bound: str) -> tuple[str, float | str, float | str] | None:
    """The column and the bounds of a partition by RANGE of one column."""
    text = re.sub(r"^\s*for\s+values\s*", "", bound, flags=re.IGNORECASE)
    key, found = _KEY.match(parent.partition_by or ""), _RANGE.match(text)
    if key is None or found is None or key["how"].lower() != "range":
        return None
    return unquoted(key["column"]), _value(found["low"]), _value(found["high"])


def proves_bounds(child: Table, parent: Table, bound: str) -> bool | None:
    """Validated CHECKs and NOT NULLs say that each row lies within the bounds; None: that cannot be told."""
    wanted = _bounds(parent, bound)
    if wanted is None:
        return None
    column, low, high = wanted
    facts = _facts(child, column)
    above = any(sign in (">=", ">", "=") and type(v) is type(low) and v >= low for sign, v in facts)  # type: ignore[operator]
    below = any(
        type(v) is type(high) and ((sign == "<" and v <= high) or (sign in ("<=", "=") and v < high))  # type: ignore[operator]
        for sign, v in facts
    )
    return above and below and any(sign == "not null" for sign, _ in facts)


def excludes_bounds(default: Table, parent: Table, bound: str) -> bool | None:
    """Validated CHECKs say that no row of the default partition lies within the bounds."""
    wanted = _bounds(parent, bound)
    if wanted is None:
        return None
    column, low, high = wanted
    for sign, v in _facts(default, column):
        if type(v) is type(high) and ((sign == ">=" and v >= high) or (sign == ">" and v >= high)):  # type: ignore[operator]
            return True
        if type(v) is type(low) and ((sign == "<" and v <= low) or (sign == "<=" and v < low)):  # type: ignore[operator]
            return True
    return False
