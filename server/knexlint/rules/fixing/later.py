"""Constraints added NOT VALID here and validated in the following migration."""

from __future__ import annotations

from knexlint.operations import AddConstraint
from knexlint.project.migration import Migration, Step
from knexlint.rules.finding import Fix
from knexlint.rules.fixing import sql
from knexlint.rules.fixing.alone import function_of
from knexlint.rules.fixing.calls import instead
from knexlint.rules.fixing.module import following_file
from knexlint.syntax import node_at, text_of
from knexlint.text import Edit

_FOREIGN = frozenset({"foreign", "references", "inTable", "on", "onDelete", "onUpdate", "withKeyName", "deferrable"})


def not_valid(added: AddConstraint, step: Step, migration: Migration) -> Fix | None:
    constraint, function = added.constraint, function_of(step, migration)
    table = step.before.table(added.table.key)
    partitioned = table is not None and table.partition_by is not None
    if function is None or step.direction == "down":
        return None
    if not sql.known(added.table, constraint.name, constraint.references, *constraint.columns):
        return None
    if constraint.kind == "foreign key" and partitioned and migration.settings.postgres < 18:
        return None
    edits = _raw(added, step, migration) if step.query.origin.kind == "raw" else _built(added, step, migration)
    if edits is None:
        return None
    name = constraint.name.text if constraint.name is not None else None
    if name is None:
        return Fix(edits)
    file = following_file(
        migration.module,
        f"validate_{name}",
        (sql.validate(name, added.table),),
        (),
        reason="A constraint that is validated stays so; the migration before drops it.",
    )
    return Fix(edits, files=(file,))


def _raw(added: AddConstraint, step: Step, migration: Migration) -> tuple[Edit, ...] | None:
    if added.constraint.not_enforced:
        return None
    edit = sql.insert(step, migration, added.constraint.at.end, " NOT VALID")
    return None if edit is None else (edit,)


def _built(added: AddConstraint, step: Step, migration: Migration) -> tuple[Edit, ...] | None:
    constraint, function = added.constraint, function_of(step, migration)
    if constraint.name is None or function is None:
        return None
    if constraint.kind == "foreign key":
        text, methods = sql.foreign_key(constraint.name.text, added.table, constraint), _FOREIGN
    else:
        text = sql.check(constraint.name.text, added.table, constraint)
        methods = frozenset({text_of(node_at(migration.module.root, step.query.origin.method))})
    return None if text is None else instead(migration.module, function.queries, step.query, methods, (text,))
