"""What surrounds one migration and decides what its findings are: settings, knexfile facts, Knex version, other files.

Plain data, gathered by `project.workspace`; the core below only reads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from typing import Literal, Protocol

from knexlint.catalog import Catalog
from knexlint.knex.configuration import NEWEST, Configuration
from knexlint.project.repository import Branch
from knexlint.project.settings import Settings
from knexlint.record import record

NOTHING_KNOWN = Catalog()


class Files(Protocol):
    """How the core reads other files of the workspace. Paths are absolute, with `/`.

    Nothing outside the workspace root is ever read, whatever a path says, and nothing that is too big.
    """

    def read(self, path: str) -> bytes | None:
        """The bytes of a file (the editor's, if it is open there), or None: not there, not a file, outside, too big."""

    def names_in(self, folder: str) -> Sequence[str] | None:
        """The names of what is in a folder, sorted, or None: not there, not a folder, outside."""


@record
class NoFiles:
    """A workspace with nothing in it."""

    def read(self, path: str) -> bytes | None:  # noqa: ARG002
        return None

    def names_in(self, folder: str) -> Sequence[str] | None:  # noqa: ARG002
        return None


@record
class Project:
    """`migration`: whether the knexfile's directories make this file a migration; None: its contents decide.

    `client`: the knexfile's, None without one (then PostgreSQL is presumed). `knex`: the version to emulate, None for
    the newest. `lock_timeout`: the knexfile sets one for every connection. `transactions`: False where the knexfile
    disables them for all migrations. `excluded`: the settings say not to look at this file. `mapper`, `precision`,
    `extended`: see `knex.configuration`. `before`: the schema that the migrations before this one leave; nothing known
    without them. `later`: the schema after all migrations, None where none comes after this one, or that is not known.
    `branch`: the files of its folder on the default branch, None where that is not known.
    """

    settings: Settings = field(default_factory=Settings)
    migration: bool | None = None
    excluded: bool = False
    client: str | None = None
    knex: str | None = None
    lock_timeout: bool = False
    transactions: bool = True
    mapper: Literal["snake", "unknown"] | None = None
    precision: int | None = None
    extended: frozenset[tuple[str, str]] = frozenset()
    files: Files = field(default_factory=NoFiles)
    before: Catalog = NOTHING_KNOWN
    later: Catalog | None = None
    branch: Branch | None = None

    def configuration(self, transaction: bool) -> Configuration:
        """What decides the text that Knex sends."""
        return Configuration(
            version=knex_version(self.settings.knex or self.knex),
            transaction=transaction,
            client=self.client or "pg",
            mapper=self.mapper,
            precision=self.precision,
            extended=self.extended,
        )

    @property
    def is_postgres(self) -> bool:
        return self.client is None or is_postgres(self.client)


_OTHERS = {
    "mysql",
    "mysql2",
    "mariadb",
    "sqlite",
    "sqlite3",
    "better-sqlite3",
    "mssql",
    "tedious",
    "oracledb",
    "oracle",
}


def is_postgres(client: str) -> bool:
    """Whether a knexfile's `client` speaks PostgreSQL; a name nobody knows is presumed to."""
    return client.lower() not in _OTHERS


def knex_version(text: str | None) -> tuple[int, int]:
    """Major and minor of a version or a range of package.json ("^3.1.0"); the newest if it says neither."""
    found = re.search(r"(\d+)(?:\.(\d+))?", text or "")
    if found is None:
        return NEWEST
    return int(found.group(1)), int(found.group(2) or 0)
