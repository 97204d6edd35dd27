"""A knexfile: which folders hold migrations, which database they run on, and what it sets for every connection.

Read, never run. What cannot be followed is not known, and then nothing is claimed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from knexlint.project.detect import has_extension
from knexlint.project.project import Files, is_postgres
from knexlint.text import Source, Span

KNEXFILES = tuple(f"knexfile.{extension}" for extension in ("js", "mjs", "cjs", "ts", "mts", "cts"))


@dataclass(frozen=True, slots=True)
class Knexfile:
    """`directories` as written, or absolute; `complete`: there are no others. `client_at`: where the client stands."""

    source: Source = Source("", b"")
    client: str | None = None
    client_at: Span = Span(0, 0)
    directories: tuple[str, ...] = ()
    complete: bool = False
    extensions: tuple[str, ...] | None = None
    transactions: bool = True
    lock_timeout: bool = False
    mapper: Literal["snake", "unknown"] | None = None
    precision: int | None = None

    def loads(self, name: str) -> bool:
        """Whether Knex takes a file of this name for a migration."""
        if self.extensions is not None:
            return name.endswith(self.extensions) and has_extension(name)
        return has_extension(name)


def read_knexfile(source: Source, files: Files) -> Knexfile:
    """The facts of a knexfile; what it imports from the workspace is followed."""
    return Knexfile(source)
