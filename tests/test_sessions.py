"""What real editors once said is said again, and answered as it was then. `make record` records them anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from recorded import EXTENSIONS, PLACE, SESSIONS, Replay, covers, read, service, shape_of

RECORDED = sorted(SESSIONS.glob("*.jsonl"))
GESTURES = {
    "initialize",
    "initialized",
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/codeAction",
    "textDocument/hover",
    "textDocument/completion",
    "shutdown",
    "exit",
}


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_session_is_answered_as_it_was(path: Path, tmp_path: Path) -> None:
    folder = service(tmp_path / "order-service")
    with Replay(read(path, folder), folder) as replay:
        assert replay.run() == 0
        assert not replay.differences, "\n".join(["(`make record` if this is meant)", *replay.differences])
        assert replay.compared >= 8
        assert replay.stderr == b""
        assert replay.logged() == []


def test_there_is_one_of_each_editor() -> None:
    assert [path.stem for path in RECORDED] == ["neovim", "vscode"]


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_session_has_every_gesture_and_nothing_of_the_machine_it_was_held_on(path: Path) -> None:
    text = path.read_text("utf-8")
    said = {json.loads(line)["message"].get("method") for line in text.splitlines()}
    assert said >= GESTURES
    left = text.replace(PLACE, "").replace(EXTENSIONS, "")
    assert not re.search(r"file:///home", left)
    assert not re.search(r"/(tmp|root|home|Users|work|var|private)\b|[A-Z]:\\\\", left)
    assert not re.search(r'"processId":\d', text)


def test_a_difference_is_noticed() -> None:
    then = shape_of({"items": [{"label": "a"}, {"label": "b", "detail": "c"}], "isIncomplete": False})
    assert covers(then, shape_of({"items": [{"label": "a", "detail": "c", "new": 1}], "isIncomplete": True, "more": 1}))
    assert not covers(then, shape_of({"items": [{"label": "a"}], "isIncomplete": False}))
    assert not covers(then, shape_of({"items": [], "isIncomplete": False}))
    assert not covers(then, shape_of(None))
    assert not covers(then, shape_of({"items": [{"label": 1, "detail": "c"}], "isIncomplete": False}))
