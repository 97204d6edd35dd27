"""What a view needs for certain. `View.uses` is read off words and may say too much: an alias that is spelled like a
column. Who wants to claim that PostgreSQL refuses something asks here. Knows no statements.
"""

from __future__ import annotations

import re

from knexlint.catalog.expressions import mentions
from knexlint.catalog.model import Catalog, Table, View

_SUBQUERY = re.compile(r"\(\s*select\b|\bwith\b|\bunion\b|\bexcept\b|\bintersect\b", re.IGNORECASE)


def surely_uses(view: View, oid: int, column: str, catalog: Catalog) -> bool:
    """The view cannot do without this column of a relation: it names it, and can mean no other."""
    if (oid, column) not in view.uses or _SUBQUERY.search(view.query) is not None:
        return False
    said = mentions(view.query)
    if re.search(rf'\bas\s+"?{re.escape(column)}\b', view.query, re.IGNORECASE) is not None:
        return False
    if column not in said.words:
        return said.star and len(view.reads) == 1
    others = (catalog.relations.get(each) for each in view.reads if each != oid)
    return all(isinstance(each, Table) and not each.open and column not in each.columns for each in others)
