"""Work that a migration prepares or begins and then forgets: builders that never run, promises nothing waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, cast

from knexlint.evaluate.interpreter import Work
from knexlint.evaluate.values import Host, Site
from knexlint.knex.calls import Called
from knexlint.knex.queries import Floating, NeverRun
from knexlint.knex.schema import SchemaBuilder
from knexlint.text import Source, Span

_KINDS = frozenset(("for-each", "call", "map", "then"))


def never_run(lazies: Iterable[tuple[Host, Site]], source: Source) -> Iterator[NeverRun]:
    """Builders that nothing awaits, returns or chains."""
    seen: set[Span] = set()
    for host, site in lazies:
        calls = [call for call in _calls(host) if call.method and not call.site.foreign]
        if site.foreign or (not calls and isinstance(host, SchemaBuilder)):
            continue
        first = calls[0].site if calls else site
        chain = max([call.site.call for call in calls] or [site.call], key=lambda span: span.end - span.start)
        if chain in seen:
            continue
        seen.add(chain)
        what = source.slice(Span(chain.start, max(first.method.end, chain.start)))
        yield NeverRun(span=first.method, chain=chain, what=" ".join(what.split()))


def _calls(host: Host) -> Sequence[Called]:
    return cast("Sequence[Called]", getattr(host, "calls", ()))


def floating(works: Iterable[Work]) -> Iterator[Floating]:
    """Work on the database that nothing waits for."""
    for work in works:
        kind = work.kind if work.kind in _KINDS else "call"
        yield Floating(
            span=work.span,
            chain=work.chain,
            kind=cast('Literal["for-each", "call", "map", "then"]', kind),
            callback=work.callback,
        )
