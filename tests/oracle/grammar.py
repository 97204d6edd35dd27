"""What PostgreSQL's own grammar (libpg_query) says a statement does, in the terms of `knexlint.operations`.

`expected` reads the grammar's tree, `seen` our operations; both give plain tuples that must be equal. Expressions and
types are compared as trees: our text of them is parsed by the same grammar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import postgast

from knexlint import operations as op
from knexlint.operations import Expression, Operation, Relation

Facts = tuple[Any, ...]


def parse(sql: str) -> Any | None:
    """The tree of one statement, or None where PostgreSQL refuses it."""
    try:
        statements = postgast.parse(sql).stmts
    except postgast.PgQueryError:
        return None
    return statements[0].stmt if len(statements) == 1 else None


def inner(node: Any) -> tuple[str, Any]:
    kind = node.WhichOneof("node")
    return kind, getattr(node, kind)


# --- trees without positions ----------------------------------------------------------------------------------------

_POSITIONS = {"location", "stmt_location", "stmt_len", "rexpr_list_start", "rexpr_list_end", "list_start", "list_end"}


def tree(message: Any) -> Any:
    """A message as plain data without its positions."""
    found = []
    for field, value in message.ListFields():
        if field.name in _POSITIONS:
            continue
        if field.message_type is None:
            found.append((field.name, tuple(value) if field.is_repeated else value))
        elif field.is_repeated:
            found.append((field.name, tuple(tree(one) for one in value)))
        else:
            found.append((field.name, tree(value)))
    return tuple(found)


@lru_cache(maxsize=10_000)
def expression_tree(text: str) -> Any:
    node = parse(f"select {text}")
    if node is None:
        if (node := parse(f"delete from x where {text}")) is not None:  # CURRENT OF
            return tree(node.delete_stmt.where_clause)
        return ("unparsable", text)
    targets = node.select_stmt.target_list
    return tree(targets[0].res_target.val) if len(targets) == 1 else ("several", text)


def expression(found: Expression | None) -> Any:
    return None if found is None else expression_tree(found.text)


@lru_cache(maxsize=10_000)
def type_tree(text: str) -> Any:
    node = parse(f"create table x (a {text})")
    return ("unparsable", text) if node is None else tree(node.create_stmt.table_elts[0].column_def.type_name)


def type_of(text: str | None) -> Any:
    return None if text is None else type_tree(text)


# --- names ----------------------------------------------------------------------------------------------------------


def relation(var: Any) -> tuple[str | None, str]:
    return (var.schemaname or None, var.relname)


def strings(nodes: Any) -> list[str]:
    return [node.string.sval for node in nodes]


def name_of(parts: list[str]) -> tuple[str | None, str]:
    return (parts[-2] if len(parts) > 1 else None, parts[-1])


def ours(found: Relation | None) -> Any:
    return None if found is None else (found.schema, found.name)


def texts(names: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in names)


def object_name(node: Any) -> tuple[str | None, str]:
    kind, value = inner(node)
    if kind == "list":
        return name_of(strings(value.items))
    if kind == "object_with_args":
        return name_of(strings(value.objname))
    if kind == "type_name":
        return name_of(strings(value.names))
    return (None, value.sval)


# --- columns and constraints ----------------------------------------------------------------------------------------

_CONSTRAINTS = {
    "CONSTR_CHECK": "check",
    "CONSTR_UNIQUE": "unique",
    "CONSTR_PRIMARY": "primary key",
    "CONSTR_FOREIGN": "foreign key",
    "CONSTR_EXCLUSION": "exclude",
    "CONSTR_NOTNULL": "not null",
}
_ACTIONS = {"a": None, "": None, "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}


def enum_name(message: Any, field: str) -> str:
    value: str = message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number[getattr(message, field)].name
    return value


def constraint(found: Any, column: str | None) -> Facts:
    kind = _CONSTRAINTS[enum_name(found, "contype")]
    columns = tuple(strings(found.fk_attrs if kind == "foreign key" else found.keys))
    if column is not None and kind in ("unique", "primary key", "foreign key", "check", "not null"):
        columns = (column,)
    return (
        kind,
        found.conname or None,
        columns,
        tree(found.raw_expr) if kind == "check" else None,
        relation(found.pktable) if kind == "foreign key" else None,
        tuple(strings(found.pk_attrs)),
        _ACTIONS[found.fk_del_action],
        _ACTIONS[found.fk_upd_action],
        found.indexname or None,
        found.skip_validation and (found.is_enforced or kind not in ("check", "foreign key")),
        not found.is_enforced and kind in ("check", "foreign key"),
        found.deferrable,
        found.initdeferred,
        found.nulls_not_distinct,
        found.is_no_inherit,
    )


def our_constraint(found: op.Constraint) -> Facts:
    action = {"no action": None}
    return (
        found.kind,
        str(found.name) if found.name else None,
        texts(found.columns),
        expression(found.expression) if found.kind == "check" else None,
        ours(found.references),
        texts(found.referenced_columns),
        action.get(found.on_delete or "no action", found.on_delete),
        action.get(found.on_update or "no action", found.on_update),
        str(found.using_index) if found.using_index else None,
        found.not_valid and not found.not_enforced,
        found.not_enforced,
        found.deferrable,
        found.initially_deferred,
        found.nulls_not_distinct,
        found.no_inherit,
    )


def column(found: Any) -> Facts:
    """The attributes that follow a constraint (DEFERRABLE, NOT ENFORCED) belong to it: they are merged here."""
    default = generation = identity = generated = None
    not_null = False
    constraints: list[Facts] = []
    for node in found.constraints:
        one = node.constraint
        kind = enum_name(one, "contype")
        if kind == "CONSTR_NOTNULL":
            not_null = True
            if one.conname:
                constraints.append(constraint(one, found.colname))
        elif kind == "CONSTR_DEFAULT":
            default = tree(one.raw_expr)
        elif kind == "CONSTR_IDENTITY":
            identity = {"a": "always", "d": "by default"}[one.generated_when]
        elif kind == "CONSTR_GENERATED":
            generation = tree(one.raw_expr)
            generated = {"s": "stored", "v": "virtual"}.get(one.generated_kind, one.generated_kind)
        elif kind.startswith("CONSTR_ATTR"):
            _merge_attribute(constraints, kind)
        elif kind in _CONSTRAINTS:
            constraints.append(constraint(one, found.colname))
    type_name = tree(found.type_name) if found.HasField("type_name") else None
    collation = strings(found.coll_clause.collname)
    return (
        found.colname,
        type_name,
        not_null,
        default,
        generated,
        generation,
        identity,
        tuple(constraints),
        collation[-1:] or None,
    )


def _merge_attribute(constraints: list[Facts], kind: str) -> None:
    places = {"CONSTR_ATTR_DEFERRABLE": (11,), "CONSTR_ATTR_DEFERRED": (11, 12), "CONSTR_ATTR_NOT_ENFORCED": (10,)}
    if constraints and kind in places:
        merged = list(constraints[-1])
        for place in places[kind]:
            merged[place] = True
        constraints[-1] = tuple(merged)


def our_column(found: op.Column) -> Facts:
    collation = None
    if found.collation is not None:
        collation = strings(
            parse(f"select a collate {found.collation}")
            .select_stmt.target_list[0]
            .res_target.val.collate_clause.collname
        )[-1:]
    return (
        str(found.name),
        type_of(found.type),
        found.not_null,
        expression(found.default),
        found.generated,
        expression(found.generation),
        found.identity,
        tuple(our_constraint(one) for one in found.constraints),
        collation,
    )


# --- ALTER TABLE ----------------------------------------------------------------------------------------------------

_KINDS = {
    "OBJECT_TABLE": "table",
    "OBJECT_INDEX": "index",
    "OBJECT_VIEW": "view",
    "OBJECT_MATVIEW": "materialized view",
    "OBJECT_SEQUENCE": "sequence",
    "OBJECT_FOREIGN_TABLE": "foreign table",
    "OBJECT_TYPE": "type",
}
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
    kind = _KINDS[enum_name(found, "objtype")]
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


# --- everything else ------------------------------------------------------------------------------------------------

_WORDS_OF_KIND = {
    "OBJECT_ACCESS_METHOD": "access method",
    "OBJECT_AGGREGATE": "aggregate",
    "OBJECT_CAST": "cast",
    "OBJECT_COLLATION": "collation",
    "OBJECT_CONVERSION": "conversion",
    "OBJECT_DATABASE": "database",
    "OBJECT_DOMAIN": "domain",
    "OBJECT_EVENT_TRIGGER": "event trigger",
    "OBJECT_EXTENSION": "extension",
    "OBJECT_FDW": "foreign data wrapper",
    "OBJECT_FOREIGN_SERVER": "server",
    "OBJECT_FUNCTION": "function",
    "OBJECT_LANGUAGE": "language",
    "OBJECT_LARGEOBJECT": "large object",
    "OBJECT_OPCLASS": "operator class",
    "OBJECT_OPERATOR": "operator",
    "OBJECT_OPFAMILY": "operator family",
    "OBJECT_PARAMETER_ACL": "parameter",
    "OBJECT_POLICY": "policy",
    "OBJECT_PROCEDURE": "procedure",
    "OBJECT_PUBLICATION": "publication",
    "OBJECT_ROLE": "role",
    "OBJECT_ROUTINE": "routine",
    "OBJECT_RULE": "rule",
    "OBJECT_SCHEMA": "schema",
    "OBJECT_STATISTIC_EXT": "statistics",
    "OBJECT_SUBSCRIPTION": "subscription",
    "OBJECT_TABLESPACE": "tablespace",
    "OBJECT_TABCONSTRAINT": "constraint",
    "OBJECT_DOMCONSTRAINT": "constraint",
    "OBJECT_TRANSFORM": "transform",
    "OBJECT_TRIGGER": "trigger",
    "OBJECT_TSCONFIGURATION": "text search configuration",
    "OBJECT_TSDICTIONARY": "text search dictionary",
    "OBJECT_TSPARSER": "text search parser",
    "OBJECT_TSTEMPLATE": "text search template",
    "OBJECT_COLUMN": "column",
    **_KINDS,
}
_UNNAMED = ("cast", "transform", "operator", "large object", "user mapping")


def drop(found: Any) -> Iterator[Facts]:
    kind = _WORDS_OF_KIND[enum_name(found, "remove_type")]
    cascade = enum_name(found, "behavior") == "DROP_CASCADE"
    if kind in ("trigger", "rule", "policy"):
        parts = strings(found.objects[0].list.items)
        table, name = name_of(parts[:-1]), parts[-1]
        if kind == "policy":
            yield ("PolicyOperation", "drop", name, table, found.missing_ok)
            return
        yield ("DropObject", kind, ((None, name),), table, found.missing_ok, cascade)
        return
    if kind in _UNNAMED:
        yield ("DropObject", kind, found.missing_ok, cascade)
        return
    objects = [object_name(node) for node in found.objects]
    if kind in ("operator class", "operator family"):
        objects = [name_of(strings(node.list.items)[1:]) for node in found.objects]
    names = tuple(objects)
    if kind == "index":
        yield ("DropIndex", names, found.missing_ok, found.concurrent, cascade)
    elif kind in ("table", "foreign table"):
        yield ("DropTable", names, found.missing_ok, cascade, kind == "foreign table")
    else:
        yield ("DropObject", kind, names, None, found.missing_ok, cascade)


def our_drop(found: op.DropObject) -> Facts:
    if found.kind in _UNNAMED:
        return ("DropObject", found.kind, found.if_exists, found.cascade)
    names = tuple(ours(one) for one in found.objects)
    return ("DropObject", found.kind, names, ours(found.table), found.if_exists, found.cascade)


def rename(found: Any) -> Iterator[Facts]:
    what = enum_name(found, "rename_type")
    target = relation(found.relation)
    if what == "OBJECT_TABCONSTRAINT":
        yield ("alter", "table", target, found.missing_ok, not found.relation.inh, "RenameConstraint", found.subname)
    elif what == "OBJECT_DOMCONSTRAINT":
        yield ("AlterDomain", object_name(found.object), "rename constraint", found.subname)
    elif what in ("OBJECT_TABLE", "OBJECT_FOREIGN_TABLE"):
        kind = _KINDS[what]
        yield ("alter", kind, target, found.missing_ok, not found.relation.inh, "RenameTable", found.newname)
    elif what in ("OBJECT_COLUMN", "OBJECT_ATTRIBUTE"):
        kind = _KINDS[enum_name(found, "relation_type")]
        if kind in ("table", "foreign table"):
            only = not found.relation.inh
            yield ("alter", kind, target, found.missing_ok, only, "RenameColumn", found.subname, found.newname)
        else:
            yield ("RenameObject", kind, target, found.newname, found.subname, None, found.missing_ok)
    elif what == "OBJECT_INDEX":
        yield ("AlterIndex", target, found.missing_ok, "rename to")
    elif what in ("OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY"):
        kind = _WORDS_OF_KIND[what]
        yield ("RenameObject", kind, (None, found.subname), found.newname, None, target, found.missing_ok)
    else:
        kind = _WORDS_OF_KIND[what]
        if found.HasField("relation"):
            name: Any = target
        elif found.HasField("object") and kind in ("operator class", "operator family"):
            name = name_of(strings(found.object.list.items)[1:])
        else:
            name = object_name(found.object) if found.HasField("object") else (None, found.subname)
        yield ("RenameObject", kind, name, found.newname, None, None, found.missing_ok)


def set_schema(found: Any) -> Iterator[Facts]:
    kind = _WORDS_OF_KIND[enum_name(found, "object_type")]
    if found.HasField("relation"):
        target = relation(found.relation)
        if kind == "index":
            yield ("AlterIndex", target, found.missing_ok, "set schema")
        else:
            yield ("alter", kind, target, found.missing_ok, not found.relation.inh, "SetSchema", found.newschema)
    else:
        yield altered(kind, found.object, "set schema", found.newschema)


def altered(kind: str, node: Any, words: str, name: str | None) -> Facts:
    if kind in _UNNAMED:
        return ("AlterObject", kind, words)
    if kind in ("operator class", "operator family"):
        return ("AlterObject", kind, name_of(strings(node.list.items)[1:]), words, name)
    return ("AlterObject", kind, object_name(node), words, name)


def owner(found: Any) -> Iterator[Facts]:
    kind = _WORDS_OF_KIND[enum_name(found, "object_type")]
    yield altered(kind, found.object, "owner to", role_name(found.newowner))


def role_name(spec: Any) -> str:
    return spec.rolename or enum_name(spec, "roletype").removeprefix("ROLESPEC_").lower()


def create_table(found: Any, foreign: bool = False) -> Iterator[Facts]:
    columns, constraints, like = [], [], []
    for node in found.table_elts:
        kind, value = inner(node)
        if kind == "column_def":
            columns.append(column(value))
        elif kind == "constraint":
            constraints.append(constraint(value, None))
        else:
            like.append(relation(value.relation))
    parents = tuple(relation(node.range_var) for node in found.inh_relations)
    partition = found.HasField("partbound")
    yield (
        "CreateTable",
        relation(found.relation),
        tuple(columns),
        tuple(constraints),
        found.if_not_exists,
        found.relation.relpersistence == "t",
        found.relation.relpersistence == "u",
        parents[0] if partition else None,
        found.HasField("partspec"),
        () if partition else parents,
        tuple(like),
        foreign,
        None,
    )


def create_as(found: Any) -> Iterator[Facts]:
    into = found.into
    if enum_name(found, "objtype") == "OBJECT_MATVIEW":
        yield (
            "CreateView",
            relation(into.rel),
            False,
            True,
            not into.skip_data,
            found.if_not_exists,
            False,
            tuple(strings(into.col_names)),
            reads_of(found.query),
        )
        return
    persistence = into.rel.relpersistence
    yield (
        "CreateTable",
        relation(into.rel),
        (),
        (),
        found.if_not_exists,
        persistence == "t",
        persistence == "u",
        None,
        False,
        (),
        (),
        False,
        not into.skip_data,
    )


def view(found: Any) -> Iterator[Facts]:
    temporary = found.view.relpersistence == "t"
    names = tuple(strings(found.aliases))
    yield (
        "CreateView",
        relation(found.view),
        found.replace,
        False,
        True,
        False,
        temporary,
        names,
        reads_of(found.query),
    )


def index(found: Any) -> Iterator[Facts]:
    elements = tuple(tree(node) for node in found.index_params)
    yield (
        "CreateIndex",
        relation(found.relation),
        found.idxname or None,
        found.unique,
        found.concurrent,
        found.if_not_exists,
        not found.relation.inh,
        found.access_method,
        elements,
        tuple(node.index_elem.name for node in found.index_including_params if node.index_elem.name),
        tree(found.where_clause) if found.HasField("where_clause") else None,
        found.nulls_not_distinct,
    )


@lru_cache(maxsize=10_000)
def element_tree(text: str) -> Any:
    node = parse(f"create index on x ({text})")
    return ("unparsable", text) if node is None else tree(node.index_stmt.index_params[0])


# --- queries --------------------------------------------------------------------------------------------------------


def reads_of(node: Any) -> frozenset[tuple[str | None, str]]:
    """Every relation a query reads, names of WITH left out where they are visible."""
    found: set[tuple[str | None, str]] = set()
    _reads(node, frozenset().union(*_OUTER), found)
    return frozenset(found)


_OUTER: list[frozenset[str]] = []  # names of WITH around the statement that is read
_TARGETS = ("insert_stmt", "update_stmt", "delete_stmt", "merge_stmt")


def _reads(message: Any, common: frozenset[str], found: set[tuple[str | None, str]]) -> None:
    name = message.DESCRIPTOR.name
    if name == "RangeVar":
        if message.schemaname or message.relname not in common:
            found.add(relation(message))
        return
    if name in ("IntoClause", "LockingClause"):
        return
    if "with_clause" in message.DESCRIPTOR.fields_by_name and message.HasField("with_clause"):
        clause = message.with_clause
        if clause.recursive:
            common |= {node.common_table_expr.ctename for node in clause.ctes}
        for node in clause.ctes:
            _reads(node.common_table_expr.ctequery, common, found)
            common |= {node.common_table_expr.ctename}
    changes = name in ("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt")
    for field, value in message.ListFields():
        if field.message_type is None or field.name == "with_clause" or (changes and field.name == "relation"):
            continue
        for one in value if field.is_repeated else (value,):
            _reads(one, common, found)


def changes_in_with(message: Any) -> Iterator[Facts]:
    if "with_clause" in message.DESCRIPTOR.fields_by_name:
        queries = [node.common_table_expr for node in message.with_clause.ctes]
        names = [query.ctename for query in queries]
        for index, query in enumerate(queries):
            kind, value = inner(query.ctequery)
            if kind in _TARGETS:
                _OUTER.append(frozenset(names if message.with_clause.recursive else names[:index]))
                yield from list(EXPECTED[kind](value))
                _OUTER.pop()


def insert(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    query = found.select_stmt.select_stmt
    from_query = found.HasField("select_stmt") and not query.values_lists
    yield (
        "Insert",
        relation(found.relation),
        reads_of(found),
        tuple(node.res_target.name for node in found.cols),
        from_query,
        found.HasField("on_conflict_clause"),
    )


def update(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    where = tree(found.where_clause) if found.HasField("where_clause") else None
    columns = tuple(node.res_target.name for node in found.target_list)
    yield ("Update", relation(found.relation), reads_of(found), columns, where)


def delete(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    where = tree(found.where_clause) if found.HasField("where_clause") else None
    yield ("Delete", relation(found.relation), reads_of(found), where)


def merge(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    yield ("Merge", relation(found.relation), reads_of(found))


def select(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    into = relation(found.into_clause.rel) if found.HasField("into_clause") else None
    if into is None and found.HasField("larg"):
        first = found
        while first.HasField("larg"):
            first = first.larg
        into = relation(first.into_clause.rel) if first.HasField("into_clause") else None
    yield ("Select", reads_of(found), into)


# --- the table ------------------------------------------------------------------------------------------------------


def sequence_owner(options: Any) -> Any:
    for node in options:
        if node.def_elem.defname == "owned_by":
            parts = strings(node.def_elem.arg.list.items)
            return (name_of(parts[:-1]), parts[-1]) if len(parts) > 1 else None
    return None


def has_option(options: Any, name: str) -> bool:
    return any(node.def_elem.defname == name for node in options)


def create_schema(found: Any) -> Iterator[Facts]:
    """The objects created inside it lie in the schema unless they say otherwise."""
    name = found.schemaname or role_name(found.authrole)
    yield ("CreateSchema", name, found.if_not_exists)
    for node in found.schema_elts:
        kind, value = inner(node)
        for facts in EXPECTED[kind](value):
            target = facts[1]
            if isinstance(target, tuple) and len(target) == 2 and target[0] is None:
                facts = (facts[0], (name, target[1]), *facts[2:])
            yield facts


def alter_enum(found: Any) -> Iterator[Facts]:
    name = name_of(strings(found.type_name))
    if found.old_val:
        yield ("AlterEnumRename", name, found.old_val, found.new_val)
    else:
        yield ("AddEnumValue", name, found.new_val, found.skip_if_new_val_exists)


def create_domain(found: Any) -> Iterator[Facts]:
    not_null = default = False
    checks: list[Facts] = []
    for node in found.constraints:
        kind = enum_name(node.constraint, "contype")
        not_null = not_null or kind == "CONSTR_NOTNULL"
        default = default or kind == "CONSTR_DEFAULT"
        if kind == "CONSTR_CHECK":
            checks.append(constraint(node.constraint, None))
        _merge_attribute(checks, kind)
    yield ("CreateDomain", name_of(strings(found.domainname)), tree(found.type_name), not_null, default, tuple(checks))


_DOMAIN = {
    "C": "add constraint",
    "X": "drop constraint",
    "V": "validate constraint",
    "O": "set not null",
    "N": "drop not null",
}


def alter_domain(found: Any) -> Iterator[Facts]:
    words = _DOMAIN.get(found.subtype) or ("set default" if found.HasField("def") else "drop default")
    name = getattr(found, "def").constraint.conname if words == "add constraint" else found.name
    yield ("AlterDomain", name_of(strings(found.type_name)), words, name or None)


def function(found: Any) -> Iterator[Facts]:
    options = {node.def_elem.defname: node.def_elem.arg for node in found.options}
    language = options["language"].string.sval.lower() if "language" in options else None
    volatility = options["volatility"].string.sval if "volatility" in options else "volatile"
    body = options["as"].list.items[0].string.sval if "as" in options else None
    if found.HasField("sql_body"):
        language, body = language or "sql", "(a query)"
    name = name_of(strings(found.funcname))
    yield ("CreateFunction", name, language, volatility, found.replace, found.is_procedure, body)


def trigger(found: Any) -> Iterator[Facts]:
    constrained = relation(found.constrrel) if found.HasField("constrrel") else None
    yield (
        "CreateTrigger",
        found.trigname,
        relation(found.relation),
        found.replace,
        found.isconstraint,
        constrained,
        tuple(strings(found.columns)),
        strings(found.funcname)[-1],
    )


def comment(found: Any) -> Iterator[Facts]:
    kind = _WORDS_OF_KIND[enum_name(found, "objtype")]
    if kind in _UNNAMED:
        yield ("CommentOn", kind)
        return
    if found.object.WhichOneof("node") != "list":
        yield ("CommentOn", kind, object_name(found.object), None, None)
        return
    items = found.object.list.items
    if kind == "constraint" and items[0].WhichOneof("node") == "type_name":
        yield ("CommentOn", kind, (None, items[-1].string.sval), None, None)
        return
    parts = strings(items)
    if kind == "column":
        yield ("CommentOn", kind, name_of(parts[:-1]), parts[-1], None)
    elif kind in ("constraint", "trigger", "rule", "policy"):
        yield ("CommentOn", kind, (None, parts[-1]), None, name_of(parts[:-1]))
    elif kind in ("operator class", "operator family"):
        yield ("CommentOn", kind, name_of(parts[1:]), None, None)
    else:
        yield ("CommentOn", kind, name_of(parts), None, None)


def grant(found: Any) -> Iterator[Facts]:
    kind = _WORDS_OF_KIND[enum_name(found, "objtype")]
    if enum_name(found, "targtype") == "ACL_TARGET_ALL_IN_SCHEMA":
        yield ("Grant", not found.is_grant, f"all {kind}s", ())
        return
    if kind in ("large object", "parameter"):
        yield ("Grant", not found.is_grant, kind, ())
        return
    objects = tuple(
        relation(node.range_var) if node.WhichOneof("node") == "range_var" else object_name(node)
        for node in found.objects
    )
    yield ("Grant", not found.is_grant, kind, objects)


def setting(found: Any) -> Iterator[Facts]:
    kind = enum_name(found, "kind")
    name = found.name.lower()
    if kind == "VAR_RESET_ALL":
        name = "all"
    if kind == "VAR_SET_MULTI":
        name = {"transaction snapshot": "transaction"}.get(name, name)
    value = None
    if kind == "VAR_SET_VALUE" and len(found.args) == 1 and found.args[0].a_const.HasField("sval"):
        value = found.args[0].a_const.sval.sval
        if name == "xmloption":
            value = value.lower()
    yield ("SetParameter", name, kind.startswith("VAR_RESET"), found.is_local, value)


_TRANSACTIONS = {
    "TRANS_STMT_BEGIN": "begin",
    "TRANS_STMT_START": "begin",
    "TRANS_STMT_COMMIT": "commit",
    "TRANS_STMT_ROLLBACK": "rollback",
    "TRANS_STMT_SAVEPOINT": "savepoint",
    "TRANS_STMT_RELEASE": "release",
    "TRANS_STMT_ROLLBACK_TO": "rollback to",
}


def transaction(found: Any) -> Iterator[Facts]:
    kind = enum_name(found, "kind")
    if kind not in _TRANSACTIONS:
        yield ("Other", {"PREPARE": "prepare transaction"}.get(kind[11:], kind[11:].replace("_", " ").lower()))
    else:
        yield ("TransactionControl", _TRANSACTIONS[kind], found.savepoint_name or None)


_MODES = (
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)


def lock(found: Any) -> Iterator[Facts]:
    yield ("LockTable", tuple(relation(node.range_var) for node in found.relations), _MODES[found.mode - 1])


def vacuum(found: Any) -> Iterator[Facts]:
    tables = tuple(relation(node.vacuum_relation.relation) for node in found.rels)
    if not found.is_vacuumcmd:
        yield ("Analyze", tables)
        return
    on = {node.def_elem.defname for node in found.options if _on(node.def_elem)}
    yield ("Vacuum", "full" in on, "analyze" in on, tables)


def _on(option: Any) -> bool:
    kind, value = inner(option.arg) if option.HasField("arg") else ("", None)
    if kind == "string":
        return value.sval.lower() not in ("false", "off")
    if kind == "boolean":
        return bool(value.boolval)
    return kind != "integer" or value.ival != 0


def reindex(found: Any) -> Iterator[Facts]:
    kind = enum_name(found, "kind").removeprefix("REINDEX_OBJECT_").lower()
    concurrently = any(n.def_elem.defname == "concurrently" and _on(n.def_elem) for n in found.params)
    target: Any = relation(found.relation) if found.HasField("relation") else (None, found.name) if found.name else None
    yield ("Reindex", kind, target, concurrently)


def cluster(found: Any) -> Iterator[Facts]:
    table = relation(found.relation) if found.HasField("relation") else None
    yield ("Cluster", table, found.indexname or None)


def policy(words: str) -> Callable[[Any], Iterator[Facts]]:
    def read(found: Any) -> Iterator[Facts]:
        yield ("PolicyOperation", words, found.policy_name, relation(found.table), False)

    return read


def other(words: str, *fields: str) -> Callable[[Any], Iterator[Facts]]:
    def read(found: Any) -> Iterator[Facts]:
        tables = tuple(
            relation(node.range_var) if node.WhichOneof("node") == "range_var" else None
            for field in fields
            for node in ([found] if field == "" else getattr(found, field))
        )
        yield ("Other", words, tables) if fields else ("Other", words)

    return read


def alters(kind: str, field: str) -> Callable[[Any], Iterator[Facts]]:
    """ALTER of an object by its name; its actions are not compared."""

    def read(found: Any) -> Iterator[Facts]:
        value = getattr(found, field)
        if isinstance(value, str):
            name: Any = (None, value)
        elif value.DESCRIPTOR.name == "RoleSpec" if hasattr(value, "DESCRIPTOR") else False:
            name = (None, role_name(value))
        else:
            name = name_of(strings(value))
        yield ("AlterObject", kind, name)

    return read


def alter_function(found: Any) -> Iterator[Facts]:
    yield ("AlterObject", _WORDS_OF_KIND[enum_name(found, "objtype")], name_of(strings(found.func.objname)))


def depends(found: Any) -> Iterator[Facts]:
    kind = _WORDS_OF_KIND[enum_name(found, "object_type")]
    words = "no depends on extension" if found.remove else "depends on extension"
    if kind == "index":
        yield ("AlterIndex", relation(found.relation), False, words)
    elif kind == "materialized view":
        yield ("alter", kind, relation(found.relation), False, False, "AlterTableOther", words, None, ())
    elif kind == "trigger":
        yield ("AlterObject", kind, object_name(found.object))
    else:
        yield ("AlterObject", kind, object_name(found.object))


def _roles(found: Any) -> Iterator[Facts]:
    names = tuple((None, role_name(node.role_spec)) for node in found.roles)
    yield ("DropObject", "role", names, None, found.missing_ok, False)


def _define(found: Any) -> Iterator[Facts]:
    kind = _WORDS_OF_KIND[enum_name(found, "kind")]
    if kind == "type":
        yield ("Other", "create base type")
    else:
        yield ("Other", f"create {kind}")


def _publication_tables(found: Any) -> tuple[Any, ...]:
    return tuple(
        relation(node.publication_obj_spec.pubtable.relation)
        for node in found.pubobjects
        if node.publication_obj_spec.HasField("pubtable")
    )


def _statistics(found: Any) -> Iterator[Facts]:
    tables = tuple(relation(n.range_var) for n in found.relations if n.WhichOneof("node") == "range_var")
    yield ("Other", "create statistics", tables)


def _explain(found: Any) -> Iterator[Facts]:
    analyze = any(node.def_elem.defname == "analyze" for node in found.options)
    yield ("Other", "explain analyze" if analyze else "explain")
    if analyze:
        kind, value = inner(found.query)
        yield from EXPECTED[kind](value)


EXPECTED: dict[str, Callable[[Any], Iterator[Facts]]] = {
    "alter_table_stmt": alter_table,
    "rename_stmt": rename,
    "alter_object_schema_stmt": set_schema,
    "alter_owner_stmt": owner,
    "drop_stmt": drop,
    "create_stmt": create_table,
    "create_foreign_table_stmt": lambda found: create_table(found.base_stmt, True),
    "create_table_as_stmt": create_as,
    "view_stmt": view,
    "index_stmt": index,
    "insert_stmt": insert,
    "update_stmt": update,
    "delete_stmt": delete,
    "merge_stmt": merge,
    "select_stmt": select,
    "alter_enum_stmt": alter_enum,
    "create_enum_stmt": lambda f: iter([("CreateEnum", name_of(strings(f.type_name)), tuple(strings(f.vals)))]),
    "create_domain_stmt": create_domain,
    "alter_domain_stmt": alter_domain,
    "create_seq_stmt": lambda f: iter(
        [("CreateSequence", relation(f.sequence), f.if_not_exists, sequence_owner(f.options))]
    ),
    "alter_seq_stmt": lambda f: iter(
        [
            (
                "AlterSequence",
                relation(f.sequence),
                f.missing_ok,
                has_option(f.options, "restart"),
                sequence_owner(f.options),
            )
        ]
    ),
    "create_function_stmt": function,
    "create_trig_stmt": trigger,
    "create_policy_stmt": policy("create"),
    "alter_policy_stmt": policy("alter"),
    "create_extension_stmt": lambda f: iter([("CreateExtension", f.extname, f.if_not_exists)]),
    "create_schema_stmt": lambda f: create_schema(f),
    "comment_stmt": comment,
    "grant_stmt": grant,
    "grant_role_stmt": lambda f: iter([("Grant", not f.is_grant, "role", ())]),
    "truncate_stmt": lambda f: iter(
        [
            (
                "Truncate",
                tuple(relation(n.range_var) for n in f.relations),
                enum_name(f, "behavior") == "DROP_CASCADE",
                f.restart_seqs,
            )
        ]
    ),
    "copy_stmt": lambda f: iter(
        [("Copy", relation(f.relation) if f.HasField("relation") else None, "from" if f.is_from else "to")]
    ),
    "variable_set_stmt": setting,
    "transaction_stmt": transaction,
    "lock_stmt": lock,
    "vacuum_stmt": vacuum,
    "cluster_stmt": cluster,
    "reindex_stmt": reindex,
    "refresh_mat_view_stmt": lambda f: iter(
        [("RefreshMaterializedView", relation(f.relation), f.concurrent, not f.skip_data)]
    ),
    "do_stmt": lambda f: iter([("Do", next(n.def_elem.arg.string.sval for n in f.args if n.def_elem.defname == "as"))]),
    "call_stmt": lambda f: iter([("Other", "call")]),
    "rule_stmt": lambda f: iter([("Other", "create rule", (relation(f.relation),))]),
    "create_stats_stmt": _statistics,
    "create_publication_stmt": lambda f: iter([("Other", "create publication", _publication_tables(f))]),
    "alter_publication_stmt": lambda f: iter([("Other", "alter publication", _publication_tables(f))]),
    "composite_type_stmt": lambda f: iter([("Other", "create type", (relation(f.typevar),))]),
    "create_range_stmt": other("create type as range"),
    "define_stmt": _define,
    "create_role_stmt": other("create role"),
    "createdb_stmt": other("create database"),
    "create_table_space_stmt": other("create tablespace"),
    "create_cast_stmt": other("create cast"),
    "create_conversion_stmt": other("create conversion"),
    "create_plang_stmt": other("create language"),
    "create_event_trig_stmt": other("create event trigger"),
    "create_fdw_stmt": other("create foreign data wrapper"),
    "create_foreign_server_stmt": other("create server"),
    "create_user_mapping_stmt": other("create user mapping"),
    "create_subscription_stmt": other("create subscription"),
    "create_op_class_stmt": other("create operator class"),
    "create_op_family_stmt": other("create operator family"),
    "create_am_stmt": other("create access method"),
    "create_transform_stmt": other("create transform"),
    "variable_show_stmt": other("show"),
    "explain_stmt": _explain,
    "prepare_stmt": other("prepare"),
    "execute_stmt": other("execute"),
    "deallocate_stmt": other("deallocate"),
    "declare_cursor_stmt": other("declare"),
    "close_portal_stmt": other("close"),
    "fetch_stmt": lambda f: iter([("Other", "move" if f.ismove else "fetch")]),
    "listen_stmt": other("listen"),
    "unlisten_stmt": other("unlisten"),
    "notify_stmt": other("notify"),
    "load_stmt": other("load"),
    "discard_stmt": other("discard"),
    "check_point_stmt": other("checkpoint"),
    "constraints_set_stmt": other("set constraints"),
    "reassign_owned_stmt": other("reassign owned"),
    "drop_owned_stmt": other("drop owned"),
    "import_foreign_schema_stmt": other("import foreign schema"),
    "sec_label_stmt": other("security label"),
    "alter_system_stmt": other("alter system"),
    "alter_default_privileges_stmt": other("alter default privileges"),
    "alter_table_move_all_stmt": lambda f: iter(
        [("Other", f"alter {_KINDS[enum_name(f, 'objtype')]} all in tablespace")]
    ),
    "alter_role_stmt": alters("role", "role"),
    "alter_role_set_stmt": alters("role", "role"),
    "alter_function_stmt": alter_function,
    "alter_op_family_stmt": alters("operator family", "opfamilyname"),
    "alter_fdw_stmt": alters("foreign data wrapper", "fdwname"),
    "alter_foreign_server_stmt": alters("server", "servername"),
    "alter_event_trig_stmt": alters("event trigger", "trigname"),
    "alter_table_space_options_stmt": alters("tablespace", "tablespacename"),
    "alter_type_stmt": alters("type", "type_name"),
    "alter_database_stmt": alters("database", "dbname"),
    "alter_database_set_stmt": alters("database", "dbname"),
    "alter_database_refresh_coll_stmt": alters("database", "dbname"),
    "alter_tsdictionary_stmt": alters("text search dictionary", "dictname"),
    "alter_tsconfiguration_stmt": alters("text search configuration", "cfgname"),
    "alter_collation_stmt": alters("collation", "collname"),
    "alter_stats_stmt": alters("statistics", "defnames"),
    "alter_subscription_stmt": alters("subscription", "subname"),
    "alter_extension_stmt": alters("extension", "extname"),
    "alter_extension_contents_stmt": alters("extension", "extname"),
    "alter_user_mapping_stmt": lambda f: iter([("AlterObject", "user mapping")]),
    "alter_operator_stmt": lambda f: iter([("AlterObject", "operator")]),
    "alter_object_depends_stmt": depends,
    "drop_role_stmt": _roles,
    "dropdb_stmt": lambda f: iter([("DropObject", "database", ((None, f.dbname),), None, f.missing_ok, False)]),
    "drop_table_space_stmt": lambda f: iter(
        [("DropObject", "tablespace", ((None, f.tablespacename),), None, f.missing_ok, False)]
    ),
    "drop_subscription_stmt": lambda f: iter(
        [("DropObject", "subscription", ((None, f.subname),), None, f.missing_ok, False)]
    ),
    "drop_user_mapping_stmt": lambda f: iter([("DropObject", "user mapping", f.missing_ok, False)]),
}


def expected(statement: Any) -> list[Facts] | None:
    """The facts, or None for a form that is compared by nobody."""
    kind, value = inner(statement)
    read = EXPECTED.get(kind)
    return None if read is None else list(read(value))


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
            if found.kind in _UNNAMED:
                return (kind, found.kind)
            column_name = str(found.column) if found.column else None
            return (kind, found.kind, ours(found.object), column_name, ours(found.table))
        case op.Grant():
            return (kind, found.revoke, found.kind, tuple(ours(o) for o in found.objects))
        case op.AlterObject():
            return _our_object(found)
    return _smaller(found, kind)


def _our_object(found: op.AlterObject) -> Facts:
    if found.kind in _UNNAMED:
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
