"""Which request is answered by which function. Nothing is computed, or imported, before it is asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidRequest

from knexlint.lsp.client import APPLY
from knexlint.lsp.documents import Document
from knexlint.lsp.server import KnexlintServer

log = logging.getLogger("knexlint.lsp")

_ACTIONS = types.CodeActionOptions(
    code_action_kinds=[types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll], resolve_provider=True
)


_COMPLETION = types.CompletionOptions(trigger_characters=["'", '"', "`", "."])


def register(server: KnexlintServer) -> None:
    """Hand every handler to pygls. A fault in one costs its own answer and is logged once."""

    def on(method: str, handler: Callable[[Any], Any], options: Any = None) -> None:
        def answer(*params: Any) -> Any:
            try:
                return handler(*params)
            except JsonRpcInvalidRequest:
                raise  # it is the answer
            except Exception:
                log.exception("%s failed", method)
                return None

        server.feature(method, options)(answer)

    def extra(method: str, handler: Callable[[Any, Any], Any]) -> None:
        on(method, lambda params: handler(_requests(), params))

    def apply(edit: types.WorkspaceEdit) -> None:
        """What the command of an action asks for: the editor is to apply the edit that it was given."""
        server.workspace_apply_edit(types.ApplyWorkspaceEditParams(edit))

    def initialize(params: types.InitializeParams) -> None:
        server.initialize(params)
        if not server.client.action_literals and server.client.applies_edits:
            server.command(APPLY)(apply)
        if server.client.pulls:
            on(
                types.TEXT_DOCUMENT_DIAGNOSTIC,
                lambda params: pulled(server, params),
                types.DiagnosticOptions(True, False),
            )

    on(types.INITIALIZE, initialize)
    on(types.INITIALIZED, lambda _: server.initialized())
    on(types.TEXT_DOCUMENT_HOVER, lambda params: hover(server, params))
    on(types.TEXT_DOCUMENT_CODE_ACTION, lambda params: code_actions(server, params), _ACTIONS)
    on(types.CODE_ACTION_RESOLVE, lambda action: resolve(server, action))
    on(types.TEXT_DOCUMENT_COMPLETION, lambda params: completion(server, params), _COMPLETION)
    on(types.TEXT_DOCUMENT_DEFINITION, lambda params: definition(server, params))
    on(types.TEXT_DOCUMENT_REFERENCES, lambda params: references(server, params))
    on(types.TEXT_DOCUMENT_RENAME, lambda params: refuse_rename(server, params), types.RenameOptions(True))
    on(types.TEXT_DOCUMENT_PREPARE_RENAME, lambda params: refuse_rename(server, params))
    on(types.WORKSPACE_SYMBOL, lambda params: workspace_symbols(server, params))
    on(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, lambda params: symbols(server, params))
    on(types.TEXT_DOCUMENT_INLAY_HINT, lambda params: inlay_hints(server, params))
    on(types.TEXT_DOCUMENT_CODE_LENS, lambda params: lenses(server, params), types.CodeLensOptions(False))
    extra("knexlint/summary", lambda requests, params: requests.summarise(server, params.uri))
    extra("knexlint/schema", lambda requests, params: requests.schema(server, params.uri))
    extra("knexlint/sql", lambda requests, params: requests.sql(server, params.uri))
    extra("knexlint/templates", lambda requests, _: requests.offered_templates())
    extra(
        "knexlint/newMigration",
        lambda requests, params: requests.new_migration(server, params.name, params.template, params.uri),
    )

    @server.feature("knexlint/check")
    async def check(_: Any) -> Any:
        return await checked(server)

    on(types.WORKSPACE_DID_CHANGE_CONFIGURATION, lambda params: _configuration().changed(server, params))
    on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, lambda params: _configuration().files_changed(server, params))
    on(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, lambda params: _configuration().folders_changed(server, params))


def _requests() -> Any:
    from knexlint.lsp import requests

    return requests


def _configuration() -> Any:
    from knexlint.lsp import configuration

    return configuration


def hover(server: KnexlintServer, params: types.HoverParams) -> types.Hover | None:
    from knexlint.lsp.hover import hover

    document = server.documents.get(params.text_document.uri)
    if document is None:
        return None
    return hover(document, server.analysis, _offset(server, document, params.position), server.client)


def _offset(server: KnexlintServer, document: Document, at: types.Position) -> int:
    return document.source.offset(at.line, at.character, server.client.encoding)


def definition(server: KnexlintServer, params: types.DefinitionParams) -> list[types.Location]:
    from knexlint.lsp.navigation import definition

    document = server.documents.get(params.text_document.uri)
    if document is None:
        return []
    return definition(document, server.analysis, _offset(server, document, params.position), server.client)


def references(server: KnexlintServer, params: types.ReferenceParams) -> list[types.Location]:
    from knexlint.lsp.navigation import references

    document = server.documents.get(params.text_document.uri)
    if document is None:
        return []
    offset, declaration = _offset(server, document, params.position), params.context.include_declaration
    return references(document, server.analysis, offset, server.client, declaration)


def refuse_rename(server: KnexlintServer, params: types.PrepareRenameParams | types.RenameParams) -> None:
    """Nothing is renamed. Of a name of the schema the answer says why; all else is the language's own business."""
    from knexlint.lsp.navigation import rename_refused

    document = server.documents.get(params.text_document.uri)
    if document is None:
        return
    reason = rename_refused(server.analysis.report(document), _offset(server, document, params.position))
    if reason is not None:
        raise JsonRpcInvalidRequest(reason)


def workspace_symbols(server: KnexlintServer, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    from knexlint.lsp.navigation import workspace_symbols

    return workspace_symbols(server.analysis, params.query, server.client)


def code_actions(server: KnexlintServer, params: types.CodeActionParams) -> Sequence[types.CodeAction | types.Command]:
    from knexlint.lsp.actions import code_actions

    document = server.documents.get(params.text_document.uri)
    return code_actions(document, server.analysis, params, server.client) if document else []


def resolve(server: KnexlintServer, action: types.CodeAction) -> types.CodeAction:
    from knexlint.lsp.actions import resolve

    uri = action.data.get("uri") if isinstance(action.data, dict) else None
    document = server.documents.get(str(uri))
    return resolve(action, document, server.analysis, server.client) if document else action


def completion(server: KnexlintServer, params: types.CompletionParams) -> types.CompletionList | None:
    from knexlint.lsp.completion import completion

    document = server.documents.get(params.text_document.uri)
    if document is None:
        return None
    return completion(document, server.analysis, _offset(server, document, params.position), server.client)


def symbols(
    server: KnexlintServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    from knexlint.lsp.symbols import symbols

    document = server.documents.get(params.text_document.uri)
    return symbols(document, server.analysis.report(document), server.client) if document else None


def inlay_hints(server: KnexlintServer, params: types.InlayHintParams) -> list[types.InlayHint]:
    from knexlint.lsp.hints import inlay_hints

    document = server.documents.get(params.text_document.uri)
    if document is None or not server.shows.inlay_hints:
        return []
    return inlay_hints(document, server.analysis.report(document), params.range, server.client)


def lenses(server: KnexlintServer, params: types.CodeLensParams) -> list[types.CodeLens]:
    from knexlint.lsp.lenses import lenses

    document = server.documents.get(params.text_document.uri)
    if document is None or not server.shows.code_lens:
        return []
    return lenses(document, server.analysis.report(document), server.client)


async def checked(server: KnexlintServer) -> Any:
    try:
        return await _requests().check(server)
    except Exception:
        log.exception("The whole folder could not be checked")
        return None


def pulled(server: KnexlintServer, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Diagnostics for an editor that asks for them."""
    document = server.documents.get(params.text_document.uri)
    found = server.analysis.diagnostics(document, server.client) if document else []
    return types.RelatedFullDocumentDiagnosticReport(found)
