"""Runs the checks: `quick` is style, types and the tests that need no server and no editor; `all` is everything.

What cannot be had on this machine is listed at the end; with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
EDITORS = "real editors"
NEEDED = {"nvim": ("neovim",), "chromium": ("chromium", "fonts-dejavu-core", "ripgrep")}
STYLE = [
    ("style", [PYTHON, "-m", "ruff", "check", "--quiet", "server", "rules", "tests"]),
    ("format", [PYTHON, "-m", "ruff", "format", "--quiet", "--check", "server", "rules", "tests"]),
    ("types", [PYTHON, "-m", "mypy"]),
]
QUICK = [("tests", [PYTHON, "-m", "pytest", "-n", "2", "-m", "not oracle and not client"])]
SLOW = [
    ("real Knex, PostgreSQL and TypeScript", [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-m", "oracle"]),
    (EDITORS, [PYTHON, "-m", "pytest", "-m", "client"]),
]


def missing() -> list[str]:
    lacking = [packages for program, packages in NEEDED.items() if shutil.which(program) is None]
    return [package for packages in lacking for package in packages]


def install(packages: list[str]) -> None:
    """Take Debian's packages where this is root on Debian; elsewhere the tests say what they lack."""
    if not packages or os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"Installing {', '.join(packages)} …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages], check=False, **quiet)


def main(part: str) -> int:
    steps = STYLE + QUICK
    if part == "all":
        install(missing())
        steps = steps + SLOW
    failed = []
    for name, command in steps:
        print(f"── {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code and name == EDITORS:
            print("   A real editor may lose a key on a busy machine: what failed is tried once more.", flush=True)
            code = subprocess.run([*command, "--last-failed"], cwd=ROOT, check=False).returncode
        print(f"   {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
        if code:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "All passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "quick"))
