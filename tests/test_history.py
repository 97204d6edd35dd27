"""The schema remembered: what migrations leave behind, what is in doubt after something that cannot be followed, and
how little is done again when one file changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from knexlint.catalog import Catalog
from knexlint.catalog.deparse import expression
from knexlint.cli import main
from knexlint.cli.shapes import schema_shape
from knexlint.project.history import History, Told, finished, recount, tell
from knexlint.project.project import Project
from knexlint.project.workspace import Workspace
from knexlint.text import Source

CREATE = "await knex.schema.createTable('orders', (t) => { t.increments(); t.string('name', 20); });"


def told(name: str, body: str, head: str = "") -> Told:
    text = f"{head}\nexports.up = async (knex) => {{ {body} }};\nexports.down = async () => {{}};\n"
    found = tell(Source(f"/p/migrations/{name}.js", text.encode()), Project(migration=True))
    assert found is not None
    return found


def history(*bodies: str) -> History:
    return finished(recount([told(f"{number:03}", body) for number, body in enumerate(bodies)]))


def end(*bodies: str) -> Catalog:
    return history(*bodies).end


# --- the order of things ----------------------------------------------------------------------------------------------


def test_before_and_after_each_file() -> None:
    found = history(CREATE, "await knex.schema.alterTable('orders', (t) => { t.index('name'); });")
    first, second = found.chapters
    assert found.before(first.path).absent("orders")
    assert found.after(first.path) is found.before(second.path)
    assert found.before("/p/migrations/000a.js") is found.after(first.path)
    assert [index.name for index in found.end.indexes(found.end.get("orders"))] == [
        "orders_pkey",
        "orders_name_index",
    ]  # type: ignore[arg-type]
    assert [sight.statement.fragment.text.split()[0] for sight in second.sights()] == ["create"]
    assert found.up_to(first.path).end is first.after


def test_what_a_file_makes_is_not_new_to_the_next_one() -> None:
    assert not end(CREATE).new("orders")


def test_session_settings_end_with_the_file() -> None:
    assert end("await knex.raw('SET lock_timeout = 1000');").setting("lock_timeout") is None


# --- guards -----------------------------------------------------------------------------------------------------------


def test_guards_are_answered_by_the_schema() -> None:
    guarded = (
        "if (await knex.schema.hasTable('orders')) await knex.schema.dropTable('orders');"
        " else await knex.schema.createTable('items', (t) => t.increments());"
    )
    assert end(guarded).table("items") is not None
    after = end(CREATE, guarded)
    assert after.absent("orders")
    assert after.absent("items")


def test_a_guard_asks_at_its_place() -> None:
    body = (
        "const had = await knex.schema.hasColumn('orders', 'n'); {add} if (!had) await knex.raw('drop table orders');"
    )
    add = "await knex.schema.alterTable('orders', (t) => t.integer('n'));"
    assert end(CREATE, body.replace("{add}", add)).absent("orders")


# --- doubt ------------------------------------------------------------------------------------------------------------


def test_a_call_that_cannot_be_followed_puts_everything_in_doubt() -> None:
    after = end(
        CREATE, "await require('elsewhere')(knex);", "await knex.schema.createTable('b', (t) => t.increments());"
    )
    assert not after.sure("orders")
    assert after.has_relation("orders") is None
    assert not after.absent("whatever")
    assert after.sure("b")


def test_a_statement_with_a_known_text_only_what_it_names() -> None:
    other = "await knex.schema.createTable('b', (t) => t.increments());"
    after = end(CREATE, other, "if (process.env.X) await knex.raw('alter table orders drop column name');")
    assert not after.sure("orders")
    assert after.sure("b")
    assert after.absent("whatever")


@pytest.mark.parametrize(
    "body",
    [
        "for (const row of await knex('a')) await knex('orders').insert(row);",
        "await knex.raw(`update ${process.env.T} set a = 1`);",
        "await knex('orders').where('id', process.env.X).del();",
    ],
)
def test_rows_are_no_schema(body: str) -> None:
    after = end(CREATE, body, "await knex.raw('select 1');")
    assert after.sure("orders")


def test_a_name_that_is_not_known_is_no_table() -> None:
    after = end(CREATE, "await knex.raw(`alter table ${process.env.T} add column a int`);")
    assert [table.name for table in after.tables()] == ["orders"]
    assert not after.sure("orders")


def test_work_that_nothing_waits_for() -> None:
    add = "['a'].forEach(async (c) => { await knex.schema.alterTable('orders', (t) => t.integer(c)); });"
    assert end(CREATE, add).has_column("orders", "a") is None
    table = end(CREATE, add + " await knex.raw('select 1');").table("orders")
    assert table is not None
    assert "a" in table.columns


# --- what was there from the start ------------------------------------------------------------------------------------


def test_one_table_that_nothing_makes_is_presumed() -> None:
    found = history(
        "await knex.schema.alterTable('users', (t) => t.integer('a'));", CREATE, CREATE.replace("orders", "b")
    )
    users = found.start.get("users")
    assert users is not None
    assert not users.known
    assert found.end.absent("whatever")
    assert found.end.has_column("users", "b") is None


def test_several_are_a_history_that_began_elsewhere() -> None:
    found = history("await knex.raw('alter table a add b int; alter table c add d int');", CREATE, CREATE)
    assert not found.end.absent("whatever")


def test_the_newest_migration_may_be_wrong_about_a_table() -> None:
    found = history(CREATE, "await knex.schema.alterTable('oders', (t) => t.integer('a'));")
    assert found.chapters[1].before.absent("oders")


# --- editing ----------------------------------------------------------------------------------------------------------


def test_an_edit_goes_as_far_as_the_schema_differs() -> None:
    tales = [told("000", CREATE), *(told(f"{n:03}", f"await knex('orders').insert({{id: {n}}});") for n in range(1, 9))]
    before = finished(recount(tales))
    same = [told("000", CREATE + " /* a comment */"), *tales[1:]]
    after = finished(recount(same, before))
    assert after.chapters[0] is not before.chapters[0]
    assert after.chapters[2:] == before.chapters[2:]
    assert all(one is other for one, other in zip(before.chapters[1:], after.chapters[1:], strict=True))
    other = [told("000", CREATE.replace("'name'", "'title'")), *tales[1:]]
    assert finished(recount(other, before)).end.has_column("orders", "title")


def test_a_workspace_keeps_its_history(tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for name, body in (("1", CREATE), ("2", "await knex.schema.dropTable('orders');")):
        text = f"exports.up = async (knex) => {{ {body} }};\nexports.down = async () => {{}};\n"
        (folder / f"{name}_a.js").write_text(text)
    workspace = Workspace(tmp_path)
    second = str(folder / "2_a.js")
    assert workspace.project_of(second).before.table("orders") is not None
    workspace.open(str(folder / "1_a.js"), b"exports.up = async () => {}; exports.down = async (knex) => {};\n")
    assert not workspace.project_of(second).before.sure("orders")
    patient = Workspace(tmp_path)
    patient.chronicles.patient = True
    assert not patient.project_of(second).before.complete
    for _ in patient.chronicles.reading([str(folder)]):
        pass
    assert patient.project_of(second).before.table("orders") is not None


# --- printing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("s in ('a', 'b')", "((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"),
        ("t in ('a','b') and n > 0", "((t = ANY (ARRAY['a'::text, 'b'::text])) AND (n > 0))"),
        ("n between 1 and 5 or t is null", "(((n >= 1) AND (n <= 5)) OR (t IS NULL))"),
        ("lower(s) <> ''", "(lower((s)::text) <> ''::text)"),
        ("j ->> 'k' = 'v'", "((j ->> 'k'::text) = 'v'::text)"),
        ("not (t like 'a%')", "(NOT (t ~~ 'a%'::text))"),
        ("n > -1", "(n > '-1'::integer)"),
    ],
)
def test_expressions_are_printed_as_postgres_does(text: str, printed: str) -> None:
    types = {"s": "character varying(20)", "t": "text", "n": "integer", "j": "jsonb"}
    found = expression(text, types)
    assert found is not None
    assert found.text == printed


def test_what_is_not_known_is_not_printed() -> None:
    assert expression("own(t) + 1", {"t": "text"}) is None
    assert expression("a > ${b}", {"a": "integer"}) is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "migrations").mkdir()
    for name, body in (("1_a.js", CREATE), ("2_b.js", CREATE.replace("orders", "items"))):
        text = f"exports.up = async (knex) => {{ {body} }};\nexports.down = async () => {{}};\n"
        (tmp_path / "migrations" / name).write_text(text)
    return tmp_path


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run: Callable[..., int] = lambda *arguments: main(["schema", *arguments])  # noqa: E731
    assert run("migrations", "--format", "json") == 0
    shape = json.loads(capsys.readouterr().out)
    assert [table["name"] for table in shape["tables"]] == ["items", "orders"]
    assert shape["tables"][1]["columns"][1] == {
        "name": "name",
        "type": "character varying(20)",
        "nullable": True,
        "default": None,
    }
    assert run("--at", str(folder / "migrations" / "1_a.js")) == 0
    assert "items" not in capsys.readouterr().out
    assert run("elsewhere") == 2
    assert run("migrations", "--at", "migrations/3.js") == 2
    assert schema_shape(Catalog()) == {"tables": []}
