"""Indexes built and dropped concurrently: in this file if it does nothing else, in the following one if it does."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.operations import AddConstraint, CreateIndex, DropIndex, Relation
from knexlint.project.migration import Function, Migration, Step
from knexlint.rules.finding import Fix
from knexlint.rules.fixing import sql
from knexlint.rules.fixing.alone import function_of, other_of, sends_at_most_one, sends_only, taken_back
from knexlint.rules.fixing.calls import instead, without
from knexlint.rules.fixing.module import following_file, without_transaction
from knexlint.text import Edit

_INDEX = frozenset({"index", "unique"})
_DROP_INDEX = frozenset({"dropIndex"})
_DROP_UNIQUE = frozenset({"dropUnique", "dropUniqueIfExists"})


def build_index(index: CreateIndex, step: Step, migration: Migration) -> Fix | None:
    table = step.before.table(index.table.key)
    partitioned = table is not None and table.partition_by is not None
    if partitioned or not sql.known(index.table, index.name) or step.statement.fragment.holes or not step.alone:
        return None
    function = function_of(step, migration)
    if function is None or step.query.scope is not None:
        return None
    if step.query.origin.kind == "raw":
        word = sql.insert_concurrently(step, migration)
        here: tuple[Edit, ...] | None = None if word is None else (word,)
        text = _with_concurrently(step.statement.fragment.text)
    else:
        text = sql.create_index(index, step.statement.fragment.text)
        here = instead(migration.module, function.queries, step.query, _INDEX, (text,))
    if not step.in_transaction or sends_only(function, step):
        return _here(here, step, migration)
    name = index.name
    if name is None or step.direction == "down":
        return None
    back = sql.relation(Relation(name.name, name.schema or index.table.schema))
    cut = without(migration.module, function.queries, step.query, _INDEX)
    down = taken_back(migration, name.name, _DROP_INDEX)
    return _moved(migration, cut, down, (text,), (f"DROP INDEX CONCURRENTLY {back}",), name.name)


def drop_index(drop: DropIndex, step: Step, migration: Migration) -> Fix | None:
    """Only where the file can hold it: one index (PostgreSQL drops no more than one concurrently), no CASCADE."""
    function = function_of(step, migration)
    if function is None or len(drop.indexes) != 1 or drop.cascade or not sql.known(*drop.indexes) or not step.alone:
        return None
    if step.query.scope is not None or (step.in_transaction and not sends_only(function, step)):
        return None
    if step.query.origin.kind == "raw":
        word = sql.insert_concurrently(step, migration)
        return _here(None if word is None else (word,), step, migration)
    text = f"DROP INDEX CONCURRENTLY {sql.relation(drop.indexes[0])}"
    return _here(instead(migration.module, function.queries, step.query, _DROP_INDEX, (text,)), step, migration)


def build_unique(added: AddConstraint, step: Step, migration: Migration) -> Fix | None:
    constraint, function = added.constraint, function_of(step, migration)
    if function is None or not sql.known(added.table, constraint.name, *constraint.columns) or not constraint.columns:
        return None
    name = constraint.name.text if constraint.name else sql.generated(added.table, constraint.columns, "key")
    if name is None or len(step.statement.operations) != 1 or not step.alone or sql.has_comment(step):
        return None
    if step.query.scope is not None:
        return None
    texts = (sql.unique_index(name, added.table, constraint), sql.unique_using(name, added.table, constraint))
    methods = frozenset({"unique"})
    if not step.in_transaction or sends_only(function, step):
        return _here(instead(migration.module, function.queries, step.query, methods, texts), step, migration)
    if step.direction == "down":
        return None
    cut = without(migration.module, function.queries, step.query, methods)
    back = f"ALTER TABLE {sql.relation(added.table)} DROP CONSTRAINT {sql.quoted(name)}"
    return _moved(migration, cut, taken_back(migration, name, _DROP_UNIQUE), texts, (back,), name)


def outside_transaction(step: Step, migration: Migration) -> Fix | None:
    """`config = { transaction: false }`; safe where the file holds nothing but this statement."""
    edits = without_transaction(migration.module)
    if not edits or step.query.scope is not None:
        return None
    return Fix(edits, safe=_safe(function_of(step, migration), step, migration))


def _safe(function: Function | None, step: Step, migration: Migration) -> bool:
    return sends_only(function, step) and sends_at_most_one(other_of(step, migration))


def _here(edits: tuple[Edit, ...] | None, step: Step, migration: Migration) -> Fix | None:
    if edits is None:
        return None
    if not step.in_transaction:
        return Fix(edits, safe=True)
    config = without_transaction(migration.module)
    return None if config is None else Fix((*edits, *config), safe=_safe(function_of(step, migration), step, migration))


def _moved(
    migration: Migration,
    cut: tuple[Edit, ...] | None,
    down: tuple[Edit, ...] | None,
    up_texts: Sequence[str],
    down_texts: Sequence[str],
    suffix: str,
) -> Fix | None:
    if cut is None or down is None:
        return None
    file = following_file(migration.module, suffix, up_texts, down_texts)
    return Fix((*cut, *down), files=(file,), title=f"Move this to {file.name}, built concurrently")


def _with_concurrently(text: str) -> str:
    word = text.lower().index("index") + len("index")
    return " ".join((text[:word] + " CONCURRENTLY" + text[word:]).split("\n"))
