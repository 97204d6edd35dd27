"""Names of migration files: their order, and free ones for files that a fix creates. Writes nothing."""

from __future__ import annotations

import re
from pathlib import Path


def free_path(folder: Path, name: str) -> Path:
    """Where to put a new file: its timestamp counts on while another migration has that name."""
    path = folder / name
    while path.exists():
        counted = re.sub(r"^\d+", lambda found: f"{int(found.group()) + 1:0{len(found.group())}}", path.name)
        path = folder / (f"_{path.name}" if counted == path.name else counted)
    return path


def load_order(name: str) -> bytes:
    """The key by which Knex sorts migrations: the file's name in UTF-16 units."""
    return name.rsplit("/", 1)[-1].encode("utf-16-be", "surrogatepass")
