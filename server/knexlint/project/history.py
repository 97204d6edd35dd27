"""The schema that migrations leave behind, one after another. Pure: whoever asks brings the files, in Knex's order.

What a file sends does not depend on what was before it, so it is told once for each text; what that does to a catalog
is done again only as far as the catalog before it differs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knexlint.catalog import Catalog, Table
from knexlint.knex.queries import Run
from knexlint.memo import remembered
from knexlint.project.assemble import module_of, transaction_of
from knexlint.project.naming import load_order
from knexlint.project.project import Project
from knexlint.project.runs import ran
from knexlint.project.walk import Sight, walk
from knexlint.record import record, replace
from knexlint.text import Source

EMPTY = Catalog(complete=True)  # a new database
NOTHING_SENT = Run()


@record
class Told:
    """What the `up` of a file sends, whatever it finds. `reads`: the other files that it was made from."""

    source: Source
    run: Run = NOTHING_SENT
    transaction: bool = True
    reads: frozenset[str] = frozenset()


@record
class Chapter:
    """One migration that ran. `before`, `after`: the catalog around its `up`."""

    told: Told
    before: Catalog
    after: Catalog

    @property
    def source(self) -> Source:
        return self.told.source

    @property
    def path(self) -> str:
        return self.told.source.path

    def sights(self) -> Iterator[Sight]:
        """Each statement with the catalog it finds. Made anew whenever it is asked for."""
        found: list[Sight] = []
        walk(self.told.run, self.told.transaction, self.before, found.append)
        return iter(found)


@dataclass(frozen=True)
class History:
    """Migrations in the order Knex runs them. `start`: what was there before them.

    `folders`: the files of each come before those of the next; without them all are sorted by name. `given`: what is
    said to have been there before them; `start` has what they need besides.
    """

    chapters: tuple[Chapter, ...] = ()
    start: Catalog = EMPTY
    folders: tuple[str, ...] = ()
    given: Catalog = EMPTY

    def __iter__(self) -> Iterator[Chapter]:
        return iter(self.chapters)

    def __len__(self) -> int:
        return len(self.chapters)

    def before(self, path: str) -> Catalog:
        """The catalog that a migration finds; of a file that is not among them, at the place it would get."""
        at = self._place(path)
        return self.chapters[at].before if at < len(self.chapters) else self.end

    def among(self, path: str, together: Collection[str]) -> Catalog:
        """The catalog that a migration finds that ships with others: what these made before it nobody else has seen."""
        before = self.before(path)
        own = place(path, self.folders)
        first = min((place(each, self.folders) for each in together if self.chapter(each) is not None), default=own)
        return before.unseen(self.before(first[2])) if first < own else before

    def after(self, path: str) -> Catalog:
        """The catalog that a migration leaves; of a file that is not among them, what it would find."""
        chapter = self.chapter(path)
        return self.before(path) if chapter is None else chapter.after

    def up_to(self, path: str) -> History:
        """The history that ends with this migration."""
        return History(self.chapters[: self._place(path) + 1], self.start, self.folders)

    def later(self, path: str) -> Catalog | None:
        """The catalog after all migrations, if others come after this one."""
        return self.end if self.chapters and place(path, self.folders) < self._keys[-1] else None

    def chapter(self, path: str) -> Chapter | None:
        at = self._place(path)
        found = self.chapters[at] if at < len(self.chapters) else None
        return found if found is not None and found.path == path else None

    @property
    def end(self) -> Catalog:
        """The catalog after all of them."""
        return self.chapters[-1].after if self.chapters else self.start

    def _place(self, path: str) -> int:
        return bisect_left(self._keys, place(path, self.folders))

    @cached_property
    def _keys(self) -> list[tuple[int, bytes, str]]:
        return [place(chapter.path, self.folders) for chapter in self.chapters]


def place(path: str, folders: Sequence[str] = ()) -> tuple[int, bytes, str]:
    """What Knex sorts by. `folders`: these come one after the other; without them all are sorted by name."""
    folder, _, name = path.rpartition("/")
    return folders.index(folder) if folder in folders else 0, load_order(name), path


# --- telling ----------------------------------------------------------------------------------------------------------


def tell(source: Source, project: Project) -> Told | None:
    """What the `up` of a file sends; None if the file is no migration."""
    module = module_of(source, replace(project, excluded=False))
    if module is None:
        return None
    transaction = transaction_of(module, project) == "batch"
    if not project.is_postgres:
        return Told(source, transaction=transaction)
    sent = ran(module, "up", project.configuration(transaction), project.files)
    return Told(source, sent.run, transaction, frozenset(sent.read))


# --- replaying --------------------------------------------------------------------------------------------------------


def recount(
    tales: Sequence[Told], before: History | None = None, folders: tuple[str, ...] = (), given: Catalog = EMPTY
) -> Generator[None, None, History]:
    """The history of these migrations; yields between them, so that whoever counts may pause.

    `before`: the history before something changed; its chapters are kept where they find the same catalog.
    """
    start = before.start if before is not None and before.given == given else given
    chapters = yield from _chapters(tales, start, before)
    missed = _missed(chapters)
    if missed != frozenset(start.names) - frozenset(given.names):
        start = presume(missed, given)
        chapters = yield from _chapters(tales, start, before)
    return History(tuple(chapters), start, folders, given)


def _chapters(tales: Sequence[Told], start: Catalog, before: History | None) -> Generator[None, None, list[Chapter]]:
    known = {chapter.path: at for at, chapter in enumerate(before.chapters)} if before is not None else {}
    chapters: list[Chapter] = []
    catalog = start
    for told in tales:
        at = known.get(told.source.path)
        old = before.chapters[at] if before is not None and at is not None else None
        if old is not None and old.told is told and (old.before is catalog or old.before == catalog):
            chapter = old
        else:
            chapter = Chapter(told, catalog, walk(told.run, told.transaction, catalog))
            yield
        chapters.append(chapter)
        catalog = chapter.after
    return chapters


def _missed(chapters: Sequence[Chapter]) -> frozenset[str]:
    """What migrations needed that none had made. The newest may be wrong about it if those before it tell of a whole
    history: they have run."""
    if not chapters:
        return frozenset()
    *past, last = chapters
    found = frozenset(key for chapter in past for key in _needed(chapter))
    made = any(table.known for table in last.before.tables())
    return found if made and not found else found | frozenset(_needed(last))


def _needed(chapter: Chapter) -> Iterator[str]:
    """The relations that a migration finds, or does not find, though none before it has made them."""
    before, after = chapter.before, chapter.after
    yield from after.missed - before.missed
    if any(not entry.known for entry in before.relations.values()):
        for key in _needs(chapter.told):
            found = before.get(key)
            if found is not None and not found.known:
                yield key


def _needs_of(told: Told) -> frozenset[str]:
    """The relations that a migration changes and does not make."""
    return walk(told.run, told.transaction, Catalog()).missed


_needs = remembered(_needs_of, 4096)


def presume(keys: Iterable[str], given: Catalog = EMPTY) -> Catalog:
    """A start with these tables, of which nothing else is known. Where there are several, there may be others too."""
    start = given
    found = sorted(key for key in keys if key not in given.names)
    for key in found:
        schema, _, name = key.rpartition(".")
        table = Table(oid=start.next_oid, name=name, schema=schema or None, was=key, known=False, open=True)
        start = start.put(table)
    return replace(start.settled(), complete=given.complete and len(found) < 2)


def replay(migrations: Iterable[tuple[Source, Project]], before: Catalog = EMPTY) -> Catalog:
    """The schema after the `up` of these migrations, each of which is committed."""
    for source, project in migrations:
        told = tell(source, replace(project, migration=True))
        if told is not None:
            before = walk(told.run, told.transaction, before)
    return before


def finished(steps: Generator[None, None, History]) -> History:
    """The outcome, without a pause."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: History = end.value
            return found
