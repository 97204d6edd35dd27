"""The schema after replaying migrations, against what the real Knex makes of a real PostgreSQL with the same ones.

Judged are whole folders (the example service, and packages on npm that ship their migrations) and every case of
`knex/cases` that a small database bears. The schema as SQL is loaded into an empty database and must come out the same.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from postgres.described import described
from postgres.servers import Server
from real import KNEX, RealKnex, installed, running, unavailable
from test_knex import read_cases

from knexlint.catalog import Catalog, apply
from knexlint.catalog.script import script
from knexlint.cli.files import Places
from knexlint.cli.schema import histories
from knexlint.cli.shapes import schema_shape
from knexlint.knex.run import run
from knexlint.lint import lint
from knexlint.project.history import History, finished, recount
from knexlint.project.walk import statements_of, walk
from knexlint.sql import read
from knexlint.syntax import read_module
from knexlint.text import Fragment, Source

pytestmark = pytest.mark.oracle
ROOT = Path(__file__).parents[2]
MAJOR = 16
PACKAGES = {  # with the folders of their migrations
    "@backstage/plugin-catalog-backend@4.0.5": ("migrations",),
    "@backstage/plugin-auth-backend@0.31.0": ("migrations",),
    "@backstage/plugin-scaffolder-backend@4.3.0": ("migrations",),
    "@backstage/plugin-notifications-backend@0.6.11": ("migrations",),
    "@backstage/plugin-events-backend@0.6.6": ("migrations",),
    "@backstage/plugin-app-backend@0.5.20": ("migrations",),
    "@backstage/plugin-search-backend-module-pg@0.5.61": ("migrations",),
    "@backstage/plugin-user-settings-backend@0.4.9": ("migrations",),
    "@backstage/backend-defaults@0.19.0": ("migrations/auth", "migrations/scheduler"),
}
FOLDERS = [(package, folder) for package, folders in PACKAGES.items() for folder in folders]
BASE = """
CREATE TABLE t (id serial PRIMARY KEY, a integer, b integer, c text, d text, x integer, y integer, z text, name text);
CREATE TABLE u (id serial PRIMARY KEY, a integer, b integer, t_id integer, name varchar(255));
CREATE TABLE users (id serial PRIMARY KEY, name text, email text, age integer);
CREATE SCHEMA s;
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(MAJOR) as server:
        yield server


class Migrator:
    """One Node process that runs migrations on a server."""

    def __init__(self, server: Server) -> None:
        cache = installed(KNEX)
        script = cache / "migrate.js"
        script.write_bytes((KNEX / "migrate.js").read_bytes())
        self.server = server
        self.process = subprocess.Popen(
            ["node", str(script)], cwd=cache, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def run(self, history: History) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """What the migrations make of an empty database, and those that failed."""
        assert self.process.stdin is not None and self.process.stdout is not None
        database = self.server.database()
        files = [chapter.path for chapter in history]
        job = {"host": str(self.server.folder), "database": database, "files": files, "stubs": True}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        with self.server.connect(database) as session:
            return described(session), answer["failed"]

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=10)


@pytest.fixture(scope="module")
def migrator(server: Server) -> Iterator[Migrator]:
    made = Migrator(server)
    yield made
    made.close()


def package(name: str) -> Path:
    """A package of npm without those it depends on, unpacked once into the user's cache."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "knexlint" / "packages"
    folder = root / name.replace("/", "+")
    if not folder.exists():
        if shutil.which("npm") is None:
            unavailable("npm is needed to download packages")
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root) as work:
            command = ["npm", "pack", name, "--silent", "--pack-destination", work]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            archives = list(Path(work).glob("*.tgz"))
            if done.returncode or not archives:
                unavailable(f"npm could not download {name}: {done.stderr.strip()[-300:]}")
            with tarfile.open(archives[0]) as archive:
                archive.extractall(Path(work) / "out", filter="data")
            (Path(work) / "out").rename(folder)
    return folder / "package"


def history_of(folder: Path) -> History:
    found = histories(Places({}).workspace(folder), folder)
    assert len(found) == 1
    return found[0]


def by_name(shape: dict[str, Any]) -> dict[str, Any]:
    return {f"{table['schema']}.{table['name']}": table for table in shape["tables"]}


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[Any]:
    """The parts of two schemas that are not the same."""
    mine, theirs = by_name(one), by_name(other)
    return [part for name in mine | theirs for part in parts_of(mine.get(name), theirs.get(name))]


def parts_of(one: dict[str, Any] | None, other: dict[str, Any] | None) -> list[Any]:
    """The parts of two tables that differ."""
    if one is None or other is None:
        return [] if one is other else [one, other]
    pairs = ((mine, theirs) for key in one if key in other for mine, theirs in [(one[key], other[key])])
    return [part for a, b in pairs if a != b for part in (*a, *b) if part not in a or part not in b]


def loaded(server: Server, catalog: Catalog) -> dict[str, Any]:
    """What an empty database is after the schema as SQL."""
    with server.connect(server.database()) as session:
        session.execute(script(catalog).encode())
        return described(session)


def without_order(shape: dict[str, Any]) -> dict[str, Any]:
    """A column that was added last to a partition stands where the parent has it when all is made at once."""
    return {
        name: {**table, "columns": sorted(table["columns"], key=lambda column: column["name"])}
        for name, table in by_name(shape).items()
    }


def test_the_example_service(server: Server, migrator: Migrator) -> None:
    """Some of its migrations fail, as they are there to show; knexlint says so of the first."""
    history = history_of(ROOT / "examples" / "order-service")
    real, failed = migrator.run(history)
    files = {each["file"] for each in failed}
    first = history.chapter(failed[0]["file"])
    assert first is not None
    report = lint(first.source, Places({}).workspace(ROOT / "examples").project_of(first.path))
    assert "error" in {finding.severity for finding in report.findings}
    history = finished(recount([chapter.told for chapter in history if chapter.path not in files]))
    assert differences(schema_shape(history.end), real) == []
    assert len(real["tables"]) >= 4
    assert differences(loaded(server, history.end), real) == []


@pytest.mark.parametrize(("name", "folder"), FOLDERS, ids=[f"{name} {folder}" for name, folder in FOLDERS])
def test_a_package(name: str, folder: str, server: Server, migrator: Migrator) -> None:
    history = history_of(package(name) / folder)
    real, failed = migrator.run(history)
    assert failed == []
    assert differences(schema_shape(history.end), real) == []
    assert real["tables"]
    assert without_order(loaded(server, history.end)) == without_order(real)


# --- single statements ------------------------------------------------------------------------------------------------


def after(text: str, catalog: Catalog) -> Catalog:
    for statement in read(Fragment.plain(text)):
        for operation in statement.operations:
            catalog = apply(operation, catalog)
    return catalog


def send(session: psycopg.Connection, sql: str, values: list[Any]) -> bool:
    bound = [None if value is None else str(value).encode() for value in values]
    connection = session.pgconn
    result = connection.exec_params(sql.encode(), bound) if values else connection.exec_(sql.encode())
    return result.status in (psycopg.pq.ExecStatus.COMMAND_OK, psycopg.pq.ExecStatus.TUPLES_OK)


def real_schema(session: psycopg.Connection, queries: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What the queries leave; None if one of them fails. Nothing of it stays."""
    session.execute("BEGIN")
    try:
        if all(send(session, query["sql"], query["bindings"]) for query in queries):
            return described(session)
        return None
    finally:
        session.execute("ROLLBACK")


def test_what_each_case_leaves(server: Server, real_knex: RealKnex) -> None:
    base = after(BASE, Catalog(complete=True)).settled()
    wrong: list[str] = []
    compared = 0
    with server.connect(server.database()) as session:
        session.execute(BASE.encode())
        for case in read_cases():
            if case.marks or not case.name.startswith("schema-"):
                continue
            told = run(read_module(Source("case.js", case.module.encode())), "up")
            if told.asked:  # the recording knows no answers
                continue
            done = real_knex.record({"code": case.module})
            real = None if done["error"] else real_schema(session, done["queries"])
            if real is None:
                continue
            compared += 1
            walked = walk(told, statements_of(told), True, base)
            wrong += [f"{case.name}: {part}" for part in differences(schema_shape(walked), real)]
    assert not wrong, "\n".join(wrong)
    assert compared >= 300
