"""Builders that only write down what is called on them. Knows no SQL.

A method that Knex does not have throws when it is called, as JavaScript does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from knexlint.evaluate.values import UNDEFINED, Argument, Function, Host, HostMethod, Runtime, Site, Unknown, Value
from knexlint.knex.calls import Called, mark_used
from knexlint.knex.configuration import Configuration

# The version of Knex that brought a method; 0.95 and older ones are taken as given.
SINCE = {
    "dropUniqueIfExists": (3, 2),
    "dropForeignIfExists": (3, 2),
    "dropPrimaryIfExists": (3, 2),
    "createTableLike": (0, 95),
    "createView": (0, 95),
    "createViewOrReplace": (0, 95),
    "createMaterializedView": (0, 95),
    "refreshMaterializedView": (0, 95),
    "view": (0, 95),
    "alterView": (0, 95),
    "dropView": (0, 95),
    "dropViewIfExists": (0, 95),
    "dropMaterializedView": (0, 95),
    "dropMaterializedViewIfExists": (0, 95),
    "renameView": (0, 95),
    "deferrable": (0, 95),
    "geometry": (0, 95),
    "geography": (0, 95),
    "point": (0, 95),
    "setNullable": (0, 95),
    "dropNullable": (0, 95),
    "check": (1, 0),
    "checkPositive": (1, 0),
    "checkNegative": (1, 0),
    "checkIn": (1, 0),
    "checkNotIn": (1, 0),
    "checkBetween": (1, 0),
    "checkLength": (1, 0),
    "checkRegex": (1, 0),
    "dropChecks": (1, 0),
}

_PERHAPS_LATE = "its callback may go on after an await, and Knex does not wait for the callback"


class Recorder(Host):
    """A builder; `has` says which methods it has, `record` what a call of one does and returns."""

    __slots__ = ("configuration", "doubted", "held")
    extended_as: str | None = None  # whose `extend` adds methods to it

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        self.configuration = configuration
        self.held: Value = UNDEFINED  # its context
        self.doubted: str | None = None  # why what was written down may not be all

    def lose(self, reason: str) -> None:
        self.doubted = self.doubted or reason

    @property
    def doubt(self) -> str | None:
        """Why what was written down, here and in what it hands out, may not be all."""
        return self.doubted

    def has(self, name: str) -> bool:
        raise NotImplementedError

    def record(self, call: Called, runtime: Runtime) -> Value:
        raise NotImplementedError

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:  # noqa: ARG002
        if name.startswith("_") or name == "client":
            return Unknown(f"{self.label}.{name}", name)
        if self.has(name) and SINCE.get(name, (0, 0)) <= self.configuration.version:
            return HostMethod(name, partial(self._called, name), free=False)
        added = self._added(name, runtime)
        if added is not None:
            return HostMethod(name, partial(self._extended, name, added), free=False)
        return HostMethod(name, partial(self._absent, name))

    def _added(self, name: str, runtime: Runtime) -> Value | None:
        """The method of this name with which the program extends Knex, or may do so."""
        for key in (name, None):
            added = runtime.kept((self.extended_as, key))
            if added is not None:
                return added
        if (self.extended_as, name) in self.configuration.extended:
            return Unknown(f"{name} is a method that the knexfile adds")
        unread = next((module for module in runtime.missing if "knex" in module or module.startswith(".")), None)
        return None if unread is None else Unknown(f"{name} may be a method that {unread} adds, which cannot be read")

    def _extended(self, name: str, added: Value, arguments: Sequence[Argument], site: Site, _runtime: Runtime) -> Value:
        for argument in arguments:
            mark_used(argument.value)
        if isinstance(added, Function):
            return added.call(arguments, self, site)
        reason = added.reason if isinstance(added, Unknown) else f"what {name} was extended with is not known"
        self.lose(reason)
        return self if self.thenable else Unknown(reason, name)

    def _called(self, name: str, arguments: Sequence[Argument], site: Site, runtime: Runtime) -> Value:
        for argument in arguments:
            mark_used(argument.value)
        return self.record(Called(name, tuple(arguments), site, runtime.guards()), runtime)

    def _absent(self, name: str, _arguments: Sequence[Argument], site: Site, runtime: Runtime) -> Value:
        return runtime.absent(f"{self.label}.{name}", site)

    def too_late(self, runtime: Runtime) -> bool:
        """Whether Knex has compiled what this call would add to; doubted if that is not known."""
        if runtime.late is None:
            self.lose(_PERHAPS_LATE)
        return runtime.late is True

    def context(self, call: Called) -> Value:
        """`queryContext()`: the builder itself when it is given one, else what it was given."""
        if call.value(0) is UNDEFINED:
            return self.held
        self.held = Unknown("which context the query has", "context") if call.guards else call.value(0)
        return self
