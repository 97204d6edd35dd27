"""Our operations as the same facts."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from grammar.alter import our_action
from grammar.definitions import our_column, our_constraint
from grammar.queries import reads_of
from grammar.relations import our_drop
from grammar.trees import UNNAMED, Facts, element_tree, expression, ours, parse, texts, type_of
from knexlint import operations as op
from knexlint.operations import Operation, Relation


def reads(found: tuple[Relation, ...]) -> frozenset[Any]:
    return frozenset(ours(one) for one in found)


def _our_view(found: op.CreateView) -> Facts:
    return (
        "CreateView",
        ours(found.view),
        found.or_replace,
        found.materialized,
        found.with_data,
        found.if_not_exists,
        found.temporary,
        texts(found.columns),
        reads_of_text(found.query.text) - {ours(found.view)},
    )


@lru_cache(maxsize=10_000)
def reads_of_text(text: str) -> Any:
    node = parse(text)
    return ("unparsable", text) if node is None else reads_of(node)


def one(found: Operation) -> Facts:
    kind = type(found).__name__
    match found:
        case op.RenameTable():
            return (*our_action(found), str(found.to))
        case op.RenameColumn():
            return (*our_action(found), str(found.to))
        case op.SetSchema():
            return (*our_action(found), str(found.schema))
        case op.TableOperation():
            return our_action(found)
        case op.DropTable():
            return (kind, tuple(ours(t) for t in found.tables), found.if_exists, found.cascade, found.foreign)
        case op.DropIndex():
            names = tuple(ours(i) for i in found.indexes)
            return (kind, names, found.if_exists, found.concurrently, found.cascade)
        case op.DropObject():
            return our_drop(found)
        case op.PolicyOperation():
            return (kind, found.action, str(found.policy), ours(found.table), found.if_exists)
        case op.AlterIndex():
            return (kind, ours(found.index), found.if_exists, found.action)
        case op.RenameObject():
            column_name = str(found.column) if found.column else None
            to = str(found.to)
            return (kind, found.kind, ours(found.object), to, column_name, ours(found.table), found.if_exists)
        case op.CreateTable():
            return _our_table(found)
        case op.CreateIndex():
            return _our_index(found)
        case op.CreateView():
            return _our_view(found)
        case op.DataOperation() | op.Select():
            return _our_data(found)
    return _small(found, kind)


def _our_table(found: op.CreateTable) -> Facts:
    return (
        "CreateTable",
        ours(found.table),
        tuple(our_column(c) for c in found.columns),
        tuple(our_constraint(c) for c in found.constraints),
        found.if_not_exists,
        found.temporary,
        found.unlogged,
        ours(found.partition_of),
        found.partition_by is not None,
        tuple(ours(t) for t in found.inherits),
        tuple(ours(t) for t in found.like),
        found.foreign,
        found.with_data if found.query else None,
    )


def _our_index(found: op.CreateIndex) -> Facts:
    return (
        "CreateIndex",
        ours(found.table),
        found.name.name if found.name else None,
        found.unique,
        found.concurrently,
        found.if_not_exists,
        found.only,
        found.method or "btree",
        tuple(element_tree(e.text) for e in found.elements),
        texts(found.include),
        expression(found.where),
        found.nulls_not_distinct,
    )


def _our_data(found: op.DataOperation | op.Select) -> Facts:
    match found:
        case op.Insert():
            columns = texts(found.columns)
            return ("Insert", ours(found.table), reads(found.reads), columns, found.from_query, found.on_conflict)
        case op.Update():
            columns = texts(found.columns)
            return ("Update", ours(found.table), reads(found.reads), columns, expression(found.where))
        case op.Delete():
            return ("Delete", ours(found.table), reads(found.reads), expression(found.where))
        case op.Select():
            return ("Select", reads(found.reads), ours(found.into))
    return ("Merge", ours(found.table), reads(found.reads))


def _small(found: Operation, kind: str) -> Facts:
    match found:
        case op.AddEnumValue():
            return (kind, ours(found.type), found.value, found.if_not_exists)
        case op.AlterEnumRename():
            return (kind, ours(found.type), found.value, found.to)
        case op.CreateEnum():
            return (kind, ours(found.type), found.labels)
        case op.CreateDomain():
            checks = tuple(our_constraint(c) for c in found.constraints if c.kind == "check")
            default = found.default is not None
            return (kind, ours(found.domain), type_of(found.type), found.not_null, default, checks)
        case op.AlterDomain():
            name = found.constraint.name if found.constraint else found.name
            return (kind, ours(found.domain), found.action, str(name) if name else None)
        case op.CreateSequence():
            return (kind, ours(found.sequence), found.if_not_exists, _owner(found.owned_by))
        case op.AlterSequence():
            return (kind, ours(found.sequence), found.if_exists, found.restart, _owner(found.owned_by))
        case op.CreateFunction():
            body = found.body.text if found.body else None
            if found.language == "sql" and body is not None and body.lower().startswith(("begin atomic", "return ")):
                body = "(a query)"
            facts = (found.language, found.volatility, found.or_replace, found.procedure, body)
            return (kind, ours(found.function), *facts)
        case op.CreateTrigger():
            return _our_trigger(found)
        case op.CreateExtension():
            return (kind, str(found.extension), found.if_not_exists)
        case op.CreateSchema():
            return (kind, str(found.schema), found.if_not_exists)
        case op.CommentOn():
            if found.kind in UNNAMED:
                return (kind, found.kind)
            column_name = str(found.column) if found.column else None
            return (kind, found.kind, ours(found.object), column_name, ours(found.table))
        case op.Grant():
            return (kind, found.revoke, found.kind, tuple(ours(o) for o in found.objects))
        case op.AlterObject():
            return _our_object(found)
    return _smaller(found, kind)


def _our_object(found: op.AlterObject) -> Facts:
    if found.kind in UNNAMED:
        named = found.action in ("owner to", "set schema")
        return ("AlterObject", found.kind, found.action) if named else ("AlterObject", found.kind)
    if found.action in ("owner to", "set schema") or found.action.endswith("attribute"):
        return ("AlterObject", found.kind, ours(found.object), found.action, str(found.name))
    return ("AlterObject", found.kind, ours(found.object))


def _owner(found: tuple[Relation, op.Name] | None) -> Any:
    return None if found is None else (ours(found[0]), str(found[1]))


def _our_trigger(found: op.CreateTrigger) -> Facts:
    return (
        "CreateTrigger",
        str(found.trigger),
        ours(found.table),
        found.or_replace,
        found.constraint,
        ours(found.constraint_from),
        texts(found.columns),
        (found.function or "").rsplit(".", 1)[-1],
    )


def _smaller(found: Operation, kind: str) -> Facts:
    match found:
        case op.Truncate():
            return (kind, tuple(ours(t) for t in found.tables), found.cascade, found.restart_identity)
        case op.Copy():
            return (kind, ours(found.table), found.direction)
        case op.SetParameter():
            return (kind, found.name, found.value is None, found.local, found.value)
        case op.TransactionControl():
            return (kind, found.action, str(found.name) if found.name else None)
        case op.LockTable():
            return (kind, tuple(ours(t) for t in found.tables), found.mode)
        case op.Analyze():
            return (kind, tuple(ours(t) for t in found.tables))
        case op.Vacuum():
            return (kind, found.full, found.analyze, tuple(ours(t) for t in found.tables))
        case op.Cluster():
            return (kind, ours(found.table), str(found.index) if found.index else None)
        case op.Reindex():
            return (kind, found.kind, ours(found.target), found.concurrently)
        case op.RefreshMaterializedView():
            return (kind, ours(found.view), found.concurrently, found.with_data)
        case op.Do():
            return (kind, found.body.text)
        case op.Other():
            if (found.objects and found.words != "declare") or found.words in _WITH_TABLES:
                return (kind, found.words, tuple(ours(o) for o in found.objects))
            return (kind, found.words)
        case op.Unknown() | op.Invalid():
            return (kind, getattr(found, "reason", "") or getattr(found, "message", ""))
    return (kind,)


_WITH_TABLES = ("create rule", "create statistics", "create publication", "alter publication")


def seen(operations: tuple[Operation, ...]) -> list[Facts]:
    """Our facts. A set_config() that is read as SET is no statement of its own."""
    found = [one(operation) for operation in operations]
    if found and found[0][0] == "Select":
        found = [facts for facts in found if facts[0] != "SetParameter"]
    return found


def same(expected: list[Facts] | None, found: list[Facts]) -> bool:
    """Equal; the value of a setting only counts where it is one string."""
    if expected is None or len(expected) != len(found):
        return False
    for theirs, mine in zip(expected, found, strict=True):
        if theirs[0] == mine[0] == "SetParameter" and theirs[-1] is None and not theirs[2]:
            theirs, mine = theirs[:-1], mine[:-1]
        if theirs != mine:
            return False
    return True
