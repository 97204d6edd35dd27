"""Compiles a table builder: the statements of createTable and alterTable, in Knex's order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from knexlint.evaluate.values import Argument, Array, Choice, Unknown
from knexlint.knex.calls import Called, Case, known, truthy
from knexlint.knex.column import ColumnBuilder
from knexlint.knex.column_sql import ColumnCompiler
from knexlint.knex.column_sql import Compiled as CompiledColumn
from knexlint.knex.configuration import Configuration
from knexlint.knex.constraints_sql import ALTERATIONS, foreign_key, primary_clause
from knexlint.knex.foreign import ForeignKey
from knexlint.knex.literals import check_property, string_of
from knexlint.knex.queries import AlterColumn
from knexlint.knex.raw import compile_raw
from knexlint.knex.sending import inlined
from knexlint.knex.statement import Compilation, Statement, verbatim, word
from knexlint.knex.table import Kind, TableBuilder
from knexlint.knex.timestamps import columns_of
from knexlint.knex.wrap import Formatter, KnexError, SqlHost, wrap
from knexlint.text import Fragment, Span


class TableCompiler:
    """`created`: the call of createTable or its like, with the table's name as its first argument."""

    def __init__(self, compilation: Compilation, builder: TableBuilder, created: Called, like: Argument | None) -> None:
        self.compilation = compilation
        self.case: Case = compilation.case
        self.configuration: Configuration = compilation.configuration
        self.kind: Kind = builder.kind
        self.created = created
        self.name = created.argument(0)
        self.like = like
        self.alterations: list[AlterColumn] = []
        self.columns: list[ColumnBuilder] = []
        self.checks: list[Called] = []
        self.rest: list[Called | ForeignKey] = []
        self.comment: Called | None = None
        self.inherits: Called | None = None
        self.check_count = 0
        self.front = len(compilation.statements)
        for item in builder.statements.items:
            self._take(item)

    def _take(self, item: Called | ColumnBuilder | ForeignKey) -> None:
        """Sort what the callback asked for, as far as it is asked in this case."""
        if not isinstance(item, Called):
            if not self.case.keeps(item.created.guards):
                return
            if isinstance(item, ColumnBuilder):
                self.columns.append(item)
            else:
                self.rest.append(item)
            return
        if not self.case.keeps(item.guards):
            return
        call = self.case.call(item)
        if call.method == "timestamps":
            self.columns += columns_of(call, self.configuration, self.kind == "alter")
        elif call.method == "comment":
            self.comment = call
        elif call.method == "inherits":
            self.inherits = call
        elif call.method == "check" and self.kind != "alter":
            self.checks.append(call)
        else:
            self.rest.append(call)

    # --- what the columns and constraints ask their table ---------------------------------------------------------

    def formatter(self, call: Called) -> Formatter:
        return self.compilation.formatter(call)

    def add(self, call: Called, sql: Fragment, formatter: Formatter | None = None, within: Span | None = None) -> None:
        self.compilation.add(call, sql, formatter, within=within)

    def statement(self, call: Called, sql: Fragment, formatter: Formatter, within: Span | None = None) -> Statement:
        return self.compilation.statement(call, sql, formatter, within=within)

    def add_first(self, call: Called, sql: Fragment) -> None:
        """Put a statement before all others of this table."""
        self.compilation.statements.insert(self.front, self.compilation.statement(call, sql))

    def table_name(self, call: Called, formatter: Formatter | None = None) -> Fragment:
        return self.compilation.qualified(self.name, formatter or self.formatter(call))

    def altered_table(self, call: Called, formatter: Formatter | None = None) -> Fragment:
        """`alter table "t" `"""
        return word("alter table ", call) + self.table_name(call, formatter) + " "

    def name_text(self) -> str:
        name = verbatim(self.name).text
        return name if self.compilation.schema is None else f"{verbatim(self.compilation.schema).text}.{name}"

    def schema_text(self) -> Fragment | None:
        return None if self.compilation.schema is None else verbatim(self.compilation.schema)

    def has_primary(self) -> bool:
        """Does the callback declare a primary key of its own, wherever it stands?"""
        for item in self.rest:
            if isinstance(item, Called) and item.method == "primary":
                for argument in item.arguments:
                    value = known(argument.value)
                    if not isinstance(value, Array) or value.items or not value.complete:
                        return True
        return False

    def inlined(self, argument: Argument, call: Called) -> Fragment:
        """The text of a raw or a query with its bindings inlined. Raises `KnexError`."""
        if isinstance(argument.value, SqlHost):
            return inlined(argument.value.compiled(self.formatter(call)))
        return string_of(argument.value, argument.span)

    # --- the two orders -------------------------------------------------------------------------------------------

    def compile(self) -> None:
        if self.kind == "alter":
            self._alter()
        else:
            self._create()

    def _create(self) -> None:
        compiled = [ColumnCompiler(self, column).compile() for column in self.columns]
        self._create_table(compiled)
        if self.comment:
            self._comment_on_table(self.comment)
        self._beside(compiled)
        self._constraints()

    def _create_table(self, columns: Sequence[CompiledColumn]) -> None:
        created = self.created
        formatter = self.formatter(created)
        words = "create table if not exists " if self.kind == "createIfNot" else "create table "
        definitions = Fragment.join([column.definition for column in columns], ", ")
        sql = word(words, created) + self.compilation.qualified(self.name, formatter)
        inner = definitions + self._inline_key(formatter) + self._inline_checks()
        like = Fragment() if self.like is None else self.compilation.qualified(self.like, formatter)
        if like:
            definitions = definitions if self.configuration.version >= (1, 0) else Fragment()
            separator = ", " if definitions else ""
            sql = sql + word(" (like ", created) + like + word(" including all" + separator, created) + definitions
        else:
            sql = sql + word(" (", created) + inner
        sql = sql + word(")", created)
        if self.inherits and truthy(self.inherits.value(0)):
            parent = self.inherits.argument(0)
            parent_name = wrap(parent.value, parent.span, formatter)
            sql = sql + word(" inherits (", self.inherits) + parent_name + word(")", self.inherits)
        formatter.bindings.clear()
        self.add(created, sql, formatter)

    def _inline_key(self, formatter: Formatter) -> Fragment:
        keys = [item for item in self.rest if isinstance(item, Called) and item.method == "primary"]
        if not keys or not keys[0].arguments or self.configuration.version < (2, 2):
            return Fragment()
        return word(", ", keys[0]) + primary_clause(self, keys[0], formatter)

    def _inline_checks(self) -> Fragment:
        sql = Fragment()
        for call in self.checks:
            name = call.argument(2)
            label = word("constraint ", call) + verbatim(name) + " " if truthy(name.value) else Fragment()
            text = self._inline_check(call)
            sql = sql + word(", ", call) + label + word("check (", call) + text + word(")", call)
        return sql

    def _inline_check(self, call: Called) -> Fragment:
        bindings = call.argument(1) if len(call.arguments) > 1 else None
        try:
            check_property(call.value(0), "replace")
            if not isinstance(call.value(0), Fragment | Unknown | Choice):
                raise KnexError("sql.replace is not a function")
            return inlined(compile_raw(call.argument(0), bindings, self.formatter(call)))
        except KnexError as error:
            raise error.blaming(call.site) from error

    def _comment_on_table(self, call: Called) -> None:
        formatter = self.formatter(call)
        table = self.table_name(call, formatter)
        text = word(" is '", call) + verbatim(call.argument(0)) + word("'", call)
        self.add(call, word("comment on table ", call) + table + text, formatter)

    def _alter(self) -> None:
        compilers = [ColumnCompiler(self, column) for column in self.columns]
        added = [compiler for compiler in compilers if not compiler.altered]
        altered = [compiler for compiler in compilers if compiler.altered]
        compiled_added = [compiler.compile() for compiler in added]
        compiled_altered = [compiler.compile() for compiler in altered]
        self._add_columns(added, compiled_added)
        for compiler in altered:
            alter = compiler.modifiers["alter"]
            self.compilation.attempt(alter, compiler.altering, compiler.column.whole)
        self._beside(compiled_added)
        self._beside(compiled_altered)
        self._constraints()
        if self.comment:
            self._comment_on_table(self.comment)

    def _add_columns(self, compilers: Sequence[ColumnCompiler], columns: Sequence[CompiledColumn]) -> None:
        if not columns:
            return
        parts = [
            word("add column ", compiler.created) + column.definition
            for compiler, column in zip(compilers, columns, strict=True)
        ]
        formatter = self.formatter(self.created)
        sql = self.altered_table(self.created, formatter) + Fragment.join(parts, ", ")
        formatter.bindings.clear()
        self.add(self.created, sql, formatter)

    def _beside(self, columns: Sequence[CompiledColumn]) -> None:
        for column in columns:
            self.compilation.statements += column.statements

    def _constraints(self) -> None:
        for item in self.rest:
            if isinstance(item, ForeignKey):
                self.compilation.attempt(item.created, partial(foreign_key, self, item), item.whole)
            elif compile_ := ALTERATIONS.get(item.method):
                self.compilation.attempt(item, partial(compile_, self, item))
