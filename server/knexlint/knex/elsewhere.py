"""Doubts what only holds for a Knex that few still have, or for a knexfile that changes what Knex sends.

The text is that of the project; where another Knex would send something else, it is not claimed to be exact.
"""

from __future__ import annotations

from dataclasses import replace

from knexlint.evaluate.modules import Files
from knexlint.knex.configuration import NEWEST, Configuration
from knexlint.knex.queries import Origin, Query, Run
from knexlint.knex.run import run
from knexlint.syntax import Module
from knexlint.text import Span

OLDEST = (2, 2)


_NEWER = "newer ones send something else here"
_CHANGED = "the knexfile changes what Knex sends here (wrapIdentifier or a time precision)"


def only_elsewhere(reason: str) -> bool:
    """The doubt is only that another project would see something else."""
    return reason == _CHANGED or reason.endswith(_NEWER)


def run_with_doubts(module: Module, name: str, configuration: Configuration, files: Files | None = None) -> Run:
    """`run`, with what the project's settings make different from the newest Knex without them marked as not exact."""
    found = run(module, name, configuration, files)
    old = configuration.version < OLDEST
    plain = replace(configuration, version=NEWEST if old else configuration.version, mapper=None, precision=None)
    if plain == configuration:
        return found
    other = run(module, name, plain, files)
    if old:
        version = ".".join(map(str, configuration.version))
        reason = f"Knex {version} is older than {'.'.join(map(str, OLDEST))}; {_NEWER}"
    else:
        reason = _CHANGED
    return replace(found, queries=_doubted(found.queries, other.queries, reason))


def _doubted(own: tuple[Query, ...], other: tuple[Query, ...], reason: str) -> tuple[Query, ...]:
    """The queries; those that do not stand among the others in the same way are doubted."""
    ours, theirs = [_told(query) for query in own], [_told(query) for query in other]
    if ours == theirs:
        return own
    from difflib import SequenceMatcher  # only what differs pays for it

    doubted = list(own)
    for kind, start, end, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if start == end:  # only the others send something here
            start = max(start - 1, 0)
            end = start + 1
        for at in range(start, min(end, len(own))):
            doubted[at] = replace(own[at], unknown=own[at].unknown or reason)
    if not own:
        span = Span(0, 0)
        doubted = [Query(None, Origin("other", span, span, span), unknown=reason)]
    return tuple(doubted)


def _told(query: Query) -> tuple[object, ...]:
    return (query.sql.text if query.sql is not None else None, query.error is None, query.when)
