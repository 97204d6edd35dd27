"""Sessions of real editors, as `clients/recorder.py` wrote them down: kept without this machine's names, and replayed.

A session was held in a copy of the example service; `PLACE` stands for that folder.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from editor import ROOT, Editor, Message

SESSIONS = ROOT / "tests" / "sessions"
PLACE = "/home/you/order-service"
EXTENSIONS = "/home/you/.vscode/extensions"
RECORDER = [sys.executable, str(ROOT / "tests" / "clients" / "recorder.py")]
PATIENCE = 60  # seconds for one answer: the machine may be busy
AGAIN = 5  # seconds for findings that come again


def service(folder: Path) -> Path:
    """A copy of the example service."""
    shutil.copytree(ROOT / "examples" / "order-service", folder, ignore=shutil.ignore_patterns("node_modules"))
    return folder


def judge(tape: Path, name: str, scratch: Path, places: dict[Path, str]) -> None:
    """A session that was held a moment ago replays; with KNEXLINT_RECORD=1 it is kept for the fast tests.

    `places`: the folders of this machine that may be named in it, and what to call them.
    """
    lines = [json.loads(line) for line in tape.read_text("utf-8").splitlines()]
    text = "".join(f"{_one_line(_neutral(line, places))}\n" for line in lines)
    kept = SESSIONS / f"{name}.jsonl" if os.environ.get("KNEXLINT_RECORD") else scratch / "session.jsonl"
    kept.write_text(text, "utf-8")
    again = service(scratch / "again")
    with Replay(read(kept, again), again) as replay:
        assert replay.run() == 0
        assert not replay.differences, "\n".join(replay.differences)


def _one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _neutral(value: Any, places: dict[Path, str]) -> Any:
    if isinstance(value, dict):
        kept = {_neutral(key, places): _neutral(each, places) for key, each in value.items()}
        return {**kept, "processId": None} if "processId" in kept else kept
    if isinstance(value, list):
        return [_neutral(each, places) for each in value]
    if isinstance(value, str):
        for place, called in places.items():
            value = value.replace(str(place), called)
    return value


def read(path: Path, folder: Path) -> list[Message]:
    """The session as if it had been held in `folder`."""
    lines = path.read_text("utf-8").replace(PLACE, folder.as_posix()).splitlines()
    return [json.loads(line) for line in lines]


class Replay(Editor):
    """Says what the editor said then, and compares what the server says now.

    Each request waits for its answer, and each change for the findings that were published of it, so that the
    comparison does not depend on who is faster.
    """

    def __init__(self, session: list[Message], folder: Path, command: list[str] | None = None) -> None:
        super().__init__(folder, command, initialize=False)
        self.session = session
        self.differences: list[str] = []
        self.compared = 0
        self._asked = {_key(line): line["message"] for line in session if _is_request(line["message"])}
        self._answered = {_key(line): line["message"] for line in session if "method" not in line["message"]}
        self._published: dict[tuple[str, int | None], list[Any]] = {}
        for said in (line["message"] for line in session):
            if said.get("method") == "textDocument/publishDiagnostics":
                key = said["params"]["uri"], said["params"].get("version")
                self._published.setdefault(key, []).append(said["params"]["diagnostics"])

    def run(self) -> int:
        """The server's exit code."""
        for line in self.session:
            message = line["message"]
            if line["from"] != "client" or "method" not in message or message["method"] == "$/cancelRequest":
                continue
            opened = message["method"] == "textDocument/didOpen"
            if opened:
                _keep_file(message["params"]["textDocument"])
            self.send(message)
            if _is_request(message):
                self._compare_answer(message)
            elif opened or message["method"] == "textDocument/didChange":
                self._compare_findings(message["params"]["textDocument"])
        return self.process.wait(PATIENCE)

    def _compare_answer(self, request: Message) -> None:
        identity, method = request["id"], request["method"]
        _, answer = self.wait(lambda m: m.get("id") == identity and "method" not in m, PATIENCE, method)
        before = self._answered.get(("client", identity))
        if before is not None and "error" not in before:  # an error: the editor had taken it back
            self._compare(method, before.get("result"), answer.get("result", answer.get("error")))

    def _compare_findings(self, document: Message) -> None:
        """What was published of this version: once or again, when more was known of the files around it."""
        before = self._published.get((document["uri"], document["version"]))
        if before is None:
            return
        self.versions[document["uri"]] = document["version"]
        found = self.diagnostics(document["uri"], PATIENCE)
        with contextlib.suppress(TimeoutError):
            while not any(covers(shape_of(each), shape_of(found)) for each in before):
                found = self.again(document["uri"], AGAIN)
        best = next((each for each in before if covers(shape_of(each), shape_of(found))), before[-1])
        self._compare(f"{Path(document['uri']).name}, version {document['version']}", best, found)

    def _compare(self, name: str, before: Any, now: Any) -> None:
        self.compared += 1
        then, here = shape_of(before), shape_of(now)
        if not covers(then, here):
            self.differences.append(f"{name}\n  then {then}\n  now  {here}")

    def _reply(self, message: Message) -> None:
        """As the editor answered then: by method, in turn, the last one for all that follow."""
        given = [
            self._answered[key]
            for key, asked in self._asked.items()
            if key[0] == "server" and asked["method"] == message["method"] and key in self._answered
        ]
        turn = sum(each.get("method") == message["method"] for each in self.seen) - 1
        said = given[min(turn, len(given) - 1)] if given else {"result": None}
        answer = {key: said[key] for key in ("result", "error") if key in said}
        self.send({"id": message["id"], **answer})


def _is_request(message: Message) -> bool:
    return "method" in message and "id" in message


def _key(line: Message) -> tuple[str, Any]:
    """Who asked, and the request's id."""
    message, speaker = line["message"], line["from"]
    asked = speaker if "method" in message else {"client": "server", "server": "client"}[speaker]
    return asked, message.get("id")


def _keep_file(document: Message) -> None:
    """On disk there is what the editor opened, if nothing else is."""
    scheme, _, place, *_ = urlsplit(document["uri"])
    path = Path(unquote(place))
    if scheme == "file" and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document["text"])


def shape_of(value: Any) -> Any:
    """What there is, without what it says: the names of types, the elements of a list as one."""
    if isinstance(value, dict):
        return {key: shape_of(each) for key, each in value.items()}
    if isinstance(value, list):
        return [functools.reduce(_both, map(shape_of, value))] if value else []
    return {type(value).__name__}


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        shared = {key: _both(each, other[key]) if key in other else each for key, each in one.items()}
        return {**other, **shared}
    if isinstance(one, set) and isinstance(other, set):
        return one | other
    return other if isinstance(one, set) else one


def covers(before: Any, now: Any) -> bool:
    """Everything that was there is there, in the same form; there may be more beside it."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(key in now and covers(each, now[key]) for key, each in before.items())
    if isinstance(before, list) and isinstance(now, list):
        return not before or (bool(now) and covers(before[0], now[0]))
    if isinstance(before, set) and isinstance(now, set):
        return bool(before & now) or "NoneType" in before | now
    return False
