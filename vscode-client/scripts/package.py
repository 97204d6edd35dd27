"""Builds the VSIX files into `dist/`: one for each platform with all it needs but Python, and one without libraries.

    python vscode-client/scripts/package.py [--if-changed] [PLATFORM ...]

All of them on any one machine: the libraries come as wheels for their platform. `here` is the platform of this machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform as machine
import shutil
import subprocess
import sys
import tempfile
import tomllib
import uuid
import zipfile
from pathlib import Path

CLIENT = Path(__file__).resolve().parents[1]
ROOT = CLIENT.parent
OUT = ROOT / "dist"
BUNDLED = CLIENT / "bundled"
LARGEST = 8 << 20  # bytes of one VSIX
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
UNIVERSAL = "universal"
# until package.json names a repository: what vsce would make of its address
WITHOUT_REPOSITORY = ("--allow-missing-repository", "--no-rewrite-relative-links")
PLATFORMS = {
    "linux-x64": [f"manylinux{tag}_x86_64" for tag in ("2014", "_2_17", "_2_28", "_2_34")],
    "linux-arm64": [f"manylinux{tag}_aarch64" for tag in ("2014", "_2_17", "_2_28", "_2_34")],
    "darwin-x64": ["macosx_13_0_x86_64"],
    "darwin-arm64": ["macosx_13_0_arm64"],
    "win32-x64": ["win_amd64"],
    UNIVERSAL: [],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    known = f"here, or of {', '.join(PLATFORMS)} (default: all)"
    parser.add_argument("platforms", nargs="*", metavar="PLATFORM", help=known)
    parser.add_argument("--if-changed", action="store_true", help="only what differs from what it was built of")
    given = parser.parse_args()
    chosen = [here() if name == "here" else name for name in given.platforms] or list(PLATFORMS)
    if unknown := set(chosen) - set(PLATFORMS):
        parser.error(f"not a platform: {', '.join(sorted(unknown))}")
    wanted = [platform for platform in chosen if not (given.if_changed and is_current(platform))]
    if wanted:
        build_client()
    for platform in chosen:
        if platform in wanted:
            package(platform)
        print(f"{vsix_of(platform).relative_to(ROOT)}  {size_of(platform) / 1e6:.2f} MB", flush=True)
    return int(any(size_of(platform) > LARGEST for platform in chosen))


def here() -> str:
    system = {"linux": "linux", "darwin": "darwin", "win32": "win32"}.get(sys.platform, "")
    kind = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(machine.machine().lower(), "")
    return f"{system}-{kind}" if f"{system}-{kind}" in PLATFORMS else UNIVERSAL


def vsix_of(platform: str) -> Path:
    version = json.loads((CLIENT / "package.json").read_text("utf-8"))["version"]
    return OUT / f"knexlint-{version}-{platform}.vsix"


def size_of(platform: str) -> int:
    return vsix_of(platform).stat().st_size


def is_current(platform: str) -> bool:
    mark = OUT / f".built-of-{platform}"
    return vsix_of(platform).exists() and mark.exists() and mark.read_text() == sources()


def sources() -> str:
    """Changes when anything changes that goes into a VSIX; never the same twice where git cannot say what that is."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]
    listing += ["server", "rules", "vscode-client", "pyproject.toml"]
    try:
        done = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return uuid.uuid4().hex
    digest = hashlib.sha256()
    for name in sorted(set(done.stdout.split("\0"))):
        if (ROOT / name).is_file():
            content = (ROOT / name).read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def build_client() -> None:
    if not (CLIENT / "node_modules" / "esbuild").is_dir():
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", quiet=True)
    run("npm", "run", "--silent", "build")


def package(platform: str) -> None:
    """One VSIX."""
    state = sources()
    shutil.rmtree(BUNDLED, ignore_errors=True)
    BUNDLED.mkdir()
    shutil.copy(CLIENT / "scripts" / "run.py", BUNDLED)
    add_server(BUNDLED / "server")
    if platform == UNIVERSAL:
        (BUNDLED / "requirements.txt").write_text("\n".join(requirements()) + "\n")
    else:
        add_libraries(BUNDLED / "libs", PLATFORMS[platform])
    vsix = vsix_of(platform)
    OUT.mkdir(exist_ok=True)
    target = [] if platform == UNIVERSAL else ["--target", platform]
    vsce = ["npx", "--no-install", "vsce", "package", "--no-dependencies", *WITHOUT_REPOSITORY, *target]
    said = run(*vsce, "--out", str(vsix), quiet=True)
    if "WARNING" in said:
        sys.exit(said)
    (OUT / f".built-of-{platform}").write_text(state)


def add_server(folder: Path) -> None:
    """knexlint as its wheel has it, rules included."""
    with tempfile.TemporaryDirectory() as wheels:
        flags = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--wheel-dir", wheels]
        run(sys.executable, "-m", "pip", "wheel", *flags, str(ROOT))
        unpack(Path(wheels), folder)


def add_libraries(folder: Path, tags: list[str]) -> None:
    """The libraries for every Python at once: what is native carries the Python's version in its name."""
    for python in PYTHONS:
        with tempfile.TemporaryDirectory() as wheels:
            flags = ["--quiet", "--disable-pip-version-check", "--only-binary=:all:", "--implementation", "cp"]
            where = [flag for tag in tags for flag in ("--platform", tag)]
            run(
                *(sys.executable, "-m", "pip", "download", *flags, "--python-version", python, *where),
                *("--dest", wheels, *requirements()),
                quiet=True,
            )
            unpack(Path(wheels), folder)


def unpack(wheels: Path, folder: Path) -> None:
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)


def requirements() -> list[str]:
    """pip decides by the Python that runs it what else is needed, so what only older ones need is named here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], "typing_extensions"]


def run(*command: str, quiet: bool = False) -> str:
    """What it said, if it is not to be heard."""
    program = shutil.which(command[0]) or command[0]
    done = subprocess.run([program, *command[1:]], cwd=CLIENT, check=False, capture_output=quiet, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed\n{done.stdout or ''}{done.stderr or ''}")
    return f"{done.stdout or ''}{done.stderr or ''}"


if __name__ == "__main__":
    sys.exit(main())
