"""Imports and exports: files of the workspace as modules, read when something of them is first used."""

# ruff: noqa: ARG001, ARG005 - all methods and handlers have one signature

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from knexlint.evaluate.limits import OutOfFuel
from knexlint.evaluate.members import read
from knexlint.evaluate.scope import Link, Scope
from knexlint.evaluate.values import UNDEFINED, Argument, Function, Host, Object, Site, Unknown, Value
from knexlint.evaluate.work import Code
from knexlint.syntax import Node, declared_in, text_of
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.flow import Abrupt
    from knexlint.evaluate.machine import Machine


class Files(Protocol):
    """The files of the workspace; the caller sees to it that no path leads out of it."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none."""

    def names_in(self, folder: str) -> Sequence[str] | None:
        """The names of what is in a folder, sorted; None if there is no such folder."""


class Loader(Protocol):
    """Finds and runs the files that are imported."""

    def load(self, specifier: str, code: Code) -> Code | Value:
        """The module a specifier in the file of `code` means: its code, or a value handed in or not known."""

    def exported(self, code: Code, name: str) -> Value:
        """An export of a file, which runs if it has not yet."""

    def whole(self, code: Code) -> Value:
        """All exports: the namespace, or what `module.exports` holds."""


def declared_names(declaration: Node) -> Iterator[str]:
    for name, _ in declared_in(declaration):
        yield text_of(name)


def specifier_of(node: Node) -> str | None:
    source = node.child_by_field_name("source")
    return text_of(source)[1:-1] if source is not None else None


def import_statement(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    if any(child.type in ("type", "typeof") for child in node.children[:3]):
        return None
    specifier = specifier_of(node)
    if specifier is not None and specifier.startswith(".") and len(node.named_children) == 1:
        imported(m, specifier, "*", m.code, m.site(node, node))  # it is imported for what it does
    for clause in node.named_children:
        if clause.type == "import_require_clause":
            _import_require(m, clause, scope)
        if clause.type != "import_clause" or specifier is None:
            continue
        for child in clause.named_children:
            if child.type == "identifier":
                _bind(m, scope, text_of(child), specifier, "default", node)
            elif child.type == "namespace_import":
                _bind(m, scope, text_of(child.named_children[-1]), specifier, "*", node)
            elif child.type == "named_imports":
                _named(m, child, specifier, scope, node)
    return None


def _named(m: Machine, clause: Node, specifier: str, scope: Scope, node: Node) -> None:
    for item in clause.named_children:
        name = item.child_by_field_name("name")
        if item.type == "import_specifier" and name is not None:
            alias = item.child_by_field_name("alias") or name
            key = text_of(name)
            _bind(m, scope, text_of(alias), specifier, key[1:-1] if name.type == "string" else key, node)


def _import_require(m: Machine, clause: Node, scope: Scope) -> None:
    name = next((child for child in clause.named_children if child.type == "identifier"), None)
    source = specifier_of(clause)
    if name is not None and source is not None:
        _bind(m, scope, text_of(name), source, "=", clause)


def _bind(m: Machine, scope: Scope, local: str, specifier: str, name: str, node: Node) -> None:
    code, site = m.code, m.site(node, node)
    scope.names[local] = Link(lambda m: imported(m, specifier, name, code, site))


def imported(m: Machine, specifier: str, name: str, code: Code, site: Site) -> Value:
    """A name out of another module; its code stands where the import does."""
    saved = m.anchor
    if not code.foreign and not m.foreign:
        m.anchor = site
    try:
        return member(m, m.loader.load(specifier, code), name, m.loader, site, specifier)
    finally:
        m.anchor = saved


def namespace(m: Machine, specifier: str, code: Code, site: Site) -> Value:
    """What `import(specifier)` resolves to."""
    whole = imported(m, specifier, "*", code, site)
    if isinstance(whole, Object) and "default" not in whole.items:
        return Object({**whole.items, "default": whole}, {}, whole.complete)
    return whole


def member(m: Machine, loaded: Code | Value, name: str, loader: Loader, site: Site, specifier: str) -> Value:
    """`name` of a module: an export, "default", "*" for all of them, or "=" for what `require` gives."""
    if isinstance(loaded, Code):
        return loader.whole(loaded) if name in ("*", "=") else loader.exported(loaded, name)
    if name in ("*", "="):
        return loaded
    if isinstance(loaded, Unknown):
        return Unknown(loaded.reason, name, loaded.nature)
    if isinstance(loaded, Host):
        found = loaded.get(name, site, m)
        return loaded if name == "default" and isinstance(found, Unknown) else found
    if isinstance(loaded, Object):
        if name in loaded.items:
            return read(m, loaded.items[name], loaded)
        return loaded if name == "default" else UNDEFINED if loaded.complete else Unknown(specifier, name)
    if isinstance(loaded, Function) and name != "default":
        return loaded.properties.get(name, Unknown(f"{name} of {specifier}", name))
    return loaded


def export_statement(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    exports = m.code.exports
    specifier = specifier_of(node)
    declaration = node.child_by_field_name("declaration")
    default = any(child.type == "default" for child in node.children[:3])
    if declaration is not None:
        if default and declaration.child_by_field_name("name") is None:
            exports["default"] = m.evaluate_function(declaration, scope)
            return None
        m.execute(declaration, scope)
        for name in declared_names(declaration):
            exports["default" if default else name] = _Binding(scope, name)
        return None
    value = node.child_by_field_name("value")
    if value is not None:
        exports["default"] = m.evaluate(value, scope)
        return None
    if any(child.type == "=" for child in node.children[:3]):
        m.code.exports["="] = m.evaluate(node.named_children[-1], scope)
    code, site = m.code, m.site(node, node)
    for clause in node.named_children:
        if clause.type == "namespace_export" and specifier is not None:
            exports[text_of(clause.named_children[-1])] = Link(lambda m: imported(m, specifier, "*", code, site))
        for item in clause.named_children if clause.type == "export_clause" else ():
            _export_one(m, item, specifier, scope, site)
    if specifier is not None and any(child.type == "*" for child in node.children[:3]):
        exports.setdefault("*", []).append(specifier)
    return None


def _export_one(m: Machine, item: Node, specifier: str | None, scope: Scope, site: Site) -> None:
    name = item.child_by_field_name("name")
    if item.type != "export_specifier" or name is None:
        return
    alias, local, code = text_of(item.child_by_field_name("alias") or name), text_of(name), m.code
    if specifier is not None:
        code.exports[alias] = Link(lambda m: imported(m, specifier, local, code, site))
    else:
        code.exports[alias] = _Binding(scope, local)


class _Binding:
    """An export is a variable, not the value it had."""

    __slots__ = ("name", "scope")

    def __init__(self, scope: Scope, name: str) -> None:
        self.scope = scope
        self.name = name

    def read(self, m: Machine) -> Value | None:
        holder = self.scope.holder(self.name)
        if holder is None:
            return None
        value = holder.names[self.name]
        return value.resolve(m) if isinstance(value, Link) else value


def exported_value(m: Machine, held: Any) -> Value | None:
    if isinstance(held, _Binding):
        return held.read(m)
    if isinstance(held, Link):
        return held.resolve(m)
    return held  # type: ignore[no-any-return]


# --- where a specifier leads ------------------------------------------------------------------------------------------

EXTENSIONS = (".ts", ".js", ".mts", ".cts", ".mjs", ".cjs", ".tsx", ".jsx", ".json")
_SWAPPED = {".js": (".ts", ".tsx"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}


def candidates(path: str) -> Iterator[str]:
    """The files a path without (or with another) extension may mean, in Node's and TypeScript's order."""
    stem, extension = posixpath.splitext(path)
    if extension in EXTENSIONS:
        yield path
    for other in _SWAPPED.get(extension, ()):
        yield stem + other
    for other in EXTENSIONS:
        yield path + other
    for other in EXTENSIONS:
        yield f"{path}/index{other}"


def relative(specifier: str, code: Code) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(code.path), specifier))


def read_text(files: Files, path: str) -> Fragment | None:
    data = files.read(path)
    return None if data is None else Fragment.plain(data.decode("utf-8", "replace"))


def require(m: Machine, code: Code) -> Function:
    """The `require` of a CommonJS file."""

    def call(arguments: Any, this: Value, site: Site) -> Value:
        given: list[Argument] = list(arguments)
        wanted = m.decided(given[0].value) if given else UNDEFINED
        if not isinstance(wanted, Fragment) or wanted.holes:
            return Unknown("a file whose name is not known")
        return imported(m, wanted.text, "=", code, site)

    resolve = Function("resolve", lambda arguments, this, site: Unknown("the path of a module"))
    return Function("require", call, properties={"resolve": resolve})


def limit(count: int, size: int, files: int, file_bytes: int) -> None:
    if count > files or size > file_bytes:
        raise OutOfFuel("it imports too much to follow")


Packages = Mapping[str, Value]
