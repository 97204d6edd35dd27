"""Checks that wait for the end of the transaction, and the tables that nobody may change until then."""

from __future__ import annotations

from knexlint import operations as op
from knexlint.catalog.model import Catalog, Constraint, Table
from knexlint.record import replace

_EVENTS: dict[type[op.DataOperation], str] = {op.Insert: "insert", op.Update: "update", op.Delete: "delete"}


def waits(constraint: Constraint, catalog: Catalog) -> bool:
    """It is looked at when the transaction ends."""
    deferred = catalog.local.get("constraints")
    if constraint.deferrable and deferred is not None:
        return deferred == "deferred"
    return constraint.initially_deferred


def written(change: op.DataOperation, table: Table, catalog: Catalog) -> Catalog:
    """The rows that a statement changes wait for the deferred checks of their table."""
    event = _EVENTS.get(type(change))
    looked_at = {
        constraint.references
        for constraint in table.constraints.values()
        if constraint.references is not None
        and constraint.enforced
        and event != "delete"
        and waits(constraint, catalog)
        and (not isinstance(change, op.Update) or {c.text for c in change.columns} & set(constraint.columns))
    }
    fired = any(trigger.deferred and event in trigger.events for trigger in table.triggers.values())
    if not looked_at and not fired:
        return catalog
    known = catalog.pending.get(table.oid, frozenset())
    return replace(catalog, pending={**catalog.pending, table.oid: known | looked_at})


def set_constraints(change: op.Other, catalog: Catalog) -> Catalog:
    """SET CONSTRAINTS: IMMEDIATE runs what waits. Of single ones only that is remembered."""
    if change.change != "deferred":
        catalog = replace(catalog, pending={})
    if change.objects:
        return catalog
    return replace(catalog, local={**catalog.local, "constraints": change.change or "immediate"})
