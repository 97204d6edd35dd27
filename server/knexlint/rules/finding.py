"""What a rule says: a finding, and the edit that mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from knexlint.record import record
from knexlint.text import Edit, Span


@record
class NewFile:
    """A file to create beside the migration. `name` is a file name without folder."""

    name: str
    text: str


@record
class Fix:
    """An edit of the migration file. `safe`: `--fix` and fix-all apply it unasked; else it is only offered.

    `title` None: the page's.
    """

    edits: tuple[Edit, ...]
    safe: bool = False
    title: str | None = None
    files: tuple[NewFile, ...] = ()


@record
class Finding:
    """`values` fill the placeholders of the page's message. `variant` picks one of the page's other messages.

    `severity` overrides the page's (a rule that is milder in a known case), never the user's.
    """

    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    fix: Fix | None = None
    variant: str | None = None
    severity: str | None = None
