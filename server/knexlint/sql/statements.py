"""One text to its statements, each read alone, so that a bad one costs nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass

from knexlint.operations import Operation
from knexlint.text import Fragment


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement, without its semicolon and the comments around it, and what it does."""

    fragment: Fragment
    operations: tuple[Operation, ...]


def read(fragment: Fragment) -> tuple[Statement, ...]:
    """Split a text into its statements and say what each does. Never raises; memoised by text."""
    raise NotImplementedError
