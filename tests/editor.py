"""A small editor: speaks the language server protocol over stdio, keeps its own text, stamps what arrives.

Standard library only, and nothing of the server's: it is the other side.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[1]
SERVER = [sys.executable, "-m", "knexlint", "lsp"]
Message = dict[str, Any]

# What three kinds of editor announce: one that can do everything, one that can do little, one that only asks.
FULL: Message = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "window": {"workDoneProgress": True},
    "textDocument": {
        "synchronization": {"didSave": True, "dynamicRegistration": True},
        "publishDiagnostics": {
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "relatedInformation": True,
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source", "source.fixAll"]}},
            "dataSupport": True,
            "isPreferredSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown", "plaintext"],
                "insertTextModeSupport": {"valueSet": [1, 2]},
            }
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
}
PLAIN: Message = {
    "textDocument": {
        "publishDiagnostics": {},
        "hover": {"contentFormat": ["plaintext"]},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
        "completion": {"completionItem": {"snippetSupport": False}},
    }
}
ASKING: Message = {
    "workspace": {"diagnostics": {"refreshSupport": True}},
    "textDocument": {"diagnostic": {"dynamicRegistration": False}},
}


class AnsweredWithError(Exception):
    """The server answered a request with an error; `error` is its `code` and `message`."""

    def __init__(self, error: Message) -> None:
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.error = error


class ServerEndedError(Exception):
    """The server ended."""


def environment() -> dict[str, str]:
    """The server of this checkout, with its byte code kept as an installed one's is."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT / "server")}


class Editor:
    """One server process and the conversation with it."""

    def __init__(
        self,
        root: Path | list[Path],
        command: list[str] | None = None,
        capabilities: Message = FULL,
        settings: Message | None = None,
        encodings: list[str] | None = None,
        options: Any = None,
        initialize: bool = True,
    ) -> None:
        self.roots = root if isinstance(root, list) else [root]
        self.settings = settings or {}
        self.inbox: queue.SimpleQueue[tuple[float, Message | None]] = queue.SimpleQueue()
        self.seen: list[Message] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.encoding = "utf-16"
        self.arrived = 0.0  # when the last message came
        self._ids = 0
        self.spawned = time.perf_counter()
        self.process = subprocess.Popen(
            command or SERVER,
            cwd=self.roots[0],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        self.stderr = b""
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()
        self.answer: Message = {}
        if initialize:
            self.initialize(capabilities, encodings, options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    # --- the wire ---------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        assert self.process.stdout is not None
        fd, buffer = self.process.stdout.fileno(), b""
        while True:
            head, separator, rest = buffer.partition(b"\r\n\r\n")
            if separator:
                length = int(
                    next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length")).split(b":")[1]
                )
                if len(rest) >= length:
                    self.inbox.put((time.perf_counter(), json.loads(rest[:length])))
                    buffer = rest[length:]
                    continue
            try:
                chunk = os.read(fd, 1 << 20)
            except OSError:
                chunk = b""
            if not chunk:
                self.inbox.put((time.perf_counter(), None))
                return
            buffer += chunk

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.stderr += line

    def send_bytes(self, data: bytes) -> float:
        assert self.process.stdin is not None
        stamp = time.perf_counter()
        view = memoryview(data)
        while view:
            view = view[os.write(self.process.stdin.fileno(), view) :]
        return stamp

    def send(self, message: Message) -> float:
        body = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode()
        return self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def notify(self, method: str, params: Any) -> float:
        return self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> int:
        self._ids += 1
        self.send({"id": self._ids, "method": method, "params": params})
        return self._ids

    def request(self, method: str, params: Any, timeout: float = 20) -> Any:
        identity = self.ask(method, params)
        _, message = self.wait(lambda m: m.get("id") == identity and "method" not in m, timeout, method)
        if "error" in message:
            raise AnsweredWithError(message["error"])
        return message["result"]

    def wait(self, wanted: Any, timeout: float = 20, what: str = "a message") -> tuple[float, Message]:
        """The first message from now on that `wanted` accepts, and when it came."""
        deadline = time.perf_counter() + timeout
        while (left := deadline - time.perf_counter()) > 0:
            try:
                stamp, message = self.inbox.get(timeout=left)
            except queue.Empty:
                break
            if message is None:
                errors = self.stderr.decode(errors="replace")
                raise ServerEndedError(f"the server ended with {self.process.wait(5)}: {errors}")
            self.seen.append(message)
            self.arrived = stamp
            if "method" in message and "id" in message:
                self._reply(message)
            if wanted(message):
                return stamp, message
        raise TimeoutError(f"no {what} within {timeout} s; last: {self.seen[-3:]}")

    def _reply(self, message: Message) -> None:
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [self._setting(item) for item in message["params"]["items"]]
        self.send({"id": message["id"], "result": result})

    def _setting(self, item: Message) -> Any:
        return self.settings.get(item.get("scopeUri"), self.settings.get(item.get("section")))

    def listen(self, seconds: float) -> list[Message]:
        """Everything that arrives in the next seconds."""
        start = len(self.seen)
        with contextlib.suppress(TimeoutError):
            self.wait(lambda _: False, seconds)
        return self.seen[start:]

    # --- coming and going -------------------------------------------------------------------------------------------

    def initialize(self, capabilities: Message = FULL, encodings: list[str] | None = None, options: Any = None) -> None:
        if encodings is not None:
            capabilities = {**capabilities, "general": {"positionEncodings": encodings}}
        folders = [{"uri": root.as_uri(), "name": root.name} for root in self.roots]
        self.answer = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "clientInfo": {"name": "a small editor"},
                "rootUri": self.roots[0].as_uri(),
                "capabilities": capabilities,
                "initializationOptions": options,
                "workspaceFolders": folders,
            },
        )
        self.initialized_after = time.perf_counter() - self.spawned
        self.encoding = self.answer["capabilities"].get("positionEncoding", "utf-16")
        self.notify("initialized", {})

    def leave(self) -> int:
        """Shut down as the protocol asks; the server's exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(10)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    # --- text -------------------------------------------------------------------------------------------------------

    def open(self, path: Path | str, text: str | None = None, language: str = "typescript") -> str:
        uri = path.as_uri() if isinstance(path, Path) else path
        if text is None:
            assert isinstance(path, Path)
            text = path.read_bytes().decode()
        self.texts[uri], self.versions[uri] = text, 1
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def replace(self, uri: str, start: int, end: int, text: str) -> float:
        """Replace a range of code points of the text, as someone who types would."""
        return self.replace_all(uri, [(start, end, text)])

    def replace_all(self, uri: str, edits: list[tuple[int, int, str]]) -> float:
        """Several edits in one message, each counted from the text that the one before left."""
        changes = []
        for start, end, text in edits:
            before = self.texts[uri]
            found = {"start": self.position(before, start), "end": self.position(before, end)}
            changes.append({"range": found, "text": text})
            self.texts[uri] = before[:start] + text + before[end:]
        return self.change(uri, changes)

    def change(self, uri: str, changes: list[Message]) -> float:
        self.versions[uri] = self.versions.get(uri, 0) + 1
        identity = {"uri": uri, "version": self.versions[uri]}
        return self.notify("textDocument/didChange", {"textDocument": identity, "contentChanges": changes})

    def position(self, text: str, offset: int) -> Message:
        starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
        if 0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n":
            offset -= 1
        line = max(at for at, start in enumerate(starts) if start <= offset)
        return {"line": line, "character": self.width(text[starts[line] : offset])}

    def width(self, text: str) -> int:
        """In units of the encoding that was agreed on."""
        if self.encoding == "utf-32":
            return len(text)
        return len(text.encode("utf-8" if self.encoding == "utf-8" else "utf-16-le")) // (
            1 if self.encoding == "utf-8" else 2
        )

    def offset(self, text: str, position: Message) -> int:
        starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
        at = starts[position["line"]]
        left = position["character"]
        while left > 0:
            left -= self.width(text[at])
            at += 1
        return at

    def text_at(self, uri: str, found: Message) -> str:
        """The text in a range that the server sent."""
        text = self.texts[uri]
        return text[self.offset(text, found["start"]) : self.offset(text, found["end"])]

    def apply(self, edit: Message) -> dict[str, str]:
        """Apply a workspace edit to the open texts (and tell the server); the files it creates, by URI."""
        created: dict[str, str] = {}
        changes = [(uri, edits) for uri, edits in (edit.get("changes") or {}).items()]
        for change in edit.get("documentChanges") or ():
            if change.get("kind") == "create":
                created[change["uri"]] = ""
            else:
                changes.append((change["textDocument"]["uri"], change["edits"]))
        for uri, edits in changes:
            text = created.get(uri, self.texts.get(uri, ""))
            spans = [
                (self.offset(text, e["range"]["start"]), self.offset(text, e["range"]["end"]), e["newText"])
                for e in edits
            ]
            backwards = sorted(spans, key=lambda span: (span[0], span[1]), reverse=True)
            if uri in created:
                for start, end, new in backwards:
                    text = text[:start] + new + text[end:]
                created[uri] = text
            else:
                self.replace_all(uri, backwards)
        return created

    # --- asking -----------------------------------------------------------------------------------------------------

    def diagnostics(self, uri: str, timeout: float = 20) -> list[Message]:
        """The diagnostics of the version that is on the screen now."""
        version = self.versions[uri]
        for message in reversed(self.seen):
            if _publishes(message, uri, version):
                return message["params"]["diagnostics"]  # type: ignore[no-any-return]
        _, message = self.wait(lambda m: _publishes(m, uri, version), timeout, f"diagnostics for version {version}")
        return message["params"]["diagnostics"]  # type: ignore[no-any-return]

    def again(self, uri: str, timeout: float = 20) -> list[Message]:
        """The next diagnostics of the current version, though some came before."""
        version = self.versions[uri]
        _, message = self.wait(lambda m: _publishes(m, uri, version), timeout, f"diagnostics for version {version}")
        return message["params"]["diagnostics"]  # type: ignore[no-any-return]

    def at(self, uri: str, needle: str, inside: int = 0) -> Message:
        """Parameters that point at the first place where `needle` stands."""
        text = self.texts[uri]
        return {"textDocument": {"uri": uri}, "position": self.position(text, text.index(needle) + inside)}

    def hover(self, uri: str, needle: str, inside: int = 1) -> str:
        found = self.request("textDocument/hover", self.at(uri, needle, inside))
        return found["contents"]["value"] if found else ""

    def actions(self, uri: str, needle: str, only: list[str] | None = None) -> list[Message]:
        start = self.at(uri, needle)["position"]
        context: Message = {"diagnostics": []} if only is None else {"diagnostics": [], "only": only}
        params = {"textDocument": {"uri": uri}, "range": {"start": start, "end": start}, "context": context}
        return self.request("textDocument/codeAction", params) or []

    def completions(self, uri: str, offset: int) -> list[Message]:
        position = self.position(self.texts[uri], offset)
        found = self.request("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return found["items"] if found else []

    def logged(self) -> list[str]:
        return [m["params"]["message"] for m in self.seen if m.get("method") == "window/logMessage"]


def _publishes(message: Message, uri: str, version: int) -> bool:
    params = message.get("params") or {}
    return (
        message.get("method") == "textDocument/publishDiagnostics"
        and params.get("uri") == uri
        and params.get("version") == version
    )
