"""`knexlint make --stub` writes what the real `knex migrate:make` can begin a migration with."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from real import KNEX, installed

pytestmark = pytest.mark.oracle

KNEXFILES = {
    "ts": "module.exports = {{ client: 'pg', migrations: {{ extension: 'ts', stub: '{stub}' }} }};\n",
    "js": "module.exports = {{ client: 'pg', migrations: {{ stub: '{stub}' }} }};\n",
}


@pytest.mark.parametrize("language", KNEXFILES)
def test_knex_makes_a_migration_from_the_stub(language: str, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(installed(KNEX) / "node_modules")
    (tmp_path / "package.json").write_text("{}\n")
    if language == "ts":
        (tmp_path / "tsconfig.json").write_text("{}\n")
    said = knexlint(tmp_path, "make", "--stub").stdout
    found = re.search(r"stub: '(.+?)'", said)
    assert found is not None, said
    (tmp_path / "knexfile.js").write_text(KNEXFILES[language].format(stub=found.group(1)))
    node = shutil.which("node")
    assert node is not None
    cli = tmp_path / "node_modules" / "knex" / "bin" / "cli.js"
    made = subprocess.run(
        [node, str(cli), "migrate:make", "add_note"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stdout + made.stderr
    (path,) = (tmp_path / "migrations").iterdir()
    assert re.fullmatch(rf"\d{{14}}_add_note\.{language}", path.name)
    assert path.read_text() == (tmp_path / found.group(1)).read_text()
    checked = knexlint(tmp_path, "check", "--fail-on", "info", ".")
    assert checked.returncode == 0, checked.stdout


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "migration-stub.js").write_text("mine\n")
    done = knexlint(tmp_path, "make", "--stub")
    assert done.returncode == 2
    assert (tmp_path / "migration-stub.js").read_text() == "mine\n"


def knexlint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "knexlint", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
