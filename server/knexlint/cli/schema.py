"""`knexlint schema`: the schema that the migrations of a folder leave, as SQL or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from knexlint.catalog.script import script
from knexlint.cli.files import Places, shown
from knexlint.cli.shapes import schema_shape
from knexlint.operations import TableOperation
from knexlint.project.history import KNEX_OWN, History
from knexlint.project.vague import may_change_schema
from knexlint.project.walk import Sight
from knexlint.project.workspace import Workspace


def print_schema(options: argparse.Namespace) -> int:
    named = options.path or (str(Path(options.at).parent) if options.at else ".")
    path = Path(Path.cwd() / named).resolve()
    if not path.exists():
        print(f"knexlint schema: {named} does not exist", file=sys.stderr)
        return 2
    at = Path(Path.cwd() / options.at).resolve() if options.at else path if path.is_file() else None
    found = histories(Places({}).workspace(path), path.parent if path.is_file() else path)
    if at is not None:
        found = [history.up_to(str(at)) for history in found if history.chapter(str(at)) is not None]
    if len(found) != 1:
        print(f"knexlint schema: {_why(found, named if at is None else shown(str(at)))}", file=sys.stderr)
        return 2
    history = found[0]
    notes = list(_notes(history))
    if options.format == "json":
        print(json.dumps({**schema_shape(history.end), "notes": notes}, indent=2, ensure_ascii=False))
    else:
        print(script(history.end, notes), end="")
    return 0


def histories(workspace: Workspace, path: Path) -> list[History]:
    """Those of the folder, or else of the folders below it; where knexfiles claim some, only these."""
    files = workspace.scan(str(path))
    folders = dict.fromkeys([str(path), *(file.rpartition("/")[0] for file in files)])
    own = [line for folder in folders if (line := workspace.line_of(folder)) is not None]
    if str(path) in folders and own and str(path) in own[0].folders:
        history = workspace.chronicles.history_of(str(path))
        if history:
            return [history]
    claimed = [line for line in own if workspace.claims(line)]
    found = [workspace.chronicles.history_of(line.folders[0]) for line in dict.fromkeys(claimed or own)]
    return [history for history in found if history]


def _why(found: list[History], name: str) -> str:
    if not found:
        return f"{name} holds no migrations for PostgreSQL"
    folders = sorted({shown(history.chapters[0].path.rpartition("/")[0]) for history in found})
    return f"{name} holds migrations of several databases; say which: {', '.join(folders)}"


def _notes(history: History) -> Iterator[str]:
    """What of the schema is not sure, and why."""
    presumed = sorted(set(history.start.names) - set(history.given.names) - KNEX_OWN)
    if presumed:
        yield f"No migration makes {', '.join(presumed)}: what else they hold is not known."
    for chapter in history:
        for sight in chapter.sights():
            if (missing := _missing(sight)) is not None:
                at = f"{shown(chapter.path)}:{chapter.source.position(sight.query.origin.method.start)[0] + 1}"
                yield f"{at}: fails, as there is no {missing}; the rest is as if it did not."
                break
        for query in chapter.told.run.queries:
            at = f"{shown(chapter.path)}:{chapter.source.position(query.origin.method.start)[0] + 1}"
            if query.error is not None:
                yield f"{at}: Knex throws here ({query.error}); the rest is as if it did not."
            elif query.sql is None and may_change_schema(query):
                why = query.unknown or "this call cannot be followed"
                yield f"{at}: {why}: it may have changed anything before it."


def _missing(sight: Sight) -> str | None:
    """The table that a statement alters and that is surely not there."""
    for operation in sight.statement.operations:
        if isinstance(operation, TableOperation) and not operation.if_exists and not sight.query.when:
            if sight.before.absent(operation.table.key) and not operation.table.unknown:
                return operation.table.key
    return None
