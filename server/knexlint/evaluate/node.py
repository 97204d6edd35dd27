"""Node's own modules, as far as migrations use them: paths, and files of the workspace as text."""

# ruff: noqa: ARG001 - all methods have one signature

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from knexlint.evaluate import promises
from knexlint.evaluate.arguments import argument, text
from knexlint.evaluate.convert import NotKnown, known_text, to_text
from knexlint.evaluate.globals import table
from knexlint.evaluate.scope import Link
from knexlint.evaluate.values import Array, Object, Site, Unknown, Value
from knexlint.evaluate.work import Code, Instance
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method
    from knexlint.evaluate.modules import Files


def node_module(m: Machine, name: str, files: Files | None) -> Value | None:
    name = name.removeprefix("node:")
    if name in ("path", "path/posix"):
        return Object(table(m, _PATH) | {"sep": Fragment.plain("/")}, {}, False)
    if name == "fs":
        now: dict[str, Method] = {
            "readFileSync": _reader(files),
            "existsSync": _existence(files),
            "readdirSync": _listing(files),
        }
        return Object({**table(m, now), "promises": _promising(m, files)}, {}, False)
    if name == "fs/promises":
        return _promising(m, files)
    if name == "process":
        process = m.globals.get("process")
        if isinstance(process, Link):
            process = process.resolve(m)
        return process if isinstance(process, Object) else None
    if name == "url":
        return Object({**table(m, {"fileURLToPath": _file_path}), "URL": m.globals["URL"]}, {}, False)
    return None


def _spelled(value: Value) -> Value:
    """A path that is given as a text or as a URL."""
    shown = value.hidden.get("href", value) if isinstance(value, Instance) else value
    if isinstance(shown, Fragment) and known_text(shown).startswith("file://"):
        return Fragment.plain(unquote(shown.text.removeprefix("file://")))
    return shown


def _file_path(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return _spelled(argument(arguments, 0))


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


def _is_absolute(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return text(arguments, 0).startswith("/")


def _parse(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    path = text(arguments, 0)
    base = posixpath.basename(path)
    name, extension = posixpath.splitext(base)
    root = "/" if path.startswith("/") else ""
    parts = {"root": root, "dir": posixpath.dirname(path), "base": base, "ext": extension, "name": name}
    return Object({key: Fragment.plain(part) for key, part in parts.items()})


_PATH: dict[str, Method] = {
    "join": _join_parts,
    "resolve": _join,
    "dirname": _dirname,
    "basename": _basename,
    "extname": _extname,
    "normalize": _join_parts,
    "isAbsolute": _is_absolute,
    "parse": _parse,
}


def _reader(files: Files | None) -> Method:
    def read(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        path = _asked(m, argument(arguments, 0))
        data = files.read(path) if files is not None else None
        if data is None:
            return Unknown(f"the text of {posixpath.basename(path)}", "file")
        m.check_text(len(data))
        return Fragment.plain(data.decode("utf-8", "replace"))

    return read


def workspace_path(code: Code, path: str, base: str) -> str:
    """A path as the program spells it, as the workspace spells it."""
    full = posixpath.normpath(posixpath.join(base, path))
    return full if code.path.startswith("/") else full.lstrip("/")


def _asked(m: Machine, value: Value) -> str:
    """A path as the program spells it, as the workspace spells it."""
    return workspace_path(m.code, known_text(_spelled(value)), "/" + posixpath.dirname(m.code.path).lstrip("/"))


def _existence(files: Files | None) -> Method:
    def exists(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        path = _asked(m, argument(arguments, 0))
        folder, _, name = path.rpartition("/")
        while files is not None and folder:
            names = files.names_in(folder)
            if names is not None:
                return name in names
            folder, _, name = folder.rpartition("/")
        raise NotKnown(f"whether there is {posixpath.basename(path)}")

    return exists


def _listing(files: Files | None) -> Method:
    def names(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        path = _asked(m, argument(arguments, 0))
        found = files.names_in(path) if files is not None and len(arguments) < 2 else None
        if found is None:
            raise NotKnown(f"what is in {posixpath.basename(path)}")
        m.check_items(len(found))
        return Array([Fragment.plain(name) for name in found])

    return names


def _promising(m: Machine, files: Files | None) -> Object:
    """`fs.promises`."""
    return Object(table(m, {"readFile": _later(_reader(files)), "readdir": _later(_listing(files))}), {}, False)


def _later(read: Method) -> Method:
    def method(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        return promises.resolved(read(m, this, arguments, site), site)

    return method
