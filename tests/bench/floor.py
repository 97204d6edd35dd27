"""The floor: a pygls server that does nothing but publish the same thirty diagnostics after every change."""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("floor", "1")


def publish(uri: str, version: int | None) -> None:
    found = [
        types.Diagnostic(
            range=types.Range(types.Position(line, 4), types.Position(line, 20)),
            severity=types.DiagnosticSeverity.Warning,
            code="a-rule",
            source="floor",
            message="Building this index blocks every write to orders until the batch commits.",
            data={"rule": "a-rule"},
        )
        for line in range(30)
    ]
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def opened(params: types.DidOpenTextDocumentParams) -> None:
    publish(params.text_document.uri, params.text_document.version)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def changed(params: types.DidChangeTextDocumentParams) -> None:
    publish(params.text_document.uri, params.text_document.version)


if __name__ == "__main__":
    server.start_io()
