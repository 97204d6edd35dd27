"""What the core says about the open documents, each version asked once. The door from the server to the core."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from knexlint.lint import Report, lint
from knexlint.lsp.client import Client
from knexlint.lsp.diagnostics import diagnostics
from knexlint.lsp.documents import Document
from knexlint.lsp.folders import Folders
from knexlint.rules import Fix
from knexlint.text import Edit, Source, apply_edits

_PASSES = 10
_SAMPLE = b'exports.up = (knex) => knex.schema.table("t", (t) => t.index("c"));\nexports.down = () => {};\n'


class Analysis:
    """`folders` decide what surrounds a document; reports are kept until the document changes or is forgotten."""

    def __init__(self) -> None:
        self.folders = Folders()
        self._reports: dict[str, tuple[Document, Report]] = {}

    def warm(self) -> None:
        """Do now, while the editor waits for nothing, what the first real file would have to wait for."""
        lint(Source("20000101000000_sample.js", _SAMPLE))

    def open(self, document: Document) -> bool:
        """Text to be read in place of the file's. True if findings in other documents may change by it."""
        return self.folders.open(document.source.path, document.source.data)

    def close(self, document: Document) -> bool:
        self.forget(document)
        return self.folders.close(document.source.path)

    def forget(self, document: Document) -> None:
        self._reports.pop(document.uri, None)

    def report(self, document: Document) -> Report:
        known = self._reports.get(document.uri)
        if known is not None and known[0] is document:
            return known[1]
        report = self.lint(document.source)
        self._reports[document.uri] = (document, report)
        return report

    def lint(self, source: Source) -> Report:
        """A text that may not be on the screen, in the surroundings of its path."""
        return lint(source, self.folders.project_of(source.path))

    def fixed(self, document: Document) -> bytes:
        """The text after all safe fixes, and those that they make possible."""
        source = document.source
        report = self.report(document)
        for _ in range(_PASSES):
            edits = _compatible(
                fix for finding in report.findings if (fix := finding.fix) and fix.safe and not fix.files
            )
            if not edits:
                break
            source = Source(source.path, apply_edits(source.data, edits))
            report = self.lint(source)
        return source.data

    def diagnostics(self, document: Document, client: Client) -> list[types.Diagnostic]:
        return diagnostics(document, self.report(document), client)


def _compatible(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of as many fixes as do not get into each other's way, first come first served."""
    taken: list[Edit] = []
    for fix in fixes:
        if not any(_collide(edit, other) for edit in fix.edits for other in taken):
            taken += fix.edits
    return taken


def _collide(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end
