"""From a name to where it is made and used, through renames; what a table is; which names fit where; over the wire."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editor import PLAIN, AnsweredWithError, Editor, Message

FILES = {
    "20240101000000_shop.ts": """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('users', (table) => {
    table.increments('id');
    table.text('email').notNullable();
  });
  await knex.schema.createTable('orders', (table) => {
    table.increments('id');
    table.integer('user_id').notNullable().references('id').inTable('users');
    table.text('note');
    table.index(['user_id'], 'orders_by_user');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('orders');
  await knex.schema.dropTable('users');
}
""",
    "20240102000000_rename.ts": """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE orders RENAME TO purchases');
  await knex.raw('ALTER TABLE purchases RENAME COLUMN note TO remark');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE purchases RENAME COLUMN remark TO note');
  await knex.raw('ALTER TABLE purchases RENAME TO orders');
}
""",
}
LAST = """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('purchases', (table) => {
    table.dropColumn('remark');
  });
  await knex.raw('UPDATE users SET email = lower(email)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('purchases', (table) => {
    table.text('remark');
  });
}
"""
HEAD = "import type { Knex } from 'knex';\n\nexport async function up(knex: Knex): Promise<void> {\n"
TAIL = "}\n\nexport async function down(): Promise<void> {\n  throw new Error('No way back.');\n}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "migrations").mkdir()
    (folder / "knexfile.ts").write_text("export default { client: 'pg', migrations: { directory: './migrations' } };\n")
    for name, text in {**FILES, "20240103000000_last.ts": LAST}.items():
        (folder / "migrations" / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    with Editor(folder) as editor:
        uri = editor.open(folder / "migrations" / "20240103000000_last.ts")
        until = time.monotonic() + 20  # the history is read beside the editor's work
        while len(referring(editor, uri, "'remark'")) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        yield editor


def ask(editor: Editor, method: str, uri: str, needle: str, more: Message | None = None) -> Any:
    params = {**editor.at(uri, needle, 1), **(more or {})}
    return editor.request(f"textDocument/{method}", params)


def said(found: list[Message]) -> list[tuple[str, str]]:
    """The file and the line of each place."""
    lines = []
    for each in found:
        path = Path(each["uri"].removeprefix("file://"))
        line = path.read_text().splitlines()[each["range"]["start"]["line"]]
        lines.append((path.name[:14], line.strip()))
    return lines


def defined(editor: Editor, uri: str, needle: str) -> list[tuple[str, str]]:
    return said(ask(editor, "definition", uri, needle))


def referring(editor: Editor, uri: str, needle: str, declaration: bool = True) -> list[tuple[str, str]]:
    return said(ask(editor, "references", uri, needle, {"context": {"includeDeclaration": declaration}}))


def last(editor: Editor) -> str:
    return next(uri for uri in editor.texts if "_last" in uri)


def test_a_definition_is_found_through_renames(editor: Editor) -> None:
    uri = last(editor)
    assert defined(editor, uri, "'purchases'") == [
        ("20240101000000", "await knex.schema.createTable('orders', (table) => {")
    ]
    assert defined(editor, uri, "'remark'") == [("20240101000000", "table.text('note');")]
    assert defined(editor, uri, "users SET") == [
        ("20240101000000", "await knex.schema.createTable('users', (table) => {")
    ]
    assert defined(editor, uri, "email =") == [("20240101000000", "table.text('email').notNullable();")]
    assert defined(editor, uri, "Promise") == []


def test_references_of_a_column_that_had_another_name(editor: Editor) -> None:
    uri = last(editor)
    assert referring(editor, uri, "'remark'") == [
        ("20240101000000", "table.text('note');"),
        ("20240102000000", "await knex.raw('ALTER TABLE purchases RENAME COLUMN note TO remark');"),
        ("20240102000000", "await knex.raw('ALTER TABLE purchases RENAME COLUMN note TO remark');"),
        ("20240103000000", "table.dropColumn('remark');"),
    ]
    found = referring(editor, uri, "users SET", declaration=False)
    assert found == [
        ("20240101000000", "table.integer('user_id').notNullable().references('id').inTable('users');"),
        ("20240103000000", "await knex.raw('UPDATE users SET email = lower(email)');"),
    ]


def test_hovering_over_a_table_tells_what_it_is_made_of(editor: Editor) -> None:
    found = editor.hover(last(editor), "'purchases'")
    assert "**purchases**" in found
    assert "id      integer NOT NULL" in found
    assert "remark  text" in found
    assert "INDEX orders_by_user (user_id)" in found
    assert "FOREIGN KEY orders_user_id_foreign (user_id) REFERENCES users" in found
    assert "Made by [20240101000000_shop.ts]" in found
    assert "changed by [20240102000000_rename.ts]" in found


def test_symbols_of_the_workspace(editor: Editor) -> None:
    found = editor.request("workspace/symbol", {"query": "purch"})
    assert [(each["name"], each.get("containerName")) for each in found] == [
        ("purchases", None),
        ("id", "purchases"),
        ("user_id", "purchases"),
    ]
    assert said([found[0]["location"]]) == [("20240101000000", "await knex.schema.createTable('orders', (table) => {")]
    assert editor.request("workspace/symbol", {"query": "nothing like it"}) == []


def test_a_rename_is_refused_with_a_reason(editor: Editor) -> None:
    uri = last(editor)
    with pytest.raises(AnsweredWithError, match="Write a migration that renames it"):
        ask(editor, "prepareRename", uri, "'purchases'")
    with pytest.raises(AnsweredWithError, match="Write a migration that renames it"):
        ask(editor, "rename", uri, "'purchases'", {"newName": "sales"})
    assert ask(editor, "prepareRename", uri, "Promise") is None


def test_the_schema_at_a_migration(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "migrations" / "20240102000000_rename.ts")
    text = editor.request("knexlint/schema", {"uri": uri})["text"]
    assert text.startswith("-- The schema after 20240102000000_rename.ts")
    assert "CREATE TABLE purchases" in text
    assert "remark text" in text
    after = editor.request("knexlint/schema", {"uri": last(editor)})["text"]
    assert "remark" not in after


@pytest.mark.parametrize(
    ("line", "some", "none"),
    [
        ("  await knex.schema.dropTable('|');", ["users", "purchases"], ["remark"]),
        ("  await knex.schema.alterTable('pur|', () => {});", ["purchases"], ["id"]),
        ("  await knex('|').update({ email: 'x' });", ["users"], ["email"]),
        ("  await knex('users').where('|', 1);", ["id", "email"], ["remark", "users"]),
        ("  await knex.schema.table('users', (t) => { t.dropColumn('|'); });", ["email"], ["user_id"]),
        ("  await knex.schema.table('users', (t) => { t.index(['id', '|']); });", ["email"], ["user_id"]),
        ("  await knex.schema.table('purchases', (t) => { t.dropIndex([], '|'); });", ["orders_by_user"], ["user_id"]),
        (
            "  await knex.schema.table('purchases', (t) => { t.dropForeign([], '|'); });",
            ["orders_user_id_foreign", "orders_pkey"],
            ["orders_by_user"],
        ),
        ("  await knex.schema.table('users', (t) => { t.text('|').alter(); });", ["email"], ["user_id"]),
        ("  await knex.schema.table('x', (t) => { t.integer('u').references('|').inTable('users'); });", ["id"], []),
        ("  await knex.raw('ALTER TABLE |');", ["users", "purchases"], ["email"]),
        ("  await knex.raw('ALTER TABLE users DROP COLUMN em|');", ["email"], ["user_id"]),
        ("  await knex.raw('DROP INDEX CONCURRENTLY IF EXISTS |');", ["orders_by_user"], ["users"]),
        ("  await knex.raw('ALTER TABLE purchases DROP CONSTRAINT |');", ["orders_user_id_foreign"], ["users"]),
        ("  await knex.raw(`CREATE INDEX i ON users (|)`);", ["email"], ["user_id"]),
    ],
)
def test_names_are_completed_where_they_belong(
    editor: Editor, folder: Path, line: str, some: list[str], none: list[str]
) -> None:
    text = HEAD + line + "\n" + TAIL
    uri = editor.open(folder / "migrations" / "20240104000000_next.ts", text.replace("|", ""))
    labels = [each["label"] for each in editor.completions(uri, text.index("|"))]
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert set(some) <= set(labels)
    assert not set(none) & set(labels)


def test_what_a_completion_inserts_stands_in_for_the_word(editor: Editor, folder: Path) -> None:
    text = HEAD + "  await knex.raw('UPDATE us|');\n" + TAIL
    uri = editor.open(folder / "migrations" / "20240105000000_more.ts", text.replace("|", ""))
    found = next(each for each in editor.completions(uri, text.index("|")) if each["label"] == "users")
    assert found["textEdit"]["newText"] == "users"
    assert editor.text_at(uri, found["textEdit"]["range"]) == "us"
    assert editor.completions(uri, text.index("Promise")) == []


def test_symbols_of_a_file_as_a_list_for_an_editor_without_trees(folder: Path) -> None:
    with Editor(folder, capabilities=PLAIN) as editor:
        uri = editor.open(folder / "migrations" / "20240103000000_last.ts")
        found = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        assert [(each["name"], each.get("containerName")) for each in found] == [
            ("up", None),
            ('alter table "purchases" drop column "remark"', "up"),
            ("UPDATE users SET email = lower(email)", "up"),
            ("down", None),
            ('alter table "purchases" add column "remark" text', "down"),
        ]
