"""What a SELECT reads and gives, as far as its words tell: for views. Knows no statements, and is never quite sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knexlint.catalog.constraints import split_list
from knexlint.catalog.expressions import clause, mentions, outside_strings, plainly, unquoted
from knexlint.catalog.model import Catalog, Entry, Table, View

_SELECT_ENDS = ("from", "where", "union", "order", "limit", "group", "into")
_ITEM = re.compile(r'(?P<name>"(?:[^"]|"")*"|[a-z_]\w*)\s*(?:\(.*\))?$', re.IGNORECASE | re.DOTALL)
_PLAIN_NAME = re.compile(r"\w+")
_ALIAS = re.compile(r'\bas\s+(?P<name>"(?:[^"]|"")*"|[a-z_]\w*)\s*$', re.IGNORECASE)
_FROM_ENDS = ("where", "group", "order", "limit", "having", "window", "union", "except", "intersect", "offset", "fetch")
_ALONE = re.compile(r'(?:\w+\.)?"?(?P<name>\w+)"?(?:\s+(?:as\s+)?"?\w+"?)?', re.IGNORECASE)
_NAMED = re.compile(r'\s*(?:as\s+)?"?\w+"?\s*', re.IGNORECASE)


def relations_in(text: str, catalog: Catalog) -> list[Entry]:
    """The tables and views of the catalog that a query names."""
    found: dict[int, Entry] = {}
    words = mentions(text).words
    for before, word in zip(("", *words), words, strict=False):
        for key in (f"{before}.{word}", word):
            entry = catalog.get(key)
            if isinstance(entry, Table | View):
                found[entry.oid] = entry
                break
    return list(found.values())


def dependencies(text: str, catalog: Catalog) -> tuple[tuple[int, ...], frozenset[tuple[int, str]]]:
    """What a view's query reads: relations, and columns of them."""
    said = mentions(text)
    entries = relations_in(text, catalog)
    uses: set[tuple[int, str]] = set()
    for entry in entries:
        columns: Iterable[str] = entry.columns if isinstance(entry, Table | View) else ()
        uses |= {(entry.oid, c) for c in columns if said.star or c in said.words}
    return tuple(e.oid for e in entries), frozenset(uses)


def output_columns(text: str, catalog: Catalog) -> tuple[str, ...] | None:
    """The names of what a SELECT gives; None where that is not plain to see."""
    found: list[str] = []
    listed = clause(text, "select", _SELECT_ENDS)
    for item in split_list(listed) if listed else ():
        if item == "*":
            columns = _starred(item, text, catalog)
            if not all(map(_PLAIN_NAME.fullmatch, columns)):
                return None
            found += columns
            continue
        name = _ITEM.search(item)
        if name is None or "*" in item or item.lower().startswith(("distinct", "case", "cast")) or "::" in item:
            return None
        found.append(unquoted(name["name"]))
    return tuple(found) or None


def _all_columns(entry: Entry) -> tuple[str, ...]:
    """What `*` stands for; none where that is not known."""
    if isinstance(entry, View):
        return entry.columns
    return tuple(entry.columns) if isinstance(entry, Table) and not entry.open else ()


def outputs(text: str, catalog: Catalog) -> tuple[str, ...]:
    """What stands for each column of a SELECT. PostgreSQL puts columns in the place of `*` for good.

    `*` where that is not known, its text for an expression without a name.
    """
    found: list[str] = []
    listed = clause(text, "select", _SELECT_ENDS)
    for item in split_list(listed) if listed else ():
        if item == "*" or item.endswith(".*"):
            found += _starred(item, text, catalog)
        else:
            name = _ALIAS.search(item) or _ITEM.search(item)
            found.append(unquoted(name["name"]) if name is not None else plainly(item))
    return tuple(found)


def _starred(item: str, text: str, catalog: Catalog) -> tuple[str, ...]:
    source = clause(text, "from", _FROM_ENDS) or ""
    if item == "*":
        if source.startswith("("):
            end = _closing(source)
            whole = _NAMED.fullmatch(source[end + 1 :]) is not None
            return (outputs(source[1:end], catalog) or ("*",)) if whole else ("*",)
        held = [each for each in relations_in(source, catalog) if _ALONE.fullmatch(source) is not None]
    else:
        alias = unquoted(item[:-2].strip())
        held = [each for each in relations_in(text, catalog) if _is_called(each.name, alias, text)]
    entry = held[0] if len(held) == 1 else None
    return _all_columns(entry) or (entry.outputs if isinstance(entry, View) else ()) or ("*",) if entry else ("*",)


def _closing(text: str) -> int:
    """Where the bracket is closed that the text begins with."""
    depth = 0
    for at, char in outside_strings(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at
    return len(text)


def _is_called(name: str, alias: str, text: str) -> bool:
    """A relation goes by this name in a query."""
    words = mentions(text).words
    following = zip(words, words[1:], (*words[2:], ""), strict=False)
    return name == alias or any(
        one == name and alias == (third if other == "as" else other) for one, other, third in following
    )
