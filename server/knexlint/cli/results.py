"""What a check found, in the shape that every output format starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from knexlint.lint import Reported
from knexlint.record import record
from knexlint.text import Source

RANKS = {"error": 3, "warning": 2, "info": 1, "hint": 0}


@record
class Item:
    """One finding. `file`: the path as the user knows it."""

    file: str
    source: Source
    reported: Reported

    @property
    def start(self) -> tuple[int, int]:
        """Line and column, from 1, in code points."""
        line, column = self.source.position(self.reported.span.start)
        return line + 1, column + 1

    @property
    def end(self) -> tuple[int, int]:
        line, column = self.source.position(self.reported.span.end)
        return line + 1, column + 1

    @property
    def fixable(self) -> bool:
        return self.reported.fix is not None


@dataclass(slots=True)
class Results:
    """`statements` and `unknown`: how many were looked at, and how many of them are not analysed."""

    items: list[Item] = field(default_factory=list)
    migrations: int = 0
    statements: int = 0
    unknown: int = 0

    def add(self, file: str, source: Source, findings: Iterable[Reported]) -> None:
        self.items += [Item(file, source, finding) for finding in findings]

    def count(self, severity: str) -> int:
        return sum(item.reported.severity == severity for item in self.items)

    def fails(self, fail_on: str) -> bool:
        """Something stands at or above this severity."""
        return fail_on != "never" and any(RANKS[item.reported.severity] >= RANKS[fail_on] for item in self.items)

    def shape(self) -> dict[str, Any]:
        """The JSON of `check`."""
        return {
            "findings": [_shape(item) for item in self.items],
            "statements": self.statements,
            "unknown": self.unknown,
        }


def _shape(item: Item) -> dict[str, Any]:
    (line, column), (end_line, end_column) = item.start, item.end
    return {
        "rule": item.reported.rule,
        "severity": item.reported.severity,
        "file": item.file,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": item.reported.message,
        "fixable": item.fixable,
        "direction": item.reported.direction,
    }
