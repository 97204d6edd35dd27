"""Requests of our own, beyond the protocol: a migration's SQL and strongest lock, new migrations, a whole folder.

`knexlint/summary` {uri} -> {"text", "detail", "severity"} or null
`knexlint/sql` {uri} -> {"text"} or null
`knexlint/schema` {uri} -> {"text"} or null
`knexlint/templates` {} -> [{"name", "title", "detail"}]
`knexlint/newMigration` {name, template, uri} -> {"uri", "text", "snippet"}; `uri`: a folder or file near it
`knexlint/check` {} -> {"files", "error", "warning", "info", "hint"}; the findings are published as diagnostics
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.uris import from_fs_path

from knexlint.catalog.script import script
from knexlint.lint import Report, lint
from knexlint.lsp.diagnostics import diagnostics
from knexlint.lsp.documents import path_of
from knexlint.lsp.layout import comment, lay_out
from knexlint.lsp.locking import strongest, summary
from knexlint.postgres.words import named
from knexlint.project.migration import Function, Migration
from knexlint.project.script import script as sent
from knexlint.templates import templates
from knexlint.templates.placing import place
from knexlint.text import Source

if TYPE_CHECKING:
    from knexlint.lsp.server import KnexlintServer

_SEVERITIES = ("error", "warning", "info", "hint")
_AROUND = {
    "batch": "in one transaction with all pending migrations",
    "none": "without a transaction: each statement commits by itself",
}


def summarise(server: KnexlintServer, uri: str) -> dict[str, str] | None:
    """For a status bar. None if the file is no migration."""
    report = _report(server, uri)
    if report is None or report.migration is None:
        return None
    up = report.migration.up
    lock = strongest(up.steps) if up is not None else None
    lines = [f"{name}: {summary(function)}" for name, function in report.migration.functions()]
    counted = Counter(finding.severity for finding in report.findings)
    found = [f"{counted[severity]} {severity}" for severity in _SEVERITIES if counted[severity]]
    return {
        "text": named(lock) if lock is not None else "no locks",
        "detail": "\n\n".join([*lines, f"Findings: {', '.join(found) or 'none'}"]),
        "severity": next((severity for severity in _SEVERITIES if counted[severity]), "none"),
    }


def sql(server: KnexlintServer, uri: str) -> dict[str, str] | None:
    """What `up` and then `down` send, as a script for people."""
    report = _report(server, uri)
    if report is None or report.migration is None:
        return None
    return {"text": "\n".join(_sql(report.migration))}


def schema(server: KnexlintServer, uri: str) -> dict[str, str] | None:
    """The tables as they are after this migration, as SQL."""
    report = _report(server, uri)
    if report is None or report.migration is None:
        return None
    migration = report.migration
    name = Path(migration.source.path).name
    notes = [f"The schema after {name} and all migrations before it."]
    if not migration.after.complete:
        notes.append("Not all of it is known: something in these migrations cannot be followed.")
    return {"text": script(migration.after, notes)}


def _sql(migration: Migration) -> Iterator[str]:
    yield comment(f"{Path(migration.source.path).name}, {_AROUND[migration.transaction]}") + "\n"
    if migration.error is not None:
        yield comment(f"Knex refuses the file: {migration.error}")
    for direction, function in migration.functions():
        yield f"-- {direction}: {summary(function)}\n"
        yield from _spaced(function)


def _spaced(function: Function) -> Iterator[str]:
    """The script in narrow lines: a fact a line, and an empty line after each statement."""
    for line in sent(function):
        if line.startswith("-- ") and "\n" not in line:
            yield from map(comment, line.removeprefix("-- ").split("; "))
        else:
            yield f"{lay_out(line)}\n"


def offered_templates() -> list[dict[str, str]]:
    return [{"name": each.name, "title": each.title, "detail": each.detail} for each in templates().values()]


def new_migration(server: KnexlintServer, name: str, template: str, uri: str) -> dict[str, str] | None:
    """Where the new file should be and what should be in it; nothing is written."""
    near = Path(path_of(uri))
    workspace = server.analysis.folders.workspace_of(str(near / "x" if near.is_dir() else near))
    placed = place(workspace, near, name, template, datetime.now(UTC))
    if placed is None:
        return None
    return {"uri": from_fs_path(str(placed.path)) or "", "text": placed.text, "snippet": placed.snippet}


async def check(server: KnexlintServer) -> dict[str, int]:
    """Lint every migration of the workspace, as it is on disk where it is not open, and publish what is found."""
    counted: Counter[str] = Counter()
    for root in server.analysis.folders.roots():
        workspace = server.analysis.folders.workspace_of(str(root / "x"))
        for path in workspace.scan(str(root)):
            await asyncio.sleep(0)  # what is typed meanwhile comes first
            report = _publish(server, path)
            if report is not None and report.migration is not None:
                counted["files"] += 1
                counted.update(finding.severity for finding in report.findings)
    return {name: counted[name] for name in ("files", *_SEVERITIES)}


def publish_closed(server: KnexlintServer, uri: str) -> None:
    """A file of which findings were published though it was not open is shown again as it is on disk."""
    if uri in server.checked and uri not in server.documents:
        _publish(server, path_of(uri))


def _publish(server: KnexlintServer, path: str) -> Report | None:
    uri = from_fs_path(path) or path
    if uri in server.documents:
        return server.analysis.report(server.documents[uri])
    workspace = server.analysis.folders.workspace_of(path)
    source = workspace.source(path)
    report = lint(source, workspace.project_of(path)) if isinstance(source, Source) else Report()
    if report.migration is None and uri not in server.checked:
        return None
    server.checked.add(uri)
    found = diagnostics(source, report.findings, server.client) if isinstance(source, Source) else []
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))
    return report


def _report(server: KnexlintServer, uri: Any) -> Report | None:
    document = server.documents.get(str(uri))
    return server.analysis.report(document) if document is not None else None
