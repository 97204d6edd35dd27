"""The `knex` (or `trx`) object a migration is handed: the door to every builder."""

from __future__ import annotations

from knexlint.evaluate.values import Host, Runtime, Site, Value
from knexlint.knex.schema import SchemaBuilder
from knexlint.knex.sending import Place


class Knex(Host):
    """`transacting`: it is a `trx`. `place.scope`: whose transaction its queries run in, as `Query.scope` says it."""

    __slots__ = ("place", "transacting")
    taints = True
    label = "knex"

    def __init__(self, place: Place, transacting: bool = False) -> None:
        super().__init__()
        self.place = place
        self.transacting = transacting

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:
        if name == "schema":
            builder = SchemaBuilder(self.place)
            runtime.lazy(builder, site)
            return builder
        return super().get(name, site, runtime)
