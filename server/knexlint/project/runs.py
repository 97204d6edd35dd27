"""What a function of a file sends, remembered: a folder that is replayed and a file of it that is looked at ask alike.

It depends on the text, on the configuration, and on the files that are read on the way; they are looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knexlint.knex.configuration import Configuration
from knexlint.knex.elsewhere import run_with_doubts
from knexlint.knex.queries import Run
from knexlint.memo import keep
from knexlint.project.project import Files
from knexlint.project.walk import statements_of
from knexlint.record import record
from knexlint.sql import Statement
from knexlint.syntax import Module

_REMEMBERED = 4096  # the newest run of each function


@record
class Ran:
    """`statements`: those of each query. `read`: the other files that it was made from, with what they held; `listed`:
    folders, with the names in them."""

    data: bytes
    configuration: Configuration
    run: Run
    statements: tuple[tuple[Statement, ...], ...]
    read: dict[str, bytes | None]
    listed: dict[str, Sequence[str] | None]

    def holds(self, data: bytes, configuration: Configuration, files: Files) -> bool:
        """It would come to the same again."""
        if self.data != data or self.configuration != configuration:
            return False
        same = all(files.read(path) == held for path, held in self.read.items())
        return same and all(files.names_in(folder) == names for folder, names in self.listed.items())


@dataclass(slots=True)
class Reading:
    """Files, and what those that were asked for hold; `listed`: folders, and the names in them."""

    files: Files
    found: dict[str, bytes | None] = field(default_factory=dict)
    listed: dict[str, Sequence[str] | None] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        data = self.found[path] = self.files.read(path)
        return data

    def names_in(self, folder: str) -> Sequence[str] | None:
        names = self.listed[folder] = self.files.names_in(folder)
        return names


_ran: dict[tuple[str, str], Ran] = {}


def ran(module: Module, name: str, configuration: Configuration, files: Files) -> Ran:
    """What the exported function `name` does."""
    source = module.source
    known = _ran.pop((source.path, name), None)
    if known is None or not known.holds(source.data, configuration, files):
        reading = Reading(files)
        run = run_with_doubts(module, name, configuration, reading)
        known = Ran(source.data, configuration, run, statements_of(run), reading.found, reading.listed)
    keep(_ran, (source.path, name), known, _REMEMBERED)
    return known
