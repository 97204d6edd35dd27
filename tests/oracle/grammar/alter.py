"""The actions of ALTER TABLE: what the grammar says, and what we say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grammar.definitions import column, constraint, our_column, our_constraint
from grammar.trees import KINDS, Facts, enum_name, expression, ours, relation, role_name, tree, type_of
from knexlint import operations as op

_PLAIN_ACTIONS = {
    "AT_SetLogged": "set logged",
    "AT_SetUnLogged": "set unlogged",
    "AT_DropCluster": "set without cluster",
    "AT_DropOids": "set without oids",
    "AT_EnableRowSecurity": "enable row level security",
    "AT_DisableRowSecurity": "disable row level security",
    "AT_ForceRowSecurity": "force row level security",
    "AT_NoForceRowSecurity": "no force row level security",
    "AT_DropOf": "not of",
    "AT_GenericOptions": "options",
    "AT_SetTableSpace": "set tablespace",
    "AT_SetAccessMethod": "set access method",
    "AT_ClusterOn": "cluster on",
    "AT_ChangeOwner": "owner to",
    "AT_ReplicaIdentity": "replica identity",
    "AT_EnableTrig": "enable trigger",
    "AT_EnableTrigAll": "enable trigger",
    "AT_EnableTrigUser": "enable trigger",
    "AT_EnableAlwaysTrig": "enable always trigger",
    "AT_EnableReplicaTrig": "enable replica trigger",
    "AT_DisableTrig": "disable trigger",
    "AT_DisableTrigAll": "disable trigger",
    "AT_DisableTrigUser": "disable trigger",
    "AT_EnableRule": "enable rule",
    "AT_EnableAlwaysRule": "enable always rule",
    "AT_EnableReplicaRule": "enable replica rule",
    "AT_DisableRule": "disable rule",
    "AT_AddOf": "of",
    "AT_SetRelOptions": "set",
    "AT_ResetRelOptions": "reset",
}
_NAMED = {
    "AT_ClusterOn",
    "AT_SetTableSpace",
    "AT_EnableTrig",
    "AT_EnableAlwaysTrig",
    "AT_EnableReplicaTrig",
    "AT_DisableTrig",
    "AT_EnableRule",
    "AT_EnableAlwaysRule",
    "AT_EnableReplicaRule",
    "AT_DisableRule",
}
_OPTIONS = {
    "AT_SetStatistics": "statistics",
    "AT_SetStorage": "storage",
    "AT_SetCompression": "compression",
    "AT_SetOptions": "attribute",
    "AT_ResetOptions": "attribute",
    "AT_AlterColumnGenericOptions": "options",
}
_COLUMN_WORDS = {"AT_SetNotNull": "SetNotNull", "AT_DropNotNull": "DropNotNull"}


def action(command: Any) -> Facts:
    subtype = enum_name(command, "subtype")
    cascade = enum_name(command, "behavior") == "DROP_CASCADE"
    if subtype == "AT_AddColumn":
        return ("AddColumn", command.missing_ok, column(getattr(command, "def").column_def))
    if subtype in ("AT_DropColumn", "AT_DropConstraint"):
        return (subtype[3:], command.name, command.missing_ok, cascade)
    if subtype == "AT_AlterColumnType":
        new = getattr(command, "def").column_def
        using = tree(new.raw_default) if new.HasField("raw_default") else None
        return ("AlterColumnType", command.name, tree(new.type_name), using)
    if subtype in ("AT_ColumnDefault", "AT_CookedColumnDefault"):
        if command.HasField("def"):
            return ("SetDefault", command.name, tree(getattr(command, "def")))
        return ("DropDefault", command.name)
    if subtype in _COLUMN_WORDS:
        return (_COLUMN_WORDS[subtype], command.name)
    if subtype in _OPTIONS:
        return ("SetColumnOption", command.name, _OPTIONS[subtype])
    if subtype in ("AT_AddIdentity", "AT_SetIdentity", "AT_DropIdentity"):
        return ("AlterIdentity", command.name, {"A": "add", "S": "set", "D": "drop"}[subtype[3]])
    if subtype == "AT_SetExpression":
        return ("AlterExpression", command.name, tree(getattr(command, "def")))
    if subtype == "AT_DropExpression":
        return ("AlterExpression", command.name, None)
    if subtype == "AT_AddConstraint":
        return ("AddConstraint", constraint(getattr(command, "def").constraint, None))
    if subtype == "AT_ValidateConstraint":
        return ("ValidateConstraint", command.name)
    if subtype == "AT_AlterConstraint":
        return ("AlterConstraint", getattr(command, "def").atalter_constraint.conname)
    return _other_action(command, subtype)


def _other_action(command: Any, subtype: str) -> Facts:
    if subtype == "AT_AttachPartition":
        return ("AttachPartition", relation(getattr(command, "def").partition_cmd.name))
    if subtype in ("AT_DetachPartition", "AT_DetachPartitionFinalize"):
        part = getattr(command, "def").partition_cmd
        return ("DetachPartition", relation(part.name), part.concurrent, subtype.endswith("Finalize"))
    if subtype in ("AT_AddInherit", "AT_DropInherit"):
        words = "inherit" if subtype == "AT_AddInherit" else "no inherit"
        return ("AlterTableOther", words, relation(getattr(command, "def").range_var), ())
    name = command.name if subtype in _NAMED else None
    if subtype in ("AT_SetRelOptions", "AT_ResetRelOptions"):
        given = tuple(
            ".".join(filter(None, (one.def_elem.defnamespace, one.def_elem.defname)))
            for one in getattr(command, "def").list.items
        )
        return ("AlterTableOther", _PLAIN_ACTIONS[subtype], None, given)
    return ("AlterTableOther", _PLAIN_ACTIONS.get(subtype, subtype), name, ())


def alter_table(found: Any) -> Iterator[Facts]:
    kind = KINDS[enum_name(found, "objtype")]
    commands = [node.alter_table_cmd for node in found.cmds]
    target = relation(found.relation)
    if kind == "type":
        for command in commands:
            subtype = enum_name(command, "subtype")
            if subtype == "AT_ChangeOwner":
                yield ("AlterObject", "type", target, "owner to", role_name(command.newowner))
                continue
            verb = {"AT_AddColumn": "add", "AT_DropColumn": "drop"}.get(subtype, "alter")
            name = getattr(command, "def").column_def.colname if verb == "add" else command.name
            yield ("AlterObject", "type", target, f"{verb} attribute", name)
    elif kind == "index":
        for command in commands:
            yield ("AlterIndex", target, found.missing_ok, _index_action(command))
    else:
        for command in commands:
            yield ("alter", kind, target, found.missing_ok, not found.relation.inh, *action(command))


def _index_action(command: Any) -> str:
    subtype = enum_name(command, "subtype")
    known = {
        "AT_AttachPartition": "attach partition",
        "AT_SetStatistics": "set statistics",
        "AT_SetOptions": "set column option",
        "AT_ResetOptions": "set column option",
        "AT_SetRelOptions": "set",
        "AT_ResetRelOptions": "reset",
        "AT_SetTableSpace": "set tablespace",
        "AT_ChangeOwner": "owner to",
    }
    return known.get(subtype, subtype)


def our_action(found: op.TableOperation) -> Facts:
    kind = type(found).__name__
    match found:
        case op.AddColumn():
            rest: Facts = (found.if_not_exists, our_column(found.column))
        case op.DropColumn():
            rest = (str(found.column), found.column_if_exists, found.cascade)
        case op.DropConstraint():
            rest = (str(found.constraint), found.constraint_if_exists, found.cascade)
        case op.AlterColumnType():
            rest = (str(found.column), type_of(found.type), expression(found.using))
        case op.SetDefault():
            rest = (str(found.column), expression(found.default))
        case op.SetColumnOption():
            rest = (str(found.column), found.option)
        case op.AlterIdentity():
            rest = (str(found.column), found.action)
        case op.AlterExpression():
            rest = (str(found.column), expression(found.expression))
        case op.ColumnOperation():
            rest = (str(found.column),)
        case op.AddConstraint():
            rest = (our_constraint(found.constraint),)
        case op.ConstraintOperation():
            rest = (str(found.constraint),)
        case op.AttachPartition():
            rest = (ours(found.partition),)
        case op.DetachPartition():
            rest = (ours(found.partition), found.concurrently or (found.finalize and False), found.finalize)
        case op.AlterTableOther():
            rest = _our_other(found)
        case _:
            rest = ()
    return ("alter", found.kind, ours(found.table), found.if_exists, found.only, kind, *rest)


def _our_other(found: op.AlterTableOther) -> Facts:
    words = found.action.removesuffix(" using index")
    if found.parent is not None:
        return (words, ours(found.parent), ())
    by_name = words in ("cluster on", "set tablespace") or "rule" in words or "trigger" in words
    name = str(found.object) if found.object and by_name and str(found.object) not in ("all", "user") else None
    return (words, name, found.parameters)
