"""What the editor at the other end can do, read once from its capabilities."""

from __future__ import annotations

from lsprotocol import types
from pygls.capabilities import get_capability

from knexlint.record import record
from knexlint.text import Encoding

APPLY = "knexlint.applyEdit"  # the command of an action, for editors that know no actions

_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


@record
class Client:
    """`pulls`: it asks for diagnostics and cannot be sent any; `refreshes`: it can be told to ask again.

    `shows_sql`: it has a command that shows the SQL of a migration.
    `applies_edits`: it can be sent an edit: what editors do that know commands for actions, and no literals.
    `creates_files`: an edit may make new files. `indents_insertions`: it asks how to indent what a completion inserts.
    """

    encoding: Encoding = "utf-16"
    pulls: bool = False
    refreshes: bool = False
    code_descriptions: bool = False
    markdown_hover: bool = False
    markdown_completion: bool = False
    snippets: bool = False
    indents_insertions: bool = False
    action_literals: bool = False
    applies_edits: bool = False
    preferred_actions: bool = False
    resolves_edits: bool = False
    document_changes: bool = False
    creates_files: bool = False
    configuration: bool = False
    registers_configuration: bool = False
    registers_watchers: bool = False
    progress: bool = False
    symbol_trees: bool = False
    refreshes_hints: bool = False
    refreshes_lenses: bool = False
    shows_sql: bool = False


def preferred_encodings(offered: list[str]) -> list[str]:
    """The encodings in the order we want them: UTF-8, which costs nothing here, then as the editor prefers."""
    known = [encoding for encoding in offered if encoding in _ENCODINGS]
    return sorted(known, key=lambda encoding: encoding != "utf-8") or ["utf-16"]


def read_client(capabilities: types.ClientCapabilities, encoding: str) -> Client:
    def has(path: str) -> bool:
        return bool(get_capability(capabilities, path, False))

    def lists(path: str, wanted: str | int) -> bool:
        return wanted in (get_capability(capabilities, path, None) or ())

    document_changes = has("workspace.workspace_edit.document_changes")
    markdown = types.MarkupKind.Markdown
    return Client(
        encoding=_ENCODINGS.get(encoding, "utf-16"),
        pulls=has("text_document.diagnostic") and not has("text_document.publish_diagnostics"),
        refreshes=has("workspace.diagnostics.refresh_support"),
        code_descriptions=has("text_document.publish_diagnostics.code_description_support")
        or has("text_document.diagnostic.code_description_support"),
        markdown_hover=lists("text_document.hover.content_format", markdown),
        markdown_completion=lists("text_document.completion.completion_item.documentation_format", markdown),
        snippets=has("text_document.completion.completion_item.snippet_support"),
        indents_insertions=lists("text_document.completion.completion_item.insert_text_mode_support.value_set", 1),
        action_literals=has("text_document.code_action.code_action_literal_support"),
        applies_edits=has("workspace.apply_edit"),
        preferred_actions=has("text_document.code_action.is_preferred_support"),
        resolves_edits=has("text_document.code_action.data_support")
        and lists("text_document.code_action.resolve_support.properties", "edit"),
        document_changes=document_changes,
        creates_files=document_changes
        and lists("workspace.workspace_edit.resource_operations", types.ResourceOperationKind.Create),
        configuration=has("workspace.configuration"),
        registers_configuration=has("workspace.did_change_configuration.dynamic_registration"),
        registers_watchers=has("workspace.did_change_watched_files.dynamic_registration"),
        progress=has("window.work_done_progress"),
        symbol_trees=has("text_document.document_symbol.hierarchical_document_symbol_support"),
        refreshes_hints=has("workspace.inlay_hint.refresh_support"),
        refreshes_lenses=has("workspace.code_lens.refresh_support"),
        shows_sql=isinstance(capabilities.experimental, dict) and "knexlint.showSql" in capabilities.experimental,
    )
