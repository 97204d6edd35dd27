"""In which respects two parts of a schema differ: in words, so that somebody can say them. Knows no statements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.catalog.expressions import mentions, plainly
from knexlint.catalog.model import (
    Catalog,
    Column,
    Constraint,
    Domain,
    Entry,
    Enum,
    Function,
    Index,
    Table,
    Trigger,
    View,
)
from knexlint.catalog.types import parsed


def named(one: Entry, other: Entry) -> Iterator[str]:
    if one.key != other.key:
        yield "name"


def view_aspects(one: View, other: View) -> Iterator[str]:
    yield from named(one, other)
    if plainly(one.query) != plainly(other.query) and mentions(one.query).star == mentions(other.query).star:
        yield "query"
    elif one.columns and other.columns:
        yield from ("columns",) if one.columns != other.columns else ()
    elif one.outputs != other.outputs and "*" not in (*one.outputs, *other.outputs):
        yield "columns"
    if one.materialized and one.populated != other.populated:
        yield "populated"


def index_aspects(one: Index, other: Index, same_table: bool) -> Iterator[str]:
    if not same_table:
        yield "table"
    if one.unique != other.unique:
        yield "unique"
    if tuple(map(plainly, one.elements)) != tuple(map(plainly, other.elements)) or one.include != other.include:
        yield "columns"
    if plainly(one.where or "") != plainly(other.where or ""):
        yield "condition"
    if one.method != other.method:
        yield "method"
    if one.nulls_not_distinct != other.nulls_not_distinct:
        yield "nulls"


def same_key(first: Catalog, second: Catalog, one: int | None, other: int | None) -> bool:
    if one == other:
        return True
    a = first.relations.get(one) if one is not None else None
    b = second.relations.get(other) if other is not None else None
    return a is not None and b is not None and a.key == b.key


def table_aspects(one: Table, other: Table, first: Catalog, second: Catalog) -> Iterator[str]:
    yield from named(one, other)
    if one.logged != other.logged:
        yield "logged"
    if len(one.parents) != len(other.parents) or not all(
        same_key(first, second, a, b) for a, b in zip(one.parents, other.parents, strict=True)
    ):
        yield "parents"


def trigger_aspects(one: Trigger, other: Trigger) -> Iterator[str]:
    if one.function != other.function:
        yield "function"
    if one.columns != other.columns:
        yield "columns"


def text_aspects(one: str, other: str) -> Iterator[str]:
    if plainly(one) != plainly(other):
        yield "condition"


def column_aspects(one: Column, other: Column) -> Iterator[str]:
    known = one.known and other.known
    if one.type is not None and other.type is not None and one.type != other.type:
        yield "type"
    if one.not_null is not None and other.not_null is not None and one.not_null != other.not_null:
        yield "nullability"
    if known and not same_default(one, other):
        yield "default"
    if known and one.identity != other.identity:
        yield "identity"
    if known and (one.generated, plainly(one.generation or "")) != (other.generated, plainly(other.generation or "")):
        yield "generation"
    if known and _collation_of(one) != _collation_of(other):
        yield "collation"


def _collation_of(column: Column) -> str | None:
    said = (column.collation or "default").replace('"', "").removeprefix("pg_catalog.")
    return None if said == "default" else said


def same_default(one: Column, other: Column) -> bool:
    """Two columns' defaults say the same, as far as text can tell."""
    first, second = _default_of(one), _default_of(other)
    return first == second or any(text is not None and "${" in text for text in (first, second))


_NUMBERS = frozenset(["smallint", "integer", "bigint", "numeric", "real"]) | {"double precision"}
TRUTH = {"t": "true", "true": "true", "1": "true", "yes": "true", "on": "true", "y": "true"}
TRUTH |= {"f": "false", "false": "false", "0": "false", "no": "false", "off": "false", "n": "false"}
_STRING = re.compile(r"'((?:[^']|'')*)'(?:::[\w .\"()\[\]]+)?")


def _default_of(column: Column) -> str | None:
    text = column.default
    if text is None or plainly(text) == "null":
        return None
    plain = plainly(text)
    if plain.startswith("nextval(") or column.sequence is not None:
        return "nextval"
    found = _STRING.fullmatch(plain)
    name = parsed(column.type).name if column.type is not None else ""
    said = found.group(1) if found is not None else plain
    if name == "boolean":
        return TRUTH.get(said.strip().lower(), said)
    if name in _NUMBERS:
        return said.strip()
    return f"'{said}'" if found is not None else plain


def constraint_aspects(one: Constraint, other: Constraint, first: Catalog, second: Catalog) -> Iterator[str]:
    if one.kind != other.kind:
        yield "kind"
    if one.columns != other.columns and one.kind != "check":
        yield "columns"
    if one.kind == "foreign key":
        if not same_key(first, second, one.references, other.references) or not _same_target(one, other):
            yield "references"
        for aspect in ("on_delete", "on_update"):
            if (getattr(one, aspect) or "no action") != (getattr(other, aspect) or "no action"):
                yield aspect.replace("_", " ")
    if plainly(one.expression or "") != plainly(other.expression or ""):
        yield "condition"
    if one.validated and not other.validated:  # the other way round nothing is lost
        yield "validated"
    if (one.deferrable, one.initially_deferred) != (other.deferrable, other.initially_deferred):
        yield "deferrable"
    if _counts_nulls(one, first) != _counts_nulls(other, second):
        yield "nulls"


def _counts_nulls(constraint: Constraint, catalog: Catalog) -> bool:
    index = catalog.relations.get(constraint.index) if constraint.index is not None else None
    return isinstance(index, Index) and index.nulls_not_distinct


def _same_target(one: Constraint, other: Constraint) -> bool:
    """They reference the same columns; where one does not say which, the primary key's."""
    known = one.referenced_columns and other.referenced_columns
    return not known or one.referenced_columns == other.referenced_columns


def enum_aspects(one: Enum, other: Enum) -> Iterator[str]:
    if one.labels != other.labels:
        yield "labels"


def domain_aspects(one: Domain, other: Domain) -> Iterator[str]:
    if (one.type, one.not_null, one.default, one.constraints) != (
        other.type,
        other.not_null,
        other.default,
        other.constraints,
    ):
        yield "definition"


def function_aspects(one: Function, other: Function) -> Iterator[str]:
    if one.body is not None and other.body is not None and one.body.split() != other.body.split():
        yield "body"
    if (one.volatility, one.language) != (other.volatility, other.language):
        yield "definition"
