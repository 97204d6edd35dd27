"""Inlay hints: at the end of a line that makes others wait, who waits."""

from __future__ import annotations

from lsprotocol import types

from knexlint.lint import Report
from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, position_of, span_of
from knexlint.lsp.hover import in_words
from knexlint.lsp.locking import blocking, in_short


def inlay_hints(document: Document, report: Report, asked: types.Range, client: Client) -> list[types.InlayHint]:
    migration = report.migration
    if migration is None:
        return []
    source = document.source
    visible = span_of(source, asked, client.encoding)
    hints: list[types.InlayHint] = []
    for line, steps, locks in blocking(migration):
        end = source.line_span(line).end
        if visible.start <= end <= visible.end:
            words = dict.fromkeys(words for step in steps for words in in_words(step, migration))
            hints.append(
                types.InlayHint(
                    position_of(source, end, client.encoding),
                    in_short(locks),
                    tooltip=types.MarkupContent(types.MarkupKind.Markdown, "\n".join(f"- {each}" for each in words)),
                    padding_left=True,
                )
            )
    return hints
