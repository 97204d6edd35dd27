"""How long it takes to know the schema before the last of many migrations: from nothing, after a change of that file,
and after a change of the first one. Prints JSON; processor time in milliseconds, memory in MiB."""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from knexlint.lint import lint
from knexlint.project.workspace import Workspace

_REPEATS = 5
_TABLE = re.compile(rb"(createTable\([^{]*\{)")


def main(folder: str) -> None:
    gc.disable()  # as the server does while it works
    workspace = Workspace(Path(folder).parent)
    workspace.scan(str(workspace.root))
    line = workspace.line_of(folder)
    assert line is not None
    files = sorted(workspace.candidates(line))
    first, last = files[0], files[-1]

    def diagnose() -> None:
        source = workspace.text_of(last)
        assert source is not None
        lint(source, workspace.project_of(last))

    diagnose()
    cold = time.process_time() * 1e3
    data = Path(last).read_bytes()
    warm = min(_timed(workspace, last, data + b"\n// %d\n" % number, diagnose) for number in range(_REPEATS))
    data = Path(first).read_bytes()
    texts = [_TABLE.sub(rb"\1 table.integer('extra_%d');" % number, data, count=1) for number in range(_REPEATS)]
    edit = min(_timed(workspace, first, text, diagnose) for text in texts)
    memory = _peak()
    print(json.dumps({"cold": cold, "warm": warm, "edit": edit, "memory": memory}))


def _timed(workspace: Workspace, path: str, data: bytes, diagnose: Callable[[], None]) -> float:
    started = time.process_time()
    workspace.open(path, data)
    diagnose()
    return (time.process_time() - started) * 1e3


def _peak() -> float:
    """Of this program alone: what getrusage says begins with the size of the process that started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1])
