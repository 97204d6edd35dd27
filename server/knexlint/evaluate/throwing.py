"""Errors of the program: where each is thrown first, and what a call of what is no function throws."""

from __future__ import annotations

from typing import Any

from knexlint.evaluate.flow import Abrupt, Flow, Throw
from knexlint.evaluate.paths import opposite
from knexlint.evaluate.values import UNDEFINED, Guard, Site, Value
from knexlint.evaluate.work import Thrown, error_object


class Throwing(Flow):
    """The part of the machine that throws. `thrown`: by the identity of what is thrown."""

    def __init__(self) -> None:
        super().__init__()
        self.thrown: dict[int, Thrown] = {}

    def send(self, item: Any, late: bool = False) -> None:
        """Record what goes to the connection, or happens, here."""
        raise NotImplementedError

    def throw(self, message: str, site: Site, told: bool = False, kind: str = "Error") -> Value:
        value = error_object(message, kind)
        self.throws(value, site, told=told)
        raise Throw(value)

    def throws(self, value: Value, site: Site, own: bool = False, told: bool = False) -> None:
        """Record where a value is thrown first."""
        if id(value) not in self.thrown:
            self.thrown[id(value)] = Thrown(value, site, own, told)
            self.send(self.thrown[id(value)])

    def tell(self, value: Value, site: Site) -> Site:
        found = self.thrown.setdefault(id(value), Thrown(value, site))
        found.told = True
        return found.site

    def absent(self, name: str, site: Site) -> Value:
        """What is called is no function. `name`: what to call it where the code does not say."""
        return self.throw(f"{site.callee or name} is not a function", site)

    def throws_under(self, guard: Guard, thrown: Value) -> None:
        """Under the guard it throws here; what follows runs under the opposite."""
        self.branch(guard, opposite(guard), lambda: Abrupt("throw", thrown), lambda: UNDEFINED)
