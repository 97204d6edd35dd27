"""Foreign keys as they are called: `table.foreign(…).references(…).inTable(…)`, and on a column. Knows no SQL."""

from __future__ import annotations

from dataclasses import dataclass, field

from knexlint.evaluate.values import Choice, Host, Runtime, Unknown, Value
from knexlint.knex.calls import Called, type_of
from knexlint.knex.configuration import Configuration
from knexlint.knex.recorder import Recorder
from knexlint.text import Fragment, Span

DETAILS = frozenset(("references", "withKeyName", "onUpdate", "onDelete", "deferrable"))


@dataclass(slots=True, eq=False)
class ForeignKey:
    """`created`: the call of `foreign`, or of `references` on a column, with the column as its first argument."""

    created: Called
    details: list[Called] = field(default_factory=list)
    doubted: str | None = None

    @property
    def whole(self) -> Span:
        """The chain, as far as it says something about the key."""
        return whole_chain(self.created, self.details)


def whole_chain(created: Called, rest: list[Called]) -> Span:
    span = created.site.call
    for call in rest:
        if call.site.call.start == span.start:
            span = span.joined(call.site.call)
    return span


class ForeignBuilder(Recorder):
    """What `table.foreign(…)` returns."""

    __slots__ = ("foreign",)
    label = "foreign key"

    def __init__(self, configuration: Configuration, foreign: ForeignKey) -> None:
        super().__init__(configuration)
        self.foreign = foreign

    def has(self, name: str) -> bool:
        return name in DETAILS

    def lose(self, reason: str) -> None:
        self.foreign.doubted = reason

    def record(self, call: Called, runtime: Runtime) -> Value:  # noqa: ARG002
        return add_detail(self.foreign, call, self)


def add_detail(foreign: ForeignKey, call: Called, chain: Host) -> Value:
    """Note a detail; what the call returns. `references('id')` has only `inTable` and `on` to go on with."""
    foreign.details.append(call)
    if call.method != "references":
        return chain
    to = call.value(0)
    if isinstance(to, Fragment) and "." in to.text and not to.holes:
        return chain
    assert isinstance(chain, Recorder)
    unsure = bool(to.holes) if isinstance(to, Fragment) else isinstance(to, Unknown | Choice)
    return ReferencedTable(chain.configuration, foreign, chain, unsure)


class ReferencedTable(Recorder):
    """What `references('id')` returns. `unsure`: the argument may have named a table, then the chain goes on."""

    __slots__ = ("chain", "foreign", "unsure")
    label = "references(…)"

    def __init__(self, configuration: Configuration, foreign: ForeignKey, chain: Host, unsure: bool) -> None:
        super().__init__(configuration)
        self.foreign = foreign
        self.chain = chain
        self.unsure = unsure

    def has(self, name: str) -> bool:
        if name in ("on", "inTable"):
            return True
        return self.unsure and isinstance(self.chain, Recorder) and self.chain.has(name)

    def lose(self, reason: str) -> None:
        self.foreign.doubted = reason

    def record(self, call: Called, runtime: Runtime) -> Value:
        if call.method not in ("on", "inTable"):
            assert isinstance(self.chain, Recorder)
            return self.chain.record(call, runtime)
        table = call.value(0)
        if not isinstance(table, Fragment | Unknown | Choice):
            return runtime.throw(f"Expected tableName to be a string, got: {type_of(table)}", call.site)
        self.foreign.details.append(Called("inTable", call.arguments, call.site, call.guards))
        return self.chain
