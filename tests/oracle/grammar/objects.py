"""All other statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from grammar.definitions import constraint, merge_attribute
from grammar.trees import (
    EXPECTED,
    UNNAMED,
    WORDS_OF_KIND,
    Facts,
    enum_name,
    inner,
    name_of,
    object_name,
    relation,
    role_name,
    strings,
    tree,
)


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
        merge_attribute(checks, kind)
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
    kind = WORDS_OF_KIND[enum_name(found, "objtype")]
    if kind in UNNAMED:
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
    kind = WORDS_OF_KIND[enum_name(found, "objtype")]
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
    yield ("AlterObject", WORDS_OF_KIND[enum_name(found, "objtype")], name_of(strings(found.func.objname)))


def depends(found: Any) -> Iterator[Facts]:
    kind = WORDS_OF_KIND[enum_name(found, "object_type")]
    words = "no depends on extension" if found.remove else "depends on extension"
    if kind == "index":
        yield ("AlterIndex", relation(found.relation), False, words)
    elif kind == "materialized view":
        yield ("alter", kind, relation(found.relation), False, False, "AlterTableOther", words, None, ())
    elif kind == "trigger":
        yield ("AlterObject", kind, object_name(found.object))
    else:
        yield ("AlterObject", kind, object_name(found.object))


def roles(found: Any) -> Iterator[Facts]:
    names = tuple((None, role_name(node.role_spec)) for node in found.roles)
    yield ("DropObject", "role", names, None, found.missing_ok, False)


def define(found: Any) -> Iterator[Facts]:
    kind = WORDS_OF_KIND[enum_name(found, "kind")]
    if kind == "type":
        yield ("Other", "create base type")
    else:
        yield ("Other", f"create {kind}")


def publication_tables(found: Any) -> tuple[Any, ...]:
    return tuple(
        relation(node.publication_obj_spec.pubtable.relation)
        for node in found.pubobjects
        if node.publication_obj_spec.HasField("pubtable")
    )


def statistics(found: Any) -> Iterator[Facts]:
    tables = tuple(relation(n.range_var) for n in found.relations if n.WhichOneof("node") == "range_var")
    yield ("Other", "create statistics", tables)


def explain(found: Any) -> Iterator[Facts]:
    analyze = any(node.def_elem.defname == "analyze" for node in found.options)
    yield ("Other", "explain analyze" if analyze else "explain")
    if analyze:
        kind, value = inner(found.query)
        yield from EXPECTED[kind](value)
