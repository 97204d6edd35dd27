"""Builds the VSIX files into `dist/`: one for each platform with all it needs but Python, and one without libraries.

    python vscode-client/scripts/package.py [PLATFORM ...]

All of them on any one machine: the libraries come as wheels for their platform.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
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
    parser.add_argument("platforms", nargs="*", metavar="PLATFORM", help=f"of {', '.join(PLATFORMS)} (default: all)")
    chosen = parser.parse_args().platforms or list(PLATFORMS)
    if unknown := set(chosen) - set(PLATFORMS):
        parser.error(f"not a platform: {', '.join(sorted(unknown))}")
    build_client()
    return max(package(platform) for platform in chosen)


def build_client() -> None:
    if not (CLIENT / "node_modules" / "esbuild").is_dir():
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    run("npm", "run", "--silent", "build")


def package(platform: str) -> int:
    """One VSIX; 1 if it is too large."""
    shutil.rmtree(BUNDLED, ignore_errors=True)
    BUNDLED.mkdir()
    shutil.copy(CLIENT / "scripts" / "run.py", BUNDLED)
    add_server(BUNDLED / "server")
    if platform == UNIVERSAL:
        (BUNDLED / "requirements.txt").write_text("\n".join(requirements()) + "\n")
    else:
        add_libraries(BUNDLED / "libs", PLATFORMS[platform])
    version = json.loads((CLIENT / "package.json").read_text("utf-8"))["version"]
    vsix = OUT / f"knexlint-{version}-{platform}.vsix"
    OUT.mkdir(exist_ok=True)
    target = [] if platform == UNIVERSAL else ["--target", platform]
    vsce = ["npx", "--no-install", "vsce", "package", "--no-dependencies", *WITHOUT_REPOSITORY, *target]
    run(*vsce, "--out", str(vsix), quiet=True)
    size = vsix.stat().st_size
    print(f"{vsix.relative_to(ROOT)}  {size / 1e6:.2f} MB", flush=True)
    return int(size > LARGEST)


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


def run(*command: str, quiet: bool = False) -> None:
    program = shutil.which(command[0]) or command[0]
    done = subprocess.run([program, *command[1:]], cwd=CLIENT, check=False, capture_output=quiet, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed\n{done.stdout or ''}{done.stderr or ''}")


if __name__ == "__main__":
    sys.exit(main())
