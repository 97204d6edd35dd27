"""A migration beside what the default branch has of its folder."""

from __future__ import annotations

from typing import Any

from knexlint.project.assemble import assemble
from knexlint.project.detect import has_extension
from knexlint.project.migration import Function, Migration, Published
from knexlint.project.naming import load_order
from knexlint.project.project import Project
from knexlint.record import replace
from knexlint.syntax import read_module
from knexlint.text import Fragment, Source


def published(migration: Migration, project: Project) -> Published | None:
    """What the default branch says of the file; None where nothing is known of one."""
    branch, source, up = project.branch, migration.source, migration.up
    if branch is None or up is None:
        return None
    name = source.path.rpartition("/")[2]
    if name in branch.blobs:
        text = None if branch.holds(name, source.data) else branch.text(name)
        if text is None:
            return Published(branch.name)
        before = assemble(read_module(Source(source.path, text)), replace(project, branch=None)).up
        return Published(branch.name, changed=before is not None and _sent(before) != _sent(up))
    later = [each for each in branch.blobs if _is_dated(each) and load_order(each) > load_order(name)]
    return Published(branch.name, overtaken_by=max(later, key=load_order, default=None) if _is_dated(name) else None)


def _sent(function: Function) -> list[tuple[Any, ...]]:
    """What a function sends, apart from where it stands in the file."""
    return [
        (query.sql and query.sql.text, [*map(_plain, query.bindings)], query.when, query.unknown, query.error)
        for query in function.queries
    ]


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, Fragment) else value


def _is_dated(name: str) -> bool:
    return name[:1].isdigit() and has_extension(name)
