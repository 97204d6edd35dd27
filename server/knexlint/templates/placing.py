"""Where a project's next migration goes, and how it is written there. Looks at the folder, writes nothing."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from pathlib import Path

from knexlint.project.detect import EXTENSIONS, has_extension, is_migration
from knexlint.project.disk import PACKAGE
from knexlint.project.naming import free_path
from knexlint.project.workspace import Workspace
from knexlint.record import record
from knexlint.syntax import read_module
from knexlint.templates import Style, in_style, plain, snippet, templates
from knexlint.text import Source

EMPTY = "empty"


@record
class Placed:
    """A file to write: `path` is free. `snippet`: its text with tab stops, for an editor."""

    path: Path
    text: str
    snippet: str


def place(workspace: Workspace, near: Path, name: str, template: str, now: datetime) -> Placed | None:
    """The next migration. `near`: its folder, or whatever is nearest to it. None if there is no such template."""
    known = templates().get(template)
    if known is None:
        return None
    folder = migrations_folder(workspace, near)
    style, extension = style_of(folder, workspace.root)
    words = re.sub(r"\W+", "_", name.strip()).strip("_") or known.name.replace("-", "_")
    path = free_path(folder, f"{now:%Y%m%d%H%M%S}_{words}{extension}")
    text = in_style(known.text, style)
    return Placed(path, plain(text), snippet(text))


def stub(folder: Path, root: Path) -> tuple[str, str]:
    """A stub for `knex migrate:make`: its extension and its text, as the migrations of the folder are written."""
    style, extension = style_of(folder, root)
    return extension, in_style(templates()[EMPTY].text, style)


def migrations_folder(workspace: Workspace, near: Path) -> Path:
    """The folder of migrations that is nearest: this one, one that a knexfile names, one that is called so."""
    here = near if near.is_dir() else near.parent
    if _newest(here) is not None:
        return here
    named = [Path(folder) for folder in workspace.migration_folders()]
    found = [folder for folder in named if folder.is_dir()] or _called_so(workspace) or named
    return min(found, key=lambda folder: _distance(folder, here), default=workspace.root / "migrations")


def style_of(folder: Path, root: Path) -> tuple[Style, str]:
    """As the newest migration of the folder is written; without one, as the package's settings have it."""
    newest = _newest(folder)
    if newest is not None:
        module = read_module(newest)
        extension = Path(newest.path).suffix
        return ("typescript" if module.typescript and module.format == "esm" else module.format), extension
    for here in (folder, *folder.parents):
        if (here / "tsconfig.json").is_file() or (here / "knexfile.ts").is_file():
            return "typescript", ".ts"
        if (here / PACKAGE).is_file():
            return ("esm" if _is_module(here / PACKAGE) else "commonjs"), ".js"
        if here == root:
            break
    return "commonjs", ".js"


def _newest(folder: Path) -> Source | None:
    """The migration of the folder that Knex would run last."""
    try:
        names = sorted((each.name for each in folder.iterdir() if has_extension(each.name)), reverse=True)
    except OSError:
        return None
    for name in names[:20]:
        try:
            source = Source(str(folder / name), (folder / name).read_bytes())
        except OSError:
            continue
        if is_migration(read_module(source)):
            return source
    return None


def _called_so(workspace: Workspace) -> list[Path]:
    folders = {Path(path).parent for path in workspace.scan(str(workspace.root)) if path.endswith(EXTENSIONS)}
    return [folder for folder in sorted(folders) if folder.name == "migrations"]


def _distance(folder: Path, here: Path) -> int:
    shared = os.path.commonpath((folder, here))
    return len(folder.parts) + len(here.parts) - 2 * len(Path(shared).parts)


def _is_module(package: Path) -> bool:
    try:
        found = json.loads(package.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("type") == "module"
