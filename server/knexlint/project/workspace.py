"""The folder on disk: the one place of the core's neighbourhood that does I/O, so that everything else can be pure.

Reads files, settings, knexfiles and package.json, each once; forgets what changed when told. Runs nothing it reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knexlint.project.project import Project
from knexlint.text import Source


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot be linted, and why, in words for the user."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to say about a file that is not a migration: settings, a knexfile. Lines and columns count from 0."""

    rule: str
    path: str
    line: int
    column: int
    values: Mapping[str, str]


class Workspace:
    """One workspace folder. `overrides`: settings of the editor or the command line, over those of files."""

    def __init__(self, root: Path, overrides: Mapping[str, Any] | None = None) -> None:
        self.root = root
        self.overrides = dict(overrides or {})
        self._buffers: dict[str, bytes] = {}

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
        return False

    def project_of(self, path: str) -> Project:
        """What surrounds the file at this path (absolute); cached for each folder."""
        return Project()

    def source(self, path: str) -> Source | Unreadable:
        """The file's text, or why it cannot be read."""
        raise NotImplementedError

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the settings and knexfiles that were met so far."""
        return ()
