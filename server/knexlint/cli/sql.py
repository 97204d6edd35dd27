"""`knexlint sql` and `knexlint locks`: the SQL that is sent, and what each statement does, as text or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from knexlint.catalog import Catalog, apply
from knexlint.cli.files import File, Places
from knexlint.cli.shapes import file_shape, one_line, statement_shape
from knexlint.lint import migration_of
from knexlint.postgres import Effects, effects
from knexlint.postgres.effects import DEFAULT_VERSION
from knexlint.postgres.words import with_modes
from knexlint.project.baseline import applied, read_schema
from knexlint.project.history import place
from knexlint.project.migration import Direction, Function, Migration
from knexlint.project.script import script
from knexlint.record import record
from knexlint.sql import Statement, read
from knexlint.text import Fragment, Source

# --- sql --------------------------------------------------------------------------------------------------------------


@record
class _Loaded:
    file: File
    migration: Migration
    doubt: str | None = None


def print_sql(options: argparse.Namespace) -> int:
    places = Places({"postgres": options.postgres} if options.postgres else {})
    files = list(places.files(options.paths))
    shown: tuple[Direction, ...] = ("up", "down") if options.down or options.format == "json" else ("up",)
    loaded = [each for each in (_load(file, shown) for file in files) if each is not None]
    loaded.sort(key=_place)
    if not loaded:
        print("knexlint sql: there is no migration that could be read", file=sys.stderr)
        return 2
    together = all(each.migration.transaction == "batch" for each in loaded)
    if options.format == "json":
        for each in loaded:
            shape = file_shape(each.file.name, each.migration, _transaction(each, together), each.doubt)
            print(one_line(shape))
    elif options.down:
        for each in reversed(loaded):
            print("\n".join(_undone(each)))
    else:
        for number, each in enumerate(loaded):
            stops = each.migration.up is not None and each.migration.up.error is not None
            last = stops or each is loaded[-1]
            print("\n".join(_done(each, _transaction(each, together), number == 0, last)))
            if stops and each is not loaded[-1]:
                print("-- Knex stops there: the files after it do not run")
                break
    return 0


def _place(loaded: _Loaded) -> tuple[int, bytes, str]:
    line = loaded.file.workspace.line_of(loaded.file.folder)
    return place(loaded.file.path, line.folders if line is not None and line.apart else ())


def _transaction(loaded: _Loaded, together: bool) -> str:
    own = loaded.migration.transaction
    return own if together or own == "none" else "own"


def _load(file: File, directions: Sequence[Direction]) -> _Loaded | None:
    source = file.read()
    if not isinstance(source, Source):
        if file.named:
            print(f"{file.name}: cannot be read: {source.values['reason']}", file=sys.stderr)
        return None
    project = file.project
    if file.named:  # somebody asks about this very file
        project = replace(project, migration=True, excluded=False)
    doubt = None
    if not project.is_postgres:
        doubt = f"it runs on {project.client}, not on PostgreSQL"
        print(f"{file.name}: {doubt}; this is what PostgreSQL would be sent", file=sys.stderr)
        project = replace(project, client=None)
    migration = migration_of(source, project, directions)
    return None if migration is None else _Loaded(file, migration, doubt)


_AROUND = {
    "batch": "in one transaction with all pending migrations",
    "own": "in a transaction of its own, because another file has none",
    "none": "without a transaction: each statement commits by itself",
    "rollback": "in a transaction of its own",
}


def _done(loaded: _Loaded, transaction: str, first: bool, last: bool) -> Iterator[str]:
    """The `up` of a file; the first and the last of a batch have its transaction's begin and end."""
    alone = transaction == "own"
    begins, ends = alone or (transaction == "batch" and first), alone or (transaction == "batch" and last)
    yield f"-- {loaded.file.name} (up), {_AROUND[transaction]}"
    yield from _within(loaded.migration, loaded.migration.up, begins, ends)


def _undone(loaded: _Loaded) -> Iterator[str]:
    """The `down` of a file, as `migrate:rollback` runs it: each in a transaction of its own."""
    around = "none" if loaded.migration.transaction == "none" else "rollback"
    yield f"-- {loaded.file.name} (down), {_AROUND[around]}"
    yield from _within(loaded.migration, loaded.migration.down, around != "none", around != "none")


def _within(migration: Migration, function: Function | None, begins: bool, ends: bool) -> Iterator[str]:
    if migration.error is not None:
        yield f"-- Knex refuses the file: {migration.error}"
    if begins:
        yield "BEGIN;"
    if function is not None:
        yield from script(function)
    if ends:
        yield "COMMIT;" if function is None or function.error is None else "ROLLBACK;"
    yield ""


# --- locks ------------------------------------------------------------------------------------------------------------

Ran = tuple[Statement, Effects, tuple[int, int]]


def print_locks(options: argparse.Namespace) -> int:
    if options.jsonl:
        return _answer_lines(options.postgres or DEFAULT_VERSION)
    if options.sql is None:
        print("knexlint locks: give the SQL, or - for standard input", file=sys.stderr)
        return 2
    schema = ""
    if options.schema is not None:
        try:
            schema = Path(options.schema).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            print(f"knexlint locks: {options.schema} cannot be read: {error}", file=sys.stderr)
            return 2
    text = sys.stdin.read() if options.sql == "-" else options.sql
    ran = list(_run([text], _catalog(schema, ""), options.postgres or DEFAULT_VERSION))
    if options.format == "json":
        print(json.dumps({"statements": _shapes(ran)}, indent=2, ensure_ascii=False))
    else:
        for statement, done, _ in ran:
            print("\n".join(_in_words(statement, done)))
    return 0


def _in_words(statement: Statement, done: Effects) -> Iterator[str]:
    """The statement, after a comment for each thing it does: who waits for what."""
    said = list(with_modes(done)) or ["nobody has to wait"]
    yield from (f"-- {' '.join(sentence.split())}" for sentence in said)
    yield f"{statement.fragment.text};"


def _answer_lines(version: int) -> int:
    """Answer one request a line, each as soon as it is read."""
    code = 0
    for line in sys.stdin:
        if not line.strip():
            continue
        answer = _answer(line, version)
        code = 2 if "fault" in answer else code
        print(one_line(answer), flush=True)
    return code


def _answer(line: str, version: int) -> dict[str, Any]:
    try:
        request = json.loads(line)
        texts = request["sql"]
        texts = [texts] if isinstance(texts, str) else list(texts)
        catalog = _catalog(request.get("schema") or "", request.get("pre") or "")
        ran = _run(texts, catalog, int(request.get("postgres") or version))
        return {"id": request.get("id"), "statements": _shapes(ran)}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return {"id": None, "statements": [], "fault": f"this is not a request: {error}"}


def _catalog(schema: str, pre: str) -> Catalog:
    """What exists: `schema` was committed before, `pre` ran earlier in the open transaction."""
    catalog = read_schema(schema) if schema else Catalog()
    return applied(pre, catalog) if pre else catalog


def _run(texts: Iterable[str], catalog: Catalog, version: int) -> Iterator[Ran]:
    for text in texts:
        source = Source("sql", text.encode("utf-8", "replace"))
        for statement in read(Fragment.verbatim(source.text, 0), whole=True):
            span = statement.fragment.span()
            position = source.position(span.start if span is not None else 0)
            done = effects(statement.operations, catalog, version)
            yield statement, done, position
            for operation in statement.operations if done.error is None else ():
                catalog = apply(operation, catalog)


def _shapes(ran: Iterable[Ran]) -> list[dict[str, Any]]:
    return [statement_shape(statement, done, position) for statement, done, position in ran]
