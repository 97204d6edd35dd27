"""A name put in the place of another, where it stands in the file: in SQL, or as a string given to a builder."""

from __future__ import annotations

import re

from knexlint.operations import Range
from knexlint.project.migration import Migration, Step
from knexlint.text import Edit, Span

_QUOTES = "'\"`"
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def respelled(step: Step, migration: Migration, at: Range, old: str, new: str) -> tuple[Edit, ...] | None:
    """The edit that says `new` instead of `old`; None where the file does not spell `old` out."""
    span = step.span(at)
    text = migration.source.slice(span)
    if step.query.origin.foreign or not step.query.origin.chain.covers(span):
        return None
    quote = text[:1] if text[:1] in _QUOTES and text[:1] == text[-1:] else ""
    inside = Span(span.start + len(quote), span.end - len(quote))
    if migration.source.slice(inside) != old or any(char in new for char in (*_QUOTES, "\\", "$")):
        return None
    return (Edit(inside, new),) if quote or _PLAIN.fullmatch(new) else None
