"""Completion: whole migrations to begin with, at the top of a new file and inside its empty functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from lsprotocol import types

from knexlint.lint import Report
from knexlint.lsp.analysis import Analysis
from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, range_of
from knexlint.lsp.names import schema_names
from knexlint.record import record
from knexlint.syntax import Module, enclosing, node_at, read_function, read_module
from knexlint.templates import Style, Template, config_in_style, in_style, literal, plain, snippet, templates
from knexlint.text import Source, Span

_TIMESTAMP = re.compile(r"\d{8}|\d{3,}[-_]")
_BLANK_OR_WORD = re.compile(r"[ \t]*[\w-]*")
_HOLDERS = ("statement_block", "program", "template_string", "string", "comment", "arguments", "object", "class_body")


@record
class _Place:
    """Where the cursor is: `line` from the start of its line, `word` what is typed there, `indentation` before it."""

    line: int
    word: Span
    indentation: str


@record
class _Insertion:
    """What one template does here: `text` replaces `span`, the rest of the file changes by `others`."""

    span: Span
    text: str
    others: tuple[tuple[Span, str], ...] = ()


def completion(document: Document, analysis: Analysis, offset: int, client: Client) -> types.CompletionList | None:
    source, report = document.source, analysis.report(document)
    names = schema_names(document, report, offset, client)
    if names is not None:
        return names
    place = _place(source, offset)
    if place is None:
        return None
    module = report.migration.module if report.migration is not None else read_module(source)
    items = [
        _item(document, template, insertion, place, client)
        for template, insertion in _insertions(module, place, document, report, client)
    ]
    return types.CompletionList(is_incomplete=False, items=items) if items else None


def _place(source: Source, offset: int) -> _Place | None:
    """None where a statement cannot begin: something else stands on the line."""
    line = source.line_span(source.line_of(offset))
    before = source.slice(Span(line.start, offset))
    if _BLANK_OR_WORD.fullmatch(before) is None or source.slice(Span(offset, line.end)).strip():
        return None
    indentation = before[: len(before) - len(before.lstrip())]
    return _Place(line.start, Span(line.start + len(indentation), offset), indentation)


def _insertions(
    module: Module, place: _Place, document: Document, report: Report, client: Client
) -> Iterator[tuple[Template, _Insertion]]:
    style: Style = "typescript" if module.typescript and module.format == "esm" else module.format
    holder = enclosing(node_at(module.root, place.word), *_HOLDERS)
    up, down = _function(module, "up"), _function(module, "down")
    if holder is None or holder.type == "program":
        if not module.exports and (report.migration is not None or _looks_like_migration(document.source)):
            for template in templates().values():
                yield template, _whole_file(template, style, document.source, place, client)
        return
    if up is None or holder.type != "statement_block" or not up.body.covers(place.word):
        return
    fresh = up.empty and down is not None and down.empty
    for template in templates().values():
        if fresh and down is not None and client.snippets and up.body.end < down.body.start:
            yield template, _both_functions(template, style, module, place, up, down)
        elif not template.config or up.empty:
            yield template, _statements(template, style, module, place, up, client)


@record
class _Body:
    body: Span
    parameter: str | None
    empty: bool


def _function(module: Module, name: str) -> _Body | None:
    """The function, if it has a block; a word that is being typed does not count as something in it."""
    export = module.exports.get(name)
    form = read_function(export.value) if export is not None and export.value is not None else None
    if form is None or not form.block:
        return None
    inside = module.source.slice(form.body)
    return _Body(form.body, form.parameter, form.empty or re.fullmatch(r"\s*[\w-]*\s*", inside) is not None)


def _looks_like_migration(source: Source) -> bool:
    path = PurePath(source.path)
    return _TIMESTAMP.match(path.name) is not None or "migrations" in path.parts


def _whole_file(template: Template, style: Style, source: Source, place: _Place, client: Client) -> _Insertion:
    text = in_style(template.text, style)
    if "Knex" in source.text:  # it is imported already
        text = re.sub(r"^import type .*\n\n", "", text)
    return _Insertion(Span(place.line, place.word.end), _render(text.rstrip("\n"), client))


def _both_functions(
    template: Template, style: Style, module: Module, place: _Place, up: _Body, down: _Body
) -> _Insertion:
    """Fill both functions as one snippet, placeholders linked; what stands between them moves along."""
    between = Span(place.word.end, down.body.start)
    text = (
        snippet(_for_parameter(template.up, up.parameter).rstrip("\n"))
        + literal(module.source.slice(between))
        + "\n"
        + snippet(_for_parameter(template.down, down.parameter).rstrip("\n"))
        + ("" if module.source.slice(down.body).startswith(("\n", "\r")) else "\n")
    )
    return _Insertion(Span(place.line, place.word.end), text, ((between, ""), *_config(template, style, module)))


def _statements(
    template: Template, style: Style, module: Module, place: _Place, up: _Body, client: Client
) -> _Insertion:
    lines = _for_parameter(template.up, up.parameter).rstrip("\n").split("\n")
    text = _render("\n".join(line.removeprefix("  ") for line in lines), client)
    if not client.snippets:  # an editor that expands snippets indents them itself
        text = text.replace("\n", f"\n{place.indentation}")
    return _Insertion(place.word, text, _config(template, style, module) if client.snippets else ())


def _render(text: str, client: Client) -> str:
    return snippet(text) if client.snippets else plain(text)


def _config(template: Template, style: Style, module: Module) -> tuple[tuple[Span, str], ...]:
    if not template.config or "config" in module.exports or module.shape == "module.exports object":
        return ()
    end = Span(len(module.source.data), len(module.source.data))
    lead = "\n" if module.source.data.endswith(b"\n") else "\n\n"
    return ((end, lead + config_in_style(template.config, style)),)


def _for_parameter(body: str, parameter: str | None) -> str:
    """The author may call it `db`."""
    return body if parameter in (None, "knex") else re.sub(r"\bknex(?=\.)", str(parameter), body)


def _item(
    document: Document, template: Template, insertion: _Insertion, place: _Place, client: Client
) -> types.CompletionItem:
    source = document.source
    documentation = types.MarkupContent(types.MarkupKind.PlainText, template.detail)
    if client.markdown_completion:
        text = f"{template.detail}\n\n```ts\n{plain(template.text)}```"
        documentation = types.MarkupContent(types.MarkupKind.Markdown, text)
    label = f"knex-{template.name}"
    return types.CompletionItem(
        label=label,
        kind=types.CompletionItemKind.Snippet,
        detail=template.title,
        documentation=documentation,
        filter_text=source.slice(Span(insertion.span.start, place.word.start)) + label,
        insert_text_format=types.InsertTextFormat.Snippet if client.snippets else types.InsertTextFormat.PlainText,
        insert_text_mode=_mode(insertion, place, client) if client.indents_insertions else None,
        text_edit=types.TextEdit(
            range_of(source, insertion.span, client.encoding),
            insertion.text,
        ),
        additional_text_edits=[
            types.TextEdit(range_of(source, span, client.encoding), text) for span, text in insertion.others
        ]
        or None,
    )


def _mode(insertion: _Insertion, place: _Place, client: Client) -> types.InsertTextMode:
    as_written = insertion.span.start == place.line or not client.snippets
    return types.InsertTextMode.AsIs if as_written else types.InsertTextMode.AdjustIndentation
