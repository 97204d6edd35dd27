"""The folder on disk: the one place in the core's neighbourhood that does I/O, so that everything else can be pure.

Reads files, settings, knexfiles and package.json, each once; forgets what changed when told. Runs nothing it reads, and
reads nothing outside the workspace root except settings files above it.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from knexlint.catalog import Catalog
from knexlint.project.baseline import read_schema
from knexlint.project.chronicles import Chronicles, Line
from knexlint.project.detect import has_extension
from knexlint.project.disk import BOM, PACKAGE, SETTINGS, read_bytes, repository_of, why_not, why_not_text
from knexlint.project.globs import matches
from knexlint.project.history import EMPTY
from knexlint.project.knexfile import KNEXFILES, Knexfile, read_knexfile
from knexlint.project.problems import Problem, settings_problems, unreadable
from knexlint.project.project import Project, is_postgres
from knexlint.project.read_settings import SettingsText, dependency, read_package, read_toml
from knexlint.project.repository import Branch, read_branch
from knexlint.project.settings import Mistake, Settings, merge
from knexlint.record import record
from knexlint.text import Source

SKIPPED = frozenset(
    {
        "node_modules", "bower_components", "jspm_packages", "vendor", "dist", "build", "out", "output", "coverage",
        "target", "tmp", "venv", "__pycache__", "cdk.out",
    }
)  # fmt: skip
_NO_KNEXFILE = Knexfile(Source("", b""))


@record
class _Surroundings:
    """What the files of one folder share. `base`: the folder that globs are relative to."""

    settings: Settings = field(default_factory=Settings)
    base: str = "/"
    text: SettingsText | None = None
    mistakes: tuple[Mistake, ...] = ()
    knex: str | None = None
    knexfile: Knexfile | None = None
    package: str | None = None  # the folder of the nearest package.json

    @property
    def baseline(self) -> str | None:
        """Where the schema before the first migration stands."""
        path = self.settings.baseline
        return None if path is None else posixpath.normpath(posixpath.join(self.base, path))


class Workspace:
    """One workspace folder. `overrides`: settings of the editor or the command line, over those of files."""

    def __init__(self, root: Path, overrides: Mapping[str, Any] | None = None) -> None:
        self.root = root
        self._buffers: dict[str, bytes] = {}
        self._imported: set[str] = set()
        self._top = str(repository_of(root) or root)
        self._real = os.path.realpath(self._top)
        self._bytes: dict[str, bytes | None] = {}
        self._names: dict[str, list[str] | None] = {}
        self._folders: dict[str, _Surroundings] = {}
        self._claims: dict[str, tuple[Knexfile | None, bool | None]] = {}
        self._knexfiles: dict[str, Knexfile | None] = {}
        self.chronicles = Chronicles(self)
        self._branches: dict[str, Branch | None] = {}
        self.together: frozenset[str] = frozenset()  # migrations that are deployed at once
        self.overrides = overrides or {}

    @property
    def overrides(self) -> Mapping[str, Any]:
        """Settings over those of files; giving others forgets what was merged with these."""
        return self._overrides

    @overrides.setter
    def overrides(self, overrides: Mapping[str, Any]) -> None:
        self._overrides = dict(overrides)
        self.mistakes: tuple[Mistake, ...] = merge(Settings(), overrides)[1]
        self._forget_folders()

    def succeed(self, before: Workspace) -> None:
        """Take the place of a workspace of the same folder: with its overrides, and knowing what its files import."""
        self.overrides = before.overrides
        self._imported |= before._imported
        self.chronicles.patient = before.chronicles.patient

    # --- the editor -------------------------------------------------------------------------------------------------

    def open(self, path: str, data: bytes) -> None:
        """An editor's unsaved text: what is read from now on in place of the file."""
        self._buffers[path] = data
        self.forget(path)

    def close(self, path: str) -> None:
        """Back to what is on disk."""
        self._buffers.pop(path, None)
        self.forget(path)

    def forget(self, path: str | None = None) -> bool:
        """Forget what was read from a file (None: from all). True if findings of other files may change by it."""
        if path is None:
            self._bytes.clear()
            self._names.clear()
        else:
            self._bytes.pop(path, None)
            self._names.pop(path.rpartition("/")[0], None)
            self.chronicles.forget(path)
        name = path.rsplit("/", 1)[-1] if path is not None else None
        if name is None or name in (SETTINGS, PACKAGE) or name in KNEXFILES or self._configures(path):
            self._forget_folders()
            self._knexfiles = dict.fromkeys(self._knexfiles)
            return True
        return path in self._imported or (path is not None and path.rpartition("/")[0] in self._imported)

    def _configures(self, path: str | None) -> bool:
        """Something of a knexfile, or a baseline, is in this file."""
        if path is not None and any(path == around.baseline for around in self._folders.values()):
            return True
        return any(path in knexfile.reads for knexfile in self._knexfiles.values() if knexfile is not None)

    # --- asking -----------------------------------------------------------------------------------------------------

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the workspace, for imports: None where there is none, or it is outside or too big."""
        self._imported.add(path)
        if path not in self._bytes:
            real = os.path.realpath(path)
            inside = real == self._real or real.startswith(self._real.rstrip("/") + "/")
            self._bytes[path] = self._load(path) if inside else None
        return self._bytes[path]

    def names_in(self, folder: str) -> list[str] | None:
        """The names of what is in a folder of the workspace, sorted; None where there is none, or it is outside."""
        self._imported.add(folder)
        if folder not in self._names:
            self._names[folder] = self._listed(folder)
        return self._names[folder]

    def _listed(self, folder: str) -> list[str] | None:
        real = os.path.realpath(folder)
        if real != self._real and not real.startswith(self._real.rstrip("/") + "/"):
            return None
        try:
            names = {each.name for each in os.scandir(folder)}
        except OSError:
            return None
        return sorted(names | {path.rpartition("/")[2] for path in self._buffers if path.rpartition("/")[0] == folder})

    def source(self, path: str) -> Source | Problem:
        """The file's text, as an editor has it (without a byte order mark), or why it cannot be read."""
        buffer = self._buffers.get(path)
        if buffer is not None:
            return Source(path, buffer)
        try:
            data = read_bytes(path)
        except OSError as error:
            return unreadable(path, why_not(path, error))
        reason = why_not_text(data)
        return Source(path, data.removeprefix(BOM)) if reason is None else unreadable(path, reason)

    def project_of(self, path: str) -> Project:
        """What surrounds the file at this path (absolute), with the schema that it finds."""
        around = self.surroundings_of(path)
        if around.migration is False or around.excluded or not around.is_postgres:
            return around
        history = self.chronicles.history_of(path.rpartition("/")[0])
        if history is None:
            return around
        before = history.among(path, self.together) if path in self.together else history.before(path)
        return replace(around, before=before, later=history.later(path))

    def surroundings_of(self, path: str) -> Project:
        """What surrounds the file but for the schema before it; cached for each folder."""
        folder, _, name = path.rpartition("/")
        around = self._surroundings(folder or "/")
        knexfile, migration = self._claim(folder, around)
        exclude = around.settings.exclude
        facts = knexfile or _NO_KNEXFILE
        return Project(
            settings=around.settings,
            migration=facts.loads(name) if migration else migration,
            excluded=bool(exclude) and matches(exclude, os.path.relpath(path, around.base).replace(os.sep, "/")),
            client=facts.client,
            knex=around.knex,
            lock_timeout=facts.lock_timeout,
            transactions=facts.transactions,
            mapper=facts.mapper,
            extended=facts.extended,
            precision=facts.precision,
            files=self,
            branch=self._branches.get(folder),
        )

    def ask_git(self, folder: str) -> None:
        """Learn what the default branch has of a folder. Takes some milliseconds, once."""
        if folder not in self._branches:
            self._branches[folder] = read_branch(folder) if (Path(self._top) / ".git").exists() else None

    def line_of(self, folder: str) -> Line | None:
        """The folders whose migrations run with those of this one; None if it holds none, or not for PostgreSQL."""
        around = self._surroundings(folder or "/")
        knexfile, migration = self._claim(folder, around)
        if migration is False or (knexfile is not None and not is_postgres(knexfile.client or "")):
            return None
        if knexfile is None or not migration:
            return Line((folder,))
        places = self._places(knexfile, around.package if knexfile is around.knexfile else None)
        return Line(tuple(dict.fromkeys(places)), knexfile.apart)

    def claims(self, line: Line) -> bool:
        """A knexfile names these folders."""
        return self._claim(line.folders[0], self._surroundings(line.folders[0]))[1] is True

    def candidates(self, line: Line) -> list[str]:
        """The files of these folders that may be migrations."""
        found = {path for path in self._buffers if path.rpartition("/")[0] in line.folders}
        for folder in line.folders:
            with suppress(OSError):
                found |= {entry.path for entry in os.scandir(folder)}
        return [path for path in found if has_extension(path)]

    def start_of(self, line: Line) -> Catalog:
        """The baseline of the settings, or an empty database; where names mean other schemas, not all of it."""
        around = self._surroundings(line.folders[0])
        knexfile = self._claim(line.folders[0], around)[0]
        script = self._load(around.baseline) if around.baseline is not None else None
        start = EMPTY if script is None else read_schema(script.decode("utf-8", "replace"))
        known = knexfile is None or knexfile.search_path is None or "public" in knexfile.search_path[:1]
        return start if known else replace(start, complete=False)

    def text_of(self, path: str) -> Source | None:
        """The file's text, None if it cannot be read."""
        found = self.source(path)
        return found if isinstance(found, Source) else None

    def scan(self, folder: str) -> list[str]:
        """Every file below a folder that may be a migration, sorted. Knexfiles on the way are taken note of."""
        found: list[str] = []
        stack = [folder]
        while stack:
            here = stack.pop()
            try:
                entries = list(os.scandir(here))
            except OSError:
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name.startswith("."):
                        self._note_knexfiles(entry.path)
                    elif entry.name not in SKIPPED:
                        stack.append(entry.path)
                        found += [entry.path] if has_extension(entry.name) else []
                elif entry.name in KNEXFILES:
                    self._knexfiles.setdefault(entry.path, None)
                elif has_extension(entry.name):
                    found.append(entry.path)
        self._forget_folders()
        return sorted(found)

    def migration_folders(self) -> list[str]:
        """The folders that the knexfiles met so far name, whether they exist or not."""
        known = [knexfile for path in self._knexfiles if (knexfile := self._knexfile(path)) is not None]
        places = (place for knexfile in known for place in self._places(knexfile, None))
        return list(dict.fromkeys(places))

    def _note_knexfiles(self, folder: str) -> None:
        """A hidden folder holds no migrations, but it may hold the knexfile."""
        for name in KNEXFILES:
            if Path(folder, name).is_file():
                self._knexfiles.setdefault(f"{folder}/{name}", None)

    def problems(self, rules: Collection[str]) -> Iterator[Problem]:
        """What is wrong in the settings and worth knowing of the knexfiles met so far. `rules`: those that exist."""
        texts = {around.text.source.path: around for around in self._folders.values() if around.text is not None}
        for path in sorted(texts):
            around = texts[path]
            if around.text is not None:
                yield from settings_problems(around.text, around.mistakes, rules)
        for path in sorted(self._knexfiles):
            knexfile = self._knexfiles[path]
            if knexfile is not None and knexfile.client is not None and not is_postgres(knexfile.client):
                yield Problem("other-database", knexfile.source, knexfile.client_at, {"client": knexfile.client})

    # --- folders ----------------------------------------------------------------------------------------------------

    def _surroundings(self, folder: str) -> _Surroundings:
        found = self._folders.get(folder)
        if found is None:
            parent = posixpath.dirname(folder)
            if folder == self._top or parent == folder:
                above = _Surroundings(settings=merge(Settings(), self.overrides)[0], base=folder)
            else:
                above = self._surroundings(parent)
            found = self._folders[folder] = self._look(folder, above)
        return found

    def _look(self, folder: str, around: _Surroundings) -> _Surroundings:
        """What is above a folder, and what the folder itself adds."""
        try:
            names = {each.name for each in os.scandir(folder)}
        except OSError:
            names = set()
        names |= {path.rsplit("/", 1)[-1] for path in self._buffers if path.rpartition("/")[0] == folder}
        text: SettingsText | None = None
        if PACKAGE in names and (data := self._load(f"{folder}/{PACKAGE}")) is not None:
            package, text = read_package(Source(f"{folder}/{PACKAGE}", data))
            around = replace(around, package=folder, knex=dependency(package, "knex") or around.knex)
        if SETTINGS in names and (data := self._load(f"{folder}/{SETTINGS}")) is not None:
            text = read_toml(Source(f"{folder}/{SETTINGS}", data))
        if text is not None:
            settings, mistakes = merge(Settings(), text.data)
            settings, _ = merge(settings, self.overrides)
            around = replace(around, settings=settings, base=folder, text=text, mistakes=mistakes)
            if around.baseline is not None and self._load(around.baseline) is None:
                missing = Mistake(("baseline",), f'"{settings.baseline}" cannot be read')
                around = replace(around, mistakes=(*mistakes, missing))
        for name in KNEXFILES:
            if name in names and (knexfile := self._knexfile(f"{folder}/{name}")) is not None:
                return replace(around, knexfile=knexfile)
        return around

    def _knexfile(self, path: str) -> Knexfile | None:
        known = self._knexfiles.get(path)
        if known is None:
            data = self._load(path)
            known = self._knexfiles[path] = read_knexfile(Source(path, data), self) if data is not None else None
        return known

    def _forget_folders(self) -> None:
        self.chronicles.forget(None)
        self._folders.clear()
        self._claims.clear()

    def _claim(self, folder: str, around: _Surroundings) -> tuple[Knexfile | None, bool | None]:
        """The knexfile that a folder's files belong to, and whether they are migrations by it."""
        if folder not in self._claims:
            self._claims[folder] = self._find_claim(folder, around)
        return self._claims[folder]

    def _find_claim(self, folder: str, around: _Surroundings) -> tuple[Knexfile | None, bool | None]:
        above = around.knexfile
        places = self._places(above, around.package) if above is not None else []
        if folder in places:
            return above, True
        for path in self._knexfiles:
            other = self._knexfile(path)
            if other is not None and other is not above and folder in self._places(other, None):
                return other, True
        if above is None:
            return None, None
        return above, False if above.complete and all(Path(place).is_dir() for place in places) else None

    def _places(self, knexfile: Knexfile, package: str | None) -> list[str]:
        """The migration folders, absolute. Knex takes them from the knexfile's folder, or from where it is started."""
        home = posixpath.dirname(knexfile.source.path)
        found: list[str] = []
        for directory in knexfile.directories:
            place = posixpath.normpath(posixpath.join(home, directory))
            if package is not None and not Path(place).is_dir():
                place = posixpath.normpath(posixpath.join(package, directory))
            found.append(place)
        return found

    def _load(self, path: str) -> bytes | None:
        if path in self._buffers:
            return self._buffers[path]
        try:
            return read_bytes(path)
        except OSError:
            return None
