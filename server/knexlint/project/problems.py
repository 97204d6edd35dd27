"""What there is to say about files that are no migrations: settings, knexfiles, what cannot be read. Reads nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field

from knexlint.project.read_settings import SettingsText
from knexlint.project.settings import Mistake, unknown_rules
from knexlint.record import record
from knexlint.text import START, Source, Span


@record
class Problem:
    """Something to say about a file that is not a migration: settings, a knexfile, a file that cannot be read."""

    rule: str
    source: Source
    span: Span = START
    values: Mapping[str, str] = field(default_factory=dict)
    variant: str | None = None


def unreadable(path: str, reason: str) -> Problem:
    return Problem("unreadable-file", Source(path, b""), values={"reason": reason})


def settings_problems(text: SettingsText, mistakes: Iterable[Mistake], rules: Collection[str]) -> Iterator[Problem]:
    """What cannot be read in a settings file, and what is not understood. `rules`: those that exist."""
    if text.error is not None:
        yield Problem("invalid-settings", text.source, text.at, {"reason": text.error}, "syntax")
    for mistake in (*mistakes, *unknown_rules(text.data, rules)):
        yield Problem("invalid-settings", text.source, text.locate(mistake.keys), {"reason": mistake.message})
