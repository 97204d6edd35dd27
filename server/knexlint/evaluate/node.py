"""Node's own modules, as far as migrations use them: paths, and files of the workspace as text."""

# ruff: noqa: ARG001 - all methods have one signature

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import objects, promises
from knexlint.evaluate.arguments import text
from knexlint.evaluate.convert import known_text, to_text
from knexlint.evaluate.globals import table
from knexlint.evaluate.scope import Link
from knexlint.evaluate.values import Object, Site, Unknown, Value
from knexlint.evaluate.work import Code
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method
    from knexlint.evaluate.modules import Files


def node_module(m: Machine, name: str, files: Files | None) -> Value | None:
    name = name.removeprefix("node:")
    if name in ("path", "path/posix"):
        return Object(table(m, _PATH) | {"sep": Fragment.plain("/")}, {}, False)
    if name == "fs":
        held = table(m, {"readFileSync": _reader(files)})
        return Object({**held, "promises": Object(table(m, {"readFile": _async_reader(files)}), {}, False)}, {}, False)
    if name == "fs/promises":
        return Object(table(m, {"readFile": _async_reader(files)}), {}, False)
    if name == "process":
        process = m.globals.get("process")
        if isinstance(process, Link):
            process = process.resolve(m)
        return process if isinstance(process, Object) else None
    if name == "url":
        return Object(table(m, {"fileURLToPath": objects.first}), {}, False)
    return None


def _join(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return Fragment.plain(posixpath.normpath(posixpath.join("", *map(_part, arguments))))


def _part(value: Value) -> str:
    return known_text(to_text(value))


def _join_parts(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    parts = [part for part in map(_part, arguments) if part]
    return Fragment.plain(posixpath.normpath("/".join(parts)) if parts else ".")


def _dirname(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return Fragment.plain(posixpath.dirname(text(arguments, 0)) or ".")


def _basename(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    name = posixpath.basename(text(arguments, 0))
    return Fragment.plain(name.removesuffix(text(arguments, 1, "")) or name)


def _extname(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return Fragment.plain(posixpath.splitext(text(arguments, 0))[1])


_PATH: dict[str, Method] = {
    "join": _join_parts,
    "resolve": _join,
    "dirname": _dirname,
    "basename": _basename,
    "extname": _extname,
    "normalize": _join_parts,
}


def _reader(files: Files | None) -> Method:
    def read(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        path = text(arguments, 0)
        base = "/" + posixpath.dirname(m.code.path).lstrip("/")
        data = files.read(workspace_path(m.code, path, base)) if files is not None else None
        if data is None:
            return Unknown(f"the text of {posixpath.basename(path)}", "file")
        m.check_text(len(data))
        return Fragment.plain(data.decode("utf-8", "replace"))

    return read


def workspace_path(code: Code, path: str, base: str) -> str:
    """A path as the program spells it, as the workspace spells it."""
    full = posixpath.normpath(posixpath.join(base, path))
    return full if code.path.startswith("/") else full.lstrip("/")


def _async_reader(files: Files | None) -> Method:
    read = _reader(files)

    def method(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        return promises.resolved(read(m, this, arguments, site), site)

    return method
