"""Which rules there are: one page each, and the module beside it, found by looking."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from knexlint.rules.finding import Finding
from knexlint.rules.page import Page, read_page

Check = Callable[..., Iterator[Finding]]
F = TypeVar("F", bound=Check)


def on(*types: type[Any]) -> Callable[[F], F]:
    """Bind a check to the types of operation, call, or `Migration` that it looks at."""

    def bind(check: F) -> F:
        check.__dict__.setdefault("looks_at", []).extend(types)
        return check

    return bind


@dataclass(frozen=True)
class Rule:
    """`id` as users write it: `index-blocks-writes`."""

    id: str
    checks: tuple[tuple[type[Any], Check], ...]
    path: Path  # of the page

    @cached_property
    def page(self) -> Page:
        return read_page(self.path)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by id, in alphabetical order. A page without a function is a finding that knexlint itself makes."""
    package = importlib.import_module("knexlint.rules")
    pages = sorted(page for folder in package.__path__ for page in Path(folder).glob("*.md") if page.stem.islower())
    return {rule.id: rule for rule in map(_rule, sorted(pages, key=lambda page: page.stem))}


def _rule(page: Path) -> Rule:
    checks: tuple[tuple[type[Any], Check], ...] = ()
    if page.with_suffix(".py").is_file():
        module = importlib.import_module(f"knexlint.rules.{page.stem}")
        checks = tuple(
            (kind, value)
            for value in vars(module).values()
            if callable(value) and getattr(value, "__module__", None) == module.__name__
            for kind in getattr(value, "looks_at", ())
        )
    return Rule(page.stem.replace("_", "-"), checks, page)


@cache
def checks_by_type() -> dict[type[Any], tuple[tuple[Rule, Check], ...]]:
    table: dict[type[Any], tuple[tuple[Rule, Check], ...]] = {}
    for rule in rules().values():
        for kind, check in rule.checks:
            table[kind] = (*table.get(kind, ()), (rule, check))
    return table
