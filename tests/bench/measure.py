"""Measures one server, or one command: wall time as a user feels it, and processor time, which others cannot spoil."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.editor import FULL, Editor, Message, environment

EDITS = 50
PAUSE = 0.012  # seconds between two edits


@dataclass(slots=True)
class Run:
    """Milliseconds; memory in MiB. `start`, `first`: since the process was started. `cpu_…`: the processor's."""

    start: float = 0
    cpu_start: float = 0
    first: float = 0
    cpu_first: float = 0
    keys: list[float] = field(default_factory=list)
    cpu_key: float = 0
    memory: float = 0
    findings: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.keys)

    @property
    def p95(self) -> float:
        return sorted(self.keys)[round(0.95 * (len(self.keys) - 1))]


def server(
    command: list[str], file: Path, text: str, edits: int = EDITS, pull: bool = False, language: str = "typescript"
) -> Run:
    """Open a file in a fresh server, then insert and remove a line near its top, over and over."""
    capabilities: Message = FULL
    if pull:
        capabilities = {**FULL, "textDocument": {**FULL["textDocument"], "diagnostic": {"dynamicRegistration": False}}}
    run = Run()
    with Editor(file.parent, command, capabilities) as editor:
        run.start, run.cpu_start = editor.initialized_after * 1e3, cpu(editor.process.pid)
        uri = editor.open(file, text, language)
        findings = _findings(editor, uri, pull)
        run.first, run.cpu_first = (time.perf_counter() - editor.spawned) * 1e3, cpu(editor.process.pid)
        run.findings = len(findings)
        editor.listen(0.3)
        at = text.index("\n", text.index("up")) + 1 if "up" in text else text.index("\n") + 1
        before = cpu(editor.process.pid)
        for number in range(edits):
            started = editor.replace(uri, at, at + number % 2, "" if number % 2 else "\n")
            _findings(editor, uri, pull)
            run.keys.append((editor.arrived - started) * 1e3)
            time.sleep(PAUSE)
        run.cpu_key = (cpu(editor.process.pid) - before) / edits
        run.memory = memory(editor.process.pid)
        editor.leave()
    return run


def _findings(editor: Editor, uri: str, pull: bool) -> list[Message]:
    if not pull:
        return editor.diagnostics(uri)
    found = editor.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    return found["items"]  # type: ignore[no-any-return]


def command(arguments: list[str], folder: Path) -> tuple[float, float]:
    """Wall and processor time of one run, in milliseconds."""
    started = time.perf_counter()
    process = subprocess.Popen(
        arguments, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = (time.perf_counter() - started) * 1e3
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    return wall, (usage.ru_utime + usage.ru_stime) * 1e3


def replay(folder: Path) -> dict[str, float]:
    """What `replay.py` measures on a folder of migrations."""
    script = Path(__file__).with_name("replay.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], env=environment(), capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def cpu(pid: int) -> float:
    """Milliseconds of processor time that a process and its threads have used."""
    used = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            used += int((thread / "schedstat").read_text().split()[0])
        except OSError:
            continue
    return used / 1e6


def memory(pid: int) -> float:
    """Resident memory of a process in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
