"""The histories of a workspace: one for each set of folders whose migrations run together. Made when they are needed.

`patient`: nothing is made while somebody waits for an answer; what has not been read yet is not known. Then `reading`
does the work in small steps beside it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from knexlint.catalog import Catalog
from knexlint.project.history import History, Told, finished, place, recount, tell
from knexlint.project.project import NOTHING_KNOWN, Project
from knexlint.record import record
from knexlint.text import Source


@record
class Line:
    """Folders whose migrations run together. `apart`: those of one folder come before those of the next."""

    folders: tuple[str, ...]
    apart: bool = False


class Shelf(Protocol):
    """Where the files come from."""

    def line_of(self, folder: str) -> Line | None:
        """The folders whose migrations run with those of this one; None if it holds no migrations."""

    def candidates(self, line: Line) -> Sequence[str]:
        """The files that may be its migrations."""

    def text_of(self, path: str) -> Source | None:
        """The file as an editor has it, None if it cannot be read."""

    def start_of(self, line: Line) -> Catalog:
        """What is said to have been there before its migrations."""

    def surroundings_of(self, path: str) -> Project:
        """Its project, but for the schema before it."""


@dataclass(slots=True)
class _Volume:
    """`told`: what each file sends, None for one that is no migration. `listed`: the files, None where these may have
    changed. `stale`: the history is not that of the files any more."""

    told: dict[str, Told | None] = field(default_factory=dict)
    listed: Sequence[str] | None = None
    history: History | None = None
    stale: bool = True


class Chronicles:
    def __init__(self, shelf: Shelf) -> None:
        self.patient = False
        self._shelf = shelf
        self._volumes: dict[Line, _Volume] = {}

    def before(self, path: str) -> Catalog:
        """The schema that a migration finds."""
        history = self.history_of(path.rpartition("/")[0])
        return NOTHING_KNOWN if history is None else history.before(path)

    def history_of(self, folder: str) -> History | None:
        """The history of the migrations of a folder; None if it has none, or it has not been read yet."""
        line = self._shelf.line_of(folder)
        if line is None:
            return None
        if self.patient:
            known = self._volumes.get(line)
            return None if known is None else known.history
        volume = self._volumes.setdefault(line, _Volume())
        if volume.stale:
            finished(self._read(line, volume))
        return volume.history

    def histories(self) -> Iterator[History]:
        """Those that have been read."""
        return (volume.history for volume in self._volumes.values() if volume.history is not None)

    def forget(self, path: str | None) -> None:
        """A file changed (None: any may have): it is told anew, and so are those that were made from it."""
        if path is None:
            for volume in self._volumes.values():
                volume.stale, volume.listed = True, None
                volume.told.clear()
            return
        folder = path.rpartition("/")[0]
        for line, volume in self._volumes.items():
            made = [each for each, told in volume.told.items() if told is not None and path in told.reads]
            if folder in line.folders or made:
                volume.stale = True
                volume.listed = volume.listed if path in volume.told or made else None
                for each in (path, *made):
                    volume.told.pop(each, None)

    def unread(self, folders: Sequence[str]) -> bool:
        """Something is to be read: of these folders, or of those that were read before."""
        if any(volume.stale for volume in self._volumes.values()):
            return True
        lines = (self._shelf.line_of(folder) for folder in folders)
        return any(line is not None and line not in self._volumes for line in lines)

    def reading(self, folders: Sequence[str] = ()) -> Iterator[None]:
        """Read the histories of these folders, and bring those known up to date; pauses between files."""
        for folder in folders:
            line = self._shelf.line_of(folder)
            if line is not None:
                self._volumes.setdefault(line, _Volume())
        for line, volume in list(self._volumes.items()):
            if volume.stale:
                yield from self._read(line, volume)

    def _read(self, line: Line, volume: _Volume) -> Generator[None, None, History]:
        volume.stale = False
        folders = line.folders if line.apart else ()
        tales: list[Told] = []
        if volume.listed is None:
            volume.listed = sorted(self._shelf.candidates(line), key=lambda path: place(path, folders))
        for path in volume.listed:
            if path in volume.told:
                told = volume.told[path]
            else:
                source = self._shelf.text_of(path)
                told = None if source is None else tell(source, self._shelf.surroundings_of(path))
                volume.told[path] = told
                yield
            if told is not None:
                tales.append(told)
        volume.history = yield from recount(tales, volume.history, folders, self._shelf.start_of(line))
        return volume.history
