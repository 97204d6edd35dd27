"""What goes with what: everything that a DROP takes away, and what stands in its way without CASCADE.

Knows PostgreSQL's dependencies (pg_depend): some things always go along (a table's indexes), others only with CASCADE
(a view on it). Changes nothing by itself; `removed` gives the catalog without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from knexlint.catalog.expressions import mentions
from knexlint.catalog.model import Catalog, Constraint, Entry, Function, Index, Sequence, Table, View
from knexlint.catalog.types import parsed
from knexlint.catalog.views import surely_uses
from knexlint.record import replace


class Part(NamedTuple):
    """Something of a relation: a column, constraint, trigger, policy, default or rule."""

    oid: int
    kind: str
    name: str


@dataclass(slots=True)
class Removal:
    """`relations` (oids) and `parts` that go. `blocked`: in words, why it fails without CASCADE."""

    relations: dict[int, Entry] = field(default_factory=dict)
    parts: dict[Part, None] = field(default_factory=dict)
    blocked: str | None = None


Dropped = int | Part
Dependents = tuple[list[Dropped], list[Dropped]]  # those that always go along, those that need CASCADE


def removal(catalog: Catalog, roots: Iterable[Dropped], cascade: bool) -> Removal:
    """Everything that goes when `roots` are dropped."""
    found = Removal()
    roots = list(roots)
    waiting: list[tuple[Dropped, bool]] = [(root, True) for root in roots]
    blockers: list[Dropped] = []
    while waiting:
        item, _ = waiting.pop(0)
        if isinstance(item, Part):
            if item in found.parts or item.oid not in catalog.relations:
                continue
            found.parts[item] = None
        else:
            if item in found.relations or item not in catalog.relations:
                continue
            found.relations[item] = catalog.relations[item]
        along, others = dependents(catalog, item)
        waiting += [(each, True) for each in along]
        if cascade:
            waiting += [(each, True) for each in others]
        else:
            blockers += (each for each in others if _stands_in_the_way(each, item, catalog))
    for item in blockers:
        if not _goes(item, found):
            found.blocked = described(catalog, item)
            break
    return found


def _stands_in_the_way(each: Dropped, of: Dropped, catalog: Catalog) -> bool:
    """A view or policy that only seems to use a column does not."""
    if not isinstance(of, Part) or of.kind != "column":
        return True
    if isinstance(each, Part):
        table = catalog.relations[each.oid]
        text = table.policies.get(each.name) if each.kind == "policy" and isinstance(table, Table) else None
        return text is None or _names_own(text, of.name, table)
    view = catalog.relations.get(each)
    return not isinstance(view, View) or surely_uses(view, of.oid, of.name, catalog)


def _names_own(policy: str, column: str, table: Entry) -> bool:
    """In a subquery a bare name may be another table's column."""
    words = mentions(policy).words
    return "select" not in words or (table.name, column) in pairwise(words)


def _goes(item: Dropped, found: Removal) -> bool:
    if not isinstance(item, Part):
        return item in found.relations
    with_it = (item, Part(item.oid, "column", item.name)) if item.kind == "default" else (item,)
    inside = item.kind != "function" and item.oid in found.relations  # a function needs the table's type, but stays
    return inside or any(each in found.parts for each in with_it)


def described(catalog: Catalog, item: Dropped) -> str:
    """`view tv`, `constraint child_t_fk on table child`."""
    if isinstance(item, Part):
        return f"{item.kind} {item.name} on table {catalog.relations[item.oid].key}"
    entry = catalog.relations[item]
    return f"{kind_of(entry)} {entry.key}"


def kind_of(entry: Entry) -> str:
    """The kind of relation in PostgreSQL's words."""
    if isinstance(entry, Index):
        return "index"
    if isinstance(entry, Sequence):
        return "sequence"
    if isinstance(entry, View):
        return "materialized view" if entry.materialized else "view"
    return "table"


def dependents(catalog: Catalog, item: Dropped) -> Dependents:
    if isinstance(item, Part):
        table = catalog.relations[item.oid]
        if not isinstance(table, Table):
            return [], []
        if item.kind == "column":
            return _of_column(catalog, table, item.name)
        if item.kind == "constraint" and item.name in table.constraints:
            return _of_constraint(catalog, table, table.constraints[item.name])
        return [], []
    entry = catalog.relations[item]
    if isinstance(entry, Table):
        return _of_table(catalog, entry)
    if isinstance(entry, View):
        return list(entry.indexes), [*(view.oid for view in catalog.readers(entry.oid)), *_acting_on(catalog, entry)]
    if isinstance(entry, Sequence):
        return [], [*_defaults(catalog, entry.key)]
    if isinstance(entry, Index):
        owner = catalog.relations.get(entry.table)
        keys: list[Dropped] = [
            Part(child.oid, "constraint", c.name)
            for child, c in (catalog.foreign_keys_to(entry.table) if entry.unique else ())
            if isinstance(owner, Table) and rests_on(c, entry, owner)
        ]
        if entry.table not in catalog.with_children:
            return [], keys
        return [index.oid for index in catalog.all(Index) if index.parent == entry.oid], keys
    return [], []


def _of_table(catalog: Catalog, table: Table) -> Dependents:
    along: list[Dropped] = [*table.indexes, *(s.oid for s in catalog.sequences(table))]
    along += [Part(table.oid, "constraint", name) for name in table.constraints]
    others: list[Dropped] = []
    for child in catalog.children(table):
        (along if child.is_partition else others).append(child.oid)
    for other, constraint in catalog.foreign_keys_to(table.oid):
        if other.oid != table.oid:
            others.append(Part(other.oid, "constraint", constraint.name))
    others += [view.oid for view in catalog.readers(table.oid)]
    for sequence in catalog.sequences(table):
        others += [part for part in _defaults(catalog, sequence.key) if part.oid != table.oid]
    others += _acting_on(catalog, table)
    others += [
        Part(table.oid, "function", f.key)
        for f in catalog.functions.values()
        if table.key in mentions(f"{f.arguments} {f.returns}").words or _is_in_body(f, table)
    ]
    others += columns_of_type(catalog, table.key)
    if table.composite:
        others += [each.oid for each in catalog.tables() if each.of_type == table.oid]
    return along, others


def _is_in_body(function: Function, table: Table) -> bool:
    return function.atomic and table.name in mentions(function.body or "").words


def _acting_on(catalog: Catalog, entry: Entry) -> Iterator[Dropped]:
    """Rules of other relations whose actions name this one, and policies of other tables that do."""
    for oid in sorted(catalog.ruled):
        other = catalog.relations.get(oid)
        if not isinstance(other, Table | View) or oid == entry.oid:
            continue
        for rule in other.rules.values():
            if entry.oid in rule.reads or entry.oid in rule.writes:
                yield Part(other.oid, "rule", rule.name)
        for name, text in other.policies.items() if isinstance(other, Table) else ():
            if entry.name in mentions(text).words and "select" in mentions(text).words:
                yield Part(other.oid, "policy", name)


def _of_column(catalog: Catalog, table: Table, name: str) -> Dependents:
    along: list[Dropped] = [
        Part(table.oid, "constraint", c.name)
        for c in table.constraints.values()
        if name in c.columns or (c.expression is not None and name in mentions(c.expression).words)
    ]
    along += [index.oid for index in catalog.indexes(table) if uses_column(index, name)]
    column = table.columns.get(name)
    if column is not None and column.sequence is not None:
        along.append(column.sequence)
    along += [Part(child.oid, "column", name) for child in catalog.children(table)]
    others: list[Dropped] = [view.oid for view in catalog.readers(table.oid, name)]
    others += [
        Part(other.oid, "constraint", c.name)
        for other, c in catalog.foreign_keys_to(table.oid)
        if name in c.referenced_columns and (other.oid, c.name) not in {(table.oid, n) for n in table.constraints}
    ]
    others += [
        Part(table.oid, "column", c.name)
        for c in table.columns.values()
        if c.generation is not None and name in mentions(c.generation).words
    ]
    others += [Part(table.oid, "trigger", t.name) for t in table.triggers.values() if name in t.columns]
    others += [
        Part(table.oid, "function", f.key)
        for f in catalog.functions.values()
        if _is_in_body(f, table) and name in mentions(f.body or "").words
    ]
    others += [Part(table.oid, "rule", r.name) for r in table.rules.values() if name in r.columns]
    others += [Part(table.oid, "policy", p) for p, text in table.policies.items() if name in mentions(text).words]
    return along, others


def _of_constraint(catalog: Catalog, table: Table, constraint: Constraint) -> Dependents:
    along: list[Dropped] = [] if constraint.index is None else [constraint.index]
    if not constraint.no_inherit:
        along += [
            Part(child.oid, "constraint", name)
            for child in catalog.children(table)
            for name, c in child.constraints.items()
            if c.inherited and same_rule(c, constraint)
        ]
    others: list[Dropped] = []
    if constraint.kind in ("primary key", "unique"):
        others += [
            Part(other.oid, "constraint", c.name)
            for other, c in catalog.foreign_keys_to(table.oid)
            if set(c.referenced_columns) == set(constraint.columns) and _is_oldest_key(constraint, table)
        ]
    return along, others


def _is_oldest_key(constraint: Constraint, table: Table) -> bool:
    """Of several keys over the same columns, foreign keys rest on the one that was there first."""
    keys = [c for c in table.constraints.values() if c.kind in ("primary key", "unique")]
    same = [c.index or 0 for c in keys if set(c.columns) == set(constraint.columns)]
    return (constraint.index or 0) == min(same, default=0)


def rests_on(constraint: Constraint, index: Index, owner: Table) -> bool:
    """A foreign key needs this unique index, as no key constraint of the table has the same columns."""
    wanted = set(constraint.referenced_columns)
    if not index.unique or index.computed or set(index.columns) != wanted:
        return False
    return not any(c.kind in ("primary key", "unique") and set(c.columns) == wanted for c in owner.constraints.values())


def same_rule(copy: Constraint, original: Constraint) -> bool:
    """A partition's or child's copy of its parent's constraint."""
    if copy.kind != original.kind or copy.columns != original.columns:
        return False
    return copy.expression == original.expression and copy.references == original.references


def uses_column(index: Index, column: str) -> bool:
    """An index has the column as an element, in an expression, in INCLUDE or in its predicate."""
    if column in index.columns or column in index.include:
        return True
    return computes_with(index, column)


def computes_with(index: Index, column: str) -> bool:
    """An index has the column in an expression or in its predicate."""
    texts = [text for name, text in zip(index.columns, index.elements, strict=False) if name is None]
    if index.where is not None:
        texts.append(index.where)
    return any(column in mentions(text).words for text in texts)


def _defaults(catalog: Catalog, sequence: str) -> list[Part]:
    """Columns whose default draws from this sequence."""
    return [
        Part(table.oid, "default", column.name)
        for table in catalog.using(sequence, Table)
        for column in table.columns.values()
        if column.default is not None and sequence in sequences_in(column.default)
    ]


def sequences_in(expression: str) -> tuple[str, ...]:
    """The sequences that an expression names in nextval('...') and its like."""
    found = mentions(expression)
    if not {"nextval", "setval", "currval"} & set(found.functions):
        return ()
    return tuple(text.removeprefix("public.").replace('"', "") for text in found.strings)


def columns_of_type(catalog: Catalog, key: str) -> list[Part]:
    """The columns of this type or of arrays of it, or of a domain over it."""
    over = [domain.key for domain in catalog.domains.values() if domain.key != key and parsed(domain.type).name == key]
    return [
        Part(table.oid, "column", column.name)
        for table in catalog.using(key, Table)
        for column in table.columns.values()
        if column.type is not None and parsed(column.type).name == key
    ] + [part for each in over for part in columns_of_type(catalog, each)]


def removed(catalog: Catalog, gone: Removal) -> Catalog:
    """The catalog without them; as it was, if something stands in the way."""
    if gone.blocked is not None:
        return catalog
    by_table: dict[int, list[Part]] = {}
    for part in gone.parts:
        if part.oid not in gone.relations:
            by_table.setdefault(part.oid, []).append(part)
    for oid, parts in by_table.items():
        table = catalog.relations[oid]
        if isinstance(table, Table):
            catalog = catalog.put(_without(table, parts))
    for entry in gone.relations.values():
        owner = catalog.relations.get(entry.table) if isinstance(entry, Index) else None
        if isinstance(owner, Table | View) and owner.oid not in gone.relations:
            catalog = catalog.put(replace(owner, indexes=tuple(i for i in owner.indexes if i != entry.oid)))
    return catalog.remove(*gone.relations)


def _without(table: Table, parts: list[Part]) -> Table:
    names: dict[str, set[str]] = {}
    for part in parts:
        names.setdefault(part.kind, set()).add(part.name)
    columns = {name: c for name, c in table.columns.items() if name not in names.get("column", ())}
    for name in names.get("default", ()):
        if name in columns:
            columns[name] = replace(columns[name], default=None)
    return replace(
        table,
        columns=columns,
        constraints={n: c for n, c in table.constraints.items() if n not in names.get("constraint", ())},
        triggers={n: t for n, t in table.triggers.items() if n not in names.get("trigger", ())},
        policies={n: p for n, p in table.policies.items() if n not in names.get("policy", ())},
        rules={n: r for n, r in table.rules.items() if n not in names.get("rule", ())},
    )
