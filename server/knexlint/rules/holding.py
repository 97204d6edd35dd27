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
    """What the open transaction did before this statement, the latest first."""
    transaction = transaction_of(step, migration)
    for earlier in reversed(steps_before(step, migration)) if transaction is not None else ():
        if ends_transaction(earlier):
            return
        if earlier.happens is not False and transaction_of(earlier, migration) == transaction:
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


def ends_transaction(step: Step) -> bool:
    """It says COMMIT or ROLLBACK itself."""
    return any(
        isinstance(each, TransactionControl) and each.action in ("commit", "rollback")
        for each in step.statement.operations
    )


def transaction_of(step: Step, migration: Migration) -> tuple[str, int | None] | None:
    """What tells the transactions of one function apart; None outside of any.

    The statements of one string are a transaction of their own where there is no other.
    """
    if not step.in_transaction:
        return None if step.alone else ("string", id(step.query))
    own = step.query.scope == "transaction"
    return ("own", transaction_around(step.query.origin.chain, migration)) if own else ("knex", None)


def transaction_around(span: Span, migration: Migration) -> int | None:
    """Where the `knex.transaction(…)` around some code begins."""
    node = node_at(migration.module.root, span).parent
    while node is not None:
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is not None and text_of(function).endswith(".transaction"):
            return node.start_byte
        node = node.parent
    return None
