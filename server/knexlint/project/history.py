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
from knexlint.project.assemble import module_of, transaction_of
from knexlint.project.naming import load_order
from knexlint.project.presumed import guess
from knexlint.project.project import Project
from knexlint.project.runs import ran
from knexlint.project.walk import Sight, walk
from knexlint.record import record, replace
from knexlint.sql import Statement
from knexlint.text import Source

EMPTY = Catalog(complete=True)  # a new database
NOTHING_SENT = Run()
KNEX_OWN = frozenset(("knex_migrations", "knex_migrations_lock"))  # Knex makes these for itself


@record
class Told:
    """What the `up` of a file sends, whatever it finds. `reads`: the other files that it was made from."""

    source: Source
    run: Run = NOTHING_SENT
    transaction: bool = True
    reads: frozenset[str] = frozenset()
    statements: tuple[tuple[Statement, ...], ...] = ()  # of each query

    def after(self, catalog: Catalog) -> Catalog:
        """The catalog that it leaves where it finds this one."""
        return walk(self.run, self.statements, self.transaction, catalog)


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
        walk(self.told.run, self.told.statements, self.told.transaction, self.before, found.append)
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
        return History(self.chapters[: self._place(path) + 1], self.start, self.folders, self.given)

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
    return Told(source, sent.run, transaction, frozenset(sent.read), sent.statements)


# --- replaying --------------------------------------------------------------------------------------------------------


_ROUNDS = 3  # to find out what was there from the start


def recount(
    tales: Sequence[Told], before: History | None = None, folders: tuple[str, ...] = (), given: Catalog = EMPTY
) -> Generator[None, None, History]:
    """The history of these migrations; yields between them, so that whoever counts may pause.

    `before`: the history before something changed; its chapters are kept where they find the same catalog.
    """
    if before is not None and before.given == given:
        start = before.start
    else:
        start = presume(guess([(told.run, told.statements) for told in tales]), given)
    chapters: list[Chapter] = []
    for _ in range(_ROUNDS):
        chapters = yield from _chapters(tales, start, before)
        missed = _missed(chapters, start)
        if missed == frozenset(start.names) - frozenset(given.names):
            break
        start = presume(missed, given)
    return History(tuple(chapters), start, folders, given)


def _chapters(tales: Sequence[Told], start: Catalog, before: History | None) -> Generator[None, None, list[Chapter]]:
    known = {chapter.path: at for at, chapter in enumerate(before.chapters)} if before is not None else {}
    chapters: list[Chapter] = []
    catalog = start
    differed = looked = 0  # since how many chapters the catalog is another one; when that was looked at last
    for told in tales:
        at = known.get(told.source.path)
        old = before.chapters[at] if before is not None and at is not None else None
        if old is not None and old.before is not catalog and differed >= 2 * looked:
            looked = differed
            catalog = old.before if _same(old.before, catalog) else catalog
        if old is not None and old.told is told and old.before is catalog:
            chapter, differed, looked = old, 0, 0
        else:
            chapter = Chapter(told, catalog, told.after(catalog))
            differed += 1
            yield
        chapters.append(chapter)
        catalog = chapter.after
    return chapters


_FEW = 64


def _same(one: Catalog, other: Catalog) -> bool:
    """They say the same; cheap where they do not."""
    if one.next_oid != other.next_oid or len(one.relations.differing(other.relations)) > _FEW:
        return False
    return one == other


def _missed(chapters: Sequence[Chapter], start: Catalog) -> frozenset[str]:
    """What migrations needed that none had made. The newest may be wrong about it if those before it tell of a whole
    history: they have run."""
    if not chapters:
        return frozenset()
    last = chapters[-1]
    whole = not last.before.missed and any(table.known for table in last.before.tables())
    found = last.before.missed if whole else last.after.missed
    keys = (start.relations[each].key if isinstance(each, int) else each for each in found if _counts(each, start))
    return frozenset(keys)


def _counts(missed: str | int, start: Catalog) -> bool:
    return not isinstance(missed, int) or missed in start.relations


def presume(keys: Iterable[str], given: Catalog = EMPTY) -> Catalog:
    """A start with these tables, of which nothing else is known. Where there are several, there may be others too."""
    start = given
    found = sorted(key for key in keys if key not in given.names)
    for key in found:
        schema, _, name = key.rpartition(".")
        table = Table(oid=start.next_oid, name=name, schema=schema or None, was=key, known=False, open=True)
        start = start.put(table)
    others = [key for key in found if key not in KNEX_OWN]
    return replace(start.settled(), complete=given.complete and len(others) < 2)


def replay(migrations: Iterable[tuple[Source, Project]], before: Catalog = EMPTY) -> Catalog:
    """The schema after the `up` of these migrations, each of which is committed."""
    for source, project in migrations:
        told = tell(source, replace(project, migration=True))
        if told is not None:
            before = told.after(before)
    return before


def finished(steps: Generator[None, None, History]) -> History:
    """The outcome, without a pause."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: History = end.value
            return found
