"""What may have been changed by something that cannot be followed. Knows no Knex and reads no grammar: names suffice.

What is in doubt stays in the catalog as it was last seen: `Catalog.sure` says that nobody may rely on it. Rows are no
schema, so what only writes rows puts nothing in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from knexlint.catalog.expressions import mentions
from knexlint.catalog.model import Catalog, Table
from knexlint.record import replace

_LONG = 300_000  # code points


def doubt(catalog: Catalog, keys: Iterable[str]) -> Catalog:
    """Relations of these names may have been made, changed or dropped."""
    fresh = frozenset(keys) - catalog.doubts
    if not fresh:
        return catalog
    opened = {
        oid: replace(table, open=True)
        for key in fresh
        if (oid := catalog.names.get(key)) is not None
        and isinstance(table := catalog.relations[oid], Table)
        and not table.open
    }
    relations = catalog.relations.put(opened) if opened else catalog.relations
    return replace(catalog, relations=relations, doubts=catalog.doubts | fresh)


def doubt_all(catalog: Catalog) -> Catalog:
    """Anything may have been made, changed or dropped."""
    if not catalog.complete and catalog.doubts.issuperset(catalog.names):
        return catalog
    return replace(doubt(catalog, catalog.names), complete=False)


def doubt_named(catalog: Catalog, text: str) -> Catalog:
    """Whatever a text names may have been made, changed or dropped; anything by a text that is very long."""
    if len(text) > _LONG:
        return doubt_all(catalog)
    words = mentions(text).words
    pairs = (f"{before}.{word}" for before, word in pairwise(words))
    return doubt(catalog, (*words, *(pair for pair in pairs if pair in catalog.names)))
