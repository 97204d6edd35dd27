"""What uses a function, a type, an extension, a collation or what a schema holds, and so stands in the way of a drop.

Knows where the catalog names such things. What a drop then takes along is `drops`' knowledge.
"""

from __future__ import annotations

from knexlint.catalog.drops import Dropped, Part, columns_of_type
from knexlint.catalog.expressions import mentions, unquoted
from knexlint.catalog.extensions import CLASSES, FUNCTIONS, SCALAR_TYPES, SCALARS, TYPES, brought
from knexlint.catalog.model import Catalog, Index, Table, View
from knexlint.catalog.types import parsed


def users_of_type(catalog: Catalog, key: str) -> list[Dropped]:
    return [*columns_of_type(catalog, key)]


def users_of_collation(catalog: Catalog, key: str) -> list[Dropped]:
    """The columns that sort by it."""
    return [
        Part(table.oid, "column", column.name)
        for table in catalog.tables()
        for column in table.columns.values()
        if column.collation is not None and unquoted(column.collation).removeprefix("public.") == key
    ]


def in_schema(catalog: Catalog, schema: str) -> list[Dropped]:
    """The relations of a schema, and what elsewhere uses its types and functions."""
    found: list[Dropped] = [e.oid for e in catalog.relations.values() if (e.schema or "public") == schema]
    inside = f"{schema}."
    for key in (*catalog.enums, *catalog.domains, *catalog.types):
        if key.startswith(inside):
            found += columns_of_type(catalog, key)
    for key in catalog.functions:
        if key.startswith(inside):
            found += users_of_function(catalog, key)
    return found


def users_of_extension(catalog: Catalog, name: str) -> list[Dropped]:
    """Columns of its types, what calls its functions, and indexes by its operator classes."""
    found: list[Dropped] = []
    for key in sorted({name} | brought(TYPES, name)):
        found += columns_of_type(catalog, key)
    for function in sorted(brought(FUNCTIONS, name)):
        found += users_of_function(catalog, function)
    classes, methods = brought(CLASSES, name), {method for method, by in SCALARS.items() if by == name}
    for index in catalog.all(Index) if classes or methods else ():
        table = catalog.relations.get(index.table)
        if _compares_by(index, table, classes, methods):
            found += _constraint_of(index, table) or [index.oid]
    return found


def _compares_by(index: Index, table: object, classes: set[str], methods: set[str]) -> bool:
    """Its elements use one of these operator classes, or plain values in one of these methods."""
    if any(word in classes for element in index.elements for word in mentions(element).words):
        return True
    known = table.columns if isinstance(table, Table) else {}
    types = [known[name].type for name in index.columns if name is not None and name in known]
    return index.method in methods and any(t is not None and parsed(t).name in SCALAR_TYPES for t in types)


def _constraint_of(index: Index, table: object) -> list[Dropped]:
    constraints = table.constraints.values() if isinstance(table, Table) else ()
    return [Part(index.table, "constraint", c.name) for c in constraints if c.index == index.oid]


def users_of_function(catalog: Catalog, key: str) -> list[Dropped]:
    """Triggers, defaults, checks and indexes that call a function."""
    name = key.rsplit(".", 1)[-1]
    found: list[Dropped] = []
    for table in catalog.using(name, Table):
        found += [Part(table.oid, "trigger", t.name) for t in table.triggers.values() if t.function in (key, name)]
        for column in table.columns.values():
            if column.default is not None and name in mentions(column.default).functions:
                found.append(Part(table.oid, "default", column.name))
            if column.generation is not None and name in mentions(column.generation).functions:
                found.append(Part(table.oid, "column", column.name))
        for constraint in table.constraints.values():
            if constraint.expression is not None and name in mentions(constraint.expression).functions:
                found.append(Part(table.oid, "constraint", constraint.name))
        found += [
            Part(table.oid, "policy", p) for p, text in table.policies.items() if name in mentions(text).functions
        ]
    for index in catalog.using(name, Index):
        if any(name in mentions(e).functions for e in (*index.elements, index.where or "")):
            found.append(index.oid)
    found += [view.oid for view in catalog.using(name, View) if name in mentions(view.query).functions]
    return found
