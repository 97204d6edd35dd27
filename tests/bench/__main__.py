"""`python -m tests.bench`: how fast knexlint is, beside the floor that pygls sets and beside squawk, from one run.

Gates look at medians. On a busy machine the wall clock lies, so a gate on time holds if the wall time or the processor
time of the same stretch does; both are printed. Exit code 1 when a gate does not hold.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import measure, samples
from tests.editor import ROOT, SERVER

FLOOR = [sys.executable, str(ROOT / "tests" / "bench" / "floor.py")]
CHECK = [sys.executable, "-m", "knexlint", "check"]
SQL = [sys.executable, "-m", "knexlint", "sql"]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "knexlint-bench"
SQUAWK = "2.66.0"
ROUNDS = 5
LARGE_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Gate:
    """`wall`, `cpu`: what was measured; `limit` for each. `cpu` None: the wall time alone counts."""

    name: str
    wall: float
    limit: float
    cpu: float | None = None
    cpu_limit: float | None = None
    unit: str = "ms"

    @property
    def holds(self) -> bool:
        return self.wall <= self.limit or (self.cpu is not None and self.cpu <= (self.cpu_limit or self.limit))

    def line(self) -> str:
        cpu = "" if self.cpu is None else f"processor {self.cpu:8.1f} of {self.cpu_limit or self.limit:.1f}"
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return f"  {verdict:14}{self.name:58}{self.wall:8.1f} of {self.limit:6.1f} {self.unit:4} {cpu}"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="knexlint-bench-") as name:
        gates = list(measured(Path(name)))
    print("\nGates")
    for gate in gates:
        print(gate.line())
    failed = [gate for gate in gates if not gate.holds]
    print(f"\n{len(gates) - len(failed)} of {len(gates)} gates hold.")
    return 1 if failed else 0


def measured(folder: Path) -> list[Gate]:
    small, large = samples.migration(100), samples.migration(3000)
    migrations = folder / "service" / "migrations"
    migrations.mkdir(parents=True)
    file = migrations / "20250101000000_small.ts"
    file.write_text(small)
    squawk = squawk_server()
    print(f"Load average {os.getloadavg()[0]:.1f}; medians of {ROUNDS} rounds ({LARGE_ROUNDS} for the large file).")
    rounds = interleaved(file, small, ROUNDS, squawk)
    big = interleaved(file, large, LARGE_ROUNDS, squawk, edits=20)
    show(f"{small.count(chr(10))} lines", rounds)
    show(f"{large.count(chr(10))} lines", big)
    one = commands([*CHECK, str(file)], folder, 5)
    thousand = samples.write_folder(folder / "many")
    many = commands([*CHECK, str(thousand)], folder, 3)
    sent = commands([*SQL, str(thousand)], folder, 3)
    hostile = slowest_hostile()
    print(f"\ncheck, one file         {one[0]:8.0f} ms  (processor {one[1]:.0f} ms)")
    print(f"check, 1,000 migrations {many[0]:8.0f} ms  (processor {many[1]:.0f} ms)")
    print(f"sql, 1,000 migrations   {sent[0]:8.0f} ms  (processor {sent[1]:.0f} ms)")
    replays = [measure.replay(thousand) for _ in range(3)]
    replayed = {key: min(each[key] for each in replays) for key in replays[0]}
    return [
        *gates(rounds, big, one, many),
        Gate("sql, 1,000 migrations, processor time", sent[1], 1500),
        Gate(f"the slowest hostile file, processor time: {hostile[0]}", hostile[1], 200),
        *replay_gates(replayed),
    ]


def gates(
    rounds: dict[str, list[measure.Run]],
    big: dict[str, list[measure.Run]],
    one: tuple[float, float],
    many: tuple[float, float],
) -> list[Gate]:
    floor, own, large = (middle(each) for each in (rounds["pygls"], rounds["knexlint"], big["knexlint"]))
    f, o = floor, own
    return [
        Gate(
            "100 lines, key to diagnostics, p50: floor + 4 ms", o("p50"), f("p50") + 4, o("cpu_key"), f("cpu_key") + 4
        ),
        Gate("100 lines, key to diagnostics, p95", min(run.p95 for run in rounds["knexlint"]), 10),
        Gate("3,000 lines, key to diagnostics, p50", large("p50"), 120, large("cpu_key")),
        Gate("start to initialize: 1.15 x floor", o("start"), f("start") * 1.15, o("cpu_start"), f("cpu_start") * 1.15),
        Gate(
            "start to first diagnostics: floor + 100 ms",
            o("first"),
            f("first") + 100,
            o("cpu_first"),
            f("cpu_first") + 100,
        ),
        Gate("check, one file", one[0], 180, one[1]),
        Gate("check, 1,000 migrations, processor time", many[1], 1500),
        Gate(f"memory after {measure.EDITS} edits", o("memory"), 64, unit="MiB"),
    ]


def replay_gates(found: dict[str, float]) -> list[Gate]:
    """Of a folder with 1,000 migrations; processor time."""
    return [
        Gate("the last of 1,000 migrations, from nothing", found["cold"], 1500),
        Gate("the last of 1,000 migrations, after a change of it", found["warm"], 50),
        Gate("the last of 1,000 migrations, after one of the first", found["edit"], 300),
        Gate("memory with 1,000 migrations", found["memory"], 150, unit="MiB"),
    ]


def slowest_hostile() -> tuple[str, float]:
    """What it is, and the processor time that looking at it takes."""
    from knexlint.lint import lint
    from knexlint.text import Source

    took: dict[str, float] = {}
    for name, body in {"": "", **samples.HOSTILE}.items():
        source = Source(f"{name}.js", samples.with_body(body).encode())
        for _ in range(2):
            began = time.process_time()
            lint(source)
            took[name] = min(took.get(name, 1e9), (time.process_time() - began) * 1e3)
    return max(took.items(), key=lambda each: each[1])


def middle(runs: list[measure.Run]) -> Callable[[str], float]:
    return lambda name: statistics.median(getattr(run, name) for run in runs)


def interleaved(
    file: Path, text: str, rounds: int, squawk: list[str] | None, edits: int = measure.EDITS
) -> dict[str, list[measure.Run]]:
    """Every server once in each round, so that what else the machine does hits them all alike."""
    found: dict[str, list[measure.Run]] = {"pygls": [], "knexlint": []}
    sql = sql_of(text) if squawk else ""
    for _ in range(rounds):
        found["pygls"].append(measure.server(FLOOR, file, text, edits))
        found["knexlint"].append(measure.server(SERVER, file, text, edits))
        if squawk:
            run = measure.server(squawk, file.with_suffix(".sql"), sql, edits, pull=True, language="sql")
            found.setdefault("squawk", []).append(run)
    return found


def show(title: str, rounds: dict[str, list[measure.Run]]) -> None:
    print(f"\n{title:13}  start  first   key p50   p95   cpu/key   memory  findings    (ms, MiB)")
    for name, runs in rounds.items():
        of = middle(runs)
        print(
            f"  {name:10} {of('start'):7.0f}{of('first'):7.0f}{of('p50'):10.1f}{of('p95'):6.1f}"
            f"{of('cpu_key'):10.1f}{of('memory'):9.0f}{runs[-1].findings:10}"
        )


def commands(arguments: list[str], folder: Path, rounds: int) -> tuple[float, float]:
    runs = [measure.command(arguments, folder) for _ in range(rounds)]
    return statistics.median(wall for wall, _ in runs), statistics.median(cpu for _, cpu in runs)


def sql_of(text: str) -> str:
    """What the migration sends, for a server that reads SQL."""
    from knexlint.lint import lint
    from knexlint.text import Source

    migration = lint(Source("20250101000000_small.ts", text.encode())).migration
    assert migration is not None
    assert migration.up is not None
    return "\n".join(f"{query.sql.text};" for query in migration.up.queries if query.sql is not None) + "\n"


def squawk_server() -> list[str] | None:
    """squawk, a native server for SQL, from PyPI; None where it cannot be had."""
    folder = CACHE / f"squawk-{SQUAWK}"
    if not folder.is_dir():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), f"squawk-cli=={SQUAWK}"]
        subprocess.run(install, check=False, capture_output=True)
    program = next((path for path in folder.rglob("squawk*") if path.is_file() and os.access(path, os.X_OK)), None)
    return [str(program), "server"] if program else None


if __name__ == "__main__":
    sys.exit(main())
