"""Templates: each is a clean migration in every kind of module, and so is the file that completion leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor import PLAIN, Editor, Message

from knexlint.lint import lint
from knexlint.syntax.tree import parse_bytes, syntax_errors
from knexlint.templates import Style, in_style, plain, snippet, templates
from knexlint.text import Source

STYLES: dict[Style, str] = {"typescript": ".ts", "esm": ".mjs", "commonjs": ".js"}
FRESH_TYPESCRIPT = """\
import type { Knex } from "knex";


export async function up(knex: Knex): Promise<void> {
  |
}


export async function down(knex: Knex): Promise<void> {
}

"""
FRESH_COMMONJS = """\
/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = function(db) {
  |
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = function(db) {

};
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service")
    (folder / "migrations").mkdir()
    return folder


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    with Editor(folder) as editor:
        yield editor


def complaints(path: str, text: str) -> list[str]:
    found = [f"{each.rule}: {each.message}" for each in lint(Source(path, text.encode())).findings]
    return found + [f"syntax: {each}" for each in syntax_errors(parse_bytes(text.encode()))]


def expanded(text: str) -> str:
    """A snippet with every placeholder left as it is offered; written from the protocol's grammar."""
    text = re.sub(r"\$\{\d:((?:[^\\}]|\\.)*)\}", r"\1", text)
    return re.sub(r"\\([\\$}])", r"\1", text)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", templates())
def test_a_template_is_a_clean_migration(name: str, style: Style) -> None:
    text = in_style(plain(templates()[name].text), style)
    assert "{{" not in text
    assert ("Knex" in text) == (style == "typescript")
    assert complaints(f"20250101000000_{name}{STYLES[style]}", text) == []


@pytest.mark.parametrize("name", templates())
def test_a_snippet_expands_to_the_plain_text(name: str) -> None:
    template = templates()[name]
    assert expanded(snippet(template.text)) == plain(template.text)
    assert plain(template.up) in plain(template.text)


def test_second_steps_exist() -> None:
    assert {t.next for t in templates().values() if t.next} == {"validate-foreign-key", "rename-column-contract"}
    assert all(t.next is None or t.next in templates() for t in templates().values())


def accept(editor: Editor, path: Path, text: str, name: str, language: str = "typescript") -> str:
    """The file after the template is taken where `|` stands."""
    offset = text.index("|")
    uri = editor.open(path, text.replace("|", ""), language)
    items = editor.completions(uri, offset)
    item = next(each for each in items if each["label"] == f"knex-{name}")
    main = item["textEdit"]
    assert main["range"]["start"]["line"] == main["range"]["end"]["line"]
    assert editor.offset(editor.texts[uri], main["range"]["end"]) == offset
    new = expanded(main["newText"]) if item["insertTextFormat"] == 2 else main["newText"]
    edits = [{"range": main["range"], "newText": new}, *item.get("additionalTextEdits", ())]
    editor.apply({"changes": {uri: edits}})
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return editor.texts[uri]


@pytest.mark.parametrize("name", templates())
def test_a_fresh_typescript_migration_is_filled_in(editor: Editor, folder: Path, name: str) -> None:
    path = folder / "migrations" / "20250101000000_fresh.ts"
    text = accept(editor, path, FRESH_TYPESCRIPT, name)
    template = templates()[name]
    assert plain(template.up) in text
    assert plain(template.down).rstrip() in text
    assert ("transaction: false" in text) == bool(template.config)
    assert text.count("export async function") == 2
    assert complaints(str(path), text) == []


@pytest.mark.parametrize("name", templates())
def test_a_fresh_commonjs_migration_is_filled_in_with_its_own_names(editor: Editor, folder: Path, name: str) -> None:
    path = folder / "migrations" / "20250101000000_fresh.js"
    fresh = FRESH_COMMONJS.replace("function(", "async function(")
    text = accept(editor, path, fresh, name, "javascript")
    assert "await db." in text
    assert not re.search(r"\bknex\.", text)
    assert text.count(" * @returns { Promise<void> }") == 2
    assert complaints(str(path), text) == []


@pytest.mark.parametrize("name", templates())
@pytest.mark.parametrize(
    ("before", "suffix"), [("|", ".ts"), ("|\n", ".js"), ("import type { Knex } from 'knex';\n\n|\n", ".ts")]
)
def test_an_empty_file_becomes_a_migration(editor: Editor, folder: Path, name: str, before: str, suffix: str) -> None:
    path = folder / "migrations" / f"20250101000000_empty{suffix}"
    text = accept(editor, path, before, name, "typescript")
    assert text.count("import type") == (suffix == ".ts")
    assert complaints(str(path), text) == []


def test_a_statement_is_added_to_a_migration_that_has_some(editor: Editor, folder: Path) -> None:
    path = folder / "migrations" / "20250101000000_more.ts"
    text = FRESH_TYPESCRIPT.replace("  |", "  await knex.schema.dropTable('a');\n  add|")
    after = accept(editor, path, text, "add-column")
    assert "dropTable('a');\n  await knex.raw(\"SET LOCAL" in after
    uri = editor.open(path, text.replace("|", ""))
    offered = {each["label"] for each in editor.completions(uri, text.index("|"))}
    assert "knex-add-column" in offered
    assert "knex-add-index" not in offered


def test_an_editor_without_snippets_gets_plain_text(folder: Path) -> None:
    path = folder / "migrations" / "20250101000000_plain.ts"
    with Editor(folder, capabilities=PLAIN) as editor:
        uri = editor.open(path, FRESH_TYPESCRIPT.replace("|", ""))
        items = editor.completions(uri, FRESH_TYPESCRIPT.index("|"))
        assert items
        assert all(item["insertTextFormat"] == 1 and "${" not in item["textEdit"]["newText"] for item in items)
        assert not any("additionalTextEdits" in item for item in items)
        text = accept(editor, path, FRESH_TYPESCRIPT, "add-column")
    assert "  await knex.raw(\"SET LOCAL lock_timeout = '5s'\");\n  await knex.schema.alterTable('orders'" in text


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (FRESH_TYPESCRIPT.replace("  |", "  await knex.|"), ".ts"),
        (FRESH_TYPESCRIPT.replace("  |", "  await knex.raw(`\n  |\n  `);"), ".ts"),
        (FRESH_TYPESCRIPT.replace("  |", "  // a|"), ".ts"),
        (FRESH_TYPESCRIPT.replace("  |", "  | await x;"), ".ts"),
        (FRESH_TYPESCRIPT.replace("  |", "  f({\n  |\n  });"), ".ts"),
        (FRESH_TYPESCRIPT.replace("  |", "") + "|", ".ts"),
    ],
)
def test_templates_are_offered_nowhere_else(editor: Editor, folder: Path, text: str, suffix: str) -> None:
    uri = editor.open(folder / "migrations" / f"20250101000000_else{suffix}", text.replace("|", ""))
    assert editor.completions(uri, text.index("|")) == []


def test_other_files_are_left_alone(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "index.ts", "")
    assert editor.completions(uri, 0) == []


def test_items_say_what_they_are(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "migrations" / "20250101000000_new.ts", "")
    items: list[Message] = editor.completions(uri, 0)
    assert [each["label"] for each in items] == [f"knex-{name}" for name in templates()]
    assert all(each["detail"] and each["documentation"]["value"] and each["kind"] == 15 for each in items)
