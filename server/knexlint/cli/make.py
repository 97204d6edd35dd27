"""`knexlint make`: a new migration, or a stub that `knex migrate:make` begins every migration with."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from knexlint.project.disk import root_of
from knexlint.project.settings import meant
from knexlint.project.workspace import Workspace
from knexlint.templates import templates
from knexlint.templates.placing import migrations_folder, place, stub


def make(options: argparse.Namespace) -> int:
    near = Path(options.directory).resolve()
    if not near.is_dir():
        print(f"knexlint make: {options.directory} is not a folder", file=sys.stderr)
        return 2
    workspace = Workspace(root_of(near))
    workspace.scan(str(workspace.root))
    if options.stub is not None:
        return _stub(options.stub, workspace, near)
    if options.name is None:
        print("knexlint make: give the migration a name, or --stub", file=sys.stderr)
        return 2
    placed = place(workspace, near, options.name, options.template, datetime.now(UTC))
    if placed is None:
        known = [*templates()]
        hint = meant(options.template, known) or f"; there are: {', '.join(known)}"
        print(f'knexlint make: there is no template "{options.template}"{hint}', file=sys.stderr)
        return 2
    return _write(placed.path, placed.text)


def _stub(name: str, workspace: Workspace, near: Path) -> int:
    extension, text = stub(migrations_folder(workspace, near), workspace.root)
    path = Path(name).resolve() if name else near / f"migration-stub{extension}"
    code = _write(path, text)
    if code == 0:
        print(f"Name it in the knexfile: migrations: {{ stub: './{os.path.relpath(path, near)}' }}")
    return code


def _write(path: Path, text: str) -> int:
    """Never over a file that is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        print(f"knexlint make: {os.path.relpath(path)} is there already", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"knexlint make: {os.path.relpath(path)} cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    print(os.path.relpath(path))
    return 0
