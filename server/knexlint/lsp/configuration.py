"""Settings from the editor, and word from it about files that changed on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.uris import from_fs_path

from knexlint.lsp.documents import path_of

if TYPE_CHECKING:
    from knexlint.lsp.server import KnexlintServer

SECTION = "knexlint"
_WATCHED = ("**/{knexlint.toml,package.json,tsconfig.json}", "**/*.{ts,js,mts,cts,mjs,cjs}")


def section(settings: Any) -> dict[str, Any]:
    """Our part of what an editor sends: the section itself, or an object that has it as a key."""
    inner = settings.get(SECTION, settings) if isinstance(settings, Mapping) else None
    return {key: value for key, value in inner.items() if value is not None} if isinstance(inner, Mapping) else {}


def register(server: KnexlintServer) -> None:
    """Ask the editor to tell when settings or files change, where it wants to be asked."""
    wanted: list[types.Registration] = []
    if server.client.registers_configuration:
        wanted.append(
            types.Registration(
                "knexlint-configuration",
                types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                types.DidChangeConfigurationRegistrationOptions(section=SECTION),
            )
        )
    if server.client.registers_watchers:
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        wanted.append(
            types.Registration(
                "knexlint-files",
                types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                types.DidChangeWatchedFilesRegistrationOptions(watchers),
            )
        )
    if wanted:
        server.client_register_capability(types.RegistrationParams(wanted))


def ask(server: KnexlintServer) -> None:
    """Ask for the settings of each folder, where the editor answers that; documents are linted again if any changed."""
    if not server.client.configuration:
        return
    roots: list[Path | None] = [*server.analysis.folders.roots()] or [None]
    items = [
        types.ConfigurationItem(scope_uri=from_fs_path(str(root)) if root else None, section=SECTION) for root in roots
    ]

    def answered(answer: Future[Any]) -> None:
        if answer.cancelled() or answer.exception() is not None or not isinstance(answer.result(), Sequence):
            return
        pairs = zip(roots, answer.result(), strict=False)
        apply(server, [(root, settings) for root, settings in pairs if settings is not None])

    server.workspace_configuration(types.ConfigurationParams(items)).add_done_callback(answered)


def changed(server: KnexlintServer, params: types.DidChangeConfigurationParams) -> None:
    if server.client.configuration:
        ask(server)
    else:
        apply(server, [(None, params.settings)])


def apply(server: KnexlintServer, answers: list[tuple[Path | None, Any]]) -> None:
    for _, settings in answers[:1]:
        show(server, section(settings))
    differs = [server.analysis.folders.configure(root, section(settings)) for root, settings in answers]
    if any(differs):
        server.lint_again()


def show(server: KnexlintServer, settings: Mapping[str, Any]) -> None:
    """Switch on and off what is shown beside findings."""
    from knexlint.lsp.server import Shown

    wanted = Shown(settings.get("inlayHints") is not False, settings.get("codeLens") is not False)
    if wanted != server.shows:
        server.shows = wanted
        if server.client.refreshes_hints:
            server.workspace_inlay_hint_refresh(None)
        if server.client.refreshes_lenses:
            server.workspace_code_lens_refresh(None)


def files_changed(server: KnexlintServer, params: types.DidChangeWatchedFilesParams) -> None:
    paths = [path_of(event.uri) for event in params.changes if event.uri.startswith("file:")]
    matters = [server.analysis.folders.forget(path) for path in paths]
    for path in paths:
        server.publish_closed(from_fs_path(path) or path)
    if any(matters):
        server.lint_again()
    server.replay.wake()


def folders_changed(server: KnexlintServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
    folders = server.analysis.folders
    added = [Path(path_of(come.uri)) for come in params.event.added if come.uri.startswith("file:")]
    for gone in params.event.removed:
        folders.remove(Path(path_of(gone.uri)))
    for root in added:
        folders.add(root)
    server.lint_again()
    ask(server)
    server.read(added)
