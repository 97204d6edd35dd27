"""What a statement does to a catalog when parts of it, or whether it runs at all, are not known.

A name that is not known changes nothing here by that name; what it may stand for is put in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knexlint.catalog import Catalog, apply
from knexlint.catalog.doubt import doubt, doubt_all, doubt_named
from knexlint.evaluate.order import NEVER_AWAITED
from knexlint.knex.elsewhere import only_elsewhere
from knexlint.knex.queries import Query
from knexlint.memo import remembered
from knexlint.operations import (
    Column,
    CommentOn,
    Constraint,
    Copy,
    CreateTable,
    CreateView,
    DataOperation,
    Grant,
    Name,
    Operation,
    Relation,
    Select,
    SetParameter,
    Truncate,
    Unknown,
)
from knexlint.record import replace
from knexlint.sql import Statement

_ROWS = (DataOperation, Select, Copy, Truncate, SetParameter, CommentOn, Grant)  # these change no schema
_CREATES = (CreateTable, CreateView)


def ran(statement: Statement, query: Query, late: bool, catalog: Catalog, *, again: bool = True) -> Catalog:
    """The catalog after a statement.

    `late`: nothing awaited comes after it in its transaction. `again`: the same is likely to be asked again soon.
    """
    operations = statement.operations
    if late and query.unknown == NEVER_AWAITED:  # the transaction is over before it is sent
        return _doubting(statement, catalog)
    if statement.fragment.holes:
        return _with_holes(statement, catalog)
    catalog = (applied if again else _apply_all)(operations, catalog)
    perhaps = query.unknown is not None and not only_elsewhere(query.unknown)
    if perhaps or any(isinstance(each, Unknown) for each in operations):
        return _doubting(statement, catalog)
    return catalog


# Models of Objection and builders of another Knex take a transaction so: they read and write rows.
_QUERIES = frozenset(f"calls {name}, which cannot be followed" for name in ("transacting", "query", "bindKnex"))


def may_change_schema(query: Query) -> bool:
    """Whether a call that cannot be followed may do more than read and write rows."""
    return query.unknown not in _QUERIES


def _apply_all(operations: tuple[Operation, ...], catalog: Catalog) -> Catalog:
    for operation in operations:
        if not isinstance(operation, Unknown):
            catalog = apply(operation, catalog)
    return catalog


applied = remembered(_apply_all, 2048)  # every keystroke runs the same statements on the same catalogs again
doubted = remembered(doubt_all, 2048)


def _doubting(statement: Statement, catalog: Catalog) -> Catalog:
    """All that a statement names may have changed."""
    if statement.operations and isinstance(statement.operations[0], _ROWS):
        return catalog
    return doubt_named(catalog, statement.fragment.text)


def _with_holes(statement: Statement, catalog: Catalog) -> Catalog:
    for operation in statement.operations:
        if isinstance(operation, Unknown):
            rows = isinstance(statement.operations[0], _ROWS)
            catalog = catalog if rows else doubted(catalog)
            continue
        vague = list(_vague(operation))
        if not vague:
            catalog = apply(operation, catalog)
        elif isinstance(operation, _ROWS):
            continue
        elif any(isinstance(each, Relation) for each in vague):
            catalog = replace(catalog, complete=False) if isinstance(operation, _CREATES) else doubted(catalog)
        else:
            catalog = doubt(catalog, (relation.key for relation in _relations(operation)))
    return catalog


def _vague(value: Any) -> Iterator[Name | Relation]:
    """The names in an operation that are not known."""
    return (each for each in _names(value) if each.unknown)


def _relations(value: Any) -> Iterator[Relation]:
    return (each for each in _names(value) if isinstance(each, Relation))


def _names(value: Any) -> Iterator[Name | Relation]:
    if isinstance(value, Name | Relation):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _names(each)
    elif isinstance(value, Operation | Column | Constraint):
        for field in value.__dataclass_fields__:
            yield from _names(getattr(value, field))
