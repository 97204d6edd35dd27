"""Hover: the SQL that a call sends, the locks it takes in words, and the pages of the rules that report it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lsprotocol import types

from knexlint.evaluate.values import Probe, Unknown
from knexlint.knex.queries import Query
from knexlint.lsp.analysis import Analysis
from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, range_of
from knexlint.lsp.layout import lay_out
from knexlint.lsp.navigation import described
from knexlint.postgres.words import Scope, named, sentences
from knexlint.project.migration import Function, Migration, Step
from knexlint.rules.page import Page
from knexlint.text import Fragment, Span

_MOST = 12  # queries shown
_WORDS = {True: "true", False: "false", None: "null"}


def hover(document: Document, analysis: Analysis, offset: int, client: Client) -> types.Hover | None:
    report = analysis.report(document)
    migration = report.migration
    found = _sent_at(migration, offset) if migration is not None else None
    touched = [each for each in report.findings if each.span.start <= offset <= each.span.end]
    parts: list[str] = []
    if found is not None and migration is not None:
        parts += _what_is_sent(found[1], migration)
    if (table := described(document, analysis, offset)) is not None:
        parts.append(f"---\n\n{table}" if parts else table)
    parts += [_page(page) for page in {each.rule: each.page for each in touched}.values()]
    if not parts:
        return None
    text = "\n\n".join(parts)
    kind = types.MarkupKind.Markdown if client.markdown_hover else types.MarkupKind.PlainText
    span = min((each.span for each in touched), key=_length, default=found[0] if found else Span(offset, offset))
    return types.Hover(
        types.MarkupContent(kind, text if client.markdown_hover else without_markdown(text)),
        range_of(document.source, span, client.encoding),
    )


# --- what stands under the cursor -------------------------------------------------------------------------------------

_Sent = tuple[Query, tuple[Step, ...]]


def _sent_at(migration: Migration, offset: int) -> tuple[Span, list[_Sent]] | None:
    """The smallest text, call or chain around the offset, and what it sends."""
    best: tuple[int, Span, list[_Sent]] | None = None
    for _, function in migration.functions():
        for span, sent in _spans(function):
            if not span.start <= offset <= span.end or (best is not None and _length(span) > best[0]):
                continue
            if best is None or span != best[1]:
                best = (_length(span), span, [])
            best[2].append(sent)
    return (best[1], _merged(best[2])) if best is not None else None


def _spans(function: Function) -> Iterator[tuple[Span, _Sent]]:
    """Every span of the file that stands for something that is sent."""
    for query in function.queries:
        steps = tuple(step for step in function.steps if step.query is query)
        for span in {query.origin.call, query.origin.chain}:
            yield span, (query, steps)
        if query.origin.kind == "raw" and len(steps) > 1:
            for step in steps:
                if (span_of_text := step.statement.fragment.span()) is not None:
                    yield span_of_text, (query, (step,))


def _merged(sent: Sequence[_Sent]) -> list[_Sent]:
    """The same query once, with all of its statements."""
    steps: dict[int, tuple[Query, list[Step]]] = {}
    for query, each in sent:
        known = steps.setdefault(id(query), (query, []))
        known[1].extend(step for step in each if step not in known[1])
    return [(query, tuple(found)) for query, found in steps.values()]


def _length(span: Span) -> int:
    return span.end - span.start


# --- in words ---------------------------------------------------------------------------------------------------------


def _what_is_sent(sent: Sequence[_Sent], migration: Migration) -> Iterator[str]:
    for query, steps in sent[:_MOST]:
        yield from filter(None, _query(query, steps, migration))
    if len(sent) > _MOST:
        yield f"… and {len(sent) - _MOST} more."


def _query(query: Query, steps: Sequence[Step], migration: Migration) -> Iterator[str]:
    if query.error is not None:
        if query.origin.kind != "throw":
            yield f"{'This' if query.origin.kind == 'other' else 'Knex sends nothing here, it'} throws: {query.error}"
        return
    if query.sql is None or query.sql.hole_ranges() == [(0, len(query.sql))]:
        reasons = [query.unknown, *(query.sql.holes if query.sql else ()), "this call cannot be followed"]
        yield f"What is sent here is not known: {next(filter(None, reasons))}."
        return
    for step in steps:
        yield f"```sql\n{lay_out(step.statement.fragment.text)}\n```"
        yield "\n".join(f"- {line}" for line in in_words(step, migration))
    if not steps:
        yield f"```sql\n{lay_out(query.sql.text)}\n```"
    if query.bindings:
        yield "With " + ", ".join(f"`${at}` = {_value(value)}" for at, value in enumerate(query.bindings, 1)) + "."
    yield from _conditions(query)


def _conditions(query: Query) -> Iterator[str]:
    reasons = dict.fromkeys([*((query.unknown,) if query.unknown else ()), *query.sql.holes] if query.sql else ())
    if reasons:
        yield "Not exactly what is sent: " + "; ".join(reasons) + "."
    guards = [_guard(guard.probe, guard.answer) for guard in query.when if guard.probe is not None]
    if guards:
        yield "Only if " + " and ".join(guards) + "."


def _guard(probe: Probe, answer: bool) -> str:
    asked = ", ".join(filter(None, (probe.table, probe.column)))
    return f"`{probe.kind}({asked})` is {'true' if answer else 'false'}"


def _value(value: Any) -> str:
    if isinstance(value, Unknown):
        return f"not known ({value.reason})"
    if isinstance(value, Fragment):
        return f"`'{value.text}'`"
    if isinstance(value, bool) or value is None:
        return f"`{_WORDS[value]}`"
    return f"`{value}`" if isinstance(value, int | float) else "a value"


def in_words(step: Step, migration: Migration) -> Iterator[str]:
    """What one statement costs: who waits for what, and until when; the names of the locks at the end."""
    for sentence in sentences(step.effects, _scope(step, migration)):
        yield sentence[0].upper() + sentence[1:]
    if step.effects.locks:
        yield "Locks: " + ", ".join(map(named, step.effects.locks))


def _scope(step: Step, migration: Migration) -> Scope:
    if not step.in_transaction:
        return "statement"
    return "transaction" if step.query.scope == "transaction" or migration.transaction == "none" else "batch"


def _page(page: Page) -> str:
    sections = [f"**{page.title}**", page.summary]
    for heading in ("Why", "Instead"):
        if text := page.section(heading):
            sections += [f"**{heading}**", text]
    return "\n\n".join(["---", *sections])


def without_markdown(text: str) -> str:
    """Markdown of the kind our pages use, as plain text."""
    text = re.sub(r"^```.*\n", "", text + "\n", flags=re.MULTILINE)
    text = re.sub(r"^---\n\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*\*([^*]+)\*\*|`([^`\n]+)`", lambda found: found.group(1) or found.group(2), text).strip()
