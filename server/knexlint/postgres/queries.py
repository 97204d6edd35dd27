"""What a query locks and what it reads through, with everything under its views and its partitioned tables."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from knexlint import operations as op
from knexlint.catalog.expressions import clause, mentions
from knexlint.catalog.model import Entry, Table, View
from knexlint.postgres.access import access
from knexlint.postgres.bounds import holding
from knexlint.postgres.locks import Mode
from knexlint.postgres.tally import Tally, is_partitioned, is_system
from knexlint.record import replace
from knexlint.sql.expressions import relations

AS = Mode.ACCESS_SHARE


def reached(named: Iterable[op.Relation], tally: Tally) -> list[Entry]:
    """The relations that a statement names, what is under their views, and their partitions unless ONLY is said."""
    alone = {tally.find(relation).oid for relation in named if relation.only}
    return _with_views([tally.find(relation) for relation in named], tally, alone)


def _with_views(entries: list[Entry], tally: Tally, alone: Container[int] = ()) -> list[Entry]:
    """These relations, what their views read, and partitions; those of `alone` without them."""
    found: dict[int, Entry] = {}
    waiting = list(entries)
    while waiting:
        entry = waiting.pop(0)
        if entry.oid in found and entry.oid != -1:
            continue
        found[entry.oid if entry.oid != -1 else -len(found) - 2] = entry
        if isinstance(entry, View) and not entry.materialized:
            waiting += [tally.catalog.relations[oid] for oid in entry.reads if oid in tally.catalog.relations]
        if entry.oid not in alone:
            waiting += tally.catalog.children(entry)
    return list(found.values())


def run(text: str, tally: Tally) -> None:
    """Run a query that stands inside another statement."""
    answer(relations(text), text, tally)


def plan(text: str, tally: Tally) -> None:
    """Look at a query without running it."""
    tally.lock_all(reached(relations(text), tally), AS)


def answer(named: Sequence[op.Relation], text: str, tally: Tally, start: int = 0) -> None:
    """Run a query: locks, and scans where no index answers. `start`: where the text stands in the statement."""
    spared = _spared(tally.find(named[0]), text, tally) if len(named) == 1 else ()
    for entry in reached(named, tally):
        if entry.oid in spared:
            continue
        tally.lock(entry, AS)
        if isinstance(entry, View) and entry.materialized and not entry.populated:
            tally.fail(f'materialized view "{entry.key}" has not been populated')
    read_through(text, [shifted(relation, start) for relation in named], tally, spared)


def shifted(relation: op.Relation, start: int) -> op.Relation:
    at = op.Range(relation.at.start - start, relation.at.end - start)
    return replace(relation, at=at) if start else relation


def read_through(text: str, named: Sequence[op.Relation], tally: Tally, spared: Container[int] = ()) -> None:
    """Which of the relations of a query are read to the end."""
    places = [(relation, _plain(tally.find(relation), tally)) for relation in named]
    for number, (relation, entry) in enumerate(places):
        for each in [entry, *(() if relation.only else tally.catalog.descendants(entry))]:
            if each.oid in spared or is_partitioned(each) or is_system(each):
                continue
            if isinstance(each, View) and not each.materialized:
                if each.known:
                    run(each.query, tally)
                continue
            seen = access(text, [*places[:number], (relation, each), *places[number + 1 :]], tally.catalog)
            if each.oid in seen.unsure:
                tally.unknown(f"whether {each.key} is read through: that depends on how many rows are wanted")
            elif each.oid in seen.scanned:
                if not each.known and each.was is not None and condition(text) is not None:
                    tally.unknown(f"whether {each.key} is read through: that depends on its indexes")
                else:
                    tally.scan(each)


def _plain(entry: Entry, tally: Tally) -> Entry:
    """The table under views that pass everything on."""
    while isinstance(entry, View) and not entry.materialized and updatable(entry):
        entry = tally.catalog.relations.get(entry.reads[0], entry)
    return entry


_COMPUTED_WORDS = """group having distinct limit offset fetch union intersect except with over count sum avg min max
array_agg string_agg bool_and bool_or json_agg jsonb_agg"""
_COMPUTED = frozenset(_COMPUTED_WORDS.split())


def updatable(view: View) -> bool:
    """PostgreSQL passes changes of the view on to its only table."""
    said = mentions(view.query)
    return len(view.reads) == 1 and not _COMPUTED & {*said.words, *said.functions}


def _spared(entry: Entry, text: str, tally: Tally) -> set[int]:
    """The partitions that a condition on their key leaves out."""
    where = condition(text) if isinstance(entry, Table) and is_partitioned(entry) else None
    held = holding(entry, where, tally) if isinstance(entry, Table) and where is not None else None
    if held is None:
        return set()
    return {child.oid for child in tally.catalog.descendants(entry)} - {child.oid for child in held}


def condition(text: str) -> str | None:
    """The WHERE of a query."""
    return clause(
        _inner(text), "where", ("group", "order", "limit", "having", "for", "union", "window", "offset", "fetch")
    )


def _inner(text: str) -> str:
    """The innermost query, where a SELECT wraps nothing but another one."""
    found = re.search(r"\(\s*(select\b[^()]*\bwhere\b.*)\)[^()]*$", text, re.IGNORECASE | re.DOTALL)
    return found.group(1) if found is not None and clause(text, "from", ()) is None else text
