"""The column builder that `table.string(…)` and its like return. Writes down; knows no SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knexlint.evaluate.values import Argument, Runtime, Value
from knexlint.knex.calls import Called
from knexlint.knex.configuration import Configuration
from knexlint.knex.foreign import DETAILS, ForeignKey, add_detail, whole_chain
from knexlint.knex.recorder import Recorder
from knexlint.text import Span

if TYPE_CHECKING:
    from collections.abc import MutableSequence

# Knex's own name of the type, where the method is called otherwise. The compiler looks it up in lower case.
TYPE_ALIASES = {"float": "floating", "enum": "enu", "boolean": "bool", "string": "varchar", "bigint": "bigInteger"}
SLOTS = {
    "default": "defaultTo",
    "defaultsTo": "defaultTo",
    "defaultTo": "defaultTo",
    "notNull": "notNullable",
    "notNullable": "notNullable",
} | {
    name: name
    for name in [
        "unsigned",
        "nullable",
        "first",
        "after",
        "comment",
        "collate",
        "check",
        "checkPositive",
        "checkNegative",
        "checkIn",
        "checkNotIn",
        "checkBetween",
        "checkLength",
        "checkRegex",
    ]
}
TABLE_METHODS = frozenset(("index", "primary", "unique"))
ALTER_METHODS = frozenset(("alter", "alterType", "drop"))


class ColumnBuilder(Recorder):
    """`created`: the call of the type method; `modifiers`: what is called on it, under Knex's names.

    `statements`: the list of its table, for what the chain adds there.
    """

    __slots__ = ("altering", "created", "foreign", "modifiers", "statements")
    label = "column"
    extended_as = "ColumnBuilder"

    def __init__(
        self,
        configuration: Configuration,
        created: Called,
        statements: MutableSequence[Called | ColumnBuilder | ForeignKey],
        altering: bool,
    ) -> None:
        super().__init__(configuration)
        self.created = created
        self.modifiers: list[Called] = []
        self.statements = statements
        self.altering = altering
        self.foreign: ForeignKey | None = None

    @property
    def type(self) -> str:
        return TYPE_ALIASES.get(self.created.method, self.created.method).lower()

    @property
    def name(self) -> Argument:
        return self.created.argument(0)

    @property
    def whole(self) -> Span:
        """The column's chain."""
        return whole_chain(self.created, self.modifiers)

    def has(self, name: str) -> bool:
        if name in SLOTS or name in TABLE_METHODS or name in ("references", "queryContext"):
            return True
        if name in DETAILS:
            return self.foreign is not None
        if name == "alterType" and any(call.method == "alter" for call in self.modifiers):
            return False  # `alter` has put its option in the place of the method
        return self.altering and name in ALTER_METHODS

    def record(self, call: Called, runtime: Runtime) -> Value:
        name = call.method
        if name in TABLE_METHODS:
            if "increments" not in self.type:
                arguments = (self.name, *call.arguments)
                self.statements.append(call.given(arguments))
            self.modifiers.append(call)
            return self
        if name in DETAILS:
            return self._key(call)
        if name == "queryContext":
            return self.context(call)
        if name == "alter" and self.configuration.version >= (1, 0) and call.arguments and call.value(0) is None:
            return runtime.throw("Cannot destructure the options of alter: they are null", call.site)
        self.modifiers.append(Called(SLOTS.get(name, name), call.arguments, call.site, call.guards))
        return self

    def _key(self, call: Called) -> Value:
        if self.foreign is None:
            self.foreign = ForeignKey(Called("foreign", (self.name,), call.site, call.guards))
            self.statements.append(self.foreign)
        self.modifiers.append(call)
        return add_detail(self.foreign, call, self)
