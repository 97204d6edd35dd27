"""Constraints added NOT VALID here and validated in the following migration."""

from __future__ import annotations

from knexlint.operations import AddColumn, AddConstraint, Constraint, Relation, ValidateConstraint
from knexlint.project.migration import Migration, Step
from knexlint.rules.finding import Fix
from knexlint.rules.fixing import sql
from knexlint.rules.fixing.alone import function_of
from knexlint.rules.fixing.calls import Link, add_after, instead, link_at, without
from knexlint.rules.fixing.module import following_file
from knexlint.rules.fixing.write import find
from knexlint.text import Edit, Span

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
    if constraint.name is None:
        return Fix(edits)
    return _validated(edits, constraint.name.text, added.table, migration)


def inline_not_valid(added: AddColumn, constraint: Constraint, step: Step, migration: Migration) -> Fix | None:
    """A check that Knex writes into `add column` (`table.enu`, `.checkPositive`), as a constraint of its own."""
    origin, function = step.query.origin, function_of(step, migration)
    link = link_at(migration.module, step.span(constraint.at))
    chain = find(migration.module, origin.chain, "call_expression")
    if link is None or chain is None or function is None or origin.foreign or sql.is_raw(step):
        return None
    if step.direction == "down" or sum(query.origin == origin for query in function.queries) != 1:
        return None
    name = constraint.name.text if constraint.name else sql.generated(added.table, (added.column.name,), "check")
    if name is None or not sql.known(added.table, added.column.name, constraint.name):
        return None
    text, cut = sql.check(name, added.table, constraint), _cut_check(link)
    sent = add_after(migration.module, chain, origin.receiver, (text,)) if text is not None else None
    if sent is None or cut is None:
        return None
    return _validated((*cut, sent), name, added.table, migration)


def _cut_check(link: Link) -> tuple[Edit, ...] | None:
    if link.name.startswith("check"):
        return (Edit(Span(link.object.end_byte, link.call.end_byte), ""),)
    arguments = link.call.child_by_field_name("arguments")
    given = arguments.named_children if arguments is not None else []
    if link.name not in ("enu", "enum") or len(given) < 2 or any(each.type == "comment" for each in given):
        return None
    return (
        Edit(Span(link.token.start_byte, link.token.end_byte), "text"),
        Edit(Span(given[0].end_byte, given[-1].end_byte), ""),
    )


def validated_apart(action: ValidateConstraint, step: Step, migration: Migration) -> Fix | None:
    """Take a VALIDATE out of this migration into the one that follows."""
    function = function_of(step, migration)
    whole = step.alone and step.statement.operations == (action,)
    if function is None or step.direction == "down" or not whole or not sql.known(action.table, action.constraint):
        return None
    edits = without(migration.module, function.queries, step.query)
    return None if edits is None else _validated(edits, action.constraint.text, action.table, migration)


def _validated(edits: tuple[Edit, ...], name: str, table: Relation, migration: Migration) -> Fix:
    file = following_file(
        migration.module,
        f"validate_{name}",
        (sql.validate(name, table),),
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
