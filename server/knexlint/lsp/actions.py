"""Code actions: the fix of each finding, all safe fixes at once, and comments that silence a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lsprotocol import types

from knexlint.lint import Report, Reported
from knexlint.lsp.analysis import Analysis
from knexlint.lsp.client import APPLY, Client
from knexlint.lsp.diagnostics import diagnostic
from knexlint.lsp.documents import Document, difference, span_of
from knexlint.lsp.edits import workspace_edit
from knexlint.lsp.ignoring import ignore_file, ignore_line
from knexlint.text import Span

FIX_ALL = "source.fixAll.knexlint"
_FIX_ALL_TITLE = "Apply all safe knexlint fixes in this file"


def code_actions(
    document: Document, analysis: Analysis, params: types.CodeActionParams, client: Client
) -> Sequence[types.CodeAction | types.Command]:
    """What can be done about the findings that the range touches, best first.

    An editor that knows no actions gets commands; asked to run one, the server sends it the edit.
    """
    if client.action_literals:
        return _actions(document, analysis, params, client)
    if not client.applies_edits:
        return []
    client = replace(client, resolves_edits=False)
    return [
        types.Command(each.title, APPLY, arguments=[each.edit]) for each in _actions(document, analysis, params, client)
    ]


def _actions(
    document: Document, analysis: Analysis, params: types.CodeActionParams, client: Client
) -> list[types.CodeAction]:
    report = analysis.report(document)
    asked = span_of(document.source, params.range, client.encoding)
    found = [finding for finding in report.findings if _touch(finding.span, asked)]
    actions: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, params.context.only):
        actions += _fixes(document, found, client)
        actions += _ignores(document, report, found, client)
    if _wanted(FIX_ALL, params.context.only) and any(f.fix is not None and f.fix.safe for f in report.findings):
        actions.append(_fix_all(document, analysis, client))
    return actions


def resolve(action: types.CodeAction, document: Document, analysis: Analysis, client: Client) -> types.CodeAction:
    """Add the edit to an action that was sent without one."""
    if action.kind == FIX_ALL and action.edit is None:
        action.edit = _fix_all_edit(document, analysis, client)
    return action


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == each or kind.startswith(f"{each}.") or each == "" for each in only)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _fixes(document: Document, found: Sequence[Reported], client: Client) -> Iterator[types.CodeAction]:
    for finding in sorted(found, key=lambda finding: not (finding.fix and finding.fix.safe)):
        if finding.fix is None:
            continue
        edit = workspace_edit(document, finding.fix.edits, client, finding.fix.files)
        if edit is not None:
            yield types.CodeAction(
                title=finding.fix.title or finding.message,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(document.source, finding, client)],
                is_preferred=True if finding.fix.safe and client.preferred_actions else None,
                edit=edit,
            )


def _ignores(
    document: Document, report: Report, found: Sequence[Reported], client: Client
) -> Iterator[types.CodeAction]:
    if report.migration is None:
        return
    module = report.migration.module
    first_of = {finding.rule: finding for finding in reversed(found)}
    for rule, finding in sorted(first_of.items(), key=lambda item: item[1].span):
        for where, edit in (
            ("on this line", ignore_line(document.source, module, finding.span, rule)),
            ("in this file", ignore_file(document.source, rule)),
        ):
            yield types.CodeAction(
                title=f"Ignore {rule} {where}",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(document.source, finding, client)],
                edit=workspace_edit(document, [edit], client),
            )


def _fix_all(document: Document, analysis: Analysis, client: Client) -> types.CodeAction:
    action = types.CodeAction(title=_FIX_ALL_TITLE, kind=FIX_ALL, data={"uri": document.uri})
    if not client.resolves_edits:
        action.edit = _fix_all_edit(document, analysis, client)
    return action


def _fix_all_edit(document: Document, analysis: Analysis, client: Client) -> types.WorkspaceEdit | None:
    fixed = analysis.fixed(document)
    after = fixed.source.data
    if after == document.source.data:
        return None
    return workspace_edit(document, [difference(document.source, after)], client, fixed.files)
