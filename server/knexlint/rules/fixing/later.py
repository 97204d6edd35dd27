"""Constraints added NOT VALID here and validated in the following migration."""

from __future__ import annotations

from knexlint.operations import AddConstraint
from knexlint.project.migration import Migration, Step
from knexlint.rules.finding import Fix
from knexlint.rules.fixing import sql
from knexlint.rules.fixing.alone import function_of
from knexlint.rules.fixing.calls import instead
from knexlint.rules.fixing.module import following_file
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
    edits = _raw(added, step, migration) if sql.is_raw(step) else _built(added, step, migration)
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
    """NOT VALID is the last word of an action; where that ends is known of the statement's last one."""
    if added is not step.statement.operations[-1]:
        return None
    edit = sql.insert(step, migration, len(step.statement.fragment.text.rstrip()), " NOT VALID")
    return None if edit is None else (edit,)


def _built(added: AddConstraint, step: Step, migration: Migration) -> tuple[Edit, ...] | None:
    constraint, function = added.constraint, function_of(step, migration)
    if constraint.name is None or function is None:
        return None
    foreign = constraint.kind == "foreign key"
    text = (sql.foreign_key if foreign else sql.check)(constraint.name.text, added.table, constraint)
    if text is None:
        return None
    return instead(migration.module, function.queries, step.query, (text,), _FOREIGN if foreign else ())
