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


def build_index(index: CreateIndex, step: Step, migration: Migration) -> Fix | None:
    table = step.before.table(index.table.key)
    partitioned = table is not None and table.partition_by is not None
    if partitioned or not sql.known(index.table, index.name) or step.statement.fragment.holes or not step.alone:
        return None
    function = function_of(step, migration)
    if function is None or step.query.scope is not None:
        return None
    if sql.is_raw(step):
        word = sql.insert_concurrently(step, migration)
        here: tuple[Edit, ...] | None = None if word is None else (word,)
        text = _with_concurrently(step.statement.fragment.text)
    else:
        text = sql.create_index(index, step.statement.fragment.text)
        here = instead(migration.module, function.queries, step.query, (text,))
    name = index.name
    if not step.in_transaction or sends_only(function, step):
        return _here(None if here is None else here + _dropped_alike(name, step, migration), step, migration)
    if name is None or step.direction == "down":
        return None
    back = sql.relation(Relation(name.name, name.schema or index.table.schema))
    cut = without(migration.module, function.queries, step.query)
    down = taken_back(migration, name.name)
    return _moved(migration, cut, down, (text,), (f"DROP INDEX CONCURRENTLY {back}",), name.name)


def _dropped_alike(name: Relation | None, step: Step, migration: Migration) -> tuple[Edit, ...]:
    """A `down` that does nothing but drop this index can drop it concurrently, too."""
    down = migration.down
    if step.direction == "down" or down is None or len(down.steps) != 1 or not sends_only(down, down.steps[0]):
        return ()
    for operation in down.steps[0].statement.operations:
        if isinstance(operation, DropIndex) and not operation.concurrently and name is not None:
            if [index.name for index in operation.indexes] == [name.name]:
                return _drop_edits(operation, down.steps[0], migration) or ()
    return ()


def drop_index(drop: DropIndex, step: Step, migration: Migration) -> Fix | None:
    """Only where the file can hold it: one index (PostgreSQL drops no more than one concurrently), no CASCADE."""
    if step.query.scope is not None or (step.in_transaction and not sends_only(function_of(step, migration), step)):
        return None
    return _here(_drop_edits(drop, step, migration), step, migration)


def _drop_edits(drop: DropIndex, step: Step, migration: Migration) -> tuple[Edit, ...] | None:
    function = function_of(step, migration)
    if function is None or len(drop.indexes) != 1 or drop.cascade or not sql.known(*drop.indexes) or not step.alone:
        return None
    if sql.is_raw(step):
        word = sql.insert_concurrently(step, migration)
        return None if word is None else (word,)
    text = f"DROP INDEX CONCURRENTLY {sql.relation(drop.indexes[0])}"
    return instead(migration.module, function.queries, step.query, (text,))


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
    if not step.in_transaction or sends_only(function, step):
        return _here(instead(migration.module, function.queries, step.query, texts), step, migration)
    if step.direction == "down":
        return None
    cut = without(migration.module, function.queries, step.query)
    back = f"ALTER TABLE {sql.relation(added.table)} DROP CONSTRAINT {sql.quoted(name)}"
    return _moved(migration, cut, taken_back(migration, name), texts, (back,), name)


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
    return text[:word] + " CONCURRENTLY" + text[word:]
