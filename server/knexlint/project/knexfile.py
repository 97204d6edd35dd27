"""A knexfile: which folders hold migrations, which database they run on, and what it sets for every connection.

Read, never run. What cannot be followed is not known, and then nothing is claimed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Literal

from knexlint.project.detect import has_extension
from knexlint.project.literals import Code, Reader, Table, Unread
from knexlint.project.literals import Literal as Value
from knexlint.project.project import is_postgres
from knexlint.record import record
from knexlint.syntax import read_module
from knexlint.text import START, Source, Span

KNEXFILES = tuple(f"knexfile.{extension}" for extension in ("js", "mjs", "cjs", "ts", "mts", "cts"))
_CONFIGURATION = ("client", "dialect", "connection", "migrations", "pool")
_SNAKE = re.compile(r"\b(?:knexSnakeCaseMappers|knexStringcase)\s*\(")


@record
class Knexfile:
    """`directories` as written, or absolute; `complete`: there are no others. `client_at`: where the client stands."""

    source: Source
    client: str | None = None
    client_at: Span = START
    directories: tuple[str, ...] = ()
    complete: bool = False
    extensions: tuple[str, ...] | None = None
    transactions: bool = True
    lock_timeout: bool = False
    mapper: Literal["snake", "unknown"] | None = None
    precision: int | None = None

    def loads(self, name: str) -> bool:
        """Whether Knex takes a file of this name for a migration."""
        return has_extension(name) and (self.extensions is None or name.endswith(self.extensions))


def read_knexfile(source: Source) -> Knexfile:
    """The facts of a knexfile. Where environments differ, what any of them says counts."""
    module = read_module(source)
    exported = Reader(module, posixpath.dirname(source.path)).exported()
    environments = list(_environments(exported))
    if not environments:
        return Knexfile(source, mapper=_mapper(source, []))
    places = [place for each in environments for place in _directories(each)]
    client, at = _client(environments)
    return Knexfile(
        source=source,
        client=client,
        client_at=at,
        directories=tuple(dict.fromkeys(place for place in places if place is not None)),
        complete=None not in places,
        extensions=_extensions(environments),
        transactions=not any(_of(each, "migrations", "disableTransactions") is True for each in environments),
        lock_timeout=any(_sets_lock_timeout(each) for each in environments),
        mapper=_mapper(source, environments),
        precision=next(
            (p for each in environments if isinstance(p := each.get("defaultDateTimePrecision"), int)), None
        ),
    )


def _environments(exported: Value) -> Iterator[Table]:
    if not isinstance(exported, Table):
        return
    if any(key in exported.values for key in _CONFIGURATION):
        yield exported
        return
    for value in exported.values.values():
        if isinstance(value, Table) and any(key in value.values for key in _CONFIGURATION):
            yield value


def _of(value: Value, *keys: str) -> Value:
    """A value under nested keys; None where there is surely none."""
    for key in keys:
        if not isinstance(value, Table):
            return None if value is None else Unread()
        value = value.get(key)
    return value


def _client(environments: list[Table]) -> tuple[str | None, Span]:
    """PostgreSQL if any environment runs on it, or on something that is not known."""
    found: list[tuple[str | None, Span]] = []
    for each in environments:
        key = "client" if "client" in each.values else "dialect"
        client = each.get(key)
        found.append((client if isinstance(client, str) else None, each.at.get(key, START)))
    for client, at in found:
        if client is None or is_postgres(client):
            return client, at
    return found[0]


def _directories(environment: Table) -> Iterator[str | None]:
    """Its migration folders; None for one that is not known."""
    directory = _of(environment, "migrations", "directory")
    if directory is None:
        yield "./migrations"
    for each in directory if isinstance(directory, list) else [] if directory is None else [directory]:
        yield each if isinstance(each, str) else None


def _extensions(environments: list[Table]) -> tuple[str, ...] | None:
    found: list[str] = []
    for each in environments:
        listed = _of(each, "migrations", "loadExtensions")
        if not isinstance(listed, list):
            return None
        found += [extension for extension in listed if isinstance(extension, str)]
    return tuple(dict.fromkeys(found))


def _sets_lock_timeout(environment: Table) -> bool:
    """For every connection: when the pool makes one, or in the options it is made with."""
    connection = environment.get("connection")
    made = [_of(environment, "pool", "afterCreate"), _of(connection, "options"), connection]
    texts = [each.text if isinstance(each, Code | Unread) else each for each in made]
    if any(isinstance(text, str) and "lock_timeout" in text for text in texts):
        return True
    return isinstance(connection, Table) and "lock_timeout" in connection.values


def _mapper(source: Source, environments: list[Table]) -> Literal["snake", "unknown"] | None:
    if _SNAKE.search(source.text):
        return "snake"
    return "unknown" if any("wrapIdentifier" in each.values for each in environments) else None
