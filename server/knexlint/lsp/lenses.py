"""Code lenses: over `up` and `down`, how much each sends and its strongest lock. Choosing one shows the SQL."""

from __future__ import annotations

from lsprotocol import types

from knexlint.lint import Report
from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, range_of
from knexlint.lsp.locking import summary

SHOW_SQL = "knexlint.showSql"  # a command of the editor's, not ours


def lenses(document: Document, report: Report, client: Client) -> list[types.CodeLens]:
    if report.migration is None:
        return []
    return [
        types.CodeLens(
            range_of(document.source, function.name, client.encoding),
            types.Command(summary(function), SHOW_SQL if client.shows_sql else "", arguments=[document.uri, direction]),
        )
        for direction, function in report.migration.functions()
    ]
