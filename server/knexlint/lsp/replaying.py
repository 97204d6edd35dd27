"""Reads the histories of the folders beside the editor's work, in steps so small that no keystroke waits for them.

What is open is linted again when the schema that it finds turns out to be another one.
"""

from __future__ import annotations

import asyncio
import logging
import operator
import time
from typing import TYPE_CHECKING

from knexlint.lsp.documents import Document

if TYPE_CHECKING:
    from knexlint.catalog import Catalog
    from knexlint.lsp.server import KnexlintServer

log = logging.getLogger("knexlint.lsp")

_STEP = 0.004  # seconds of work between two looks at what the editor sends
_PAUSE = 0.04  # after a change: the next one is likely to come soon


class Replay:
    """One task at a time. `wake` whenever something changed that a schema may depend on."""

    def __init__(self, server: KnexlintServer) -> None:
        self._server = server
        self._task: asyncio.Task[None] | None = None
        self._changed = 0.0

    @property
    def done(self) -> bool:
        return self._task is None or self._task.done()

    def wake(self) -> None:
        self._changed = time.monotonic()
        if self.done and not self._server.reads:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            while await self._quiet() and self._wanted():
                await self._read()
        except Exception:
            log.exception("The migrations could not be replayed")

    async def _quiet(self) -> bool:
        """Wait until nobody is typing, and what was typed has been linted: what that found out is needed here."""
        while (left := self._changed + _PAUSE - time.monotonic()) > 0 or self._server.schedule.waits:
            await asyncio.sleep(left if left > 0 else _STEP)
        return True

    def _wanted(self) -> bool:
        folders = self._folders()
        workspaces = self._server.analysis.folders.workspaces()
        return any(each.chronicles.unread(folders.get(id(each), ())) for each in workspaces)

    def _folders(self) -> dict[int, list[str]]:
        """The folders of what is open, by the workspace they belong to."""
        found: dict[int, list[str]] = {}
        for document in self._server.documents.values():
            path = document.source.path
            workspace = self._server.analysis.folders.workspace_of(path)
            found.setdefault(id(workspace), []).append(path.rpartition("/")[0])
        return found

    async def _read(self) -> None:
        server, folders = self._server, self._folders()
        before = {uri: self._found(each) for uri, each in server.documents.items()}
        for workspace in server.analysis.folders.workspaces():
            wanted = [*folders.get(id(workspace), ()), *workspace.migration_folders()]
            until = time.perf_counter() + _STEP
            for _ in workspace.chronicles.reading(wanted):
                if time.perf_counter() > until:
                    await asyncio.sleep(0)
                    until = time.perf_counter() + _STEP
        nothing = (None, None)
        differs = {
            uri
            for uri, each in server.documents.items()
            if any(map(operator.is_not, self._found(each), before.get(uri, nothing)))
        }
        if differs:
            server.lint_again(lambda each: each.uri in differs)

    def _found(self, document: Document) -> tuple[Catalog, Catalog | None]:
        """What a file's findings rest on beside its text."""
        project = self._server.analysis.folders.project_of(document.source.path)
        return project.before, project.later
