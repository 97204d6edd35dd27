"""ALTER of anything but tables and indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from knexlint.operations import (
    NOWHERE,
    AddEnumValue,
    AlterDomain,
    AlterEnumRename,
    AlterObject,
    AlterSequence,
    Operation,
    Other,
    Relation,
    RenameObject,
)
from knexlint.sql.alter_table import all_in_tablespace, altered
from knexlint.sql.columns import column, table_constraint
from knexlint.sql.cursor import Cursor
from knexlint.sql.kinds import take_kind
from knexlint.sql.objects import policy, sequence_options
from knexlint.sql.others import published
from knexlint.sql.tables import cascade, if_exists

Facts = dict[str, Any]


def alter_relation(cursor: Cursor) -> Iterator[Operation]:
    """ALTER VIEW, MATERIALIZED VIEW and SEQUENCE, which take most actions of ALTER TABLE."""
    cursor.expect("alter")
    kind = take_kind(cursor)
    if cursor.at("all", "in", "tablespace"):
        yield all_in_tablespace(cursor, kind)
        return
    start = cursor.index
    exists = if_exists(cursor)
    relation = cursor.relation(f"the name of the {kind}")
    if cursor.at("rename"):
        yield _rename(cursor, {"kind": kind, "object": relation, "if_exists": exists})
        cursor.end()
        return
    if kind == "sequence" and not cursor.at("owner", "to") and not _relation_set(cursor):
        at = cursor.range(0, start)
        options = sequence_options(cursor)
        yield AlterSequence(at=at, sequence=relation, if_exists=exists, **options)
        return
    cursor.index = start
    yield from altered(cursor, kind)


def _relation_set(cursor: Cursor) -> bool:
    return cursor.at("set") and cursor.ahead(1) in ("schema", "logged", "unlogged", "tablespace", "access", "(")


def _rename(cursor: Cursor, facts: Facts) -> RenameObject:
    first = cursor.index
    cursor.expect("rename")
    if cursor.take("to"):
        return RenameObject(at=cursor.since(first), to=cursor.name("a name", frozenset()), **facts)
    cursor.take_any(("column", "attribute"))
    at = cursor.since(first)
    old = cursor.name("a column name")
    cursor.expect("to")
    to = cursor.name("a column name")
    return RenameObject(at=at, column=old, to=to, cascade=cascade(cursor) != NOWHERE, **facts)


# --- types and domains ----------------------------------------------------------------------------------------------


def alter_type(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("alter")
    cursor.expect("type")
    name = cursor.type_name()
    first = cursor.index
    if cursor.take("add", "value"):
        yield _add_value(cursor, first, name)
    elif cursor.take("rename", "value"):
        at = cursor.since(first)
        old = _label(cursor)
        cursor.expect("to")
        yield AlterEnumRename(at=at, type=name, value=old, to=_label(cursor))
    elif cursor.at("rename"):
        yield _rename(cursor, {"kind": "type", "object": name})
    elif cursor.key in ("add", "drop", "alter"):
        while True:
            yield _attribute(cursor, name)
            if not cursor.take(","):
                break
    else:
        yield from _common(cursor, {"kind": "type", "object": name})
    cursor.end()


def _add_value(cursor: Cursor, first: int, name: Relation) -> AddEnumValue:
    at = cursor.since(first)
    missing = cursor.take("if", "not", "exists")
    value_at = cursor.here()
    place = cursor.index
    value = cursor.string()
    if cursor.index == place:
        raise cursor.refusal("a value in single quotes")
    beside = cursor.string() if cursor.take_any(("before", "after")) else None
    return AddEnumValue(at=at, type=name, value=value, value_at=value_at, if_not_exists=missing, beside=beside)


def _label(cursor: Cursor) -> str:
    place = cursor.index
    found = cursor.string()
    if cursor.index == place:
        raise cursor.refusal("a value in single quotes")
    return found if found is not None else cursor.source(place, cursor.index)


def _attribute(cursor: Cursor, name: Relation) -> AlterObject:
    """ADD, DROP or ALTER ATTRIBUTE of a composite type."""
    first = cursor.index
    verb = cursor.take_any(("add", "drop", "alter"))
    if not verb:
        raise cursor.refusal("ADD, DROP or ALTER ATTRIBUTE")
    cursor.take("attribute")
    at = cursor.since(first)
    facts: Facts = {"kind": "type", "object": name, "action": f"{verb} attribute"}
    if verb == "add":
        definition = column(cursor)
        facts |= {"column": definition, "name": definition.name}
    else:
        if_exists(cursor)
        facts["name"] = cursor.name("an attribute")
        if verb == "alter":
            cursor.take("set", "data")
            cursor.expect("type")
            cursor.type()
            if cursor.take("collate"):
                cursor.dotted("a collation", frozenset())
    facts["cascade"] = cascade(cursor) != NOWHERE
    return AlterObject(at=at, **facts)


def alter_domain(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("alter")
    cursor.expect("domain")
    domain = cursor.type_name("a domain name")
    first = cursor.index
    if cursor.take("rename", "constraint"):
        at = cursor.since(first)
        old = cursor.name("a constraint name")
        cursor.expect("to")
        new = cursor.name("a constraint name")
        yield AlterDomain(at=at, domain=domain, action="rename constraint", name=old, to=new)
    elif cursor.take("add"):
        at = cursor.range(first, first + 2)
        yield AlterDomain(at=at, domain=domain, action="add constraint", constraint=table_constraint(cursor))
    elif cursor.take("set", "default"):
        at = cursor.since(first)
        yield AlterDomain(at=at, domain=domain, action="set default", default=cursor.until(()))
    elif words := _domain_words(cursor):
        yield _plain_domain(cursor, domain, first, words)
    elif cursor.at("rename"):
        yield _rename(cursor, {"kind": "domain", "object": domain})
    else:
        yield from _common(cursor, {"kind": "domain", "object": domain})
    cursor.end()


_DOMAIN_WORDS = (
    ("drop", "constraint"),
    ("validate", "constraint"),
    ("set", "not", "null"),
    ("drop", "not", "null"),
    ("drop", "default"),
)


def _domain_words(cursor: Cursor) -> str:
    for words in _DOMAIN_WORDS:
        if cursor.take(*words):
            return " ".join(words)
    return ""


def _plain_domain(cursor: Cursor, domain: Relation, first: int, words: str) -> AlterDomain:
    at = cursor.since(first)
    if not words.endswith("constraint"):
        return AlterDomain(at=at, domain=domain, action=words)
    exists = if_exists(cursor)
    name = cursor.name("a constraint name")
    where = cascade(cursor)
    return AlterDomain(at=at, domain=domain, action=words, name=name, if_exists=exists, cascade=where != NOWHERE)


# --- everything else ------------------------------------------------------------------------------------------------


_WITH_ARGUMENTS = ("function", "procedure", "routine", "aggregate", "operator")


def alter_named(cursor: Cursor) -> Iterator[Operation]:
    """Objects told by a name, perhaps with arguments, an access method or the table they stand on."""
    cursor.expect("alter")
    cursor.take("procedural")
    kind = take_kind(cursor)
    facts: Facts = {"kind": kind, "if_exists": if_exists(cursor), "object": _object(cursor, kind)}
    if kind in _WITH_ARGUMENTS and cursor.at("("):
        cursor.skip_group()
    if kind in ("operator class", "operator family") and cursor.take("using"):
        cursor.name()
    if kind in ("trigger", "rule", "policy"):
        cursor.expect("on")
        facts["table"] = cursor.relation()
    if cursor.at("rename", "to"):
        yield _rename(cursor, facts)
    else:
        yield from _common(cursor, facts)


def _object(cursor: Cursor, kind: str) -> Relation:
    if kind in ("user mapping", "operator", "large object"):
        first = cursor.index
        cursor.skip_until(("owner", "set", "rename", "options", "(", "using"))
        return Relation(cursor.collapsed(first, cursor.index), None, cursor.since(first))
    return cursor.relation(f"the name of the {kind}", frozenset())


def _common(cursor: Cursor, facts: Facts) -> Iterator[Operation]:
    """OWNER TO, SET SCHEMA, or any other action, told by its words."""
    first = cursor.index
    for words in (("owner", "to"), ("set", "schema")):
        if cursor.take(*words):
            at = cursor.since(first)
            yield AlterObject(at=at, action=" ".join(words), name=cursor.name("a name", frozenset()), **facts)
            return
    if cursor.done and facts["kind"] in ("role", "database"):
        yield AlterObject(at=cursor.range(0, 2), action="", **facts)
        return
    if cursor.done:
        raise cursor.refusal("RENAME TO, OWNER TO, SET SCHEMA or another action")
    word = cursor.key
    cursor.step()
    yield AlterObject(at=cursor.since(first), action=word, **facts)
    cursor.index = cursor.size


def alter_policy(cursor: Cursor) -> Iterator[Operation]:
    if cursor.keys[cursor.size - 3 : cursor.size - 1] == ["rename", "to"] and cursor.keys[cursor.size - 4] != "on":
        yield from alter_named(cursor)
    else:
        yield from policy(cursor)


def alter_publication(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("alter")
    cursor.expect("publication")
    at = cursor.since(0)
    name = cursor.relation("a publication name")
    if cursor.at("rename", "to"):
        yield _rename(cursor, {"kind": "publication", "object": name})
    elif cursor.at("owner", "to"):
        yield from _common(cursor, {"kind": "publication", "object": name})
    else:
        change = cursor.take_any(("add", "set", "drop"))
        tables = () if cursor.at("(") else published(cursor)
        yield Other(at=at, words="alter publication", object=name, objects=tables, change=change)
        cursor.index = cursor.size


Form = Callable[[Cursor], Iterator[Operation]]
FORMS: dict[str, Form] = {
    "view": alter_relation,
    "materialized view": alter_relation,
    "sequence": alter_relation,
    "type": alter_type,
    "domain": alter_domain,
    "policy": alter_policy,
    "publication": alter_publication,
}
