"""Packages that are folders of the workspace, and the aliases of package.json: where in the workspace they lead.

Knows package.json (`name`, `workspaces`, `exports`, `imports`, `main`) and pnpm-workspace.yaml; runs nothing.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

_PARENTS = 24
_FOLDERS = 600
_LISTED = re.compile(rb"^\s*-\s*['\"]?([^'\"\s#]+)", re.MULTILINE)
_BUILT = re.compile(r"^(?:dist|build|lib|out|output|esm|cjs)/(?:(?:esm|cjs|src)/)?")
_EXTENSION = re.compile(r"(?:\.d)?\.[cm]?[jt]sx?$")
_CONDITIONS = ("source", "development", "node", "import", "require", "default", "types")


class Folders(Protocol):
    """The files of the workspace, which can be listed."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none."""

    def names_in(self, folder: str) -> Sequence[str] | None:
        """The names of what is in a folder, sorted; None if there is no such folder."""


class Packages:
    """Finds the folder of a package by its name; reads each package.json once."""

    def __init__(self, files: Folders) -> None:
        self.files = files
        self._manifests: dict[str, dict[str, Any] | None] = {}
        self._members: dict[str, dict[str, str]] = {}

    def places(self, specifier: str, folder: str) -> Iterator[str]:
        """The files that a specifier in a file of this folder may mean; they may be there or not."""
        parts = specifier.split("/")
        size = 2 if specifier.startswith("@") else 1
        name, rest = "/".join(parts[:size]), "/".join(parts[size:])
        for _ in range(_PARENTS):
            manifest = self._manifest(folder)
            if manifest is not None:
                if specifier.startswith("#"):
                    yield from _targets(folder, manifest.get("imports"), specifier)
                    return
                root = folder if manifest.get("name") == name else self._members_of(folder, manifest).get(name)
                if root is not None:
                    yield from self._inside(root, rest)
                    return
            if folder in ("", "/"):
                return
            folder = posixpath.dirname(folder)

    def _manifest(self, folder: str) -> dict[str, Any] | None:
        if folder not in self._manifests:
            data = self.files.read(posixpath.join(folder, "package.json"))
            self._manifests[folder] = _parsed(data)
        return self._manifests[folder]

    def _members_of(self, folder: str, manifest: dict[str, Any]) -> dict[str, str]:
        """The packages of the workspace that begins in a folder, by name."""
        found = self._members.get(folder)
        if found is None:
            found = self._members[folder] = {}
            listed = manifest.get("workspaces")
            listed = listed.get("packages") if isinstance(listed, dict) else listed
            patterns = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
            pnpm = self.files.read(posixpath.join(folder, "pnpm-workspace.yaml"))
            if pnpm is not None:
                patterns += [one.decode("utf-8", "replace") for one in _LISTED.findall(pnpm)]
            for pattern in patterns:
                for place in self._matching(folder, pattern.removeprefix("./").strip("/").split("/")):
                    member = self._manifest(place)
                    if member is not None and isinstance(member.get("name"), str):
                        found.setdefault(member["name"], place)
        return found

    def _matching(self, folder: str, pattern: list[str]) -> Iterator[str]:
        places = [folder]
        for part in pattern:
            if "*" not in part:
                places = [posixpath.join(place, part) for place in places]
                continue
            below = [posixpath.join(place, name) for place in places for name in self._folders(place)]
            if part == "**":
                below += [posixpath.join(place, name) for place in below for name in self._folders(place)]
            places = below[:_FOLDERS]
        yield from places

    def _folders(self, folder: str) -> list[str]:
        names = self.files.names_in(folder) or ()
        return [name for name in names if "." not in name and name != "node_modules"]

    def _inside(self, root: str, rest: str) -> Iterator[str]:
        manifest = self._manifest(root) or {}
        exports = manifest.get("exports")
        if exports is not None:
            yield from _targets(root, exports, f"./{rest}" if rest else ".")
        if rest:
            yield from (posixpath.join(root, "src", rest), posixpath.join(root, rest))
            return
        for key in ("source", "main", "module", "types"):
            if isinstance(manifest.get(key), str):
                yield from _sources(root, manifest[key])
        yield from (posixpath.join(root, "src", "index"), posixpath.join(root, "index"))


@lru_cache(256)
def _parsed(data: bytes | None) -> dict[str, Any] | None:
    if data is None or len(data) > 1_000_000:
        return None
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _targets(root: str, mapping: Any, wanted: str) -> Iterator[str]:
    """What `exports` or `imports` say of a path."""
    if wanted == "." and (not isinstance(mapping, dict) or not any(key.startswith(".") for key in mapping)):
        yield from _conditional(root, mapping, "")
        return
    for key, target in mapping.items() if isinstance(mapping, dict) else ():
        head, star, tail = key.partition("*")
        if key == wanted:
            yield from _conditional(root, target, "")
        elif star and wanted.startswith(head) and wanted.endswith(tail) and len(wanted) >= len(head) + len(tail):
            yield from _conditional(root, target, wanted[len(head) : len(wanted) - len(tail)])


def _conditional(root: str, target: Any, middle: str, depth: int = 0) -> Iterator[str]:
    if isinstance(target, str):
        yield from _sources(root, target.replace("*", middle))
    elif isinstance(target, list):
        for one in target:
            yield from _conditional(root, one, middle, depth + 1)
    elif isinstance(target, dict) and depth < 4:
        for condition in _CONDITIONS:
            if condition in target:
                yield from _conditional(root, target[condition], middle, depth + 1)


def _sources(root: str, path: str) -> Iterator[str]:
    """A file, or where it is made from."""
    path = path.removeprefix("./")
    if not path.endswith((".d.ts", ".d.mts", ".d.cts")):
        yield posixpath.join(root, path)
    bare = _EXTENSION.sub("", path)
    if _BUILT.match(bare):
        yield posixpath.join(root, _BUILT.sub("src/", bare))
        yield posixpath.join(root, _BUILT.sub("", bare))
