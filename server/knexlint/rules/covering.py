"""Which index does another one's work: the same, or one that begins with the same columns in the same way."""

from __future__ import annotations

from collections.abc import Iterable

from knexlint.catalog import Index
from knexlint.catalog.constraints import element_column
from knexlint.catalog.expressions import stripped


def is_same(one: Index, other: Index) -> bool:
    """Both hold the same rows in the same order, and neither promises more than the other."""
    return _shape(one) == _shape(other) and (one.unique, one.nulls_not_distinct) == (
        other.unique,
        other.nulls_not_distinct,
    )


def _shape(index: Index) -> tuple[object, ...]:
    where = " ".join(stripped(index.where).split()).lower() if index.where is not None else None
    return index.method, tuple(map(_plain, index.elements)), index.include, where


def _plain(element: str) -> str:
    """An element without what is the default: quotes around a plain name, ASC."""
    column = element_column(element)
    words = element.split()
    if column is None:
        return " ".join(words).lower()
    rest = [word.lower() for word in words[1:] if word.lower() != "asc"]
    return " ".join((f'"{column}"', *rest))


def begins_with(longer: Index, shorter: Index) -> bool:
    """The shorter one's columns are the first of the longer one, which thus answers all that the shorter one does."""
    plain = not shorter.computed and not longer.computed and shorter.method == longer.method == "btree"
    if not plain or shorter.unique or shorter.include or len(shorter.elements) >= len(longer.elements):
        return False
    first = longer.elements[: len(shorter.elements)]
    return tuple(map(_plain, first)) == tuple(map(_plain, shorter.elements))


def serves(index: Index, columns: Iterable[str]) -> bool:
    """Rows with given values in these columns are found by it: they are its first ones, in any order."""
    wanted = set(columns)
    return index.where is None and index.method in ("btree", "hash") and set(index.columns[: len(wanted)]) == wanted
