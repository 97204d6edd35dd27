"""What differs between two catalogs, part by part. Knows no statements and does not know which of the two is right.

Only what is known of both is compared: nothing is said of what one of them merely presumes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeVar

from knexlint import operations as op
from knexlint.catalog.apply import apply
from knexlint.catalog.aspects import (
    column_aspects,
    constraint_aspects,
    domain_aspects,
    enum_aspects,
    function_aspects,
    index_aspects,
    named,
    same_key,
    table_aspects,
    text_aspects,
    trigger_aspects,
    view_aspects,
)
from knexlint.catalog.model import Catalog, Constraint, Entry, Index, Sequence, Table, View
from knexlint.record import record, replace

Change = Literal["left", "lost", "changed"]
Kind = Literal[
    "table", "column", "index", "constraint", "trigger", "policy", "rule", "view", "sequence", "enum", "domain",
    "function", "extension", "schema", "statistics", "publication", "type",
]  # fmt: skip


@record(kw_only=True)
class Difference:
    """`left`: only the second catalog has it; `lost`: only the first; `changed`: both, and not the same.

    `table`: the key of the table that it is part of, as the second catalog calls it (the first where it is lost).
    `name`: its own name. `aspects`: what of it changed ("name", "type", "default", …). `first`, `second`: what the two
    catalogs hold, as `catalog.model` has it; None where one has nothing.
    """

    change: Change
    kind: Kind
    name: str
    table: str | None = None
    aspects: tuple[str, ...] = ()
    first: Any = None
    second: Any = None


def differences(first: Catalog, second: Catalog) -> tuple[Difference, ...]:
    """Everything that `second` has and `first` has not, the other way round, and what is not the same in both."""
    return tuple(_relations(first, second)) + tuple(_others(first, second))


def after_renames(
    found: tuple[Difference, ...], first: Catalog, second: Catalog
) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """The tables and columns of which only the name changed; and what is left to say once they have their names again.

    A renamed column changes its indexes and checks, too; that goes without saying.
    """
    renamed = [replace(each, aspects=("name",)) for each in found if "name" in each.aspects and each.kind in _RENAMES]
    if not renamed:
        return (), found
    for each in sorted(renamed, key=lambda each: each.kind == "table"):
        second = apply(_renaming(each), second)
    return tuple(renamed), differences(first, second)


_RENAMES = ("table", "column")


def _renaming(each: Difference) -> op.Operation:
    to = op.Name(each.first.name)
    if each.kind == "table":
        now = op.Relation(each.second.name, each.second.schema)
        return op.RenameTable(at=op.NOWHERE, table=now, to=to)
    schema, _, name = str(each.table).rpartition(".")
    table = op.Relation(name, schema or None)
    return op.RenameColumn(at=op.NOWHERE, table=table, column=op.Name(each.name), to=to)


# --- relations --------------------------------------------------------------------------------------------------------


def _relations(first: Catalog, second: Catalog) -> Iterator[Difference]:
    differing = first.relations.differing(second.relations)
    before = {oid: first.relations[oid] for oid in sorted(differing) if oid in first.relations}
    after = {oid: second.relations[oid] for oid in sorted(differing) if oid in second.relations}
    pairs = list(_paired(before, after))
    for one, other in pairs:
        if isinstance(one or other, Table):
            yield from _tables(one, other, first, second)  # type: ignore[arg-type]
    for one, other in pairs:
        if not isinstance(one or other, Table):
            yield from _entries(one, other, first, second)


def _paired(before: dict[int, Entry], after: dict[int, Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """The same relation in both: by identity, else by name and kind (dropped and made again)."""
    left = {(type(entry), entry.key): entry for oid, entry in after.items() if oid not in before}
    for oid, entry in before.items():
        yield entry, after[oid] if oid in after else left.pop((type(entry), entry.key), None)
    for entry in left.values():
        yield None, entry


def _entries(one: Entry | None, other: Entry | None, first: Catalog, second: Catalog) -> Iterator[Difference]:
    """Indexes, views and sequences."""
    if isinstance(one or other, Index):
        yield from _indexes(one, other, first, second)  # type: ignore[arg-type]
    elif isinstance(one or other, View):
        yield from _plain("view", one, other, view_aspects)
    elif not any(isinstance(each, Sequence) and each.owner is not None for each in (one, other)):
        yield from _plain("sequence", one, other, lambda a, b: named(a, b))


def _plain(kind: Kind, one: Entry | None, other: Entry | None, aspects: Any) -> Iterator[Difference]:
    if one is None or other is None:
        yield from _one_sided(kind, one, other)
    elif found := tuple(aspects(one, other)):
        yield Difference(change="changed", kind=kind, name=other.key, aspects=found, first=one, second=other)


def _one_sided(kind: Kind, one: Entry | None, other: Entry | None) -> Iterator[Difference]:
    entry = one or other
    if entry is None or not entry.known:
        return
    change: Change = "left" if one is None else "lost"
    yield Difference(change=change, kind=kind, name=entry.key, first=one, second=other)


# --- indexes ----------------------------------------------------------------------------------------------------------


def _indexes(one: Index | None, other: Index | None, first: Catalog, second: Catalog) -> Iterator[Difference]:
    """Those that are not a constraint's, a partition's copy, or gone and come with their table."""
    for index, catalog in ((one, first), (other, second)):
        if index is not None and (index.parent is not None or _serves_constraint(index, catalog)):
            return
    index = one or other
    assert index is not None
    held, here, there = (first, one, second) if other is None else (second, other, first)
    assert here is not None
    owner = held.relations.get(here.table)
    if owner is None or ((one is None or other is None) and not _has(there, owner)):
        return
    if one is not None and other is not None:
        aspects = (*named(one, other), *index_aspects(one, other, same_key(first, second, one.table, other.table)))
        if aspects:
            yield Difference(
                change="changed",
                kind="index",
                name=other.key,
                table=owner.key,
                aspects=aspects,
                first=one,
                second=other,
            )
        return
    change: Change = "left" if one is None else "lost"
    yield Difference(change=change, kind="index", name=here.key, table=owner.key, first=one, second=other)


def _serves_constraint(index: Index, catalog: Catalog) -> bool:
    owner = catalog.relations.get(index.table)
    return isinstance(owner, Table) and any(c.index == index.oid for c in owner.constraints.values())


def _has(catalog: Catalog, entry: Entry) -> bool:
    """The relation, or the one that has its name now; a presumed one is there too."""
    return entry.oid in catalog.relations or entry.key in catalog.names or not entry.known


# --- tables -----------------------------------------------------------------------------------------------------------


def _tables(one: Table | None, other: Table | None, first: Catalog, second: Catalog) -> Iterator[Difference]:
    kind: Kind = "type" if any(each is not None and each.composite for each in (one, other)) else "table"
    if other is not None and one is None and not other.known:
        one = replace(
            other, columns={}, constraints={}, triggers={}, policies={}, rules=other.rules, open=True
        )  # presumed
    if one is None or other is None:
        yield from _one_sided(kind, one, other)
        return
    aspects = tuple(table_aspects(one, other, first, second))
    if aspects:
        yield Difference(change="changed", kind=kind, name=other.key, aspects=aspects, first=one, second=other)
    found = [*_columns(one, other), *_constraints(one, other, first, second)]
    parents = {each.key for each in (second.relations.get(oid) for oid in other.parents) if each is not None}
    for each in found:
        if not (parents and _is_inherited(each, parents, first, second)):
            yield each
    yield from _parts("trigger", one.triggers, other.triggers, other, trigger_aspects)
    yield from _parts("policy", one.policies, other.policies, other, text_aspects)
    yield from _parts("rule", dict.fromkeys(one.rules, ""), dict.fromkeys(other.rules, ""), other, text_aspects)


def _is_inherited(each: Difference, parents: set[str], first: Catalog, second: Catalog) -> bool:
    """A parent has the column too, or the constraint is its parent's."""
    if each.kind == "constraint":
        constraint: Constraint = each.first or each.second
        return constraint.inherited
    held = first if each.change == "lost" else second
    return any((table := held.table(key)) is not None and each.name in table.columns for key in parents)


P = TypeVar("P")


def _parts(
    kind: Kind, one: Mapping[str, P], other: Mapping[str, P], table: Table, aspects: Any
) -> Iterator[Difference]:
    for name, part in one.items():
        if name not in other:
            yield Difference(change="lost", kind=kind, name=name, table=table.key, first=part)
        elif part != other[name] and (found := tuple(aspects(part, other[name]))):
            yield Difference(
                change="changed", kind=kind, name=name, table=table.key, aspects=found, first=part, second=other[name]
            )
    for name, part in other.items():
        if name not in one:
            yield Difference(change="left", kind=kind, name=name, table=table.key, second=part)


def _columns(one: Table, other: Table) -> Iterator[Difference]:
    renamed = _renamed(one, other)
    taken = set(renamed.values())
    for name, column in one.columns.items():
        called = renamed.get(name, name)
        now = other.columns.get(called)
        if now is None:
            if column.known:
                yield Difference(change="lost", kind="column", name=name, table=other.key, first=column)
            continue
        aspects = (*(("name",) if called != name else ()), *column_aspects(column, now))
        if aspects:
            yield Difference(
                change="changed", kind="column", name=called, table=other.key, aspects=aspects, first=column, second=now
            )
    for name, column in other.columns.items():
        if name not in one.columns and name not in taken and column.known:
            yield Difference(change="left", kind="column", name=name, table=other.key, second=column)


def _renamed(one: Table, other: Table) -> dict[str, str]:
    """Columns that have another name now: by the number that goes with them."""
    numbers = {c.number: name for name, c in other.columns.items() if c.number and name not in one.columns}
    found = ((name, numbers.get(c.number)) for name, c in one.columns.items() if name not in other.columns)
    return {name: now for name, now in found if now is not None}


# --- constraints ------------------------------------------------------------------------------------------------------


def _constraints(one: Table, other: Table, first: Catalog, second: Catalog) -> Iterator[Difference]:
    """Not NOT NULL, which is a matter of the column."""
    mine, theirs = ({name: c for name, c in each.constraints.items() if c.kind != "not null"} for each in (one, other))
    lost = {name: c for name, c in mine.items() if name not in theirs}
    left = {name: c for name, c in theirs.items() if name not in mine}
    for name, constraint in mine.items():
        if name in theirs:
            aspects = tuple(constraint_aspects(constraint, theirs[name], first, second))
        else:
            again = next((n for n, c in left.items() if not any(constraint_aspects(constraint, c, first, second))), "")
            if not again:
                continue
            aspects = ("name",)
            del lost[name]
            theirs = {**theirs, name: left.pop(again)}
        if aspects:
            now = theirs[name]
            yield Difference(
                change="changed",
                kind="constraint",
                name=now.name,
                table=other.key,
                aspects=aspects,
                first=constraint,
                second=now,
            )
    for name, constraint in lost.items():
        if one.known:
            yield Difference(change="lost", kind="constraint", name=name, table=other.key, first=constraint)
    for name, constraint in left.items():
        yield Difference(change="left", kind="constraint", name=name, table=other.key, second=constraint)


# --- what is no relation ----------------------------------------------------------------------------------------------


def _others(first: Catalog, second: Catalog) -> Iterator[Difference]:
    held: tuple[tuple[Kind, Mapping[str, Any], Mapping[str, Any], Any], ...] = (
        ("enum", first.enums, second.enums, enum_aspects),
        ("domain", first.domains, second.domains, domain_aspects),
        ("function", first.functions, second.functions, function_aspects),
        ("statistics", first.statistics, second.statistics, lambda *_: ()),
        ("publication", first.publications, second.publications, lambda a, b: ("tables",) if a != b else ()),
        ("extension", _keyed(first.extensions), _keyed(second.extensions), lambda *_: ()),
        ("schema", _keyed(first.schemas), _keyed(second.schemas), lambda *_: ()),
    )
    for kind, one, other, aspects in held:
        if one is not other:
            yield from _keyed_differences(kind, one, other, aspects)


def _keyed(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in sorted(names)}


def _keyed_differences(
    kind: Kind, one: Mapping[str, Any], other: Mapping[str, Any], aspects: Any
) -> Iterator[Difference]:
    for key, held in one.items():
        now = other.get(key)
        if now is None:
            yield Difference(change="lost", kind=kind, name=key, first=held)
        elif now is not held and (found := tuple(aspects(held, now))):
            yield Difference(change="changed", kind=kind, name=key, aspects=found, first=held, second=now)
    for key, held in other.items():
        if key not in one:
            yield Difference(change="left", kind=kind, name=key, second=held)
