"""Reading a workspace folder: which knexfiles there are, beside the editor's work, with a progress bar in it."""

from __future__ import annotations

import asyncio
import itertools
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from knexlint.lsp.documents import Document
from knexlint.lsp.folders import Folders
from knexlint.project.project import Project
from knexlint.project.workspace import Workspace

if TYPE_CHECKING:
    from knexlint.lsp.server import KnexlintServer

log = logging.getLogger("knexlint.lsp")

_PATIENCE = 2.0  # seconds that the editor has to make a progress bar
_numbers = itertools.count(1)


async def read_folders(server: KnexlintServer, roots: list[Path]) -> None:
    """Take note of every knexfile below the folders; what is open is linted again if its surroundings change by it."""
    folders = server.analysis.folders
    bar = asyncio.create_task(_begin(server)) if server.client.progress else None
    seen = 0
    try:
        for root in roots:
            scanned = folders.unread(root)
            seen += len(await asyncio.to_thread(_read, scanned, str(root)))
            before = {uri: folders.project_of(each.source.path) for uri, each in server.documents.items()}
            folders.install(root, scanned)
            server.lint_again(lambda each, before=before: _differs(folders, each, before.get(each.uri)))  # type: ignore[misc]
    except Exception:
        log.exception("The workspace folder could not be read")
    if bar is not None and (token := await bar) is not None:
        server.work_done_progress.end(token, types.WorkDoneProgressEnd(message=f"{seen} files seen"))


def _read(workspace: Workspace, root: str) -> list[str]:
    found = workspace.scan(root)
    for folder in {path.rpartition("/")[0] for path in found if workspace.surroundings_of(path).migration}:
        workspace.ask_git(folder)
    return found


async def _begin(server: KnexlintServer) -> str | None:
    """The token of a new progress bar, None if the editor does not answer or does not want one."""
    token = f"knexlint-{next(_numbers)}"
    asked = server.window_work_done_progress_create(types.WorkDoneProgressCreateParams(token))
    try:
        await asyncio.wait_for(asyncio.wrap_future(asked), _PATIENCE)
    except Exception:
        return None
    server.work_done_progress.begin(token, types.WorkDoneProgressBegin("knexlint", message="Looking for migrations"))
    return token


def _differs(folders: Folders, document: Document, before: Project | None) -> bool:
    after = folders.project_of(document.source.path)
    return before is None or replace(after, files=before.files) != before
