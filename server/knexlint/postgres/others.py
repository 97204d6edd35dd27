"""Statements without an operation of their own: statistics, publications, rules, tablespaces, owners. Measured."""

from __future__ import annotations

from collections.abc import Iterable

from knexlint import operations as op
from knexlint.catalog.model import Entry, Index, Table, View
from knexlint.postgres.locks import Mode
from knexlint.postgres.objects import FORBIDDEN
from knexlint.postgres.queries import reached
from knexlint.postgres.tally import Tally, is_partitioned

AX, SUX, AS = Mode.ACCESS_EXCLUSIVE, Mode.SHARE_UPDATE_EXCLUSIVE, Mode.ACCESS_SHARE

# what each of them locks the relations it names with
NAMED: dict[str, Mode] = {
    "create statistics": SUX,
    "create publication": SUX,
    "alter publication": SUX,
    "create rule": AX,
    "alter view": AX,
    "alter materialized view": AX,
    "alter foreign table": AX,
    "alter type": AX,
}


def other(said: op.Other, tally: Tally) -> None:
    everything = said.words == "discard" and said.object is not None and said.object.name == "all"
    tally.forbidden = tally.forbidden or everything or (said.words in FORBIDDEN and said.change != "no slot")
    mode = NAMED.get(said.words)
    if mode is not None:
        for relation in said.objects:
            entry = tally.find(relation)
            if said.words.endswith(" publication") and tally.version < 13 and is_partitioned(entry):
                tally.fail(f'"{entry.key}" is a partitioned table, which cannot be published before PostgreSQL 13')
            if said.words == "alter type" and not (isinstance(entry, Table) and entry.composite):
                continue
            tally.lock(entry, mode)
            if said.words.endswith(" publication") and not relation.only and said.change != "drop":
                heirs = (child for child in tally.catalog.descendants(entry) if not child.is_partition)
                tally.lock_all(heirs, mode)
    if said.words == "alter publication" and said.change == "set" and said.objects and said.object is not None:
        for key in tally.catalog.publications.get(said.object.name, ()):
            tally.lock(tally.find(op.Relation(key)), SUX)
    tally.lock_all(reached(said.reads, tally), Mode.ROW_SHARE if said.locking else AS)
    for relation in said.writes:
        target = tally.find(relation)
        family = [target] if relation.only or said.words == "create rule" else reached((relation,), tally)
        tally.lock_all(family, Mode.ROW_EXCLUSIVE)
    if said.words == "set constraints" and said.change != "deferred":
        for oids in tally.catalog.pending.values():
            tally.lock_all(tally.catalog.entries(oids, Table), Mode.ROW_SHARE)
    if said.words.endswith(" all in tablespace") and said.object is not None:
        _move_all(said.words.split()[1], said.object.name, tally)
    if said.words in ("reassign owned", "drop owned"):
        owned_by({said.object.name} if said.object is not None else (), tally)


def _move_all(kind: str, tablespace: str, tally: Tally) -> None:
    """ALTER TABLE, INDEX or MATERIALIZED VIEW ALL IN TABLESPACE moves all that lies there."""
    for entry in list(tally.catalog.relations.values()):
        if isinstance(entry, Table) and (entry.composite or (entry.tablespace or "pg_default") != tablespace):
            continue
        if not isinstance(entry, _MOVED[kind]) or (isinstance(entry, View) and not entry.materialized):
            continue
        tally.lock(entry, AX)
        if isinstance(entry, Index):
            tally.rebuild(entry)
        elif entry.was is not None and not is_partitioned(entry):
            tally.rewrites[entry.was] = None


_MOVED: dict[str, type[Entry]] = {"table": Table, "index": Index, "materialized": View}


def owned_by(roles: Iterable[str], tally: Tally) -> None:
    """REASSIGN OWNED changes the owner of everything that a role owns."""
    wanted = set(roles)
    for table in tally.catalog.tables():
        if table.owner in wanted:
            tally.lock_all((table, *tally.catalog.indexes(table), *tally.catalog.sequences(table)), AX)
