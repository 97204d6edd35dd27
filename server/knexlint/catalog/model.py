"""The schema as immutable data: relations, types, functions, and what of them is new in the open transaction.

Knows what exists and how things hang together. Must not know what a statement does to it (`apply`) nor locks.
Relations are held by identity (`oid`), so a rename changes one name and nothing that points at it. A relation that is
not here is presumed to exist and to be live, unless the catalog is `complete` or saw it go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, TypeVar

from knexlint.catalog.entries import (
    Column,
    Constraint,
    Domain,
    Entry,
    Enum,
    Function,
    Index,
    Rule,
    Sequence,
    Table,
    Trigger,
    View,
)
from knexlint.catalog.layers import Layers, pointed
from knexlint.catalog.uses import names_used
from knexlint.operations import Relation
from knexlint.record import record, replace

NOBODY = -1  # the oid of a relation that is only presumed
__all__ = [
    "NOBODY",
    "Catalog",
    "Column",
    "Constraint",
    "Domain",
    "Entry",
    "Enum",
    "Function",
    "Index",
    "Rule",
    "Sequence",
    "Table",
    "Trigger",
    "View",
]

E = TypeVar("E", bound=Entry)


@record
class Catalog:
    """What is known of the database at one point.

    `complete`: what is not here does not exist. `rows`: a table that nothing was put into is empty.
    `gone`: keys seen to be dropped or renamed away. `doubts`: keys of which nothing is sure any more, neither that they
    exist nor that they do not. `missed`: what statements needed and nothing had
    made, by its key, or by its oid where it was presumed from the start.
    `settings`: parameters that were SET; `local` those that end with the transaction.
    """

    names: Layers[str, int] = field(default_factory=Layers)
    relations: Layers[int, Entry] = field(default_factory=Layers)
    enums: Mapping[str, Enum] = field(default_factory=dict)
    domains: Mapping[str, Domain] = field(default_factory=dict)
    types: frozenset[str] = frozenset()  # range and base types, of which no more is known
    functions: Mapping[str, Function] = field(default_factory=dict)
    statistics: Mapping[str, str] = field(default_factory=dict)  # the key of the table each is about
    prepared: Mapping[str, str] = field(default_factory=dict)  # statements and cursors of this session, as text
    publications: Mapping[str, frozenset[str]] = field(default_factory=dict)  # the keys of the tables each names
    extensions: frozenset[str] = frozenset()
    schemas: frozenset[str] = frozenset({"public"})
    settings: Mapping[str, str] = field(default_factory=dict)
    local: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()
    missed: frozenset[str | int] = frozenset()
    complete: bool = False
    rows: bool = False
    next_oid: int = 1
    touched: Layers[int, bool] = field(default_factory=Layers)  # stored since the transaction began
    pending: Mapping[int, frozenset[int]] = field(
        default_factory=dict
    )  # tables with deferred checks: what they look at
    # who points at a relation, at one time or other: its children, those with a foreign key to it, views that read it
    with_children: Layers[int, Collection[int]] = field(default_factory=Layers)
    referenced: Layers[int, Collection[int]] = field(default_factory=Layers)
    viewed: Layers[int, Collection[int]] = field(default_factory=Layers)
    users: Layers[str, Collection[int]] = field(default_factory=Layers)  # of types, functions and sequences, by name
    ruled: frozenset[int] = frozenset()  # relations with rules or policies, at one time or other
    renamed: frozenset[int] = frozenset()  # whose constraints and indexes may still be called by an old name

    # --- asking ---------------------------------------------------------------------------------------------------

    def get(self, key: str) -> Entry | None:
        """The relation of this name, of whatever kind."""
        oid = self.names.get(key)
        return None if oid is None else self.relations[oid]

    def table(self, key: str) -> Table | None:
        found = self.get(key)
        return found if isinstance(found, Table) else None

    def index(self, key: str) -> Index | None:
        found = self.get(key)
        return found if isinstance(found, Index) else None

    def view(self, key: str) -> View | None:
        found = self.get(key)
        return found if isinstance(found, View) else None

    def sequence(self, key: str) -> Sequence | None:
        found = self.get(key)
        return found if isinstance(found, Sequence) else None

    def tables(self) -> Iterator[Table]:
        return self.all(Table)

    def all(self, kind: type[E]) -> Iterator[E]:
        return (entry for entry in self.relations.values() if isinstance(entry, kind))

    def presumed(self, relation: Relation) -> Entry:
        """The relation; where it is not in the catalog, a table of which nothing else is known."""
        found = self.get(relation.key)
        if found is not None:
            return found
        schema = None if relation.schema in (None, "public") else relation.schema
        return Table(oid=NOBODY, name=relation.name, schema=schema, was=relation.key, known=False, open=True)

    def absent(self, key: str) -> bool:
        """It is known not to exist."""
        return key not in self.names and (self.complete or key in self.gone) and key not in self.doubts

    def sure(self, key: str) -> bool:
        """It is known to exist, and what is said of it holds."""
        found = self.get(key)
        return found is not None and found.known and key not in self.doubts

    def has_relation(self, key: str) -> bool | None:
        """What `hasTable` answers; None where that is not known."""
        found = self.get(key)
        if found is None:
            return False if self.absent(key) else None
        if key in self.doubts:
            return None
        return not found.composite if isinstance(found, Table) else isinstance(found, View) and not found.materialized

    def has_column(self, key: str, column: str) -> bool | None:
        """What `hasColumn` answers; None where that is not known."""
        found = self.get(key)
        if found is None:
            return False if self.absent(key) else None
        if key in self.doubts or not isinstance(found, Table):
            return None
        return True if column in found.columns else None if found.open else False

    def new(self, key: str) -> bool:
        """Created in the open transaction: nobody else can see it yet."""
        found = self.get(key)
        return found is not None and found.new

    def entries(self, oids: Iterable[int], kind: type[E]) -> list[E]:
        found = (self.relations.get(oid) for oid in oids)
        return [entry for entry in found if isinstance(entry, kind)]

    def indexes(self, entry: Entry) -> list[Index]:
        """The indexes of a table or materialized view."""
        return self.entries(entry.indexes, Index) if isinstance(entry, Table | View) else []

    def usable_indexes(self, entry: Entry) -> list[Index]:
        """Those that a query may go through."""
        return [index for index in self.indexes(entry) if index.valid]

    def children(self, entry: Entry) -> list[Table]:
        """Partitions and inheritance children, one level."""
        oids = self.with_children.get(entry.oid)
        return [] if oids is None else [table for table in self.entries(oids, Table) if entry.oid in table.parents]

    def descendants(self, entry: Entry) -> list[Table]:
        """Partitions and inheritance children, all levels."""
        found: list[Table] = []
        for child in self.children(entry):
            found += [child, *self.descendants(child)]
        return found

    def foreign_keys_to(self, oid: int) -> list[tuple[Table, Constraint]]:
        """The foreign keys of other tables (and its own) that reference it, or the table of which it is a partition."""
        entry = self.relations.get(oid)
        above = entry.parents if isinstance(entry, Table) and entry.is_partition else ()
        found = [each for parent in above for each in self.foreign_keys_to(parent)]
        oids = self.referenced.get(oid)
        if oids is None:
            return found
        tables = self.entries(sorted(oids), Table)
        return found + [(table, c) for table in tables for c in table.constraints.values() if c.references == oid]

    def readers(self, oid: int, column: str | None = None) -> list[View]:
        """Views that read a relation (or that column of it), one level."""
        views = self.entries(self.viewed.get(oid, ()), View)
        if column is not None:
            return [view for view in views if (oid, column) in view.uses]
        return [view for view in views if oid in view.reads]

    def sequences(self, entry: Entry) -> list[Sequence]:
        """The sequences owned by a table's columns."""
        if not isinstance(entry, Table):
            return []
        return self.entries((c.sequence for c in entry.columns.values() if c.sequence is not None), Sequence)

    def setting(self, name: str) -> str | None:
        return self.local.get(name, self.settings.get(name))

    # --- changing -------------------------------------------------------------------------------------------------

    def put(self, entry: Entry) -> Catalog:
        """Store a new state of a relation, or a new relation, under its name."""
        names = self.names
        before = self.relations.get(entry.oid)
        if before is None or before.key != entry.key:
            if before is not None and before.key in names:
                names = names.without((before.key,))
            names = names.put({entry.key: entry.oid})
        gone, doubts, renamed = self.gone, self.doubts, self.renamed
        if entry.key in gone:
            gone -= {entry.key}
        if before is None and entry.key in doubts:
            doubts -= {entry.key}
        if before is not None and before.key != entry.key:
            gone |= {before.key}
            renamed = self.renamed | {entry.oid}
            if before.key in doubts:
                doubts = (doubts - {before.key}) | {entry.key}
        relations = self.relations.put({entry.oid: entry})
        oid, touched = entry.oid, self.touched
        changed = replace(
            self,
            names=names,
            relations=relations,
            gone=gone,
            renamed=renamed,
            doubts=doubts,
            next_oid=max(self.next_oid, oid + 1),
            touched=touched if oid in touched else touched.put({oid: True}),
        )
        return changed._pointing(entry, before)

    def _pointing(self, entry: Entry, before: Entry | None) -> Catalog:
        """With what a relation points at."""
        oid = entry.oid
        changes: dict[str, Any] = {}
        if isinstance(entry, Table):
            if entry.parents:
                changes["with_children"] = pointed(self.with_children, entry.parents, oid)
            if entry.constraints and (targets := _targets(entry)):
                changes["referenced"] = pointed(self.referenced, targets, oid)
        elif isinstance(entry, View) and entry.reads:
            changes["viewed"] = pointed(self.viewed, entry.reads, oid)
        ruled = (isinstance(entry, Table | View) and entry.rules) or (isinstance(entry, Table) and entry.policies)
        if ruled and oid not in self.ruled:
            changes["ruled"] = self.ruled | {oid}
        used = frozenset(names_used(entry, before))
        if used:
            changes["users"] = pointed(self.users, used, oid)
        return replace(self, **changes) if changes else self

    def using(self, name: str, kind: type[E]) -> list[E]:
        """Relations that may use a type, function or sequence of this name (without its schema)."""
        return self.entries(self.users.get(name.rsplit(".", 1)[-1], ()), kind)

    def remove(self, *oids: int) -> Catalog:
        """Take relations away; what points at them is the caller's business."""
        leaving = {oid for oid in oids if oid in self.relations}
        if not leaving:
            return self
        keys = {self.relations[oid].key for oid in leaving}
        return replace(
            self,
            names=self.names.without(key for key in keys if key in self.names),
            relations=self.relations.without(leaving),
            gone=self.gone | keys,
        )

    def ensure(self, relation: Relation) -> tuple[Catalog, Entry]:
        """The relation, entered as a presumed table if it was not here."""
        entry = self.presumed(relation)
        if entry.oid != NOBODY:
            return (self if entry.known else self.miss(relation.key)), entry
        entry = replace(entry, oid=self.next_oid)
        return self.miss(relation.key).put(entry), entry

    def miss(self, key: str) -> Catalog:
        """Take note that a statement needs a relation that nothing has made, if that is so."""
        found = self.get(key)
        if found is not None:
            if found.known or found.oid in self.missed:
                return self
            return replace(self, missed=self.missed | {found.oid})
        if key in self.missed or key in self.gone or key in self.doubts:
            return self
        return replace(self, missed=self.missed | {key})

    def described(self) -> Catalog:
        """What a text that gives the whole schema says. Where it fills some tables, it shows all rows there are."""
        filled = any(table.filled for table in self.tables())
        return replace(self.settled(), complete=self.complete, rows=filled)

    def empty(self, entry: Entry) -> bool:
        """It is known to have no rows."""
        if isinstance(entry, View) and entry.materialized and "(" not in entry.query:
            return bool(entry.reads) and all(self.empty(e) for e in self.entries(entry.reads, Entry))
        return self.rows and isinstance(entry, Table) and entry.known and not entry.filled

    def unseen(self, since: Catalog) -> Catalog:
        """The same, as long as nobody else can see what was made since another state of it."""
        made = [oid for oid in self.relations if oid not in since.relations]
        relations = self.relations.put({oid: replace(self.relations[oid], was=None) for oid in made})
        enums = {key: replace(enum, new=key not in since.enums) for key, enum in self.enums.items()}
        domains = {key: replace(domain, new=key not in since.domains) for key, domain in self.domains.items()}
        return replace(self, relations=relations, enums=enums, domains=domains)

    def settled(self) -> Catalog:
        """What the next transaction sees: nothing is new any more, and SET LOCAL has ended."""
        here = ((oid, self.relations.get(oid)) for oid in self.touched)
        relations = self.relations.put({oid: _settled(entry) for oid, entry in here if entry is not None})
        enums, domains = self.enums, self.domains
        if any(enum.new or enum.new_labels for enum in enums.values()):
            enums = {key: replace(e, new=False, new_labels=()) for key, e in enums.items()}
        if any(domain.new for domain in domains.values()):
            domains = {key: replace(d, new=False) for key, d in domains.items()}
        return replace(self, relations=relations, enums=enums, domains=domains, local={}, touched=Layers(), pending={})


def _targets(entry: Entry) -> tuple[int, ...]:
    if not isinstance(entry, Table):
        return ()
    return tuple(c.references for c in entry.constraints.values() if c.references is not None)


def _settled(entry: Entry) -> Entry:
    if isinstance(entry, Table) and any(c.all_null for c in entry.columns.values()):
        columns = {name: replace(c, all_null=False) for name, c in entry.columns.items()}
        entry = replace(entry, columns=columns)
    return entry if entry.was == entry.key else replace(entry, was=entry.key)
