"""What of a project's Knex decides the text it sends. Plain data; knows no files."""

from __future__ import annotations

from typing import Literal

from knexlint.record import record

Scope = Literal["savepoint", "transaction", "connection"]

NEWEST = (3, 3)


@record
class Configuration:
    """`version`: major and minor of Knex. `transaction`: Knex has a transaction open around the function.

    `mapper`: how the knexfile's `wrapIdentifier` changes names: "snake" (knexSnakeCaseMappers, knexStringcase),
    "unknown", or None. `precision`: `defaultDateTimePrecision`. `postgres`: the knexfile's `version`,
    as it is written there. `extended`: the methods that the knexfile adds, each with the kind of builder.
    """

    version: tuple[int, int] = NEWEST
    transaction: bool = True
    client: str = "pg"
    mapper: Literal["snake", "unknown"] | None = None
    precision: int | None = None
    postgres: str | None = None
    extended: frozenset[tuple[str, str]] = frozenset()

    @property
    def nested_scope(self) -> Scope:
        """What `knex.transaction` inside the function gives."""
        return "savepoint" if self.transaction else "transaction"
