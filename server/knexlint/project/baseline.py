"""A schema given as SQL, such as a dump: the catalog that it describes."""

from __future__ import annotations

from knexlint.catalog import Catalog, apply
from knexlint.sql import read
from knexlint.sql.dumps import statements_of
from knexlint.text import Fragment


def read_schema(script: str) -> Catalog:
    """The committed schema after a script; what it does not make does not exist."""
    return applied(statements_of(script), Catalog(complete=True)).described()


def applied(text: str, catalog: Catalog) -> Catalog:
    """The catalog after some SQL, in one transaction."""
    for statement in read(Fragment.verbatim(text, 0), whole=True):
        for operation in statement.operations:
            catalog = apply(operation, catalog)
    return catalog
