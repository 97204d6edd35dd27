"""Compiles what a table callback asks for beside columns: indexes, constraints, renames and drops."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Unknown
from knexlint.knex.calls import Called, NotKnown, is_object, known, option, truthy
from knexlint.knex.foreign import ForeignKey
from knexlint.knex.names import index_name, key_name
from knexlint.knex.statement import verbatim, word
from knexlint.knex.wrap import Formatter, KnexError, columnize, wrap
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.knex.table_sql import TableCompiler

Compile = Callable[["TableCompiler", Called], None]


def _named(
    table: TableCompiler, kind: str, columns: Argument, name: Argument, call: Called, formatter: Formatter
) -> Fragment:
    """The given name, or the one Knex makes up."""
    if truthy(name.value):
        return wrap(name.value, name.span, formatter)
    return index_name(kind, table.name, columns, call, formatter)


def _columns(columns: Argument, call: Called, formatter: Formatter) -> Fragment:
    return word(" (", call) + columnize(columns.value, columns.span, formatter) + word(")", call)


def _deferrable(deferrable: Argument, call: Called) -> Fragment:
    if not truthy(deferrable.value):
        return Fragment()
    return word(" deferrable initially ", call) + verbatim(deferrable)


def _has_options(table: TableCompiler, argument: Argument) -> bool:
    if not is_object(argument.value):
        return False
    if table.configuration.version < (0, 95):
        raise NotKnown("what a Knex that old makes of these options")
    return True


def primary_clause(table: TableCompiler, call: Called, formatter: Formatter) -> Fragment:
    """`constraint "t_pkey" primary key ("a")`"""
    name, deferrable = call.argument(1), Argument(UNDEFINED, call.site.method)
    if _has_options(table, name):
        name, deferrable = option(name, "constraintName"), option(name, "deferrable")
    wrapped = wrap(name.value, name.span, formatter) if truthy(name.value) else key_name(table.name, call, formatter)
    columns = _columns(call.argument(0), call, formatter)
    return word("constraint ", call) + wrapped + word(" primary key", call) + columns + _deferrable(deferrable, call)


def _primary(table: TableCompiler, call: Called) -> None:
    if table.kind in ("create", "createIfNot") and table.configuration.version >= (2, 2):
        return
    formatter = table.formatter(call)
    clause = primary_clause(table, call, formatter)
    table.add(call, table.altered_table(call, formatter) + word("add ", call) + clause, formatter)


def _predicate(predicate: Argument, call: Called, formatter: Formatter) -> Fragment:
    """The `where` of a partial index. Knex forgets its bindings."""
    if not truthy(predicate.value):
        return Fragment()
    from knexlint.knex.query import QueryBuilder

    query = predicate.value
    if not isinstance(query, QueryBuilder):
        return word(" undefined", call)  # Knex compiles no condition out of anything but a query
    own = Formatter(formatter.runtime, call.site, formatter.configuration)
    return word(" ", call) + query.where_text(own)


def _unique(table: TableCompiler, call: Called) -> None:
    columns, name = call.argument(0), call.argument(1)
    deferrable = predicate = Argument(UNDEFINED, call.site.method)
    constraint = True
    if _has_options(table, name):
        options = name
        name, deferrable = option(options, "indexName"), option(options, "deferrable")
        if table.configuration.version >= (2, 4):
            predicate, use = option(options, "predicate"), option(options, "useConstraint")
            default = truthy(deferrable.value) or not truthy(predicate.value)
            constraint = default if known(use.value) is UNDEFINED else truthy(use.value)
    if not constraint and truthy(deferrable.value) and verbatim(deferrable).text != "not deferrable":
        raise KnexError("postgres cannot create deferrable index")
    if constraint and truthy(predicate.value):
        raise KnexError("postgres cannot create constraint with predicate")
    formatter = table.formatter(call)
    wrapped = _named(table, "unique", columns, name, call, formatter)
    if constraint:
        head = table.altered_table(call, formatter) + word("add constraint ", call) + wrapped + word(" unique", call)
        table.add(call, head + _columns(columns, call, formatter) + _deferrable(deferrable, call), formatter)
        return
    head = word("create unique index ", call) + wrapped + word(" on ", call) + table.table_name(call, formatter)
    where = _predicate(predicate, call, formatter)
    table.add(call, head + _columns(columns, call, formatter) + where, formatter)


def _index(table: TableCompiler, call: Called) -> None:
    columns, options = call.argument(0), call.argument(2)
    formatter = table.formatter(call)
    wrapped = _named(table, "index", columns, call.argument(1), call, formatter)
    method = kind = predicate = Argument(UNDEFINED, options.span)
    if isinstance(known(options.value), Fragment):
        method = options
    elif _has_options(table, options):
        kind, method, predicate = (option(options, key) for key in ("indexType", "storageEngineIndexType", "predicate"))
        if table.configuration.version < (2, 5):
            method, kind = kind, Argument(UNDEFINED, options.span)
    unique = isinstance(known(kind.value), Fragment) and verbatim(kind).text.lower() == "unique"
    head = word("create unique index " if unique else "create index ", call) + wrapped + word(" on ", call)
    using = word(" using ", call) + verbatim(method) if truthy(method.value) else Fragment()
    where = _predicate(predicate, call, formatter)
    table.add(
        call, head + table.table_name(call, formatter) + using + _columns(columns, call, formatter) + where, formatter
    )


def _drop_index(table: TableCompiler, call: Called) -> None:
    formatter = table.formatter(call)
    wrapped = _named(table, "index", call.argument(0), call.argument(1), call, formatter)
    schema = table.compilation.schema
    if schema is not None:
        wrapped = wrap(schema.value, schema.span, formatter) + "." + wrapped
    table.add(call, word("drop index ", call) + wrapped, formatter)


def _drop_constraint(kind: str, words: str = "drop constraint ") -> Compile:
    def drop(table: TableCompiler, call: Called) -> None:
        formatter = table.formatter(call)
        if kind == "primary":
            name = call.argument(0)
            wrapped = (
                wrap(name.value, name.span, formatter) if truthy(name.value) else key_name(table.name, call, formatter)
            )
        else:
            wrapped = _named(table, kind, call.argument(0), call.argument(1), call, formatter)
        table.add(call, table.altered_table(call, formatter) + word(words, call) + wrapped, formatter)

    return drop


def _rename_column(table: TableCompiler, call: Called) -> None:
    formatter = table.formatter(call)
    old, new = (wrap(a.value, a.span, formatter) for a in (call.argument(0), call.argument(1)))
    sql = table.altered_table(call, formatter) + word("rename ", call) + old + word(" to ", call) + new
    table.add(call, sql, formatter)


def _drop_columns(table: TableCompiler, call: Called) -> None:
    formatter = table.formatter(call)
    drops = [word("drop column ", call) + wrap(column.value, column.span, formatter) for column in _spread(call)]
    table.add(call, table.altered_table(call, formatter) + Fragment.join(drops, ", "), formatter)


def _spread(call: Called) -> list[Argument]:
    """The elements of the first argument if it is an array, else all arguments."""
    first = call.argument(0)
    value = known(first.value)
    if not isinstance(value, Array):
        return list(call.arguments)
    elements = [Argument(item, value.span(at) or first.span) for at, item in enumerate(value.items)]
    if not value.complete:
        elements.append(Argument(Unknown("how many elements the array has is not known", "columns"), first.span))
    return elements


def _set_null(words: str) -> Compile:
    def change(table: TableCompiler, call: Called) -> None:
        formatter = table.formatter(call)
        column = wrap(call.value(0), call.span(0), formatter)
        sql = table.altered_table(call, formatter) + word("alter column ", call) + column + word(f" {words}", call)
        table.add(call, sql, formatter)

    return change


def _check(table: TableCompiler, call: Called) -> None:
    formatter = table.formatter(call)
    altered, name = table.table_name(call, formatter), verbatim(call.argument(2))
    if not truthy(call.value(2)):
        table.check_count += 1
        name = altered + f"_{table.check_count}"
    predicate = table.inlined(call.argument(0), call)
    sql = word("alter table ", call) + altered + word(" add constraint ", call) + name
    table.add(call, sql + word(" check(", call) + predicate + word(")", call), formatter)


def _drop_checks(table: TableCompiler, call: Called) -> None:
    if known(call.value(0)) is UNDEFINED:
        return
    formatter = table.formatter(call)
    names = _spread(call.given(call.arguments[:1]))
    drops = [word("drop constraint ", call) + verbatim(name) for name in names]
    table.add(call, table.altered_table(call, formatter) + Fragment.join(drops, ", "), formatter)


def foreign_key(table: TableCompiler, key: ForeignKey) -> None:
    """The constraint; nothing at all while it has no table or no column to refer to."""
    created = table.case.call(key.created)
    details = _details(table, key, created)
    to, columns = details.get("inTable"), details.get("references")
    if to is None or columns is None or not truthy(to[0].value) or not truthy(columns[0].value):
        return
    formatter = table.formatter(created)
    head = table.altered_table(created, formatter) + word("add constraint ", created)
    wrapped = _named(table, "foreign", created.argument(0), details["withKeyName"][0], created, formatter)
    sql = head + wrapped + word(" foreign key", created) + _columns(created.argument(0), created, formatter)
    referenced = wrap(to[0].value, to[0].span, formatter)
    sql = sql + word(" references ", columns[1]) + referenced + _columns(columns[0], columns[1], formatter)
    actions = Fragment()
    for name, words in (("onUpdate", " on update "), ("onDelete", " on delete ")):
        if (detail := details.get(name)) and truthy(detail[0].value):
            actions = actions + word(words, detail[1]) + table.inlined(detail[0], detail[1])
    deferrable = _key_deferrable(details)
    early = table.configuration.version < (1, 0)
    sql = sql + (deferrable + actions if early else actions + deferrable)
    table.add(created, sql, formatter, within=key.whole)


def _details(table: TableCompiler, key: ForeignKey, created: Called) -> dict[str, tuple[Argument, Called]]:
    """The last word on each detail, with the call that said it."""
    details = {"withKeyName": (created.argument(1), created)}
    for call in table.case.calls(key.details):
        argument = call.argument(0)
        text = argument.value
        if call.method == "references" and isinstance(text, Fragment) and "." in text.text and not text.holes:
            pieces = _pieces(text)
            details["inTable"] = (Argument(pieces[0], argument.span), call)
            details["references"] = (Argument(pieces[1], argument.span), call)
            continue
        details[call.method] = (argument, call)
    return details


def _pieces(text: Fragment) -> tuple[Fragment, Fragment]:
    first = text.text.index(".")
    second = text.text.find(".", first + 1)
    return text.slice(0, first), text.slice(first + 1, second if second >= 0 else len(text))


def _key_deferrable(details: dict[str, tuple[Argument, Called]]) -> Fragment:
    detail = details.get("deferrable")
    if detail is None or not truthy(detail[0].value):
        return Fragment()
    argument, call = detail
    value = known(argument.value)
    if not isinstance(value, Fragment):
        raise KnexError("foreignData.deferrable.toLowerCase is not a function")
    lowered = value if value.text == value.text.lower() else Fragment.plain(value.text.lower(), argument.span)
    return word(" deferrable initially ", call) + lowered + word(" ", call)


ALTERATIONS: dict[str, Compile] = {
    "index": _index,
    "unique": _unique,
    "primary": _primary,
    "dropIndex": _drop_index,
    "dropUnique": _drop_constraint("unique"),
    "dropForeign": _drop_constraint("foreign"),
    "dropPrimary": _drop_constraint("primary"),
    "dropUniqueIfExists": _drop_constraint("unique", "drop constraint if exists "),
    "dropForeignIfExists": _drop_constraint("foreign", "drop constraint if exists "),
    "dropPrimaryIfExists": _drop_constraint("primary", "drop constraint if exists "),
    "renameColumn": _rename_column,
    "dropColumn": _drop_columns,
    "setNullable": _set_null("drop not null"),
    "dropNullable": _set_null("set not null"),
    "check": _check,
    "dropChecks": _drop_checks,
}
