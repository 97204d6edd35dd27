"""What fixes leave behind, before real judges: TypeScript's compiler, real Knex, a real PostgreSQL.

Every example of every rule page is compiled in one program. What the page shows after a fix is run by real Knex, and
what that sends by a real server on the tables of pages.sql: it runs up and down again, and where the fix only changes
the way, it arrives at the schema that the original code arrives at.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pages import Block, read_cases, read_pages
from postgres.servers import Server
from real import RealKnex, installed, running

from knexlint.project.assemble import assemble, transaction_of
from knexlint.project.project import Project
from knexlint.syntax import read_module
from knexlint.text import Source

HERE = Path(__file__).parent
MAJOR = 16
ALL = [block for examples in [*read_pages(), *read_cases()] for block in examples.blocks]
BLOCKS = [block for block in ALL if block.section != "Instead"]
FIXED = [block for block in BLOCKS if block.fixed is not None]
# these fixes mean to end elsewhere: the original fails, sends nothing, or loses what the fix keeps
OTHER_END = {
    "alter-drops-default",
    "alter-drops-not-null",
    "concurrently-in-multi-statement",
    "concurrently-in-transaction",
    "floating-promise",
    "never-runs",
    *(page.rule.id for page in read_pages() if page.rule.page.category == "failure"),
}
pytestmark = pytest.mark.oracle


def files_after(block: Block) -> dict[str, str]:
    """The migration files after the fix, by name."""
    assert block.fixed is not None
    return {block.source.path: block.wrap(block.fixed.text), **block.fixed.files}


@pytest.fixture(scope="module")
def compiled() -> dict[str, list[str]]:
    """What TypeScript says about every example, by its name in one program."""
    texts: dict[str, str] = {}
    for block in BLOCKS:
        texts[f"{block}/{block.source.path}"] = block.source.text
        for name, text in files_after(block).items() if block.fixed is not None else ():
            texts[f"{block}/fixed/{name}"] = text
    cache = installed(HERE / "typescript")
    script = cache / "check.js"
    script.write_bytes((HERE / "typescript" / "check.js").read_bytes())
    done = subprocess.run(["node", str(script)], input=json.dumps(texts), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[str]] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_typescript_compiles_it(block: Block, compiled: dict[str, list[str]]) -> None:
    said = {name: messages for name, messages in compiled.items() if name.startswith(f"{block}/")}
    assert said
    assert {name: messages for name, messages in said.items() if messages} == {}


# --- Knex and PostgreSQL ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(MAJOR) as server:
        with server.connect(server.database()) as session:
            session.execute((HERE / "pages.sql").read_bytes())
            server.templates["pages"] = session.info.dbname
        yield server


class Database:
    """A copy of a database on which migrations are run as Knex runs them."""

    def __init__(self, server: Server, knex: RealKnex, template: str = "template1") -> None:
        self.server, self.knex = server, knex
        self.name = server.database(template)
        self.session = server.connect(self.name)

    def run(self, name: str, text: str, direction: str, path: Path | None = None) -> None:
        """Run one file's `up` or `down`; `path` if it imports others. Raises what Knex or PostgreSQL says."""
        transaction = is_in_transaction(name, text)
        code = {"code": text, "language": name.rpartition(".")[2]} if path is None else {"file": str(path)}
        answers = self.answers(Source(name, text.encode()), direction)
        job = {**code, "direction": direction, "transaction": transaction, "answers": answers}
        done = self.knex.record(job)
        if done["error"] is not None:
            raise RuntimeError(done["error"])
        if transaction:
            self.send("BEGIN", [])
        for query in done["queries"]:
            self.send(query["sql"], query["bindings"])
        if transaction:
            self.send("COMMIT", [])

    def answers(self, source: Source, direction: str) -> list[dict[str, Any]]:
        """What this database says to the migration's probes."""
        functions = dict(assemble(read_module(source), Project()).functions())
        queries = functions[direction].queries if direction in functions else ()
        probes = {guard.probe for query in queries for guard in query.when if guard.probe is not None}
        return [
            {
                "probe": probe.kind,
                "schema": probe.schema,
                "table": probe.table,
                "column": probe.column,
                "occurrence": probe.occurrence,
                "answer": self.session.execute(PROBE, (probe.table, probe.column)).fetchone() is not None,
            }
            for probe in probes
        ]

    def send(self, sql: str, values: list[Any]) -> None:
        connection = self.session.pgconn
        bound = [None if value is None else str(value).encode() for value in values]
        result = connection.exec_params(sql.encode(), bound) if values else connection.exec_(sql.encode())
        if result.status not in (psycopg.pq.ExecStatus.COMMAND_OK, psycopg.pq.ExecStatus.TUPLES_OK):
            raise RuntimeError(f"{result.error_message.decode()} in {sql}")

    def schema(self) -> list[tuple[Any, ...]]:
        """Tables, columns, indexes and constraints, in words; NOT VALID is left to `unvalidated`."""
        found = self.session.execute(SCHEMA).fetchall()
        return sorted(tuple(str(part).removesuffix(" NOT VALID") for part in row) for row in found)

    def close(self) -> None:
        self.session.close()
        self.server.drop(self.name)


def database_of(block: Block, server: Server, knex: RealKnex) -> Database:
    """What a block runs on: a copy of the pages' tables, or what the migrations before it make."""
    database = Database(server, knex, "template1" if block.earlier else server.templates["pages"])
    for source in block.earlier:
        database.run(source.path, source.text, "up")
    return database


PROBE = """
SELECT FROM information_schema.columns
 WHERE table_schema = 'public' AND table_name = %s AND column_name = coalesce(%s, column_name)
"""
SCHEMA = """
SELECT 'column', c.table_name, c.column_name, c.data_type, c.is_nullable, c.column_default, c.character_maximum_length
  FROM information_schema.columns c WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef, i.indisvalid::text, '', 0
  FROM pg_indexes JOIN pg_index i ON i.indexrelid = indexname::regclass WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', 0
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
"""


def is_in_transaction(name: str, text: str) -> bool:
    return transaction_of(read_module(Source(name, text.encode())), Project()) == "batch"


@pytest.mark.parametrize("block", FIXED, ids=str)
def test_fix_runs(block: Block, server: Server, real_knex: RealKnex) -> None:
    files = files_after(block)
    database = database_of(block, server, real_knex)
    try:
        before = database.schema()
        for name in sorted(files):
            database.run(name, files[name], "up")
        after = database.schema()
        if block.rule not in OTHER_END:
            assert after == schema_of_original(block, server, real_knex)
        if all("Not part of the example" not in text and "throw new Error" not in text for text in files.values()):
            for name in sorted(files, reverse=True):
                database.run(name, files[name], "down")
            assert block.rule in OTHER_END or database.schema() == before
    finally:
        database.close()


def schema_of_original(block: Block, server: Server, real_knex: RealKnex) -> list[tuple[Any, ...]]:
    database = database_of(block, server, real_knex)
    try:
        database.run(block.source.path, block.source.text, "up")
        return database.schema()
    finally:
        database.close()


def fails(block: Block, direction: str) -> bool:
    """The page says that this direction fails on the pages' tables, whatever rows they hold."""
    own = (each for each in block.findings if each.rule == block.rule and each.direction == direction)
    return any(each.page.category == "failure" and each.severity in ("error", "warning") for each in own)


REPORTED = [block for block in BLOCKS if block.section == "Reported" and "postgres" not in block.words]
FAILURES = [(block, direction) for block in REPORTED for direction in ("up", "down") if fails(block, direction)]


@pytest.mark.parametrize(("block", "direction"), FAILURES, ids=str)
def test_what_is_said_to_fail_fails(block: Block, direction: str, server: Server, real_knex: RealKnex) -> None:
    database = database_of(block, server, real_knex)
    try:
        if direction == "down":
            database.run(block.source.path, block.source.text, "up")
        with pytest.raises(RuntimeError):
            database.run(block.source.path, block.source.text, direction)
    finally:
        database.close()


RUNS = [block for block in BLOCKS if block.section == "Accepted" and "postgres" not in block.words]


@pytest.mark.parametrize("block", RUNS, ids=str)
def test_accepted_code_runs(block: Block, server: Server, real_knex: RealKnex) -> None:
    database = database_of(block, server, real_knex)
    try:
        database.run(block.source.path, block.source.text, "up")
    finally:
        database.close()
