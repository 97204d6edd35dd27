"""Constraints and indexes come into being: their names, their indexes, their copies on partitions. Knows no locks."""

from __future__ import annotations

import re

from knexlint import operations as op
from knexlint.catalog.expressions import mentions, outside_strings, stripped, unquoted
from knexlint.catalog.model import Catalog, Constraint, Entry, Index, Table, View
from knexlint.catalog.names import chosen, made
from knexlint.record import replace

_PLAIN = re.compile(r'\s*("(?:[^"]|"")*"|[^\x00-@\[-^`{-\x7f][^\x00-#%-/:-@\[-^`{-\x7f]*)\s*(.*)$', re.DOTALL)
_ORDER = re.compile(
    r"^(?:collate\s+\S+\s*)?(?:[\w.\"]+\s*(?:\([^)]*\))?\s*)?(?:asc|desc)?\s*(?:nulls\s+(?:first|last))?$",
    re.IGNORECASE,
)
_WITH = re.compile(r"\s+with\s+\S+\s*$", re.IGNORECASE)


def element_column(text: str) -> str | None:
    """The column that an index element is, or None where it is an expression."""
    found = _PLAIN.match(text)
    if found is None:
        return None
    rest = found.group(2).strip()
    if rest and (rest[0] in "(.:[" or not _ORDER.match(rest)):
        return None
    return unquoted(found.group(1))


def element_label(text: str) -> str:
    """What an element adds to a generated index name: its column, its function, or `expr`."""
    column = element_column(text)
    if column is not None:
        return column
    found = re.match(r'\(*\s*("?[A-Za-z_][\w$]*"?)\s*\(', text)
    return unquoted(found.group(1)) if found else "expr"


def labels(elements: tuple[str, ...]) -> list[str]:
    """The name parts of index elements, made distinct as ChooseIndexColumnNames does."""
    found: list[str] = []
    for element in elements:
        label, number, name = element_label(element), 0, element_label(element)
        while name in found:
            number += 1
            name = f"{label}{number}"
        found.append(name)
    return found


def key_in(schema: str | None, name: str) -> str:
    return name if schema in (None, "public") else f"{schema}.{name}"


def relation_taken(catalog: Catalog, schema: str | None, name: str) -> bool:
    return key_in(schema, name) in catalog.names


def has_constraint(catalog: Catalog, oid: int, name: str) -> bool:
    table = catalog.relations.get(oid)
    return isinstance(table, Table) and name in table.constraints


def constraint_taken(catalog: Catalog, table: Table, name: str) -> bool:
    """PostgreSQL makes up no name that a constraint of another table of the schema has: of one that was renamed."""
    renamed = (catalog.relations.get(each) for each in catalog.renamed)
    others = (each for each in renamed if isinstance(each, Table) and each.schema == table.schema)
    return has_constraint(catalog, table.oid, name) or any(name in each.constraints for each in others)


def made_not_null(table: str, column: str) -> str:
    """The name of the NOT NULL constraint that PostgreSQL 18 makes for a column."""
    return made(table, column, "not_null")


def add_index(catalog: Catalog, owner: Entry, index: Index) -> Catalog:
    """Enter an index (its oid is given) and hang it on its table."""
    catalog = catalog.put(index)
    owner = catalog.relations[owner.oid]
    if isinstance(owner, Table | View):
        catalog = catalog.put(replace(owner, indexes=(*owner.indexes, index.oid)))
    return catalog


def create_index(index: op.CreateIndex, catalog: Catalog) -> Catalog:
    catalog, owner = catalog.ensure(index.table)
    elements = tuple(e.text for e in index.elements)
    if index.name is None:
        parts = [*labels(elements), *(column.text for column in index.include)]
        name = chosen(owner.name, parts, "idx", lambda n: relation_taken(catalog, owner.schema, n))
    else:
        name = index.name.name
        if relation_taken(catalog, owner.schema, name):
            return catalog
    index_made = Index(
        oid=catalog.next_oid,
        name=name,
        schema=owner.schema,
        table=owner.oid,
        unique=index.unique,
        columns=tuple(element_column(e) for e in elements),
        elements=elements,
        include=tuple(c.text for c in index.include),
        where=index.where.text if index.where else None,
        method=index.method or "btree",
        nulls_not_distinct=index.nulls_not_distinct,
        options=index.options,
    )
    catalog = add_index(catalog, owner, index_made)
    return catalog if index.only else copy_index(catalog, owner, index_made)


def copy_index(catalog: Catalog, parent: Entry, index: Index) -> Catalog:
    """The indexes that a new index of a partitioned table makes on its partitions."""
    for child in catalog.children(parent):
        if child.is_partition:
            catalog, copy = partition_index(catalog, child, index)
            catalog = copy_index(catalog, child, copy)
    return catalog


def partition_index(catalog: Catalog, child: Table, index: Index) -> tuple[Catalog, Index]:
    """A partition's own index for an index of its parent: one that matches and is free, or a new one."""
    for own in catalog.indexes(child):
        if own.parent is None and same_index(own, index):
            attached = replace(own, parent=index.oid)
            return catalog.put(attached), attached
    parts = [*labels(index.elements), *index.include]
    owner = catalog.relations.get(index.table)
    constraint = isinstance(owner, Table) and any(c.index == index.oid for c in owner.constraints.values())
    label = "idx"
    if constraint:
        label = "pkey" if index.name.endswith("_pkey") else "key"
    columns = [] if label == "pkey" else parts
    name = chosen(child.name, columns, label, lambda n: relation_taken(catalog, child.schema, n))
    was = None
    copy = replace(
        index, oid=catalog.next_oid, name=name, schema=child.schema, table=child.oid, parent=index.oid, was=was
    )
    return add_index(catalog, child, copy), copy


def copied_index(catalog: Catalog, oid: int, index: Index, constraint: Constraint | None) -> Catalog:
    """An index (and the constraint it serves) again, on a table made LIKE its own."""
    table = catalog.relations[oid]
    label = "idx" if constraint is None else {"primary key": "pkey", "exclude": "excl"}.get(constraint.kind, "key")
    parts = [] if label == "pkey" else [*labels(index.elements), *index.include]
    name = chosen(table.name, parts, label, lambda n: relation_taken(catalog, table.schema, n))
    copy = replace(
        index, oid=catalog.next_oid, name=name, schema=table.schema, table=oid, parent=None, was=None, valid=True
    )
    catalog = add_index(catalog, table, copy)
    if constraint is None:
        return catalog
    return place(catalog, oid, replace(constraint, name=name, index=copy.oid, inherited=False))


def same_index(own: Index, other: Index) -> bool:
    return (own.columns, own.unique, own.where, own.method) == (other.columns, other.unique, other.where, other.method)


def elements_of(constraint: op.Constraint) -> tuple[str, ...]:
    """The index elements of a UNIQUE, PRIMARY KEY or EXCLUDE constraint."""
    if constraint.kind == "exclude" and constraint.expression is not None:
        return tuple(_WITH.sub("", part) for part in split_list(constraint.expression.text))
    return tuple('"' + c.text.replace('"', '""') + '"' for c in constraint.columns)


def split_list(text: str) -> list[str]:
    """The parts of a list between commas outside brackets and strings."""
    parts, depth, start = [], 0, 0
    text = stripped(text)
    for at, char in outside_strings(text):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]


def constraint_name(catalog: Catalog, table: Table, constraint: op.Constraint, column: bool) -> str:
    """Its name, or the one that PostgreSQL makes up."""
    if constraint.name is not None:
        return constraint.name.text
    columns = [c.text for c in constraint.columns]
    if constraint.kind == "primary key":
        return chosen(table.name, [], "pkey", lambda n: relation_taken(catalog, table.schema, n))
    if constraint.kind in ("unique", "exclude"):
        label = "key" if constraint.kind == "unique" else "excl"
        parts = columns if constraint.kind == "unique" else labels(elements_of(constraint))
        return chosen(table.name, parts, label, lambda n: relation_taken(catalog, table.schema, n))
    if constraint.kind == "check" and not column:
        words = mentions(constraint.expression.text).words if constraint.expression else ()
        used = [name for name in table.columns if name in words]
        columns = used if len(used) == 1 else []
    label = {"foreign key": "fkey", "check": "check", "not null": "not_null"}[constraint.kind]
    return chosen(table.name, columns, label, lambda n: constraint_taken(catalog, table, n))


def add_constraint(catalog: Catalog, oid: int, added: op.Constraint, *, column: bool = False) -> Catalog:
    """Add a constraint to a table (and to its partitions and children). `column`: it stands at a column."""
    table = catalog.relations[oid]
    if not isinstance(table, Table):
        return catalog
    references = None
    if added.references is not None:
        catalog, target = catalog.ensure(added.references)
        references = target.oid
    name = constraint_name(catalog, table, added, column)
    built = Constraint(
        name=name,
        kind=added.kind,
        columns=tuple(c.text for c in added.columns),
        validated=not added.not_valid and not added.not_enforced,
        enforced=not added.not_enforced,
        references=references,
        referenced_columns=referenced(catalog, references, tuple(c.text for c in added.referenced_columns)),
        expression=added.expression.text if added.expression else None,
        on_delete=added.on_delete,
        on_update=added.on_update,
        set_columns=tuple(column.text for column in added.set_columns),
        deferrable=added.deferrable,
        initially_deferred=added.initially_deferred,
        no_inherit=added.no_inherit,
    )
    if added.using_index is not None:
        return _use_index(catalog, table, built, added.using_index.text, added.name)
    if added.kind in ("primary key", "unique", "exclude"):
        catalog, built = _build_index(catalog, table, built, added)
    return place(catalog, oid, built)


def referenced(catalog: Catalog, oid: int | None, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns a foreign key references: those it names, or the primary key."""
    target = catalog.relations.get(oid) if oid is not None else None
    if columns or not isinstance(target, Table):
        return columns
    return next((c.columns for c in target.constraints.values() if c.kind == "primary key"), ())


def _build_index(catalog: Catalog, table: Table, built: Constraint, added: op.Constraint) -> tuple[Catalog, Constraint]:
    elements = elements_of(added)
    index = Index(
        oid=catalog.next_oid,
        name=built.name,
        schema=table.schema,
        table=table.oid,
        unique=added.kind != "exclude",
        columns=tuple(element_column(e) for e in elements),
        elements=elements,
        method=added.method or ("gist" if added.kind == "exclude" else "btree"),
        nulls_not_distinct=added.nulls_not_distinct,
        include=tuple(c.text for c in added.include),
        where=added.where.text if added.where else None,
        options=added.options,
    )
    return add_index(catalog, table, index), replace(built, index=index.oid)


def _use_index(catalog: Catalog, table: Table, built: Constraint, name: str, wanted: op.Name | None) -> Catalog:
    index = catalog.index(key_in(table.schema, name))
    final = wanted.text if wanted is not None else name
    columns: tuple[str, ...] = ()
    if index is not None:
        columns = tuple(c for c in index.columns if c is not None)
        catalog = catalog.put(replace(index, name=final))
    return place(catalog, table.oid, replace(built, name=final, columns=columns, index=index.oid if index else None))


def place(catalog: Catalog, oid: int, constraint: Constraint) -> Catalog:
    """Put a constraint on a table, with what follows from it, and copies on its partitions and children."""
    table = catalog.relations[oid]
    if not isinstance(table, Table):
        return catalog
    columns = table.columns  # the very same where they stay as they are: what is the same is not looked at again
    if constraint.kind in ("primary key", "not null") and constraint.validated:
        filled = {name: replace(columns[name], not_null=True) for name in constraint.columns if name in columns}
        columns = {**columns, **filled}
    catalog = catalog.put(
        replace(table, columns=columns, constraints={**table.constraints, constraint.name: constraint})
    )
    for child in catalog.children(table):
        if constraint.kind in ("check", "not null") and not constraint.no_inherit:
            catalog = place(catalog, child.oid, replace(constraint, inherited=True))
        elif child.is_partition and constraint.kind not in ("check", "not null"):
            catalog = partition_copy(catalog, child, constraint)
    return catalog


def partition_copy(catalog: Catalog, child: Table, constraint: Constraint) -> Catalog:
    copy = replace(constraint, inherited=True)
    parent_index = catalog.relations.get(constraint.index) if constraint.index is not None else None
    if isinstance(parent_index, Index):
        catalog, index = partition_index(catalog, child, parent_index)
        copy = replace(copy, index=index.oid, name=index.name)
    else:
        columns = list(constraint.columns)
        if has_constraint(catalog, child.oid, constraint.name):
            name = chosen(child.name, columns, "fkey", lambda n: constraint_taken(catalog, child, n))
            copy = replace(copy, name=name)
    return place(catalog, child.oid, copy)
