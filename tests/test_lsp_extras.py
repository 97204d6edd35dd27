"""Hints, lenses and the requests of our own, over the wire."""

import re

import pytest
from editor import FULL, Editor

ORDERS = """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('refunds', (table) => {
    table.bigIncrements('id');
  });
  await knex.schema.alterTable('orders', (table) => {
    table.text('note');
    table.index('note');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX CONCURRENTLY orders_note_index');
}
"""
SHOWS_SQL = {**FULL, "experimental": {"knexlint.showSql": True}}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "migrations").mkdir()
    (tmp_path / "knexfile.ts").write_text("export default { migrations: { directory: './migrations' } };\n")
    (tmp_path / "migrations" / "20240101000000_orders.ts").write_text(ORDERS)
    return tmp_path


def whole(uri):
    return {
        "textDocument": {"uri": uri},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}},
    }


def test_hints_stand_at_the_ends_of_the_lines_that_make_others_wait(folder):
    with Editor(folder) as editor:
        uri = editor.open(folder / "migrations" / "20240101000000_orders.ts")
        hints = editor.request("textDocument/inlayHint", whole(uri))
        lines = ORDERS.splitlines()
        found = {lines[hint["position"]["line"]].strip(): hint["label"] for hint in hints}
        assert found == {
            "await knex.schema.alterTable('orders', (table) => {": "blocks reads and writes of orders",
            "table.index('note');": "blocks writes of orders",
        }
        assert all(hint["position"]["character"] == len(lines[hint["position"]["line"]]) for hint in hints)
        assert "ACCESS EXCLUSIVE" in hints[0]["tooltip"]["value"]


def test_a_lens_sums_up_each_function(folder):
    with Editor(folder, capabilities=SHOWS_SQL) as editor:
        uri = editor.open(folder / "migrations" / "20240101000000_orders.ts")
        found = editor.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
        assert [lens["command"]["title"] for lens in found] == [
            "3 statements, strongest lock ACCESS EXCLUSIVE on orders",
            "1 statement, lock SHARE UPDATE EXCLUSIVE on orders",
        ]
        assert found[0]["command"]["command"] == "knexlint.showSql"
        assert found[0]["command"]["arguments"] == [uri, "up"]


def test_both_can_be_switched_off(folder):
    settings = {"knexlint": {"inlayHints": False, "codeLens": False}}
    with Editor(folder, settings={**settings, folder.as_uri(): settings["knexlint"]}) as editor:
        uri = editor.open(folder / "migrations" / "20240101000000_orders.ts")
        if not [m for m in editor.seen if m.get("method") == "workspace/configuration"]:
            editor.wait(lambda m: m.get("method") == "workspace/configuration")
        assert editor.request("textDocument/inlayHint", whole(uri)) == []
        assert editor.request("textDocument/codeLens", {"textDocument": {"uri": uri}}) == []


def test_the_summary_and_the_sql_follow_an_edit(folder):
    with Editor(folder) as editor:
        uri = editor.open(folder / "migrations" / "20240101000000_orders.ts")
        assert editor.request("knexlint/summary", {"uri": uri})["text"] == "ACCESS EXCLUSIVE on orders"
        assert 'alter table "orders" add column "note" text;' in editor.request("knexlint/sql", {"uri": uri})["text"]
        at = ORDERS.index("'orders'") + 1
        editor.replace(uri, at, at + 6, "invoices")
        assert editor.request("knexlint/summary", {"uri": uri})["text"] == "ACCESS EXCLUSIVE on invoices"
        assert 'alter table "invoices" add column' in editor.request("knexlint/sql", {"uri": uri})["text"]
        assert editor.request("knexlint/summary", {"uri": "file:///elsewhere.ts"}) is None


@pytest.mark.parametrize(
    ("file", "text", "extension", "begins"),
    [
        ("knexfile.ts", "export default { migrations: { directory: './db' } };", "ts", "import type { Knex }"),
        ("knexfile.js", "module.exports = { migrations: { directory: './db' } };", "js", "exports.up = "),
        ("knexfile.mjs", "export default { migrations: { directory: './db' } };", "js", "exports.up = "),
    ],
)
def test_a_new_migration_is_placed_and_written_as_the_project_does(tmp_path, file, text, extension, begins):
    (tmp_path / file).write_text(text)
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "db").mkdir()
    with Editor(tmp_path) as editor:
        editor.open(tmp_path / file)
        names = [each["name"] for each in editor.request("knexlint/templates", {})]
        assert "add-index" in names
        params = {"name": "index the orders!", "template": "add-index", "uri": tmp_path.as_uri()}
        made = editor.request("knexlint/newMigration", params)
        assert re.fullmatch(rf"{(tmp_path / 'db').as_uri()}/\d{{14}}_index_the_orders\.{extension}", made["uri"])
        assert made["text"].startswith(begins)
        assert "CONCURRENTLY" in made["text"]


def test_the_newest_migration_decides_how_the_next_one_is_written(folder):
    (folder / "migrations" / "20250101000000_more.mjs").write_text("export async function up(knex) {}\n")
    with Editor(folder) as editor:
        params = {"name": "x", "template": "empty", "uri": (folder / "migrations").as_uri()}
        made = editor.request("knexlint/newMigration", params)
        assert made["uri"].endswith("_x.mjs")
        assert made["text"].startswith("export async function up(knex) {")


def test_the_whole_folder_is_checked_and_stays_true(folder):
    path = folder / "migrations" / "20240101000000_orders.ts"
    with Editor(folder) as editor:
        counted = editor.request("knexlint/check", {})
        assert counted["files"] == 1
        assert counted["error"] > 0
        published = [m["params"] for m in editor.seen if m.get("method") == "textDocument/publishDiagnostics"]
        assert [each["uri"] for each in published] == [path.as_uri()]
        path.write_text("export async function up(knex) {}\nexport async function down(knex) {}\n")
        change = {"changes": [{"uri": path.as_uri(), "type": 2}]}
        editor.notify("workspace/didChangeWatchedFiles", change)
        _, message = editor.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics")
        assert message["params"]["diagnostics"] == []


def test_hints_and_lenses_are_asked_for_again_when_more_is_known_of_the_same_text(folder):
    able = {"inlayHint": {"refreshSupport": True}, "codeLens": {"refreshSupport": True}}
    capabilities = {**FULL, "workspace": {**FULL["workspace"], **able}}
    with Editor(folder, capabilities=capabilities) as editor:
        uri = editor.open(
            folder / "migrations" / "20250102030405_later.js", "exports.up = (knex) => knex.raw('SELECT 1');\n"
        )
        editor.diagnostics(uri)
        start = len(editor.seen)
        (folder / "knexlint.toml").write_text("postgres = 12\n")
        changes = [{"uri": (folder / "knexlint.toml").as_uri(), "type": 1}]
        editor.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        editor.wait(lambda m: m.get("method") == "workspace/codeLens/refresh")
        asked = [each.get("method") for each in editor.seen[start:]]
        assert "workspace/inlayHint/refresh" in asked
