"""What the core says about the open documents, each version asked once. The door from the server to the core."""

from __future__ import annotations

from lsprotocol import types
from pygls.uris import from_fs_path

from knexlint.lint import Fixed, Report, Reported, fix, lint, problems
from knexlint.lsp.client import Client
from knexlint.lsp.diagnostics import diagnostic, diagnostics
from knexlint.lsp.documents import Document
from knexlint.lsp.folders import Folders
from knexlint.text import Source

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
        """Of the version that is given; not the problems of `problems`."""
        known = self._reports.get(document.uri)
        if known is not None and known[0] is document:
            return known[1]
        report = lint(document.source, self.folders.project_of(document.source.path))
        self._reports[document.uri] = (document, report)
        return report

    def fixed(self, document: Document) -> Fixed:
        """The text after all safe fixes, and those that they make possible."""
        return fix(document.source, self.folders.project_of(document.source.path))

    def problems(self) -> dict[str, list[tuple[Source, Reported]]]:
        """What is wrong in settings files and knexfiles, by path."""
        found: dict[str, list[tuple[Source, Reported]]] = {}
        for workspace in self.folders.workspaces():
            for source, problem in problems(workspace):
                found.setdefault(source.path, []).append((source, problem))
        return found

    def problem_diagnostics(self, client: Client) -> dict[str, list[types.Diagnostic]]:
        """The same as the protocol has it, by URI."""
        found: dict[str, list[types.Diagnostic]] = {}
        for path, problems_there in self.problems().items():
            uri = from_fs_path(path) or path
            found[uri] = [diagnostic(source, problem, client) for source, problem in problems_there]
        return found

    def diagnostics(self, document: Document, client: Client) -> list[types.Diagnostic]:
        """Of the document, whatever kind of file it is."""
        report = self.report(document)
        problem = self.problems().get(document.source.path, ()) if report.migration is None else ()
        return diagnostics(document.source, (*report.findings, *(each for _, each in problem)), client)
