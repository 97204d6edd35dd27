"""The types, functions and sequences that a relation names in its columns, constraints, policies, indexes or query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knexlint.catalog.expressions import mentions
from knexlint.catalog.types import parsed

if TYPE_CHECKING:
    from knexlint.catalog.model import Column, Entry


def names_used(entry: Any, before: Entry | None) -> Iterator[str]:
    """The names, without schemas, that `entry` uses and its former state `before` may not have used."""
    columns: Any = getattr(entry, "columns", None)
    if isinstance(columns, dict):
        yield from _in_table(entry, before, columns)
    elif columns is not None and hasattr(entry, "elements"):
        if before is None and (None in columns or entry.where is not None):
            for text in (*entry.elements, entry.where or ""):
                yield from mentions(text).functions
    elif hasattr(entry, "query") and entry is not before:
        yield from mentions(entry.query).functions


def _in_table(entry: Any, before: Any, columns: dict[str, Column]) -> Iterator[str]:
    known = before.columns if before is not None else {}
    for name, column in columns.items() if columns is not known else ():
        if known.get(name) is not column:
            yield from _in_column(column)
    old = before.constraints if before is not None else {}
    for name, constraint in entry.constraints.items() if entry.constraints is not old else ():
        if constraint.expression is not None and old.get(name) is not constraint:
            yield from mentions(constraint.expression).functions
    for trigger in entry.triggers.values() if before is None or before.triggers is not entry.triggers else ():
        if trigger.function is not None:
            yield trigger.function.rsplit(".", 1)[-1]
    for text in entry.policies.values() if before is None or before.policies is not entry.policies else ():
        yield from mentions(text).functions


def _in_column(column: Column) -> Iterator[str]:
    kind = parsed(column.type) if column.type is not None else None
    if kind is not None and not kind.built_in:
        yield kind.name.rsplit(".", 1)[-1]
    for text in (column.default, column.generation):
        if text is not None:
            said = mentions(text)
            yield from said.functions
            yield from (each.replace('"', "").rsplit(".", 1)[-1] for each in said.strings)
