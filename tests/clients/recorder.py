"""Stands between an editor and its server and writes down what they say: `recorder.py OUT.jsonl COMMAND …`.

One line for each message, `{"from": "client" | "server", "message": …}`, in the order in which they pass. A file that
is there is not touched: of a server that is started again only the first run is kept. Standard library only: it is run
by whatever Python the editor's server runs on.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any


class Tape:
    """Cuts two streams of bytes into messages and writes them down as one row."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._file: Any = path.open("x", encoding="utf-8")
        except FileExistsError:
            self._file = None

    def passing(self, source: int, target: int, speaker: str) -> None:
        """Hand every byte on, at once, until one side has gone."""
        kept = b""
        with contextlib.suppress(OSError):
            while chunk := os.read(source, 1 << 16):
                kept = self._written(kept + chunk, speaker)
                view = memoryview(chunk)
                while view:
                    view = view[os.write(target, view) :]
        with contextlib.suppress(OSError):
            os.close(target)

    def _written(self, data: bytes, speaker: str) -> bytes:
        """What is left of the data when the whole messages at its beginning are written down."""
        while True:
            head, separator, rest = data.partition(b"\r\n\r\n")
            lengths = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
            if not separator or not lengths or len(rest) < lengths[0]:
                return data
            self._write({"from": speaker, "message": json.loads(rest[: lengths[0]])})
            data = rest[lengths[0] :]

    def _write(self, line: dict[str, Any]) -> None:
        if self._file is not None:
            with self._lock:
                self._file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                self._file.flush()


def main(out: str, *command: str) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # an editor that says good-bye and kills at once is heard out
    tape = Tape(Path(out))
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    assert server.stdin is not None
    assert server.stdout is not None
    to_server = (sys.stdin.fileno(), os.dup(server.stdin.fileno()), "client")
    server.stdin.close()
    threading.Thread(target=tape.passing, args=to_server, daemon=True).start()
    tape.passing(server.stdout.fileno(), sys.stdout.fileno(), "server")
    return server.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
