"""The server: which message leads where. Holds the open documents; asks `analysis` about them and publishes the answer.

The core is imported after `initialize` is answered, so that the editor need not wait for it.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from knexlint import __version__
from knexlint.lsp.client import Client, read_client
from knexlint.lsp.documents import Document, changed, encode, path_of
from knexlint.lsp.memory import Collector
from knexlint.lsp.protocol import EditorLog, Protocol
from knexlint.lsp.replaying import Replay
from knexlint.lsp.schedule import Schedule
from knexlint.lsp.wire import Input
from knexlint.record import record
from knexlint.text import Source

if TYPE_CHECKING:
    from knexlint.lsp.analysis import Analysis

log = logging.getLogger("knexlint.lsp")

_NEIGHBOUR_PAUSE = 0.3  # seconds after the last change of a file that other open files read


@record
class Shown:
    """What the user wants to see beside findings."""

    inlay_hints: bool = True
    code_lens: bool = True


class KnexlintServer(LanguageServer):
    """One editor's server."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("knexlint", __version__, protocol_cls=Protocol, max_workers=1)
        self.client = Client()
        self.documents: dict[str, Document] = {}
        self.schedule = Schedule(self._publish)
        self.checked: set[str] = set()  # files that findings were published of though they are not open
        self.shows = Shown()
        self._roots: list[Path] = []
        self._settings: Any = None
        self._collector: Collector | None = None
        self._published: dict[str, int] = {}  # the version of each open file that findings were published of
        self._problems: dict[str, list[types.Diagnostic]] = {}
        self.replay = Replay(self)
        self._tasks: set[asyncio.Task[None]] = set()

    @cached_property
    def analysis(self) -> Analysis:
        from knexlint.lsp.analysis import Analysis
        from knexlint.lsp.configuration import section

        made = Analysis()
        made.folders.configure(None, section(self._settings))
        for root in self._roots:
            made.folders.add(root)
        return made

    # --- the editor comes and goes ------------------------------------------------------------------------------------

    def initialize(self, params: types.InitializeParams) -> None:
        """Called before the capabilities are answered."""
        encoding = self.protocol.workspace.position_encoding or "utf-16"
        self.client = read_client(params.capabilities, str(getattr(encoding, "value", encoding)))
        self._settings = params.initialization_options
        uris = [folder.uri for folder in params.workspace_folders or ()]
        if not uris and (uri := params.root_uri or (params.root_path and Path(params.root_path).as_uri())):
            uris = [uri]
        self._roots = [Path(path_of(uri)) for uri in uris if uri.startswith("file:")]

    def initialized(self) -> None:
        from knexlint.lsp import configuration

        self.analysis.warm()
        self._collector = Collector()
        configuration.register(self)
        configuration.ask(self)
        self.read(self._roots)

    def read(self, roots: list[Path]) -> None:
        """Read workspace folders beside the editor's work."""
        from knexlint.lsp.reading import read_folders

        task = asyncio.get_running_loop().create_task(read_folders(self, roots))
        self._tasks.add(task)
        task.add_done_callback(self._was_read)

    def _was_read(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.replay.wake()

    @property
    def reads(self) -> bool:
        """Folders are being read: what is known of them will be replaced."""
        return bool(self._tasks)

    # --- text ---------------------------------------------------------------------------------------------------------

    def did_open(self, item: types.TextDocumentItem) -> None:
        source = Source(path_of(item.uri), encode(item.text))
        self._keep(Document(item.uri, item.language_id, item.version, source))
        self.schedule.forget(item.uri)
        self.schedule.request(item.uri)
        self.publish_problems()

    def did_change(
        self,
        item: types.VersionedTextDocumentIdentifier,
        changes: Sequence[types.TextDocumentContentChangeEvent],
    ) -> None:
        before = self.documents.get(item.uri)
        if before is None:
            log.warning("A change of %s, which is not open", item.uri)
            return
        source = changed(before.source, changes, self.client.encoding)
        self._keep(Document(before.uri, before.language, item.version, source))
        self.schedule.request(item.uri)

    def did_close(self, uri: str) -> None:
        self.schedule.forget(uri)
        document = self.documents.pop(uri, None)
        self._published.pop(uri, None)
        if document is None:
            return
        self._guarded(lambda: self.analysis.close(document), False)
        self.replay.wake()
        if not self.client.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
            self._problems.pop(uri, None)
            self.publish_problems()
        self.publish_closed(uri)

    def publish_closed(self, uri: str) -> None:
        """A file that is not open, and that a check of the whole folder published findings of."""
        if uri in self.checked:
            from knexlint.lsp.requests import publish_closed

            self._guarded(lambda: publish_closed(self, uri), None)

    def _keep(self, document: Document) -> None:
        self.documents[document.uri] = document
        if self._guarded(lambda: self.analysis.open(document), False):
            self.lint_again(lambda other: other.uri != document.uri, _NEIGHBOUR_PAUSE)
        self.replay.wake()

    # --- findings -----------------------------------------------------------------------------------------------------

    def lint_again(self, chosen: Callable[[Document], bool] = lambda _: True, pause: float = 0.0) -> None:
        """Something around the open documents changed."""
        for document in list(self.documents.values()):
            if chosen(document):
                self.analysis.forget(document)
                self.schedule.request(document.uri, pause)
        self.publish_problems()
        if self.client.pulls and self.client.refreshes:
            self.workspace_diagnostic_refresh(None)

    def publish_problems(self) -> None:
        """What is wrong in settings files and knexfiles; for those that are open it goes with their own findings."""
        if self.client.pulls:
            return
        found = self._guarded(lambda: self.analysis.problem_diagnostics(self.client), self._problems)
        for uri in {*found, *self._problems} - set(self.documents):
            if found.get(uri) != self._problems.get(uri):
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found.get(uri, [])))
        self._problems = found

    def _publish(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document is None or self.client.pulls:
            return
        found = self._guarded(lambda: self.analysis.diagnostics(document, self.client), [])
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, document.version))
        if self._published.get(uri) == document.version:
            self._show_again()
        self._published[uri] = document.version
        if self._collector is not None:
            self._collector.answered()

    def _show_again(self) -> None:
        """The text is the same and what is known of it is not: the editor would not ask by itself."""
        if self.shows.inlay_hints and self.client.refreshes_hints:
            self.workspace_inlay_hint_refresh(None)
        if self.shows.code_lens and self.client.refreshes_lenses:
            self.workspace_code_lens_refresh(None)

    def _guarded(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return ask()
        except Exception:
            log.exception("knexlint met a fault of its own and goes on")
            return otherwise

    # --- errors -------------------------------------------------------------------------------------------------------

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002
        """A line in the log, no pop-up: there is nothing the user could do about it in the middle of a word."""
        log.error("%s", error)


def create() -> KnexlintServer:
    from knexlint.lsp.features import register

    server = KnexlintServer()
    register(server)
    return server


def serve() -> int:
    server = create()
    for name in ("pygls", "knexlint"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        logger.handlers[:] = [EditorLog(server)]
    server.start_io(cast("BinaryIO", Input(sys.stdin.buffer)))
    return 0 if server.protocol.left_politely else 1
