"""The schema that migrations leave behind, one after another. Pure: whoever asks brings the files, in Knex's order."""

from __future__ import annotations

from collections.abc import Iterable

from knexlint.catalog import Catalog
from knexlint.project.assemble import assemble
from knexlint.project.project import Project
from knexlint.record import replace
from knexlint.syntax import read_module
from knexlint.text import Source

EMPTY = Catalog(complete=True)  # a new database


def replay(migrations: Iterable[tuple[Source, Project]], before: Catalog = EMPTY) -> Catalog:
    """The schema after the `up` of these migrations, each of which is committed."""
    for source, project in migrations:
        before = assemble(read_module(source), replace(project, before=before)).after
    return before
