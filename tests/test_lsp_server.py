"""The server as an editor meets it: over stdio, with the messages of real and of broken clients."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from editor import ASKING, FULL, PLAIN, AnsweredWithError, Editor, Message

MIGRATION = """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  /* 🐘 é */ await knex.raw('CREATE INDEX orders_customer_id ON orders (customer_id)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX orders_customer_id');
}
"""
RULE = "index-blocks-writes"


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / "migrations" / "20250102030405_index_orders.ts"


def codes(found: list[Message]) -> list[str]:
    return [each["code"] for each in found]


def one(found: list[Message], rule: str = RULE) -> Message:
    matching = [each for each in found if each["code"] == rule]
    assert len(matching) == 1, codes(found)
    return matching[0]


# --- findings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encodings", [["utf-8", "utf-16"], ["utf-16"], ["utf-32", "utf-16"], None])
def test_a_finding_marks_its_token_in_every_encoding(folder: Path, file: Path, encodings: list[str] | None) -> None:
    with Editor(folder, encodings=encodings) as editor:
        uri = editor.open(file, MIGRATION)
        found = one(editor.diagnostics(uri))
        assert editor.encoding == (encodings or ["utf-16"])[0]
        assert editor.text_at(uri, found["range"]).upper().startswith("CREATE INDEX")
        assert found["source"] == "knexlint"
        assert found["severity"] == 1
        assert "orders" in found["message"]
        assert found["data"]["rule"] == RULE
        assert found["codeDescription"]["href"].startswith("file:///")
        assert editor.leave() == 0
        assert editor.stderr == b""


def test_utf_8_is_chosen_where_it_is_offered(folder: Path) -> None:
    with Editor(folder, encodings=["utf-16", "utf-8"]) as editor:
        assert editor.encoding == "utf-8"


def test_findings_follow_the_typing_and_leave_with_the_file(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    line = one(editor.diagnostics(uri))["range"]["start"]["line"]
    at = MIGRATION.index("\n", MIGRATION.index("up(")) + 1
    editor.replace(uri, at, at, "\n\n")
    assert one(editor.diagnostics(uri))["range"]["start"]["line"] == line + 2
    start = editor.texts[uri].index("CREATE INDEX") + len("CREATE INDEX")
    editor.replace(uri, start, start, " CONCURRENTLY")
    assert RULE not in codes(editor.diagnostics(uri))
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    _, message = editor.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics")
    assert message["params"]["diagnostics"] == []


def test_another_file_gets_no_findings(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "index.ts", "export const x = 1;\n")
    assert editor.diagnostics(uri) == []


def test_an_unsaved_buffer_without_a_file_is_linted(editor: Editor) -> None:
    uri = editor.open("untitled:Untitled-1.ts", MIGRATION)
    assert RULE in codes(editor.diagnostics(uri))


def test_only_the_last_of_many_changes_counts(editor: Editor, file: Path) -> None:
    """A storm of edits, valid and not, that ends where it began."""
    uri = editor.open(file, MIGRATION)
    editor.diagnostics(uri)
    editor.listen(0.5)  # the files around it are read, and findings may come again
    before = editor.diagnostics(uri)
    dice = random.Random(7)
    for _ in range(150):
        text = editor.texts[uri]
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.choice([0, 0, 1, 5, 40]))
        editor.replace(
            uri, start, end, dice.choice(["", "x", "`", "🐘", "\r\n", "\r", "('", "\u2028", "await knex.raw('"])
        )
    editor.replace(uri, 0, len(editor.texts[uri]), MIGRATION)
    editor.diagnostics(uri)
    editor.listen(0.5)
    assert editor.diagnostics(uri) == before
    versions = [m["params"]["version"] for m in editor.seen if m.get("method") == "textDocument/publishDiagnostics"]
    assert versions == sorted(versions)
    assert editor.logged() == []


def test_a_giant_is_linted_when_the_typing_pauses(editor: Editor, file: Path) -> None:
    statement = "  await knex.raw('CREATE INDEX orders_customer_id ON orders (customer_id)');\n"
    text = MIGRATION.replace("  /*", statement * 2500 + "  /*")
    uri = editor.open(file, text)
    editor.diagnostics(uri, timeout=60)
    for _ in range(40):
        editor.replace(uri, 0, 0, "\n")
    assert len(editor.diagnostics(uri, timeout=60)) > 2500
    published = [m for m in editor.seen if m.get("method") == "textDocument/publishDiagnostics"]
    assert len(published) < 30


def test_half_typed_lines_hide_nothing_else(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    at = MIGRATION.index("  /*")
    for half in ("  await knex.schema.alterTable('a', (t) => {\n", "  await knex.raw('\n", "  const x = `${\n"):
        editor.replace(uri, at, at, half)
        assert RULE in codes(editor.diagnostics(uri)), half
        editor.replace(uri, at, at + len(half), "")
    assert editor.logged() == []


# --- code actions -----------------------------------------------------------------------------------------------------


def test_a_fix_is_applied(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    editor.diagnostics(uri)
    fixes = [a for a in editor.actions(uri, "CREATE INDEX") if not a["title"].startswith("Ignore")]
    fix = next(a for a in fixes if "CONCURRENTLY" in a["title"])
    assert fix["kind"] == "quickfix"
    assert codes(fix["diagnostics"]) == [RULE]
    created = editor.apply(fix["edit"])
    found = editor.diagnostics(uri)
    assert RULE not in codes(found)
    assert "CREATE INDEX CONCURRENTLY orders_customer_id" in editor.texts[uri]
    assert "/* 🐘 é */" in editor.texts[uri]
    assert created == {}


def test_one_line_is_ignored_and_then_another_rule_of_it(editor: Editor, file: Path) -> None:
    text = MIGRATION.replace("  /* 🐘 é */ await", "  await")
    uri = editor.open(file, text)
    assert {RULE, "missing-lock-timeout"} <= set(codes(editor.diagnostics(uri)))
    for rule in (RULE, "missing-lock-timeout"):
        action = next(a for a in editor.actions(uri, "CREATE INDEX") if a["title"] == f"Ignore {rule} on this line")
        editor.apply(action["edit"])
        editor.diagnostics(uri)
    line = next(line for line in editor.texts[uri].split("\n") if "disable" in line)
    assert line == f"  // knexlint-disable-next-line {RULE}, missing-lock-timeout -- "
    assert RULE not in codes(editor.diagnostics(uri))
    assert "missing-lock-timeout" not in codes(editor.diagnostics(uri))


def test_a_line_inside_sql_is_ignored_in_sql(editor: Editor, file: Path) -> None:
    text = MIGRATION.replace(
        "'CREATE INDEX orders_customer_id", "`\n    SELECT 1;\n    CREATE INDEX orders_customer_id"
    )
    text = text.replace("(customer_id)'", "(customer_id)\n  `")
    uri = editor.open(file, text)
    one(editor.diagnostics(uri))
    action = next(a for a in editor.actions(uri, "CREATE INDEX") if a["title"] == f"Ignore {RULE} on this line")
    editor.apply(action["edit"])
    assert f"    -- knexlint-disable {RULE}\n    CREATE INDEX" in editor.texts[uri]
    assert RULE not in codes(editor.diagnostics(uri))


def test_a_file_is_ignored_and_the_comment_grows(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    assert {RULE, "missing-lock-timeout"} <= set(codes(editor.diagnostics(uri)))
    for rule in (RULE, "missing-lock-timeout"):
        action = next(a for a in editor.actions(uri, "CREATE INDEX") if a["title"] == f"Ignore {rule} in this file")
        editor.apply(action["edit"])
        editor.diagnostics(uri)
    assert editor.texts[uri].startswith(f"/* knexlint-disable {RULE}, missing-lock-timeout */\nimport")
    assert not {RULE, "missing-lock-timeout"} & set(codes(editor.diagnostics(uri)))


def test_all_safe_fixes_at_once_in_one_edit(editor: Editor, file: Path) -> None:
    text = MIGRATION.replace("  /*", "  await knex.schema.alterTable('orders', (t) => {\n    t.text('x');\n  });\n  /*")
    uri = editor.open(file, text)
    editor.diagnostics(uri)
    actions = editor.actions(uri, "import", only=["source.fixAll"])
    assert [a["kind"] for a in actions] == ["source.fixAll.knexlint"]
    assert "edit" not in actions[0]
    resolved = editor.request("codeAction/resolve", actions[0])
    (change,) = resolved["edit"]["documentChanges"]
    assert len(change["edits"]) == 1
    editor.apply(resolved["edit"])
    found = editor.diagnostics(uri)
    assert [each for each in found if each["data"]["safe"]] == []
    assert editor.actions(uri, "import", only=["source.fixAll"]) == []


def test_an_editor_that_can_do_little_gets_changes_and_edits_at_once(folder: Path, file: Path) -> None:
    with Editor(folder, capabilities=PLAIN) as editor:
        uri = editor.open(file, MIGRATION)
        editor.diagnostics(uri)
        actions = editor.actions(uri, "CREATE INDEX")
        assert actions
        assert all("changes" in a["edit"] and "documentChanges" not in a["edit"] for a in actions)
        assert not any("isPreferred" in a for a in actions)


def test_other_kinds_of_action_are_not_offered(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    editor.diagnostics(uri)
    assert editor.actions(uri, "CREATE INDEX", only=["refactor"]) == []


# --- hover ------------------------------------------------------------------------------------------------------------


def test_hover_says_what_is_sent_what_it_locks_and_why(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    said = editor.hover(uri, "CREATE INDEX")
    assert "```sql\nCREATE INDEX orders_customer_id ON orders (customer_id)\n```" in said
    assert "writes" in said
    assert "**Why**" in said
    assert "**Instead**" in said


def test_hover_on_a_builder_call_shows_its_sql(editor: Editor, file: Path) -> None:
    call = "await knex.schema.alterTable('orders', (t) => {\n    t.index('status');\n    t.text('note');\n  });"
    uri = editor.open(file, MIGRATION.replace("/*", call + "\n  /*", 1))
    assert 'create index "orders_status_index" on "orders" ("status")' in editor.hover(uri, "index('status')")
    assert 'add column "note"' not in editor.hover(uri, "index('status')")
    whole = editor.hover(uri, "alterTable")
    assert 'add column "note" text' in whole
    assert 'create index "orders_status_index"' in whole


def test_hover_says_why_something_is_not_known(editor: Editor, file: Path) -> None:
    uri = editor.open(
        file, MIGRATION.replace("'CREATE INDEX orders_customer_id ON orders (customer_id)'", "process.env.SQL")
    )
    said = editor.hover(uri, "raw(process")
    assert "not known" in said
    assert "process.env.SQL" in said


def test_hover_in_plain_text_has_no_markdown(folder: Path, file: Path) -> None:
    with Editor(folder, capabilities=PLAIN) as editor:
        uri = editor.open(file, MIGRATION)
        said = editor.hover(uri, "CREATE INDEX")
        assert "CREATE INDEX orders_customer_id" in said
        assert not {"```", "**"} & {said[at : at + 3] for at in range(len(said))}
        assert "**" not in said


def test_hover_on_nothing_says_nothing(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    assert editor.hover(uri, "import type") == ""


# --- settings ---------------------------------------------------------------------------------------------------------


def test_settings_of_the_editor_count_and_may_change(folder: Path, file: Path) -> None:
    with Editor(folder, settings={"knexlint": {"rules": {RULE: "info"}}}) as editor:
        uri = editor.open(file, MIGRATION)
        editor.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics" and _severity(m) == 3)
        editor.settings = {"knexlint": {"rules": {RULE: "off"}}}
        editor.notify("workspace/didChangeConfiguration", {"settings": None})
        assert RULE not in codes(editor.again(uri))


def _severity(message: Message) -> int | None:
    return next((each["severity"] for each in message["params"]["diagnostics"] if each["code"] == RULE), None)


def test_settings_are_pushed_where_they_cannot_be_asked_for(folder: Path, file: Path) -> None:
    with Editor(folder, capabilities=PLAIN, options={"rules": {RULE: "warning"}}) as editor:
        uri = editor.open(file, MIGRATION)
        assert one(editor.diagnostics(uri))["severity"] == 2
        editor.notify("workspace/didChangeConfiguration", {"settings": {"knexlint": {"rules": {RULE: "off"}}}})
        assert RULE not in codes(editor.again(uri))


def test_a_settings_file_that_changes_is_read_again(editor: Editor, folder: Path, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    one(editor.diagnostics(uri))
    settings = folder / "knexlint.toml"
    settings.write_text(f'[rules]\n{RULE} = "off"\n')
    event = {"uri": settings.as_uri(), "type": 1}
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [event]})
    assert RULE not in codes(editor.again(uri))


def test_mistakes_in_settings_are_shown_where_they_stand(editor: Editor, folder: Path, file: Path) -> None:
    settings = folder / "knexlint.toml"
    settings.write_text("postgers = 16\n")
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 1}]})
    editor.open(file, MIGRATION)
    _, message = editor.wait(lambda m: (m.get("params") or {}).get("uri") == settings.as_uri())
    (mistake,) = message["params"]["diagnostics"]
    assert mistake["code"] == "invalid-settings"
    assert "postgers" in mistake["message"]
    settings.write_text("postgres = 16\n")
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 2}]})
    _, message = editor.wait(lambda m: (m.get("params") or {}).get("uri") == settings.as_uri())
    assert message["params"]["diagnostics"] == []


def test_each_folder_has_its_own_settings(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two", tmp_path / "three"]
    for folder in folders:
        (folder / "migrations").mkdir(parents=True)
    (folders[0] / "knexlint.toml").write_text(f'[rules]\n{RULE} = "off"\n')
    settings = {"knexlint": {}, folders[1].as_uri(): {"rules": {RULE: "info"}}}
    with Editor(folders[:2], settings=settings) as editor:
        first = editor.open(folders[0] / "migrations" / "20250101000000_a.ts", MIGRATION)
        assert RULE not in codes(editor.diagnostics(first))
        editor.listen(0.5)
        second = editor.open(folders[1] / "migrations" / "20250101000000_a.ts", MIGRATION)
        assert one(editor.diagnostics(second))["severity"] == 3
        third = editor.open(folders[2] / "migrations" / "20250101000000_a.ts", MIGRATION)
        assert one(editor.diagnostics(third))["severity"] == 1
        added = {"uri": folders[2].as_uri(), "name": "three"}
        removed = {"uri": folders[1].as_uri(), "name": "two"}
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [added], "removed": [removed]}})
        assert one(editor.again(second))["severity"] == 1
        assert editor.logged() == []


def test_an_unsaved_helper_counts(editor: Editor, folder: Path, file: Path) -> None:
    (folder / "migrations" / "names.ts").write_text("export const TABLE = 'orders';\n")
    text = MIGRATION.replace("'knex';\n", "'knex';\nimport { TABLE } from './names';\n", 1)
    text = text.replace(
        "'CREATE INDEX orders_customer_id ON orders (", "`CREATE INDEX orders_customer_id ON ${TABLE} ("
    )
    uri = editor.open(file, text.replace("(customer_id)'", "(customer_id)`"))
    assert "orders" in one(editor.diagnostics(uri))["message"]
    helper = editor.open(folder / "migrations" / "names.ts")
    editor.replace(helper, 0, len(editor.texts[helper]), "export const TABLE = 'invoices';\n")
    _, message = editor.wait(lambda m: _says(m, uri, "invoices"))
    assert message["params"]["version"] == 1


def _says(message: Message, uri: str, word: str) -> bool:
    params = message.get("params") or {}
    if message.get("method") != "textDocument/publishDiagnostics" or params["uri"] != uri:
        return False
    return any(word in each["message"] for each in params["diagnostics"])


def test_progress_is_shown_while_the_folder_is_read(folder: Path) -> None:
    with Editor(folder) as editor:
        editor.wait(lambda m: m.get("method") == "$/progress" and m["params"]["value"]["kind"] == "end")
        kinds = [m["params"]["value"]["kind"] for m in editor.seen if m.get("method") == "$/progress"]
        assert kinds == ["begin", "end"]


def test_no_progress_and_no_registration_without_the_capability(folder: Path) -> None:
    with Editor(folder, capabilities=PLAIN) as editor:
        editor.listen(0.5)
        assert [m["method"] for m in editor.seen if "id" in m and "method" in m] == []


# --- what editors can do wrong ----------------------------------------------------------------------------------------


def test_diagnostics_are_pulled_by_an_editor_that_cannot_take_them(folder: Path, file: Path) -> None:
    with Editor(folder, capabilities=ASKING) as editor:
        assert "diagnosticProvider" in editor.answer["capabilities"]
        uri = editor.open(file, MIGRATION)
        report = editor.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert RULE in codes(report["items"])
        editor.notify("workspace/didChangeConfiguration", {"settings": {"knexlint": {"rules": {RULE: "off"}}}})
        editor.wait(lambda m: m.get("method") == "workspace/diagnostic/refresh")
        report = editor.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert RULE not in codes(report["items"])
        assert not [m for m in editor.seen if m.get("method") == "textDocument/publishDiagnostics"]


def test_an_editor_that_can_do_both_is_pushed_to(editor: Editor) -> None:
    assert "diagnosticProvider" not in editor.answer["capabilities"]


BAD_BODIES = [
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'"text"',
    b'{"jsonrpc":"2.0"}',
    b'{"jsonrpc":"1.0","method":"initialized"}',
    b'{"method":"textDocument/didChange"}',
    json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"nonsense": 1}}).encode(),
    json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": None}).encode(),
    json.dumps({"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": {"settings": [1]}}).encode(),
    json.dumps({"jsonrpc": "2.0", "method": "nobody/knows", "params": {}}).encode(),
    json.dumps({"jsonrpc": "2.0", "id": 99, "result": None}).encode(),
    json.dumps({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 12345}}).encode(),
]


def test_bad_messages_do_not_end_it(editor: Editor, file: Path) -> None:
    for body in BAD_BODIES:
        editor.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    uri = editor.open(file, MIGRATION)
    one(editor.diagnostics(uri))
    assert not [m for m in editor.seen if m.get("method") == "window/showMessage"]
    assert len(editor.logged()) == len(set(editor.logged()))
    assert editor.leave() == 0
    assert editor.stderr == b""


def test_a_request_that_makes_no_sense_is_answered(editor: Editor) -> None:
    with pytest.raises(AnsweredWithError):
        editor.request("textDocument/hover", {"nonsense": True}, timeout=5)
    with pytest.raises(AnsweredWithError):
        editor.request("nobody/knows", {}, timeout=5)


def test_files_that_are_not_open_are_answered(editor: Editor, file: Path) -> None:
    unknown = {"textDocument": {"uri": file.as_uri()}}
    place = {"position": {"line": 0, "character": 0}}
    zero = {"start": place["position"], "end": place["position"]}
    assert editor.request("textDocument/hover", {**unknown, **place}) is None
    assert editor.request("textDocument/completion", {**unknown, **place}) is None
    assert editor.request("textDocument/documentSymbol", unknown) is None
    assert editor.request("textDocument/codeAction", {**unknown, "range": zero, "context": {"diagnostics": []}}) == []
    editor.change(file.as_uri(), [{"text": "x"}])
    editor.notify("textDocument/didClose", unknown)
    assert editor.leave() == 0


def test_a_position_outside_the_text_is_answered(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    for line, character in ((999, 0), (0, 999), (3, 10_000)):
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        editor.request("textDocument/hover", place)
        editor.request("textDocument/completion", place)
    editor.change(
        uri, [{"range": {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}}, "text": ""}]
    )
    editor.diagnostics(uri)
    assert editor.logged() == []


def test_nothing_is_answered_before_initialize(folder: Path) -> None:
    with Editor(folder, initialize=False) as editor:
        with pytest.raises(AnsweredWithError) as raised:
            editor.request(
                "textDocument/hover", {"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}}
            )
        assert raised.value.error["code"] == -32002
        editor.initialize()
        assert editor.leave() == 0


def test_it_leaves_with_1_without_a_shutdown_and_when_the_editor_dies(folder: Path) -> None:
    with Editor(folder) as editor:
        editor.notify("exit", None)
        assert editor.process.wait(10) == 1
    with Editor(folder) as editor:
        assert editor.process.stdin is not None
        editor.process.stdin.close()
        assert editor.process.wait(10) == 1


def test_a_fault_is_logged_once_and_costs_one_answer(folder: Path, file: Path) -> None:
    """A server whose core breaks on every document still serves."""
    broken = (
        "import knexlint.lsp.analysis as a\n"
        "def fail(*_): raise RuntimeError('broken on purpose')\n"
        "a.lint = fail\n"
        "from knexlint.lsp import main\n"
        "raise SystemExit(main())\n"
    )
    import sys

    with Editor(folder, command=[sys.executable, "-c", broken]) as editor:
        uri = editor.open(file, MIGRATION)
        assert editor.diagnostics(uri) == []
        editor.replace(uri, 0, 0, "\n")
        assert editor.diagnostics(uri) == []
        assert editor.request("textDocument/hover", editor.at(uri, "CREATE")) is None
        assert any("broken on purpose" in text for text in editor.logged())
        assert len(editor.logged()) == len(set(editor.logged()))
        assert editor.leave() == 0
        assert editor.stderr == b""


def test_capabilities_are_what_is_offered(editor: Editor) -> None:
    offered = editor.answer["capabilities"]
    assert offered["textDocumentSync"]["change"] == 2
    assert offered["hoverProvider"] is True
    assert "source.fixAll" in offered["codeActionProvider"]["codeActionKinds"]
    assert FULL["general"]["positionEncodings"] == [offered["positionEncoding"]]
