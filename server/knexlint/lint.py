"""The one door: a migration in, findings out. Pure: no I/O, no clock, no exception for bad input."""

from __future__ import annotations

from dataclasses import dataclass

from knexlint.project.migration import Direction, Migration
from knexlint.project.project import Project
from knexlint.rules import Fix
from knexlint.rules.page import Page
from knexlint.rules.registry import rules
from knexlint.text import Source, Span


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding as users see it. `severity` is what the settings make of it: "error", "warning", "info" or "hint".

    `direction`: whether it stands in `up` or `down`, None elsewhere. A fix has a `title` always.
    """

    rule: str
    severity: str
    span: Span
    message: str
    fix: Fix | None = None
    direction: Direction | None = None

    @property
    def page(self) -> Page:
        return rules()[self.rule].page


@dataclass(frozen=True, slots=True)
class Report:
    """`migration` is None, and there are no findings, where the file is not a migration.

    `findings` in order of position. `statements`: how many SQL statements it sends; `unknown`: how many of these, and
    of the queries that cannot be followed, are not analysed.
    """

    migration: Migration | None = None
    findings: tuple[Reported, ...] = ()
    statements: int = 0
    unknown: int = 0


def lint(source: Source, project: Project | None = None) -> Report:
    """Everything there is to say about one file."""
    return Report()
