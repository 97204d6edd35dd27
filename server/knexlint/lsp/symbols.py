"""Document symbols: `up` and `down` with the statements each sends, in order. A list of them for old editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from knexlint.lint import Report
from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, range_of
from knexlint.project.migration import Function
from knexlint.text import Span

_LONGEST_NAME = 60


def symbols(
    document: Document, report: Report, client: Client
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    migration = report.migration
    if migration is None:
        return []
    trees = [_function(document, name, function, client) for name, function in migration.functions()]
    return trees if client.symbol_trees else list(_flat(trees, document.uri))


def _flat(
    trees: Iterable[types.DocumentSymbol], uri: str, inside: str | None = None
) -> Iterator[types.SymbolInformation]:
    for each in trees:
        yield types.SymbolInformation(types.Location(uri, each.range), each.name, each.kind, container_name=inside)
        yield from _flat(each.children or (), uri, each.name)


def _function(document: Document, name: str, function: Function, client: Client) -> types.DocumentSymbol:
    whole = function.node.joined(function.name)
    sent = [(query.sql.text, query.origin.call) for query in function.queries if query.sql is not None]
    statements = [
        _symbol(document, _first_words(sql), types.SymbolKind.Event, call, call, client)
        for sql, call in sent
        if whole.covers(call)
    ]
    symbol = _symbol(document, name, types.SymbolKind.Function, whole, function.name, client)
    symbol.children = statements
    return symbol


def _symbol(
    document: Document, name: str, kind: types.SymbolKind, span: Span, selection: Span, client: Client
) -> types.DocumentSymbol:
    encoding = client.encoding
    source = document.source
    return types.DocumentSymbol(name, kind, range_of(source, span, encoding), range_of(source, selection, encoding))


def _first_words(sql: str) -> str:
    words = " ".join(sql.split()) or "(empty)"
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"
