"""A knexfile: which folders hold migrations, in which order, which database they run on, and what it sets up.

Evaluated like a migration, never run. What cannot be followed is not known, and then nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from knexlint.evaluate import Files, Interpreter
from knexlint.evaluate.values import Array, Function, Object, Promise, Undefined, Unknown, Value
from knexlint.knex.configuration import Configuration
from knexlint.knex.extensions import Package, added
from knexlint.project.detect import has_extension
from knexlint.project.project import NoFiles, is_postgres
from knexlint.project.runs import Reading
from knexlint.record import record
from knexlint.syntax import read_module, text_of
from knexlint.text import START, Fragment, Source, Span

KNEXFILES = tuple(f"knexfile.{extension}" for extension in ("js", "mjs", "cjs", "ts", "mts", "cts"))
_CONFIGURATION = ("client", "dialect", "connection", "migrations", "pool")
_SNAKE = re.compile(r"\b(?:knexSnakeCaseMappers|knexStringcase)\s*\(")
_DEPTH = 3  # objects in objects in which configurations are looked for


_LOADED = (".co", ".coffee", ".eg", ".iced", ".js", ".cjs", ".litcoffee", ".ls", ".ts")  # unless it says otherwise


@record
class Knexfile:
    """`directories` as written, or absolute; `complete`: there are no others. `client_at`: where the client stands.

    `apart`: the files of one directory come before those of the next. `search_path`: the schemas in which names without
    one are looked for, None where PostgreSQL's default holds. `extended`: what it adds to Knex's
    builders. `reads`: other files that it was made from.
    """

    source: Source
    client: str | None = None
    client_at: Span = START
    directories: tuple[str, ...] = ()
    complete: bool = False
    extensions: tuple[str, ...] | None = None
    apart: bool = False
    transactions: bool = True
    lock_timeout: bool = False
    mapper: Literal["snake", "unknown"] | None = None
    precision: int | None = None
    search_path: tuple[str, ...] | None = None
    extended: frozenset[tuple[str, str]] = frozenset()
    reads: frozenset[str] = frozenset()

    def loads(self, name: str) -> bool:
        """Whether Knex takes a file of this name for a migration."""
        return has_extension(name) and (self.extensions is None or name.endswith(self.extensions))


def read_knexfile(source: Source, files: Files | None = None) -> Knexfile:
    """The facts of a knexfile. Where environments differ, what any of them says counts."""
    reading = Reading(files or NoFiles())
    interpreter = Interpreter(read_module(source), reading, {"knex": Package(Configuration())})
    environments = _environments(interpreter)
    places = [place for each in environments for place in _directories(each)]
    client, at = _client(environments)
    return Knexfile(
        source=source,
        client=client,
        client_at=at,
        directories=tuple(dict.fromkeys(place for place in places if place is not None)),
        complete=bool(places) and None not in places,
        extensions=_extensions(environments),
        apart=any(_of(each, "migrations", "sortDirsSeparately") is True for each in environments),
        transactions=not any(_of(each, "migrations", "disableTransactions") is True for each in environments),
        lock_timeout=any(_sets_lock_timeout(each) for each in environments),
        mapper=_mapper(source, environments),
        precision=next(
            (p for each in environments if isinstance(p := _of(each, "defaultDateTimePrecision"), int)), None
        ),
        search_path=_search_path(environments),
        extended=added(interpreter.kept()),
        reads=frozenset((*reading.found, *reading.listed)),
    )


# --- configurations ---------------------------------------------------------------------------------------------------


def _environments(interpreter: Interpreter) -> list[Object]:
    """The configurations that it exports; where that is not known, those that it makes."""
    found = list(_within(_exported(interpreter)))
    if not found:
        found = [each for value in interpreter.constants() for each in _within(value)]
    return list({id(each): each for each in found}.values())


def _exported(interpreter: Interpreter) -> Value:
    """What Knex makes of the file: its default export, if there is one; a function is called."""
    value = interpreter.whole()
    if isinstance(value, Object) and "default" in value.items:
        value = value.items["default"]
    if isinstance(value, Function):
        value = interpreter.run(value).value
    return _awaited(value)


def _awaited(value: Value) -> Value:
    return value.value if isinstance(value, Promise) else value


def _within(value: Value, depth: int = 0) -> Iterator[Object]:
    value = _awaited(value)
    if not isinstance(value, Object) or depth > _DEPTH:
        return
    if any(key in value.items for key in _CONFIGURATION):
        yield value
        return
    for each in value.items.values():
        yield from _within(each, depth + 1)


_UNKNOWN = Unknown("what the knexfile says")


def _of(value: Value, *keys: str) -> Value:
    """A value under nested keys, a string as text; None where there is surely none."""
    for key in keys:
        if not isinstance(value, Object):
            return value if isinstance(value, Unknown) else None
        value = value.items.get(key, None if value.complete else _UNKNOWN)
    return None if isinstance(value, Undefined) else value


def _text(value: Value) -> str | None:
    return value.text if isinstance(value, Fragment) and not value.holes else None


def _texts(value: Value) -> list[str | None]:
    """A string or a list of strings; None for what is not known."""
    items = value.items if isinstance(value, Array) else [] if value is None else [value]
    return [*map(_text, items), *([None] if isinstance(value, Array) and not value.complete else [])]


# --- facts ------------------------------------------------------------------------------------------------------------


def _client(environments: list[Object]) -> tuple[str | None, Span]:
    """PostgreSQL if any environment runs on it, or on something that is not known."""
    found: list[tuple[str | None, Span]] = []
    for each in environments:
        key = "client" if "client" in each.items else "dialect"
        found.append((_text(_of(each, key)), each.spans.get(key, START)))
    for client, at in found:
        if client is None or is_postgres(client):
            return client, at
    return found[0] if found else (None, START)


def _directories(environment: Object) -> list[str | None]:
    """Its migration folders; None for one that is not known."""
    if _of(environment, "migrations", "migrationSource") is not None:
        return [None]
    directory = _of(environment, "migrations", "directory")
    return ["./migrations"] if directory is None else _texts(directory)


def _extensions(environments: list[Object]) -> tuple[str, ...] | None:
    found: list[str] = []
    for each in environments:
        listed = _of(each, "migrations", "loadExtensions")
        if listed is None:
            found += _LOADED
            continue
        if not isinstance(listed, Array):
            return None
        found += [extension for extension in _texts(listed) if extension is not None]
    return tuple(dict.fromkeys(found)) or None


def _search_path(environments: list[Object]) -> tuple[str, ...] | None:
    """Only where all environments agree."""
    found = {tuple(_texts(_of(each, "searchPath"))) for each in environments}
    path = found.pop() if len(found) == 1 else ()
    schemas = [name for each in path if each is not None for name in re.split(r"\s*,\s*", each.strip())]
    return tuple(name.strip('"') for name in schemas) if schemas and None not in path else None


def _sets_lock_timeout(environment: Object) -> bool:
    """For every connection: when the pool makes one, or in the options it is made with."""
    connection = _of(environment, "connection")
    made = [_of(environment, "pool", "afterCreate"), _of(connection, "options"), connection]
    if any("lock_timeout" in _written(each) for each in made):
        return True
    return isinstance(connection, Object) and "lock_timeout" in connection.items


def _written(value: Value) -> str:
    if isinstance(value, Function):
        return text_of(value.node) if value.node is not None else ""
    return value.text if isinstance(value, Fragment) else ""


def _mapper(source: Source, environments: list[Object]) -> Literal["snake", "unknown"] | None:
    if _SNAKE.search(source.text):
        return "snake"
    return "unknown" if any("wrapIdentifier" in each.items for each in environments) else None
