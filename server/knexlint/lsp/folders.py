"""The workspace folders of the editor, and which of them a file belongs to. Knows no documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knexlint.project.project import Project
from knexlint.project.workspace import Workspace


class Folders:
    """One `Workspace` for each folder; a file outside all of them gets its own folder's."""

    def __init__(self) -> None:
        self._settings: dict[str, Any] = {}
        self._workspaces: dict[Path, Workspace] = {}
        self._strays: dict[Path, Workspace] = {}
        self._buffers: dict[str, bytes] = {}

    def roots(self) -> list[Path]:
        return list(self._workspaces)

    def workspaces(self) -> list[Workspace]:
        return [*self._workspaces.values(), *self._strays.values()]

    def add(self, root: Path, settings: Mapping[str, Any] | None = None) -> None:
        self._workspaces[root] = self._workspace(root, self._settings if settings is None else settings)
        self._strays.clear()

    def remove(self, root: Path) -> None:
        self._workspaces.pop(root, None)

    def configure(self, root: Path | None, settings: Mapping[str, Any]) -> bool:
        """Settings of the editor for one folder, or for all of them. True if they differ from those before."""
        roots = self.roots() if root is None else [root]
        before = [self._workspaces[each].overrides for each in roots if each in self._workspaces]
        if root is None:
            differs = self._settings != settings
            self._settings = dict(settings)
            self._strays.clear()
        else:
            differs = False
        for each in roots:
            self.add(each, settings)
        return differs or any(old != settings for old in before)

    def unread(self, root: Path) -> Workspace:
        """A fresh workspace for a folder, to be read aside and then installed."""
        return Workspace(root, self._workspaces[root].overrides if root in self._workspaces else self._settings)

    def install(self, root: Path, workspace: Workspace) -> None:
        """Use a workspace that was read aside; the editor's texts are handed to it."""
        if root in self._workspaces:
            workspace.succeed(self._workspaces[root])
            self._workspaces[root] = self._with_buffers(workspace)

    def workspace_of(self, path: str) -> Workspace:
        """The innermost folder that holds the file."""
        own = Path(path)
        holding = [root for root in self._workspaces if own.is_relative_to(root)]
        if holding:
            return self._workspaces[max(holding, key=lambda root: len(root.parts))]
        folder = own.parent
        if folder not in self._strays:
            self._strays[folder] = self._workspace(folder, self._settings)
        return self._strays[folder]

    def project_of(self, path: str) -> Project:
        return self.workspace_of(path).project_of(path)

    def open(self, path: str, data: bytes) -> bool:
        """The editor's text of a file. True if findings in other files may change by it."""
        self._buffers[path] = data
        workspace = self.workspace_of(path)
        workspace.open(path, data)
        return workspace.forget(path)

    def close(self, path: str) -> bool:
        self._buffers.pop(path, None)
        workspace = self.workspace_of(path)
        workspace.close(path)
        return workspace.forget(path)

    def forget(self, path: str) -> bool:
        """A file changed on disk. True if findings in other files may change by it."""
        return self.workspace_of(path).forget(path)

    def _workspace(self, root: Path, settings: Mapping[str, Any]) -> Workspace:
        made = Workspace(root, settings)
        made.chronicles.patient = True
        return self._with_buffers(made)

    def _with_buffers(self, workspace: Workspace) -> Workspace:
        for path, data in self._buffers.items():
            if Path(path).is_relative_to(workspace.root):
                workspace.open(path, data)
        return workspace
