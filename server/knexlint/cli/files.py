"""From the paths of the command line to the files to look at, each with what surrounds it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from knexlint.project.disk import root_of
from knexlint.project.problems import Problem
from knexlint.project.project import Project
from knexlint.project.repository import Branch, read_revision
from knexlint.project.workspace import Workspace
from knexlint.record import record
from knexlint.text import Source


@record
class File:
    """`name`: as the user knows it; `named`: the command line names it, so it was meant."""

    name: str
    path: str
    workspace: Workspace
    named: bool

    @property
    def project(self) -> Project:
        return self.workspace.project_of(self.path)

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def read(self) -> Source | Problem:
        """The source, named by its whole path: imports are found from there."""
        return self.workspace.source(self.path)


class Places:
    """One workspace for each root that the paths of one command lie in."""

    def __init__(self, overrides: Mapping[str, Any]) -> None:
        self.overrides = overrides
        self.workspaces: dict[Path, Workspace] = {}

    def workspace(self, path: Path) -> Workspace:
        root = root_of(path)
        if root not in self.workspaces:
            self.workspaces[root] = Workspace(root, self.overrides)
        return self.workspaces[root]

    def files(self, names: Iterable[str]) -> Iterator[File]:
        """The files of these paths, each once, those of a folder sorted."""
        seen: set[str] = set()
        for name in names:
            for file in self._of(name):
                if file.path not in seen:
                    seen.add(file.path)
                    yield file

    def _of(self, name: str) -> Iterator[File]:
        path = Path.cwd() / posixpath.normpath(name)
        workspace = self.workspace(path)
        if not path.is_dir() or path.name in ("", "."):
            yield File(name, str(path), workspace, named=True)
            return
        for found in workspace.scan(str(path)):
            yield File(shown(found), found, workspace, named=False)


def shown(path: str) -> str:
    """A path as it is shown: relative where it lies below the current folder."""
    here = str(Path.cwd()).rstrip("/") + "/"
    return path.removeprefix(here)


def since(files: Iterable[File], revision: str) -> list[File] | None:
    """The files that are new or changed since a revision; None if git does not know it."""
    branches: dict[str, Branch | None] = {}
    found: list[File] = []
    for file in files:
        if file.folder not in branches:
            branches[file.folder] = read_revision(file.folder, revision)
        branch, source, name = branches[file.folder], file.read(), file.path.rpartition("/")[2]
        if branch is None:
            return None
        if not branch.holds(name, source.data) if isinstance(source, Source) else name not in branch.blobs:
            found.append(file)
    return found


def ship_together(files: Iterable[File]) -> None:
    """What one of these migrations makes, nobody uses before all of them have run."""
    paths: dict[int, tuple[Workspace, set[str]]] = {}
    for file in files:
        paths.setdefault(id(file.workspace), (file.workspace, set()))[1].add(file.path)
    for workspace, together in paths.values():
        workspace.together = frozenset(together)
