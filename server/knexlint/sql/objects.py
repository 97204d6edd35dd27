"""CREATE of anything but tables and indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Literal

from knexlint.operations import (
    Column,
    CreateDomain,
    CreateEnum,
    CreateExtension,
    CreateFunction,
    CreateSchema,
    CreateSequence,
    CreateTrigger,
    CreateView,
    Expression,
    Name,
    Operation,
    Other,
    PolicyOperation,
    Relation,
)
from knexlint.sql.columns import column, definition
from knexlint.sql.cursor import Cursor, as_relation
from knexlint.sql.kinds import take_kind
from knexlint.sql.lexer import string_value
from knexlint.sql.others import create_publication, create_rule, create_statistics
from knexlint.sql.session import body_literal
from knexlint.sql.tables import if_not_exists, query_with_data
from knexlint.sql.words import vocabulary


def _or_replace(cursor: Cursor) -> bool:
    return cursor.take("or", "replace")


# --- views ----------------------------------------------------------------------------------------------------------


def create_view(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    facts: dict[str, Any] = {"or_replace": _or_replace(cursor)}
    while word := cursor.take_any(("global", "local", "temp", "temporary", "recursive")):
        facts["temporary"] = facts.get("temporary", False) or word in ("temp", "temporary")
    facts["materialized"] = cursor.take("materialized")
    cursor.expect("view")
    facts["at"] = cursor.since(0)
    facts["if_not_exists"] = if_not_exists(cursor)
    facts["view"] = cursor.relation("a view name")
    if cursor.at("("):
        facts["columns"] = cursor.names()
    while not cursor.at("as"):
        if cursor.take("with"):
            cursor.group()
        elif cursor.take("using") or cursor.take("tablespace"):
            cursor.name()
        else:
            raise cursor.refusal("AS and a query")
    cursor.expect("as")
    query, facts["with_data"] = query_with_data(cursor)
    yield CreateView(query=_without_check_option(cursor, query), **facts)


def _without_check_option(cursor: Cursor, query: Expression) -> Expression:
    """The query of a view without `WITH [CASCADED | LOCAL] CHECK OPTION` behind it."""
    keys = cursor.keys
    if keys[cursor.size - 2 : cursor.size] != ["check", "option"]:
        return query
    after = cursor.size - 3
    if keys[after] in ("cascaded", "local"):
        after -= 1
    first = next(i for i in range(cursor.size) if cursor.range(i, i + 1).start == query.at.start)
    return cursor.expression(first, after)


# --- types ----------------------------------------------------------------------------------------------------------


def create_type(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    cursor.expect("type")
    at = cursor.since(0)
    name = cursor.type_name()
    if cursor.take("as", "enum"):
        labels = _labels(cursor)
        yield CreateEnum(at=at, type=name, labels=labels)
        cursor.end()
    elif cursor.take("as", "range"):
        yield Other(at=at, words="create type as range", object=name)
        cursor.group()
    elif cursor.take("as"):
        columns: tuple[Column, ...] = ()
        try:
            columns = _attributes(cursor)
        finally:
            yield Other(at=at, words="create type", objects=(name,), object=name, columns=columns)
        cursor.end()
    else:
        yield Other(at=at, words="create base type", object=name)
        if not cursor.done:
            cursor.group()
        cursor.end()


def _labels(cursor: Cursor) -> tuple[str, ...]:
    found: list[str] = []
    cursor.expect("(")
    while not cursor.at(")"):
        place = cursor.index
        label = cursor.string()
        if cursor.index == place:
            raise cursor.refusal("a label in single quotes")
        found.append(label if label is not None else cursor.source(place, place + 1))
        if not cursor.take(","):
            break
        if cursor.at(")"):
            raise cursor.refusal("a label in single quotes")
    cursor.expect(")")
    return tuple(found)


def _attributes(cursor: Cursor) -> tuple[Column, ...]:
    cursor.expect("(")
    if cursor.take(")"):
        return ()
    found = cursor.commas(lambda: column(cursor))
    cursor.expect(")")
    return found


def create_domain(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    cursor.expect("domain")
    at = cursor.since(0)
    domain = cursor.type_name("a domain name")
    cursor.take("as")
    found = definition(cursor, Name(domain.name, domain.at, domain.unknown))
    yield CreateDomain(
        at=at,
        domain=domain,
        type=found.type or "",
        not_null=found.not_null,
        default=found.default,
        constraints=tuple(replace(constraint, columns=()) for constraint in found.constraints),
    )
    if found.type is None:
        raise cursor.refusal("a type")
    cursor.end()


# --- sequences, extensions, schemas ---------------------------------------------------------------------------------


def create_sequence(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    while cursor.take_any(("global", "local", "temp", "temporary", "unlogged")):
        pass
    cursor.expect("sequence")
    at = cursor.since(0)
    missing = if_not_exists(cursor)
    name = cursor.relation("a sequence name")
    options = sequence_options(cursor)
    options.pop("restart", None)
    options.pop("disowned", None)
    yield CreateSequence(at=at, sequence=name, if_not_exists=missing, **options)


def sequence_options(cursor: Cursor) -> dict[str, Any]:
    """AS type, OWNED BY and RESTART among the options up to the end, as fields; the others change no schema."""
    found: dict[str, Any] = {}
    while not cursor.done:
        if cursor.take("as"):
            found["type"] = cursor.type()[0]
        elif cursor.take("owned", "by"):
            found["disowned"] = cursor.take("none")
            if not found["disowned"]:
                parts = cursor.dotted("a column", frozenset())
                if len(parts) > 1:
                    found["owned_by"] = (as_relation(parts[:-1]), parts[-1])
        elif cursor.take("restart"):
            found["restart"] = True
        else:
            cursor.step()
    return found


def create_extension(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    cursor.expect("extension")
    at = cursor.since(0)
    missing = if_not_exists(cursor)
    name = cursor.name("an extension name", frozenset())
    schema = None
    while not cursor.done:
        if cursor.take("schema"):
            schema = cursor.name("a schema name")
        else:
            cursor.step()
    yield CreateExtension(at=at, extension=name, if_not_exists=missing, schema=schema)


def create_schema(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    cursor.expect("schema")
    at = cursor.since(0)
    missing = if_not_exists(cursor)
    name: Name | None = None
    if not cursor.at("authorization"):
        name = cursor.name("a schema name")
    if cursor.take("authorization"):
        role = cursor.name("a role name", frozenset())
        name = name or role
    assert name is not None
    yield CreateSchema(at=at, schema=name, if_not_exists=missing)
    if cursor.key not in ("create", "grant"):
        cursor.end()


# --- functions, triggers, policies ----------------------------------------------------------------------------------

_VOLATILITY: dict[str, Literal["immutable", "stable", "volatile"]] = {
    "immutable": "immutable",
    "stable": "stable",
    "volatile": "volatile",
}


_FUNCTION_OPTIONS = vocabulary(
    """language immutable stable volatile leakproof not called strict security external parallel cost rows support set
    as begin return window transform"""
)


def create_function(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    facts: dict[str, Any] = {"or_replace": _or_replace(cursor)}
    facts["procedure"] = cursor.at("procedure")
    cursor.step()
    facts["at"] = cursor.since(0)
    facts["function"] = cursor.routine()
    if not cursor.at("("):
        raise cursor.refusal("the arguments in parentheses")
    facts["arguments"] = " ".join(cursor.group().text.split())
    if cursor.take("returns"):
        first = cursor.index
        cursor.skip_until(_FUNCTION_OPTIONS)
        facts["returns"] = cursor.collapsed(first, cursor.index)
    while not cursor.done:
        _function_option(cursor, facts)
    yield CreateFunction(**facts)


def _function_option(cursor: Cursor, facts: dict[str, Any]) -> None:
    key = cursor.key
    if cursor.take("language"):
        if not cursor.done:
            token = cursor.tokens[cursor.index]
            facts["language"] = (string_value(token) if token.kind == "string" else token.text).lower()
            cursor.step()
    elif key in _VOLATILITY:
        facts["volatility"] = _VOLATILITY[key]
        cursor.step()
    elif key in ("begin", "return"):
        facts["body"] = cursor.expression(cursor.index, cursor.size)
        facts["atomic"] = True
        facts.setdefault("language", "sql")
        cursor.index = cursor.size
    elif cursor.take("as"):
        facts["body"] = body_literal(cursor) or facts.get("body")
    elif key == "(":
        cursor.skip_group()
    else:
        cursor.step()


def create_trigger(cursor: Cursor) -> Iterator[Operation]:
    cursor.expect("create")
    facts: dict[str, Any] = {"or_replace": _or_replace(cursor), "constraint": cursor.take("constraint")}
    cursor.expect("trigger")
    facts["at"] = cursor.since(0)
    facts["trigger"] = cursor.name("a trigger name")
    columns: tuple[Name, ...] = ()
    events: set[str] = set()
    facts["before"] = cursor.at("before")
    while not cursor.done and not cursor.at("on"):
        if cursor.key in ("insert", "update", "delete", "truncate"):
            events.add(cursor.key)
        if cursor.take("update", "of"):
            columns = cursor.commas(lambda: cursor.name("a column name"))
        else:
            cursor.step()
    facts["events"] = frozenset(events)
    cursor.expect("on")
    facts["table"] = cursor.relation()
    facts["columns"] = columns
    if cursor.take("from"):
        facts["constraint_from"] = cursor.relation()
    begin = cursor.index
    cursor.skip_until(("execute", "when"))
    if cursor.take("when"):
        facts["when"] = cursor.group()
    cursor.skip_until(("execute",))
    facts["deferred"] = "deferred" in cursor.keys[begin : cursor.index]
    facts["for_each_row"] = "row" in cursor.keys[begin : cursor.index]
    if cursor.take("execute"):
        cursor.take_any(("function", "procedure"))
        facts["function"] = cursor.routine().key
    yield CreateTrigger(**facts)
    if "function" not in facts:
        raise cursor.refusal("EXECUTE FUNCTION")


def policy(cursor: Cursor) -> Iterator[Operation]:
    """CREATE POLICY p ON t ... and ALTER POLICY p ON t ..."""
    action: Literal["create", "alter"] = "create" if cursor.take("create") else "alter"
    cursor.take("alter")
    cursor.expect("policy")
    at = cursor.since(0)
    exists = cursor.take("if", "exists")
    name = cursor.name("a policy name")
    cursor.expect("on")
    table = cursor.relation()
    expressions: list[Expression] = []
    while not cursor.done:
        if cursor.at("using") or cursor.at("check"):
            cursor.step()
            expressions.append(cursor.group())
        else:
            cursor.step()
    yield PolicyOperation(
        at=at, action=action, policy=name, table=table, if_exists=exists, expressions=tuple(expressions)
    )


# --- the rest -------------------------------------------------------------------------------------------------------


def create_other(cursor: Cursor) -> Iterator[Operation]:
    """CREATE of a kind that has no operation of its own."""
    cursor.expect("create")
    while cursor.take_any(("or", "replace", "trusted", "procedural", "default")):
        pass
    kind = take_kind(cursor)
    at = cursor.since(0)
    if_not_exists(cursor)
    name = None
    if kind not in ("cast", "transform", "user mapping", "operator") and cursor.names_something(frozenset()):
        name = cursor.relation(f"the name of the {kind}", frozenset())
    elif not cursor.done and kind == "operator":
        name = Relation(cursor.source(cursor.index, cursor.index + 1), None, cursor.here())
    yield Other(at=at, words=f"create {kind}", object=name, change=_slot(cursor) if kind == "subscription" else "")
    cursor.index = cursor.size


def _slot(cursor: Cursor) -> str:
    """ "no slot" where CREATE SUBSCRIPTION is told to make none: then a transaction may hold it."""
    off = ("false", "off", "0", "'false'", "'off'")
    for index in range(cursor.index, cursor.size - 2):
        if cursor.keys[index] in ("connect", "create_slot") and cursor.keys[index + 1] == "=":
            if cursor.source(index + 2, index + 3).lower() in off:
                return "no slot"
    return ""


Form = Callable[[Cursor], Iterator[Operation]]
FORMS: dict[str, Form] = {
    "view": create_view,
    "materialized view": create_view,
    "type": create_type,
    "domain": create_domain,
    "sequence": create_sequence,
    "extension": create_extension,
    "schema": create_schema,
    "function": create_function,
    "procedure": create_function,
    "trigger": create_trigger,
    "policy": policy,
    "rule": create_rule,
    "statistics": create_statistics,
    "publication": create_publication,
}
