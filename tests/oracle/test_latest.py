"""`knexlint sql FOLDER` against the real `migrate:latest` and `migrate:rollback`: the order of files, and what is sent
inside which transaction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real import KNEX, Recording, installed

from knexlint.cli import main

pytestmark = pytest.mark.oracle

POSTGRES = "module.exports = { client: 'pg', connection: {}, migrations: MIGRATIONS };"
PLAIN = "exports.up = (knex) => knex.raw('up NAME'); exports.down = (knex) => knex.raw('down NAME');"
ALONE = f"{PLAIN} exports.config = {{ transaction: false }};"
INSIDE = f"{PLAIN} exports.config = {{ transaction: true }};"
NOTHING = "exports.up = async () => {}; exports.down = async () => {};"
NESTED = """exports.up = async (knex) => {
  await knex.raw('before NAME');
  await knex.transaction(async (trx) => {
    await trx.raw('inner NAME');
    await trx.transaction((deeper) => deeper.raw('deeper NAME'));
  });
  await knex.raw('between NAME');
  await knex.batchInsert('t', [{ a: 1 }, { a: 2 }], 1);
  await knex.schema.createTable('NAME', (table) => table.increments()).dropTable('NAME');
};
exports.down = async () => {};"""
THROWS = "exports.up = async (knex) => { await knex.raw('up NAME'); throw new Error('no'); }; exports.down = () => {};"
SCHEMA = "exports.up = ({ schema }) => schema.table('NAME', (t) => t.index('a')); exports.down = async () => {};"

# The migrations' part of the knexfile, and what each file holds.
FOLDERS: dict[str, tuple[str, dict[str, str]]] = {
    "names": ("{}", dict.fromkeys(("10_a.js", "2_b.js", "Z_c.js", "a_d.js", "_e.js", "A_f.js", "10_A.js"), PLAIN)),
    "units": ("{}", dict.fromkeys(("é.js", "z.js", "\U0001f600.js", "\uff21.js", "日.js"), PLAIN)),
    "alone": ("{}", {"1_a.js": PLAIN, "2_b.js": ALONE, "3_c.js": NESTED, "4_d.js": SCHEMA}),
    "alone and nested": ("{}", {"1_a.js": ALONE, "2_b.js": f"{NESTED} exports.config = {{ transaction: false }};"}),
    "nested": ("{}", {"1_a.js": PLAIN, "2_b.js": NESTED, "3_c.js": NESTED, "4_d.js": SCHEMA}),
    "disabled": ("{ disableTransactions: true }", {"1_a.js": PLAIN, "2_b.js": INSIDE, "3_c.js": NESTED}),
    "nothing": ("{}", {"1_a.js": NOTHING, "2_b.js": PLAIN, "3_c.js": NOTHING}),
    "throws": ("{}", {"1_a.js": PLAIN, "2_b.js": THROWS, "3_c.js": PLAIN}),
    "throws alone": ("{}", {"1_a.js": PLAIN, "2_b.js": THROWS, "3_c.js": ALONE}),
    "merged": (
        "{ directory: ['./migrations/b', './migrations/a'] }",
        {"a/1_a.js": PLAIN, "a/3_a.js": PLAIN, "b/2_b.js": PLAIN, "b/4_b.js": PLAIN},
    ),
    "apart": (
        "{ directory: ['./migrations/b', './migrations/a'], sortDirsSeparately: true }",
        {"a/1_a.js": PLAIN, "a/3_a.js": ALONE, "b/2_b.js": PLAIN, "b/4_b.js": PLAIN},
    ),
    "extensions": ("{}", {"1_a.js": PLAIN, "2_b.cjs": PLAIN, "3_c.mjs": "export const up = 1;", "4_d.txt": "no"}),
    "other extensions": ("{ loadExtensions: ['.cjs'] }", {"1_a.js": PLAIN, "2_b.cjs": PLAIN, "3_c.cjs": PLAIN}),
}


@pytest.fixture(scope="module")
def migrator() -> Iterator[Recording]:
    recording = Recording(installed(KNEX), KNEX / "latest.js")
    yield recording
    recording.close()


def write(folder: Path, migrations: str, files: dict[str, str]) -> None:
    (folder / "package.json").write_text("{}")
    (folder / "knexfile.js").write_text(POSTGRES.replace("MIGRATIONS", migrations))
    for name, text in files.items():
        path = folder / "migrations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("NAME", path.stem))


def real_lines(events: list[dict[str, Any]]) -> list[str]:
    """What is sent, one line each; savepoints without their numbers, and without transactions that hold nothing."""
    lines = [re.sub(r"\btrx\d+", "nested", event["sql"]).rstrip(";") for event in events]
    while (at := next((i for i in range(len(lines) - 1) if lines[i : i + 2] == ["BEGIN", "COMMIT"]), None)) is not None:
        del lines[at : at + 2]
    return lines


def our_lines(text: str) -> list[str]:
    lines = [line.rstrip(";") for line in text.splitlines() if line and not line.startswith("--")]
    return real_lines([{"sql": line} for line in lines])


RUNS = [(name, "latest") for name in FOLDERS]
RUNS += [(name, "rollback") for name in FOLDERS if not name.startswith("throws")]  # else nothing is there to roll back


@pytest.mark.parametrize(("name", "command"), RUNS)
def test_a_folder_runs_as_knex_runs_it(
    name: str,
    command: str,
    migrator: Recording,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(tmp_path, *FOLDERS[name])
    monkeypatch.chdir(tmp_path)
    real = migrator.record({"folder": str(tmp_path), "command": command})
    assert main(["sql", *(["--down"] if command == "rollback" else []), "migrations"]) == 0
    # Between nested transactions the text shows one level, however deep they are.
    flat = [line for line in real_lines(real["events"]) if "nested" not in line]
    assert [line for line in our_lines(capsys.readouterr().out) if "nested" not in line] == flat
    assert (real["error"] is not None) == name.startswith("throws")


@pytest.mark.parametrize("name", FOLDERS)
def test_the_json_says_in_which_transaction(
    name: str,
    migrator: Recording,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(tmp_path, *FOLDERS[name])
    monkeypatch.chdir(tmp_path)
    real = migrator.record({"folder": str(tmp_path), "command": "latest"})
    assert main(["sql", "--format", "json", "migrations"]) == 0
    files = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert _told(files, throws=name.startswith("throws")) == _seen(real["events"])


def _told(files: list[dict[str, Any]], throws: bool) -> list[tuple[str, str]]:
    """Each query, with what it runs in: the batch's transaction, that of its file, one of its own, or none."""
    told: list[tuple[str, str]] = []
    for file in files:
        around = {"none": "none"}.get(file["transaction"], "transaction")
        for query in file["up"]:
            if query["error"] is not None:
                assert throws
                return told
            told.append((query["sql"], around if query["scope"] is None else "transaction"))
    return told


def _seen(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []
    open_ = False
    for event in events:
        if re.match(r"(BEGIN|COMMIT|ROLLBACK)\b", event["sql"]):
            open_ = event["sql"].startswith("BEGIN") or (open_ and " TO " in event["sql"])
        elif not re.match(r"(SAVEPOINT|RELEASE)\b", event["sql"]):
            seen.append((event["sql"], "transaction" if open_ else "none"))
    return seen
