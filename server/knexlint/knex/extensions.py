"""`require('knex')`: the methods that a project adds to Knex's builders, for the rest of the run.

Knows which names each kind of builder has already. What is added is kept by the runtime, under the kind and the name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial

from knexlint.evaluate.values import UNDEFINED, Argument, Host, HostMethod, Runtime, Site, Unknown, Value
from knexlint.knex.calls import Called
from knexlint.knex.column import ColumnBuilder
from knexlint.knex.configuration import Configuration
from knexlint.knex.query import QueryBuilder
from knexlint.knex.recorder import Recorder
from knexlint.knex.schema import SchemaBuilder
from knexlint.knex.sending import Place
from knexlint.knex.table import TableBuilder
from knexlint.knex.view import ViewBuilder
from knexlint.text import START, Fragment

_UNSET = Called("", (), Site(START, START, START))
_BUILDERS: dict[str, Callable[[Configuration], Recorder]] = {
    "QueryBuilder": lambda configuration: QueryBuilder(Place(configuration)),
    "SchemaBuilder": lambda configuration: SchemaBuilder(Place(configuration)),
    "TableBuilder": lambda configuration: TableBuilder(configuration, "create"),
    "ColumnBuilder": lambda configuration: ColumnBuilder(configuration, _UNSET, [], altering=False),
    "ViewBuilder": lambda configuration: ViewBuilder(configuration, altering=False),
}


class Package(Host):
    """What the package `knex` exports."""

    __slots__ = ("configuration",)
    label = "the package knex"

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        self.configuration = configuration

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:  # noqa: ARG002
        if name in ("default", "knex"):
            return self
        if name in _BUILDERS:
            return _Extensible(self.configuration, name)
        return Unknown(self.label, name)

    def call(self, arguments: Sequence[Argument], site: Site, runtime: Runtime) -> Value:  # noqa: ARG002
        return Unknown("what knex() gives", "knex")


class _Extensible(Host):
    """`Knex.TableBuilder` and its like."""

    __slots__ = ("configuration", "kind")
    label = "a kind of builder"

    def __init__(self, configuration: Configuration, kind: str) -> None:
        super().__init__()
        self.configuration = configuration
        self.kind = kind

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:  # noqa: ARG002
        return HostMethod(name, partial(_extend, self)) if name == "extend" else Unknown(f"{self.kind}.{name}", name)


def added(keys: Iterable[Hashable]) -> frozenset[tuple[str, str]]:
    """The methods among what hosts keep, each with the kind of builder."""
    return frozenset(
        (kind, name)
        for kind in _BUILDERS
        for name in (key[1] for key in keys if isinstance(key, tuple) and key[0] == kind)
        if isinstance(name, str)
    )


def _extend(of: _Extensible, arguments: Sequence[Argument], site: Site, runtime: Runtime) -> Value:
    call = Called("extend", tuple(arguments), site)
    named = call.value(0)
    name = named.text if isinstance(named, Fragment) and not named.holes else None
    if name is None:
        runtime.keep((of.kind, None), Unknown("which methods Knex's builders are extended with is not known"))
    elif runtime.kept((of.kind, name)) is not None or _BUILDERS[of.kind](of.configuration).has(name):
        return runtime.throw(f"Can't extend {of.kind} with existing method ('{name}').", site)
    else:
        runtime.keep((of.kind, name), call.value(1))
    return UNDEFINED
