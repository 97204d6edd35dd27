"""Findings as the protocol's diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from knexlint.lint import Reported
from knexlint.lsp.client import Client
from knexlint.lsp.documents import range_of
from knexlint.rules.registry import rules
from knexlint.text import Source

SOURCE = "knexlint"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


def diagnostics(source: Source, findings: Iterable[Reported], client: Client) -> list[types.Diagnostic]:
    return [diagnostic(source, finding, client) for finding in findings]


def diagnostic(source: Source, finding: Reported, client: Client) -> types.Diagnostic:
    """`data` holds the rule and the title of its fix, so that a client can tell what is fixable."""
    return types.Diagnostic(
        range=range_of(source, finding.span, client.encoding),
        severity=_SEVERITIES.get(finding.severity, types.DiagnosticSeverity.Warning),
        code=finding.rule,
        code_description=_description(finding.rule) if client.code_descriptions else None,
        source=SOURCE,
        message=finding.message,
        data={
            "rule": finding.rule,
            "fix": finding.fix.title if finding.fix else None,
            "safe": finding.fix is not None and finding.fix.safe,
        },
    )


def _description(rule: str) -> types.CodeDescription | None:
    """The rule's page as it was installed: always the one that belongs to this version."""
    known = rules().get(rule)
    return types.CodeDescription(known.path.as_uri()) if known else None
