"""What one statement does to the relations of one catalog."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from knexlint import operations as op
from knexlint.catalog.apply import apply
from knexlint.catalog.model import Catalog
from knexlint.postgres import data, objects, others, tables
from knexlint.postgres.alter import alter_table
from knexlint.postgres.locks import Lock
from knexlint.postgres.passes import in_passes
from knexlint.postgres.refused import refused
from knexlint.postgres.tally import Tally
from knexlint.postgres.versions import too_old
from knexlint.record import record
from knexlint.sql.blocks import Body, body

DEFAULT_VERSION = 14
DEEPEST = 3  # bodies within bodies
VERSIONS = range(12, 19)


@record
class Effects:
    """Locks are those this statement alone takes; see the command-line contract in ARCHITECTURE.md for each field."""

    locks: tuple[Lock, ...] = ()
    rewrites: tuple[str, ...] = ()
    rebuilds: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()
    in_transaction: Literal["allowed", "forbidden"] = "allowed"
    unusable_until_commit: tuple[str, ...] = ()
    error: str | None = None
    fails_if: str | None = None
    unknown: str | None = None


def _unknown(unread: op.Unknown, tally: Tally) -> None:
    tally.unknown(unread.reason)


def _invalid(wrong: op.Invalid, tally: Tally) -> None:
    tally.fail(wrong.message)


EFFECTS: dict[type[op.Operation], Callable[[Any, Tally], None]] = {
    op.CreateTable: tables.create_table,
    op.DropTable: tables.drop_table,
    op.CreateIndex: tables.create_index,
    op.DropIndex: tables.drop_index,
    op.AlterIndex: tables.alter_index,
    op.Reindex: tables.reindex,
    op.Truncate: tables.truncate,
    op.LockTable: tables.lock_table,
    op.Vacuum: tables.vacuum,
    op.Analyze: tables.analyze,
    op.Cluster: tables.cluster,
    op.CreateView: objects.create_view,
    op.RefreshMaterializedView: objects.refresh,
    op.CreateSequence: objects.create_sequence,
    op.AlterSequence: objects.alter_sequence,
    op.AddEnumValue: objects.add_enum_value,
    op.AlterEnumRename: objects.rename_enum_value,
    op.AlterDomain: objects.alter_domain,
    op.CreateTrigger: objects.create_trigger,
    op.CreateFunction: objects.create_function,
    op.PolicyOperation: objects.policy,
    op.DropObject: objects.drop,
    op.RenameObject: objects.rename,
    op.CommentOn: objects.comment,
    op.AlterObject: objects.alter_object,
    op.Grant: objects.grant,
    op.Other: others.other,
    op.Insert: data.insert,
    op.Update: data.update,
    op.Delete: data.delete,
    op.Merge: data.merge,
    op.Select: data.select,
    op.Copy: data.copy,
    op.Unknown: _unknown,
    op.Invalid: _invalid,
}


def effects(operations: Sequence[op.Operation], catalog: Catalog, version: int = DEFAULT_VERSION) -> Effects:
    """What the statement made of these operations does on `catalog` (which knows what is new in this transaction)."""
    tally = Tally(catalog, version)
    _run(operations, tally)
    return _told(tally)


def _run(operations: Sequence[op.Operation], tally: Tally, depth: int = 0) -> None:
    """One operation after the other, each on the catalog that those before it leave behind."""
    for operation in in_passes(operations):
        wrong = too_old(operation, tally.version) or refused(operation, tally)
        if wrong is not None:
            tally.fail(wrong)
            return
        if isinstance(operation, op.TableOperation):
            alter_table(operation, tally)
        elif (effect := EFFECTS.get(type(operation))) is not None:
            effect(operation, tally)
        for inside in bodies_of(operation, tally) if depth < DEEPEST else ():
            tally.forbidden = tally.forbidden or inside.commits
            _run_body(inside, tally, depth)
        if len(operations) > 1 or depth:
            tally.catalog = apply(operation, tally.catalog)


def _run_body(inside: Body, tally: Tally, depth: int) -> None:
    """A statement under IF that would fail is taken to be what the IF guards against."""
    failed = False
    for number, statement in enumerate(inside.statements):
        if number in inside.handling and not failed:
            continue
        error, before = tally.error, tally.saved()
        _run(statement, tally, depth + 1)
        if tally.error != error and (inside.catches or number in inside.guarded):
            failed = failed or number not in inside.guarded
            tally.restore(before)


def bodies_of(operation: op.Operation, tally: Tally) -> Iterator[Body]:
    """The bodies that an operation runs: of a DO block, of a procedure, of the catalog's functions in a SELECT."""
    if isinstance(operation, op.Do):
        yield body(operation.body.text, operation.language)
    names: tuple[str, ...] = ()
    if isinstance(operation, op.Other) and operation.words == "call" and operation.object is not None:
        names = (operation.object.key,)
        if operation.object.key not in tally.catalog.functions:
            tally.unknown(f"what the procedure {operation.object.key} does")
    elif isinstance(operation, op.Other) and operation.words in ("execute", "fetch") and operation.object is not None:
        yield body(tally.catalog.prepared.get(operation.object.name, ""), "sql")
    elif isinstance(operation, op.Select):
        names = operation.functions
    elif isinstance(operation, op.DataOperation):
        names = data.called(operation)
        for function in filter(None, map(tally.catalog.functions.get, data.triggered(operation, tally))):
            if function.body is not None:
                yield body(_FIELD.sub(_as_constant, function.body), function.language or "sql")
    for function in filter(None, map(tally.catalog.functions.get, names)):
        if function.body is not None:
            yield body(function.body, function.language or "sql")


_FIELD = re.compile(r'\b(?:new|old)\.(?:\w+|"[^"]+")(?!\s*:=)', re.IGNORECASE)
_BEGINS = re.compile(r"(?:;|\b(?:begin|then|else|loop))\s*$", re.IGNORECASE)


def _as_constant(field: re.Match[str]) -> str:
    """A value of the row that fired the trigger, unless it is assigned to."""
    before = field.string[max(0, field.start() - 80) : field.start()]
    return field.group() if _BEGINS.search(before) else "$1"


def _told(tally: Tally) -> Effects:
    in_transaction: Literal["allowed", "forbidden"] = "forbidden" if tally.forbidden else "allowed"
    unknown = "; ".join(tally.reasons) or None
    if tally.error is not None:
        return Effects(in_transaction=in_transaction, error=tally.error, unknown=unknown)
    return Effects(
        locks=tuple(sorted(tally.locks.values(), key=lambda lock: (-lock.mode, lock.relation))),
        rewrites=tuple(sorted(tally.rewrites)),
        rebuilds=tuple(sorted(tally.rebuilds)),
        scans=tuple(sorted(tally.scans)),
        in_transaction=in_transaction,
        unusable_until_commit=tally.unusable,
        fails_if=tally.fails_if,
        unknown=unknown,
    )
