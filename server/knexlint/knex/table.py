"""The table builder that `createTable` and `alterTable` hand to their callback. Writes down; knows no SQL.

`TableBuilder.statements` holds, in the order of the calls, columns, foreign keys and all other calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Runtime, Unknown, Value
from knexlint.knex.calls import Called
from knexlint.knex.column import ColumnBuilder
from knexlint.knex.configuration import Configuration
from knexlint.knex.foreign import ForeignBuilder, ForeignKey
from knexlint.knex.recorder import Recorder
from knexlint.text import Fragment

Kind = Literal["create", "createIfNot", "createLike", "alter"]

COLUMN_METHODS = frozenset(
    [
        "tinyint",
        "smallint",
        "mediumint",
        "int",
        "bigint",
        "decimal",
        "float",
        "double",
        "real",
        "bit",
        "boolean",
        "serial",
        "date",
        "datetime",
        "timestamp",
        "time",
        "year",
        "geometry",
        "geography",
        "point",
        "char",
        "varchar",
        "tinytext",
        "tinyText",
        "text",
        "mediumtext",
        "mediumText",
        "longtext",
        "longText",
        "binary",
        "varbinary",
        "tinyblob",
        "tinyBlob",
        "mediumblob",
        "mediumBlob",
        "blob",
        "longblob",
        "longBlob",
        "enum",
        "set",
        "bool",
        "dateTime",
        "increments",
        "bigincrements",
        "bigIncrements",
        "integer",
        "biginteger",
        "bigInteger",
        "string",
        "json",
        "jsonb",
        "uuid",
        "enu",
        "specificType",
    ]
)
CHAINED = frozenset(
    [
        "index",
        "primary",
        "unique",
        "dropPrimary",
        "dropPrimaryIfExists",
        "dropUnique",
        "dropUniqueIfExists",
        "dropIndex",
        "dropForeign",
        "dropForeignIfExists",
    ]
)
ALTER_CHAINED = frozenset(
    ("renameColumn", "setNullable", "dropNullable", "dropColumn", "dropColumns", "dropTimestamps")
)
MYSQL_ONLY = frozenset(("engine", "charset", "collate"))
OTHERS = MYSQL_ONLY | {"timestamps", "comment", "foreign", "check", "inherits", "queryContext"}


@dataclass(slots=True, eq=False)
class Statements:
    """What a table callback asked for."""

    items: list[Called | ColumnBuilder | ForeignKey] = field(default_factory=list)

    def calls(self) -> Iterator[Called]:
        """Every call, those on columns and foreign keys too."""
        for item in self.items:
            if isinstance(item, Called):
                yield item
            elif isinstance(item, ForeignKey):
                yield item.created
                yield from item.details
            else:
                yield item.created
                yield from item.modifiers


class TableBuilder(Recorder):
    """`table` inside a callback of createTable or alterTable."""

    __slots__ = ("kind", "statements")
    label = "table"
    extended_as = "TableBuilder"

    def __init__(self, configuration: Configuration, kind: Kind) -> None:
        super().__init__(configuration)
        self.kind: Kind = kind
        self.statements = Statements()

    def has(self, name: str) -> bool:
        if name in COLUMN_METHODS or name in CHAINED or name in OTHERS:
            return True
        return self.kind == "alter" and (name in ALTER_CHAINED or name == "dropChecks")

    @property
    def doubt(self) -> str | None:
        parts = (item.doubted for item in self.statements.items if not isinstance(item, Called))
        return self.doubted or next((doubt for doubt in parts if doubt), None)

    def record(self, call: Called, runtime: Runtime) -> Value:
        late = self.too_late(runtime)  # Knex has compiled the table: nobody will read what is added
        return (TableBuilder(self.configuration, self.kind) if late else self).noted(call, runtime)

    def noted(self, call: Called, runtime: Runtime) -> Value:
        """Write a call down; what it returns."""
        name = call.method
        if name in COLUMN_METHODS:
            return self.column(call)
        if name == "foreign":
            foreign = ForeignKey(call)
            self.statements.items.append(foreign)
            return ForeignBuilder(self.configuration, foreign)
        if name == "queryContext":
            return self.context(call)
        if refusal := self._refusal(call):
            return runtime.throw(refusal, call.site)
        self.statements.items.append(_renamed(call, self.configuration))
        if name == "check":
            return UNDEFINED if self.kind == "alter" else self
        return self if name in CHAINED or name in ALTER_CHAINED else UNDEFINED

    def column(self, call: Called) -> ColumnBuilder:
        column = ColumnBuilder(self.configuration, call, self.statements.items, self.kind == "alter")
        self.statements.items.append(column)
        return column

    def _refusal(self, call: Called) -> str | None:
        """What the call itself throws."""
        name = call.method
        if name == "comment" and not isinstance(call.value(0), Fragment | Unknown):
            return "Table comment must be string"
        if name in MYSQL_ONLY:
            return f"Knex only supports {name} statement with mysql."
        if name == "inherits" and self.kind == "alter":
            return "Knex does not support altering the inherits outside of create table, please use knex.raw statement."
        return None


def _renamed(call: Called, configuration: Configuration) -> Called:
    """The call under the name that Knex keeps it by."""
    if call.method == "dropColumns":
        return Called("dropColumn", call.arguments, call.site, call.guards)
    if call.method == "dropTimestamps":
        camel = call.value(0) is True and configuration.version >= (1, 0)
        names = ("createdAt", "updatedAt") if camel else ("created_at", "updated_at")
        array = Array([Fragment.plain(name, call.site.method) for name in names])
        return Called("dropColumn", (Argument(array, call.site.method),), call.site, call.guards)
    return call
