"""Differences between schemas in words: what a `down` leaves and loses. Knows no statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from knexlint.catalog.difference import Difference

MOST = 8  # a message that names more is not read

_ON_TABLE = frozenset({"constraint", "trigger", "policy", "rule"})
_KINDS = {"enum": "type", "statistics": "statistics object"}


_VERBS = ("leaves", "does not bring back", "loses")


def in_words(found: Iterable[Difference]) -> str:
    """`it leaves index a and column orders.b, and loses the default of orders.c`."""
    said: dict[str, list[str]] = {}
    told = sorted((_say(each) for each in found), key=lambda said: _VERBS.index(said[0]))
    for verb, what in told[:MOST]:
        said.setdefault(verb, []).append(what)
    parts = [f"{verb} {_listed(things)}".strip() for verb, things in said.items()]
    more = f", and {len(told) - MOST} more" if len(told) > MOST else ""
    return f"it {_listed(parts, comma=len(said) < len(told))}{more}"


def _listed(things: list[str], comma: bool = False) -> str:
    if len(things) == 1:
        return things[0]
    return f"{', '.join(things[:-1])}{',' * (comma or len(things) > 2)} and {things[-1]}"


def _say(each: Difference) -> tuple[str, str]:
    """A verb, and what it is about."""
    if each.change == "left":
        return "leaves", called(each, each.name)
    if each.change == "lost":
        return "does not bring back", called(each, each.name)
    if "name" in each.aspects:
        return "leaves", f"{called(each, each.first.name)} renamed to {each.name}"
    return _CHANGED.get(each.kind, _other)(each)


def called(each: Difference, name: str) -> str:
    """`column orders.note`, `index orders_note_index`, `check orders_total_check of orders`."""
    held = each.first if each.first is not None else each.second
    if each.kind == "column":
        return f"column {each.table}.{name}"
    if each.kind == "constraint":
        return f"{held.kind} {name} of {each.table}"
    if each.kind == "view" and held.materialized:
        return f"materialized view {name}"
    on = f" of {each.table}" if each.kind in _ON_TABLE else ""
    return f"{_KINDS.get(each.kind, each.kind)} {name}{on}"


def _column(each: Difference) -> tuple[str, str]:
    name, old, now = f"{each.table}.{each.name}", each.first, each.second
    aspect = each.aspects[0]
    if aspect == "type":
        return "leaves", f"{name} as {now.type} (before: {old.type})"
    if aspect == "nullability":
        return "leaves", f"{name} {'NOT NULL' if now.not_null else 'nullable'}"
    if aspect == "default":
        if now.default is None:
            return "loses", f"the default of {name}"
        before = f" (before: {_short(old.default)})" if old.default is not None else ""
        return "leaves", f"the default {_short(now.default)} on {name}{before}"
    return "leaves", f"{called(each, each.name)} with another {aspect}"


def _enum(each: Difference) -> tuple[str, str]:
    more = [label for label in each.second.labels if label not in each.first.labels]
    if more:
        return "leaves", f"{_listed([repr(label) for label in more])} in type {each.name}"
    return "leaves", f"type {each.name} with other values"


def _constraint(each: Difference) -> tuple[str, str]:
    if each.aspects == ("validated",):
        return "leaves", f"{called(each, each.name)} {'validated' if each.second.validated else 'NOT VALID'}"
    return "leaves", f"{called(each, each.name)} with another {each.aspects[0]}"


def _other(each: Difference) -> tuple[str, str]:
    return "leaves", f"{called(each, each.name)} with another {each.aspects[0]}"


_CHANGED: dict[str, Callable[[Difference], tuple[str, str]]] = {
    "column": _column,
    "enum": _enum,
    "constraint": _constraint,
}


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
