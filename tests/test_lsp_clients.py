"""The server and the editors it would rather not meet: old ones that can do little, broken ones that send nonsense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from editor import FULL, AnsweredWithError, Editor, Message

MIGRATION = """\
exports.up = async (knex) => {
  await knex.raw('CREATE INDEX orders_customer_id ON orders (customer_id)');
};
exports.down = async (knex) => {
  await knex.raw('DROP INDEX orders_customer_id');
};
"""
OLD: Message = {
    "workspace": {"applyEdit": True},
    "textDocument": {"publishDiagnostics": {"versionSupport": True}, "codeAction": {}, "documentSymbol": {}},
}


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / "migrations" / "20250102030405_index_orders.js"


def serves(editor: Editor, file: Path) -> None:
    """It still finds what is wrong, answers, and leaves as it is asked to."""
    uri = editor.open(file, MIGRATION)
    assert "index-blocks-writes" in [each["code"] for each in editor.diagnostics(uri)]
    assert "CREATE INDEX" in editor.hover(uri, "CREATE")
    assert editor.leave() == 0
    assert editor.stderr == b""


# --- old ones ---------------------------------------------------------------------------------------------------------


def test_symbols_are_a_list_for_an_editor_that_knows_no_trees(folder: Path, file: Path) -> None:
    with Editor(folder, capabilities=OLD) as editor:
        uri = editor.open(file, MIGRATION)
        found = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [(each["name"], each.get("containerName")) for each in found] == [
        ("up", None),
        ("CREATE INDEX orders_customer_id ON orders (customer_id)", "up"),
        ("down", None),
        ("DROP INDEX orders_customer_id", "down"),
    ]
    assert {each["location"]["uri"] for each in found} == {uri}
    assert "children" not in found[0]


def test_symbols_are_a_tree_for_others(editor: Editor, file: Path) -> None:
    uri = editor.open(file, MIGRATION)
    found = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [(each["name"], len(each["children"])) for each in found] == [("up", 1), ("down", 1)]


def test_an_editor_that_knows_no_actions_gets_commands(folder: Path, file: Path) -> None:
    with Editor(folder, capabilities=OLD) as editor:
        uri = editor.open(file, MIGRATION)
        editor.diagnostics(uri)
        commands = editor.actions(uri, "CREATE")
        assert {each["command"] for each in commands} == {"knexlint.applyEdit"}
        assert editor.answer["capabilities"]["executeCommandProvider"]["commands"] == ["knexlint.applyEdit"]
        fix = next(each for each in commands if "CONCURRENTLY" in each["title"])
        params = {"command": fix["command"], "arguments": fix["arguments"]}
        editor.request("workspace/executeCommand", params)
        sent = [each for each in editor.seen if each.get("method") == "workspace/applyEdit"]
        if not sent:
            sent = [editor.wait(lambda m: m.get("method") == "workspace/applyEdit")[1]]
        editor.apply(sent[0]["params"]["edit"])
        assert "CREATE INDEX CONCURRENTLY" in editor.texts[uri]
        assert "index-blocks-writes" not in [each["code"] for each in editor.diagnostics(uri)]


def test_without_either_there_are_no_actions(folder: Path, file: Path) -> None:
    nothing: Message = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
    with Editor(folder, capabilities=nothing) as editor:
        uri = editor.open(file, MIGRATION)
        assert editor.actions(uri, "CREATE") == []
        assert editor.answer["capabilities"]["executeCommandProvider"]["commands"] == []
        with pytest.raises(AnsweredWithError):
            editor.request("workspace/executeCommand", {"command": "knexlint.applyEdit", "arguments": []})


def test_an_editor_that_knows_actions_is_offered_no_command(editor: Editor) -> None:
    assert editor.answer["capabilities"]["executeCommandProvider"]["commands"] == []


@pytest.mark.parametrize("arguments", [None, [], [1], [{"changes": 5}]])
def test_a_command_with_nonsense_is_answered(folder: Path, file: Path, arguments: object) -> None:
    with Editor(folder, capabilities=OLD) as editor:
        with pytest.raises(AnsweredWithError):
            editor.request("workspace/executeCommand", {"command": "knexlint.applyEdit", "arguments": arguments})
        assert editor.leave() == 0


# --- broken ones ------------------------------------------------------------------------------------------------------

SENT = json.dumps({"jsonrpc": "2.0", "method": "$/setTrace", "params": {"value": "off"}}).encode()
WRONG = {
    "too short": (b"Content-Length: %d\r\n\r\n%s" % (len(SENT) - 7, SENT), "wrong Content-Length; 7 bytes"),
    "none": (b"Content-Length: 0\r\n\r\n" + SENT, "wrong Content-Length"),
    "negative": (b"Content-Length: -4\r\n\r\n" + SENT, "wrong Content-Length"),
    "no number": (b"Content-Length: many\r\n\r\n" + SENT, "wrong Content-Length"),
    "absurd": (b"Content-Length: 99999999999\r\n\r\n" + SENT, "announced a message of 99999999999 bytes"),
    "no header": (SENT, "wrong Content-Length"),
    "garbage": (b"\x00\xff GET / HTTP/1.1\r\n\r\n\r\n\r\nhello", "wrong Content-Length; 5 bytes"),
    "deep": (b"Content-Length: 200000\r\n\r\n" + b"[" * 200_000, "RecursionError"),
    "no JSON": (b"Content-Length: 5\r\n\r\nhello", "JSONDecodeError"),
}


@pytest.mark.parametrize(("sent", "said"), WRONG.values(), ids=WRONG)
def test_a_message_that_is_cut_wrongly_costs_only_itself(editor: Editor, file: Path, sent: bytes, said: str) -> None:
    editor.send_bytes(sent)
    serves(editor, file)
    assert [text for text in editor.logged() if said in text], editor.logged()
    assert not [text for text in editor.logged() if "Traceback" in text]
    assert not [each for each in editor.seen if each.get("method") == "window/showMessage"]


def test_a_message_that_takes_the_beginning_of_the_next_one_costs_both(editor: Editor, file: Path) -> None:
    editor.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(SENT) + 30, SENT))
    editor.notify("$/setTrace", {"value": "off"})
    serves(editor, file)
    assert any("JSONDecodeError" in text for text in editor.logged())


@pytest.mark.parametrize("header", [b"content-length:%d\r\n\r\n", b"Content-Type: x\r\nContent-Length:  %d\r\n\r\n"])
def test_a_header_may_be_written_otherwise(folder: Path, header: bytes) -> None:
    with Editor(folder, initialize=False) as editor:
        body = json.dumps(
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": FULL}}
        ).encode()
        editor.send_bytes(header % len(body) + body)
        editor.wait(lambda m: m.get("id") == 1 and "result" in m)


def test_a_huge_message_is_read(editor: Editor, file: Path) -> None:
    other = editor.open(file.with_name("20250102030406_huge.js"), MIGRATION + "// " + "x" * (8 << 20))
    editor.diagnostics(other, 60)
    serves(editor, file)


def test_before_initialize_there_are_only_errors(folder: Path, file: Path) -> None:
    with Editor(folder, initialize=False) as editor:
        for method in ("textDocument/documentSymbol", "knexlint/summary", "nobody/knows", "shutdown"):
            params = None if method == "shutdown" else {"textDocument": {"uri": "file:///a"}, "uri": "file:///a"}
            with pytest.raises(AnsweredWithError) as raised:
                editor.request(method, params)
            assert raised.value.error["code"] == -32002
        editor.open(file, MIGRATION)
        editor.notify("initialized", {})
        editor.initialize()
        serves(editor, file)


def test_a_second_initialize_does_not_end_it(editor: Editor, file: Path) -> None:
    with pytest.raises(AnsweredWithError, match="comes once"):
        editor.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    serves(editor, file)


def test_files_that_were_never_opened_are_borne(editor: Editor, file: Path) -> None:
    stranger = file.with_name("20250102030407_never_opened.js").as_uri()
    editor.change(stranger, [{"text": "x"}])
    editor.change(
        stranger, [{"range": {"start": {"line": 9, "character": 9}, "end": {"line": 1, "character": 1}}, "text": ""}]
    )
    editor.notify("textDocument/didSave", {"textDocument": {"uri": stranger}})
    editor.notify("textDocument/didClose", {"textDocument": {"uri": stranger}})
    for method in ("knexlint/summary", "knexlint/sql"):
        assert editor.request(method, {"uri": stranger}) is None
    for uri in ("", "nonsense", "file://", "file:///%ff", "http://[", "untitled:x"):
        editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    serves(editor, file)
    assert any("which is not open" in text for text in editor.logged())


def test_ranges_out_of_bounds_are_clamped(editor: Editor, file: Path) -> None:
    uri = editor.open(file.with_name("20250102030408_ranges.js"), MIGRATION)
    far = {"line": 2**31 - 1, "character": 2**31 - 1}
    start = {"line": 0, "character": 0}
    for found in ({"start": far, "end": start}, {"start": start, "end": far}, {"start": far, "end": far}):
        here = {"textDocument": {"uri": uri}}
        assert isinstance(
            editor.request("textDocument/codeAction", {**here, "range": found, "context": {"diagnostics": []}}), list
        )
        editor.request("textDocument/inlayHint", {**here, "range": found})
    editor.change(uri, [{"range": {"start": far, "end": far}, "text": "// more\n"}])
    assert editor.diagnostics(uri)
    editor.change(uri, [{"range": {"start": start, "end": far}, "text": ""}])
    assert editor.diagnostics(uri) == []
    serves(editor, file)
