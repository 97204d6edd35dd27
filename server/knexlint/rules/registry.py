"""Which rules there are: one module and one page each, found by looking."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from knexlint.rules.finding import Finding
from knexlint.rules.page import Page, read_page

Check = Callable[..., Iterator[Finding]]
F = TypeVar("F", bound=Check)
_OWN = {"finding", "registry", "page", "fixes"}


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
    """Every rule by id, in alphabetical order."""
    package = importlib.import_module("knexlint.rules")
    found: dict[str, Rule] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if info.ispkg or info.name in _OWN:
            continue
        module = importlib.import_module(f"knexlint.rules.{info.name}")
        checks = tuple(
            (kind, value)
            for value in vars(module).values()
            if callable(value) and getattr(value, "__module__", None) == module.__name__
            for kind in getattr(value, "looks_at", ())
        )
        if checks and module.__file__:
            identity = info.name.replace("_", "-")
            found[identity] = Rule(identity, checks, Path(module.__file__).with_suffix(".md"))
    return found


@cache
def checks_by_type() -> dict[type[Any], tuple[tuple[Rule, Check], ...]]:
    table: dict[type[Any], tuple[tuple[Rule, Check], ...]] = {}
    for rule in rules().values():
        for kind, check in rule.checks:
            table[kind] = (*table.get(kind, ()), (rule, check))
    return table
