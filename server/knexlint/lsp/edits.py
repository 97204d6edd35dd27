"""Edits of the core as the protocol's workspace edits, in the form this editor can apply."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, new_uri, text_edits
from knexlint.rules import NewFile
from knexlint.text import Edit


def workspace_edit(
    document: Document, edits: Sequence[Edit], client: Client, files: Sequence[NewFile] = ()
) -> types.WorkspaceEdit | None:
    """None if the edit needs new files and the editor cannot make any."""
    changes = text_edits(document.source, edits, client.encoding)
    if files and not client.creates_files:
        return None
    if not client.document_changes:
        return types.WorkspaceEdit(changes={document.uri: changes})
    steps: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for file in files:
        steps += _creation(new_uri(document.uri, file.name), file.text)
    if changes:
        identity = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        steps.append(types.TextDocumentEdit(identity, changes))
    return types.WorkspaceEdit(document_changes=steps)


def _creation(uri: str, text: str) -> list[types.TextDocumentEdit | types.CreateFile]:
    start = types.Position(0, 0)
    content = types.TextEdit(types.Range(start, start), text)
    return [
        types.CreateFile(uri),
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, None), [content]),
    ]
