"""Where everything in a history is named: each table, column, index and constraint, and by which migrations. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knexlint.memo import remembered
from knexlint.project.history import Chapter, History
from knexlint.project.mentions import Identity, Mention, mentions
from knexlint.project.migration import Migration
from knexlint.record import record
from knexlint.text import Source


@record
class Place:
    """A mention and the file it stands in."""

    source: Source
    mention: Mention


def _mentions_of(chapter: Chapter) -> tuple[Mention, ...]:
    return tuple(mention for sight in chapter.sights() for mention in mentions(sight))


_of_chapter = remembered(_mentions_of, 4096)


def _drawn(history: History) -> Mapping[Identity, tuple[Place, ...]]:
    found: dict[Identity, list[Place]] = {}
    for chapter in history:
        for mention in _of_chapter(chapter):
            found.setdefault(mention.identity, []).append(Place(chapter.source, mention))
    return {identity: tuple(places) for identity, places in found.items()}


_atlas = remembered(_drawn, 8)


def places(history: History, identity: Identity) -> tuple[Place, ...]:
    """Where the migrations' `up` name a thing, in the order in which they run."""
    found: Mapping[Identity, tuple[Place, ...]] = _atlas(history)
    return found.get(identity, ())


def _own_mentions(migration: Migration) -> tuple[Mention, ...]:
    return tuple(
        mention for _, function in migration.functions() for step in function.steps for mention in mentions(step)
    )


own_mentions = remembered(_own_mentions, 16)


def everywhere(history: History | None, migration: Migration, identity: Identity) -> Iterator[Place]:
    """The same with the open file as it is now, its `down` included."""
    here = migration.source
    own = [Place(here, each) for each in own_mentions(migration) if each.identity == identity]
    for place in places(history, identity) if history is not None else ():
        if place.source.path == here.path:
            yield from own
            own = []
        else:
            yield place
    yield from own


def mention_at(migration: Migration, offset: int) -> Mention | None:
    """What is named at a place; the innermost, and of several the one that is known best."""
    found = [each for each in own_mentions(migration) if each.span.start <= offset <= each.span.end]
    return min(found, key=lambda each: (each.span.end - each.span.start, each.kind != "column"), default=None)
