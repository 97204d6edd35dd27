"""The real Knex and what else npm has, installed on demand from lock files into the user's cache."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from postgres.servers import Server, UnavailableError

KNEX = Path(__file__).parent / "knex"


def unavailable(reason: str) -> None:
    """Skip; where everything must run (CI=true), fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def started(major: int) -> Server:
    """A fresh PostgreSQL of this major; where there is none, the test is skipped and says why."""
    try:
        return Server.start(major)
    except UnavailableError as reason:
        unavailable(str(reason))
        raise


@contextlib.contextmanager
def running(major: int) -> Iterator[Server]:
    server = started(major)
    try:
        yield server
    finally:
        server.stop()


def installed(packages: Path) -> Path:
    """A folder with the packages that `packages/package-lock.json` names, and the scripts beside it."""
    lock = packages / "package-lock.json"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "knexlint" / f"{packages.name}-{digest}"
    if not cache.exists():
        if shutil.which("npm") is None or shutil.which("node") is None:
            unavailable("npm and node are needed to ask the real Knex")
        cache.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=cache.parent))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(packages / name, fresh / name)
        command = ["npm", "ci", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
        if done.returncode:
            unavailable(f"npm could not install {packages.name}: {done.stderr[-500:]}")
        with contextlib.suppress(OSError):  # another process was quicker
            fresh.rename(cache)
    return cache


def shipped(listed: Path) -> Path:
    """A folder with the contents of the packages that a file lists, `{"name@version": integrity}`, nothing else."""
    packages: dict[str, str] = json.loads(listed.read_text())
    digest = hashlib.sha256(listed.read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "knexlint" / f"{listed.stem}-{digest}"
    if cache.exists():
        return cache
    if shutil.which("npm") is None:
        unavailable("npm is needed for the migrations that packages ship")
    cache.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=cache.parent))
    command = ["npm", "pack", "--json", "--pack-destination", str(fresh), *packages]
    done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    if done.returncode:
        unavailable(f"npm could not fetch the packages: {done.stderr[-500:]}")
    for archive in sorted(fresh.glob("*.tgz")):
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        assert f"sha512-{found}" in packages.values(), f"{archive.name} is not what it was"
        with tarfile.open(archive) as tar:
            tar.extractall(fresh / archive.stem, filter="data")
        archive.unlink()
    with contextlib.suppress(OSError):  # another process was quicker
        fresh.rename(cache)
    return cache


class Recording:
    """One Node process that runs migrations under the real Knex and says what it sends, as its script tells it."""

    def __init__(self, cache: Path, script: Path) -> None:
        copy = cache / script.name
        copy.write_bytes(script.read_bytes())
        self.process = subprocess.Popen(
            ["node", str(copy)], cwd=cache, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def record(self, job: dict[str, Any]) -> dict[str, Any]:
        """What the script answers to one job."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the recording process ended"
        result: dict[str, Any] = json.loads(answer)
        return result

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=10)


class RealKnex(Recording):
    """Single migrations: a job's answer is `{"queries": [{"sql", "bindings"}], "error"}`."""

    def __init__(self, cache: Path) -> None:
        super().__init__(cache, KNEX / "record.js")
