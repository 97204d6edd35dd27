"""What a query locks and what it reads through. The planner's choice is foretold only where it is plain: a condition on
the first column of an index spares the scan.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from knexlint import operations as op
from knexlint.catalog.expressions import clause, conjuncts, stripped, unquoted
from knexlint.catalog.model import Entry, Table, View
from knexlint.postgres.locks import Mode
from knexlint.postgres.partitions import holding
from knexlint.postgres.tally import Tally, is_partitioned
from knexlint.sql.expressions import relations

AS = Mode.ACCESS_SHARE

_PLAIN = re.compile(
    r'^(?:(?:"(?:[^"]|"")*"|\w+)\.)?(?P<column>"(?:[^"]|"")*"|\w+)\s*'
    r"(?:(?:=|<|>|<=|>=)|(?:in\b)|(?:between\b)|(?:is\s+null))",
    re.IGNORECASE,
)
_EXTREME = re.compile(r'\b(?:min|max)\s*\(\s*(?:\w+\.)?(?P<column>"(?:[^"]|"")*"|\w+)\s*\)', re.IGNORECASE)
_ORDERED = re.compile(
    r'\border\s+by\s+(?:\w+\.)?(?P<column>"(?:[^"]|"")*"|\w+)(?:\s+(?:asc|desc))?\s+limit\b', re.IGNORECASE
)


def scan_rows(entry: Entry, tally: Tally) -> None:
    """A view has no rows of its own."""
    if not isinstance(entry, View) or entry.materialized:
        tally.scan(entry)


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


def indexed(entry: Entry, where: str, tally: Tally) -> bool:
    """The condition names the first column of an index, joined by AND to whatever else it says."""
    first = {index.columns[0] for index in tally.catalog.indexes(entry) if index.columns}
    for part in conjuncts(stripped(where)):
        found = _PLAIN.match(stripped(part))
        if found is not None and unquoted(found["column"]) in first:
            return True
    return False


def run(text: str, tally: Tally) -> None:
    """Run a query that stands inside another statement."""
    answer(relations(text), text, tally)


def plan(text: str, tally: Tally) -> None:
    """Look at a query without running it."""
    tally.lock_all(reached(relations(text), tally), AS)


def answer(named: Sequence[op.Relation], text: str, tally: Tally) -> None:
    """Run a query: locks, and scans where no index answers."""
    spared = _spared(tally.find(named[0]), text, tally) if len(named) == 1 else ()
    for entry in reached(named, tally):
        if entry.oid in spared:
            continue
        tally.lock(entry, AS)
        if isinstance(entry, View) and entry.materialized and not entry.populated:
            tally.fail(f'materialized view "{entry.key}" has not been populated')
        if not is_partitioned(entry) and (len(named) > 1 or not _by_index(entry, text, tally)):
            scan_rows(entry, tally)


def _spared(entry: Entry, text: str, tally: Tally) -> set[int]:
    """The partitions that a condition on their key leaves out."""
    where = _condition(text) if isinstance(entry, Table) and is_partitioned(entry) else None
    held = holding(entry, where, tally) if isinstance(entry, Table) and where is not None else None
    if held is None:
        return set()
    return {child.oid for child in tally.catalog.descendants(entry)} - {child.oid for child in held}


def _condition(text: str) -> str | None:
    """The WHERE of a query."""
    return clause(
        _inner(text), "where", ("group", "order", "limit", "having", "for", "union", "window", "offset", "fetch")
    )


def _by_index(entry: Entry, text: str, tally: Tally) -> bool:
    """A condition or a smallest or largest value that an index answers."""
    where = _condition(text)
    if where is not None:
        return indexed(entry, where, tally)
    first = {index.columns[0] for index in tally.catalog.indexes(entry) if index.columns}
    found = _EXTREME.search(text) or _ORDERED.search(text)
    return found is not None and unquoted(found["column"]) in first


def _inner(text: str) -> str:
    """The innermost query, where a SELECT wraps nothing but another one."""
    found = re.search(r"\(\s*(select\b[^()]*\bwhere\b.*)\)[^()]*$", text, re.IGNORECASE | re.DOTALL)
    return found.group(1) if found is not None and clause(text, "from", ()) is None else text
