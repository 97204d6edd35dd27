"""The methods of `knex.schema`, and the statements of those that take no callback."""

from __future__ import annotations

from collections.abc import Callable

from knexlint.evaluate.values import Choice, Unknown
from knexlint.knex.calls import Called, truthy
from knexlint.knex.raw import compile_raw
from knexlint.knex.statement import Compilation, Statement, word
from knexlint.knex.table import Kind
from knexlint.knex.wrap import Formatter, wrap
from knexlint.text import Fragment

TABLES: dict[str, Kind] = {
    "createTable": "create",
    "createTableIfNotExists": "createIfNot",
    "createTableLike": "createLike",
    "alterTable": "alter",
    "table": "alter",
}
VIEWS = {
    "createView": "create",
    "createViewOrReplace": "create",
    "createMaterializedView": "create",
    "alterView": "alter",
    "view": "alter",
}
PROBES = {"hasTable": 1, "hasColumn": 2}  # how many names they ask about

Compile = Callable[[Compilation, Called], None]


def _named(words: str, qualified: bool = False) -> Compile:
    """Words and a name."""

    def compile_(compilation: Compilation, call: Called) -> None:
        formatter = compilation.formatter(call)
        compilation.add(call, word(words, call) + _name(compilation, call, formatter, qualified), formatter)

    return compile_


def _name(compilation: Compilation, call: Called, formatter: Formatter, qualified: bool) -> Fragment:
    name = call.argument(0)
    return compilation.qualified(name, formatter) if qualified else wrap(name.value, name.span, formatter)


def _drop_schema(words: str) -> Compile:
    def compile_(compilation: Compilation, call: Called) -> None:
        formatter = compilation.formatter(call)
        sql = word(words, call) + _name(compilation, call, formatter, False)
        if compilation.configuration.version >= (0, 95) and truthy(call.value(1)):
            sql = sql + Fragment.plain(" cascade", call.span(1))
        compilation.add(call, sql, formatter)

    return compile_


def _rename(words: str, qualified: bool) -> Compile:
    def compile_(compilation: Compilation, call: Called) -> None:
        formatter = compilation.formatter(call)
        old = _name(compilation, call, formatter, qualified)
        new = wrap(call.value(1), call.span(1), formatter)
        compilation.add(call, word(words, call) + old + word(" rename to ", call) + new, formatter)

    return compile_


def _refresh(compilation: Compilation, call: Called) -> None:
    formatter = compilation.formatter(call)
    concurrently = compilation.configuration.version >= (2, 1) and truthy(call.value(1))
    words = word("refresh materialized view", call)
    if concurrently:
        words = words + Fragment.plain(" concurrently", call.span(1))
    compilation.add(call, words + " " + _name(compilation, call, formatter, False), formatter)


def _raw(compilation: Compilation, call: Called) -> None:
    if not isinstance(call.value(0), Fragment | Unknown | Choice):  # thrown when its turn comes
        compilation.add(call, Fragment())
        return
    bindings = call.argument(1) if len(call.arguments) > 1 else None
    compiled = compile_raw(call.argument(0), bindings, compilation.formatter(call))
    compilation.statements.append(
        Statement(
            compiled.sql,
            call.site.call,
            call.site.method,
            call.site.foreign,
            compiled.bindings,
            compilation.case.reason or compiled.unknown,
            kind="raw",
        )
    )


def _probe(compilation: Compilation, call: Called) -> None:
    compilation.statements.append(
        Statement(Fragment(), call.site.call, call.site.method, call.site.foreign, probe=call)
    )


SIMPLE: dict[str, Compile] = {
    "createExtension": _named("create extension "),
    "createExtensionIfNotExists": _named("create extension if not exists "),
    "createSchema": _named("create schema "),
    "createSchemaIfNotExists": _named("create schema if not exists "),
    "dropExtension": _named("drop extension "),
    "dropExtensionIfExists": _named("drop extension if exists "),
    "dropMaterializedView": _named("drop materialized view ", qualified=True),
    "dropMaterializedViewIfExists": _named("drop materialized view if exists ", qualified=True),
    "dropSchema": _drop_schema("drop schema "),
    "dropSchemaIfExists": _drop_schema("drop schema if exists "),
    "dropTable": _named("drop table ", qualified=True),
    "dropTableIfExists": _named("drop table if exists ", qualified=True),
    "dropView": _named("drop view ", qualified=True),
    "dropViewIfExists": _named("drop view if exists ", qualified=True),
    "hasColumn": _probe,
    "hasTable": _probe,
    "raw": _raw,
    "refreshMaterializedView": _refresh,
    "renameTable": _rename("alter table ", qualified=True),
    "renameView": _rename("alter view ", qualified=False),
}
SILENT = frozenset(("debug", "options", "on", "once", "off", "addListener", "removeListener", "emit"))
TEXTS = frozenset(("toString", "toQuery", "toSQL", "generateDdlCommands"))
METHODS = frozenset(
    (*TABLES, *VIEWS, *SIMPLE, *SILENT, *TEXTS, "withSchema", "queryContext", "transacting", "connection", "asCallback")
)
