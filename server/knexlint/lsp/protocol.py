"""The shell around pygls: text changes come to us as the editor sent them, and nothing bad in a message is fatal."""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

from knexlint.lsp.client import preferred_encodings

if TYPE_CHECKING:
    from knexlint.lsp.server import KnexlintServer


class Protocol(LanguageServerProtocol):
    """pygls keeps no text: its own model breaks lines where the protocol does not."""

    _server: KnexlintServer

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        general = params.capabilities.general
        if general is not None and general.position_encodings:
            general.position_encodings = preferred_encodings(list(general.position_encodings))
        return (yield from super().lsp_initialize(params))

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._server.did_open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.did_change(params.text_document, params.content_changes)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.did_close(params.text_document.uri)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """As pygls does, but a request that cannot be understood gets an answer: its sender waits for one."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), int | str):
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        method, identity = getattr(message, "method", None), getattr(message, "id", None)
        if self._workspace is None and method is not None and method not in (types.INITIALIZE, types.EXIT):
            refused = types.ResponseError(types.ErrorCodes.ServerNotInitialized, "initialize comes first")
        elif self._workspace is not None and method == types.INITIALIZE:
            refused = types.ResponseError(types.ErrorCodes.InvalidRequest, "initialize comes once")
        else:
            super().handle_message(message)
            return
        if identity is not None:
            self._send_response(identity, error=refused)

    def _handle_cancel_notification(self, msg_id: int | str) -> None:
        """As pygls does, but it is no news that an editor takes back what was answered a moment ago."""
        if msg_id in self._request_futures:
            super()._handle_cancel_notification(msg_id)

    @property
    def left_politely(self) -> bool:
        """The editor asked to shut down before it left."""
        return self._shutdown


class EditorLog(logging.Handler):
    """Sends log records to the editor's log, each text once: standard error looks like a crash there."""

    def __init__(self, server: KnexlintServer) -> None:
        super().__init__(logging.WARNING)
        self._server = server
        self._said: set[str] = set()
        self._busy = False

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text = f"{text}{_why(record, record.exc_info[1])}"
        if self._busy or text in self._said:
            return
        self._said.add(text)
        level = types.MessageType.Error if record.levelno >= logging.ERROR else types.MessageType.Warning
        self._busy = True
        try:
            self._server.window_log_message(types.LogMessageParams(level, text))
        finally:
            self._busy = False


def _why(record: logging.LogRecord, error: BaseException) -> str:
    """Of a fault of ours where it happened; of a message that makes no sense only what is wrong with it."""
    if record.name.startswith("pygls"):
        return f": {type(error).__name__}: {error}"
    return f"\n{logging.Formatter().formatException((type(error), error, error.__traceback__))}"
