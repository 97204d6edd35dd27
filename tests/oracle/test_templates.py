"""Every template before real judges: TypeScript compiles it, real Knex runs it on a real PostgreSQL, up and down."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest
from real import RealKnex, installed
from test_fixes import HERE, Database, server

from knexlint.templates import Style, in_style, plain, templates

pytestmark = pytest.mark.oracle

__all__ = ["server"]

STYLES: dict[Style, str] = {"typescript": ".ts", "esm": ".mts", "commonjs": ".js"}
TABLES = """
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint, state text);
INSERT INTO customers VALUES (1);
INSERT INTO orders (customer_id, state) SELECT 1, 'old' FROM generate_series(1, 2500);
"""
# what has to have run before: a template, or a statement
BEFORE = {
    "validate-foreign-key": "add-foreign-key",
    "rename-column-contract": "rename-column-expand",
    "backfill": "ALTER TABLE orders ADD status text",
    "create-table": "DROP TABLE orders",
}


class Fresh(Database):
    """A database with the tables that the templates speak of."""

    def __init__(self, server_: object, knex: RealKnex) -> None:
        super().__init__(server_, knex)  # type: ignore[arg-type]
        self.session.execute("DROP SCHEMA public CASCADE")
        self.session.execute("CREATE SCHEMA public")
        self.session.execute(TABLES)


@pytest.fixture
def database(server: object, real_knex: RealKnex) -> Iterator[Fresh]:
    fresh = Fresh(server, real_knex)
    yield fresh
    fresh.close()


def file_of(name: str, style: Style) -> tuple[str, str]:
    return f"20250101000000_{name}{STYLES[style]}", in_style(plain(templates()[name].text), style)


def prepare(database: Fresh, name: str) -> None:
    before = BEFORE.get(name)
    if before in templates():
        database.run(*file_of(before, "typescript"), "up")
    elif before is not None:
        database.session.execute(before)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", templates())
def test_it_runs_up_and_down_again(database: Fresh, name: str, style: Style) -> None:
    prepare(database, name)
    before = database.schema()
    file, text = file_of(name, style)
    database.run(file, text, "up")
    if name not in ("backfill", "empty", "validate-foreign-key"):
        assert database.schema() != before
    if "throw new Error" in text:
        with pytest.raises(RuntimeError, match=r"any more|is gone"):
            database.run(file, text, "down")
        return
    database.run(file, text, "down")
    assert database.schema() == before
    database.run(file, text, "up")


def test_a_renamed_column_is_the_same_under_both_names(database: Fresh) -> None:
    database.run(*file_of("rename-column-expand", "typescript"), "up")
    execute = database.session.execute
    execute("INSERT INTO orders (id, state) VALUES (5001, 'by old code')")
    execute("INSERT INTO orders (id, status) VALUES (5002, 'by new code')")
    execute("UPDATE orders SET state = 'changed by old code' WHERE id = 1")
    execute("UPDATE orders SET status = 'changed by new code' WHERE id = 2")
    rows = execute("SELECT id, state, status FROM orders WHERE id IN (1, 2, 3, 5001, 5002) ORDER BY id").fetchall()
    assert rows == [
        (1, "changed by old code", "changed by old code"),
        (2, "changed by new code", "changed by new code"),
        (3, "old", None),
        (5001, "by old code", "by old code"),
        (5002, "by new code", "by new code"),
    ]
    execute("UPDATE orders SET status = state WHERE status IS NULL")
    database.run(*file_of("rename-column-contract", "typescript"), "up")
    assert execute("SELECT count(*) FROM orders WHERE status IS NULL").fetchone() == (0,)


def test_typescript_compiles_them() -> None:
    texts = dict(file_of(name, style) for name in templates() for style in STYLES)
    cache = installed(HERE / "typescript")
    script = cache / "check.js"
    script.write_bytes((HERE / "typescript" / "check.js").read_bytes())
    done = subprocess.run(["node", str(script)], input=json.dumps(texts), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = {name: messages for name, messages in json.loads(done.stdout).items() if not name.endswith(".mts")}
    assert {name: messages for name, messages in said.items() if messages} == {}
