"""What a statement finds locked by the statements before it in the same transaction. Locks last until that ends."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import TransactionControl
from knexlint.postgres import Lock
from knexlint.project.migration import Migration, Step
from knexlint.record import record
from knexlint.rules.circumstances import steps_before
from knexlint.syntax import node_at, text_of
from knexlint.text import Span


@record
class Held:
    """A lock, and the statement that took it."""

    lock: Lock
    step: Step


def sent_before(step: Step, migration: Migration) -> Iterator[Step]:
    """What the open transaction did before this statement, the latest first.

    The statements of one string are a transaction of their own where there is no other.
    """
    for earlier in reversed(steps_before(step, migration)) if step.in_transaction or not step.alone else ():
        if any(isinstance(each, TransactionControl) and _ends(each) for each in earlier.statement.operations):
            return
        if not step.in_transaction and earlier.query is not step.query:
            return
        if _together(earlier, step, migration) and earlier.happens is not False:
            yield earlier


def held_before(step: Step, migration: Migration) -> Iterator[Held]:
    """The locks on tables that others may be using, which make them wait, the latest first."""
    for earlier in sent_before(step, migration):
        for lock in earlier.effects.locks:
            if lock.kind == "table" and lock.mode.blocks_writes and not earlier.creates(lock.relation):
                yield Held(lock, earlier)


def strongest_held(step: Step, migration: Migration) -> Held | None:
    """The worst of them; of equals the latest."""
    return max(held_before(step, migration), key=lambda held: held.lock.mode, default=None)


def _ends(control: TransactionControl) -> bool:
    return control.action in ("commit", "rollback")


def _together(one: Step, other: Step, migration: Migration) -> bool:
    """Both run in the same transaction."""
    if one.query is other.query:
        return True
    if not one.in_transaction:
        return False
    own = "transaction" in (one.query.scope, other.query.scope)
    if not own:
        return True
    if one.query.scope != other.query.scope:
        return False
    return transaction_around(one.query.origin.chain, migration) == transaction_around(
        other.query.origin.chain, migration
    )


def transaction_around(span: Span, migration: Migration) -> int | None:
    """Where the `knex.transaction(…)` around some code begins."""
    node = node_at(migration.module.root, span).parent
    while node is not None:
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is not None and text_of(function).endswith(".transaction"):
            return node.start_byte
        node = node.parent
    return None
