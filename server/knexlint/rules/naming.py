"""What a constraint or an index is really called, where a statement calls it by a name that Knex makes up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from knexlint.catalog import Catalog, Index, Table
from knexlint.operations import clipped
from knexlint.record import record
from knexlint.rules.known import closest

_LABELS = {"unique": "unique", "foreign key": "foreign", "index": "index", "unique index": "unique"}


@record
class Named:
    """A constraint or an index of a table. `kind`: "unique", "index", "unique index", ..."""

    kind: str
    name: str
    columns: tuple[str, ...]

    @property
    def is_index(self) -> bool:
        return self.kind.endswith("index")

    def __str__(self) -> str:
        article = f"{self.kind} constraint" if self.kind in ("unique", "check") else self.kind
        return f"{article} on {', '.join(self.columns)}" if self.columns else article


def named(table: Table, catalog: Catalog) -> Iterator[Named]:
    """Everything of a table that can be dropped by its name."""
    backing = {constraint.index for constraint in table.constraints.values()}
    for constraint in table.constraints.values():
        if constraint.kind != "not null":
            yield Named(constraint.kind, constraint.name, constraint.columns)
    for index in catalog.indexes(table):
        if index.oid not in backing:
            yield Named("unique index" if index.unique else "index", index.name, _columns(index))


def _columns(index: Index) -> tuple[str, ...]:
    return tuple(column for column in index.columns if column is not None)


def meant_by(name: str, table: Table, catalog: Catalog) -> Named | None:
    """What Knex makes this name for, by whatever name it goes."""
    here = list(named(table, catalog))
    if name == clipped(f"{table.name}_pkey"):
        return next((each for each in here if each.kind == "primary key"), None)
    return next((each for each in here if name in _made_for(each, table)), None)


def nearest(name: str, tables: Iterable[Table], catalog: Catalog) -> str | None:
    """What is called nearly so."""
    return closest(name, (each.name for table in tables for each in named(table, catalog)))


def _made_for(each: Named, table: Table) -> Iterator[str]:
    """The names that Knex may give it, with its columns in any order."""
    label = _LABELS.get(each.kind)
    orders = permutations(each.columns) if len(each.columns) < 4 else (each.columns,)
    for columns in orders if label is not None and each.columns else ():
        yield clipped("_".join((table.name, *columns, str(label))).lower())
        if each.kind == "unique index":
            yield clipped("_".join((table.name, *columns, "index")).lower())
