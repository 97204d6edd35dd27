"""The files of the workspace as modules: where a specifier leads, and running a file when something of it is read."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import modules
from knexlint.evaluate.flow import Throw
from knexlint.evaluate.json_text import from_json
from knexlint.evaluate.members import read
from knexlint.evaluate.modules import Files, candidates, exported_value, relative
from knexlint.evaluate.natures import MAKERS
from knexlint.evaluate.node import node_module
from knexlint.evaluate.packages import Packages
from knexlint.evaluate.scope import Scope
from knexlint.evaluate.statements import hoist, run_all
from knexlint.evaluate.values import UNDEFINED, Nature, Object, Unknown, Value
from knexlint.evaluate.work import Code
from knexlint.syntax import Node, parse
from knexlint.text import Fragment, Source

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine

_COMMENTS = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)
_PARENTS = 24


class Workspace:
    """Loads each file once."""

    def __init__(self, m: Machine, files: Files | None, packages: Mapping[str, Value], top: Scope) -> None:
        self.machine = m
        self.files = files
        self.folders = Packages(files) if files is not None else None
        self.packages = packages
        self.top = top
        self.loaded: dict[str, Code | Value] = {}
        self.pending: dict[str, Node] = {}
        self.missing: list[str] = []
        self.size = 0
        self.depth = 0
        self.paths: dict[str, tuple[str, dict[str, list[str]]] | None] = {}

    # --- finding ----------------------------------------------------------------------------------------------------

    def load(self, specifier: str, code: Code) -> Code | Value:
        if specifier.startswith("."):
            return self._file(relative(specifier, code)) or self._missed(
                specifier, f"the file {specifier}, which is not found"
            )
        if specifier in self.packages:
            return self.packages[specifier]
        node = node_module(self.machine, specifier, self.files)
        if node is not None:
            return node
        for path in chain(self._mapped(specifier, code), self._packaged(specifier, code)):
            found = self._file(path)
            if found is not None:
                return found
        nature: Nature = "maker" if specifier.removeprefix("node:") in MAKERS else "any"
        return self._missed(specifier, f"the package {specifier}", nature)

    def _missed(self, specifier: str, reason: str, nature: Nature = "any") -> Unknown:
        if specifier not in self.missing:
            self.missing.append(specifier)
        return Unknown(reason, "…" if specifier.startswith(".") else specifier, nature)

    def _packaged(self, specifier: str, code: Code) -> Iterator[str]:
        """Where a package of the workspace leads."""
        if self.folders is not None and not specifier.startswith(("node:", "/")) and specifier not in MAKERS:
            yield from self.folders.places(specifier, posixpath.dirname(code.path))

    def _file(self, path: str) -> Code | Value | None:
        for candidate in candidates(path):
            if candidate in self.loaded:
                return self.loaded[candidate]
            data = self.files.read(candidate) if self.files is not None else None
            if data is not None:
                found = self.loaded[candidate] = self._read(candidate, data)
                return found
        return None

    def _read(self, path: str, data: bytes) -> Code | Value:
        m = self.machine
        self.size += len(data)
        modules.limit(len(self.loaded) + 1, self.size, m.limits.files, m.limits.file_bytes)
        if path.endswith(".json"):
            if len(data) > m.limits.json_bytes:
                return Unknown(f"the file {posixpath.basename(path)}, which is very long")
            try:
                return from_json(json.loads(data))
            except (ValueError, RecursionError):
                return Unknown(f"the file {path}, which is not JSON")
        m.fuel += m.limits.steps_for(data)
        scope = Scope(self.top, function=True)
        scope.this = UNDEFINED
        made = Code(path, True, scope)
        self.pending[path] = parse(Source(path, data.decode("utf-8", "replace").encode()))
        return made

    def _mapped(self, specifier: str, code: Code) -> list[str]:
        """Where the `paths` and the `baseUrl` of tsconfig.json lead."""
        folder = posixpath.dirname(code.path)
        for _ in range(_PARENTS):
            if folder not in self.paths:
                self.paths[folder] = self._config(posixpath.join(folder, "tsconfig.json"))
            found = self.paths[folder]
            if found is not None:
                return _targets(specifier, *found)
            if folder in ("", "/"):
                break
            folder = posixpath.dirname(folder)
        return []

    def _config(self, path: str, depth: int = 0) -> tuple[str, dict[str, list[str]]] | None:
        data = self.files.read(path) if self.files is not None else None
        if data is None or len(data) > 100_000:
            return None
        text = _COMMENTS.sub(
            lambda found: found.group() if found.group()[0] == '"' else "", data.decode("utf-8", "replace")
        )
        try:
            config: Any = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if not isinstance(config, dict):
            return None
        options = config.get("compilerOptions")
        options = options if isinstance(options, dict) else {}
        folder = posixpath.dirname(path)
        base, paths = options.get("baseUrl"), options.get("paths")
        if not isinstance(base, str) and not isinstance(paths, dict):
            extends = config.get("extends")
            if isinstance(extends, str) and extends.startswith(".") and depth < 4:
                parent = posixpath.normpath(posixpath.join(folder, extends))
                return self._config(parent if parent.endswith(".json") else parent + ".json", depth + 1)
            return "", {}
        root = posixpath.normpath(posixpath.join(folder, base)) if isinstance(base, str) else folder
        known = paths if isinstance(paths, dict) else {}
        mapping = {str(key): [str(one) for one in value] for key, value in known.items() if isinstance(value, list)}
        if isinstance(base, str):
            mapping.setdefault("*", ["*"])
        return root, mapping

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self, code: Code, root: Node) -> Value:
        """Run the top of a file."""
        m, scope = self.machine, code.scope
        code.done, code.root = True, root
        held = Object()
        scope.names["module"] = Object({"exports": held})
        scope.names["exports"] = held
        scope.names["require"] = modules.require(m, code)
        full = "/" + code.path.lstrip("/")
        scope.names["__filename"] = Fragment.plain(full)
        scope.names["__dirname"] = Fragment.plain(posixpath.dirname(full))
        statements = root.named_children
        hoist(m, statements, scope)
        for node in statements:
            if node.type == "import_statement":
                m.execute(node, scope)
        for node in statements:
            if node.type == "export_statement":
                self._announce(code, node)
        run_all(m, [node for node in statements if node.type != "import_statement"], scope)
        return UNDEFINED

    def _announce(self, code: Code, node: Node) -> None:
        """Exported functions are there before the file has run, for files that import each other."""
        declaration = node.child_by_field_name("declaration")
        if declaration is not None and declaration.type in ("function_declaration", "generator_function_declaration"):
            for name in modules.declared_names(declaration):
                default = any(child.type == "default" for child in node.children[:3])
                code.exports["default" if default else name] = modules._Binding(code.scope, name)

    def _ensure(self, code: Code) -> None:
        root = self.pending.pop(code.path, None)
        if root is None or code.done:
            return
        m = self.machine
        if self.depth >= m.limits.import_depth:
            code.done = True
            return
        saved = (m.code, m.foreign, m.holding, m.levels, m.frames, m.exits, m.track)
        m.code, m.foreign = code, True
        m.holding, m.levels, m.frames, m.exits = (), [], [], []
        frame = m.enter("function", catches=True)
        self.depth += 1
        try:
            self.run(code, root)
        except Throw:
            code.exports["*unknown"] = True
        finally:
            del frame
            self.depth -= 1
            m.code, m.foreign, m.holding, m.levels, m.frames, m.exits, m.track = saved

    def exported(self, code: Code, name: str) -> Value:
        found = self._export(code, name, set())
        if found is None and name == "default":
            return self.whole(code)
        return UNDEFINED if found is None else found

    def _export(self, code: Code, name: str, seen: set[str]) -> Value | None:
        if code.path in seen:
            return None
        seen.add(code.path)
        self._ensure(code)
        if "*unknown" in code.exports:
            return Unknown(f"{posixpath.basename(code.path)}, which throws when it is loaded", name)
        if name in code.exports:
            return exported_value(self.machine, code.exports[name])
        held = self._common(code)
        if isinstance(held, Object) and name in held.items:
            return read(self.machine, held.items[name], held)
        if held is not None and not isinstance(held, Object):
            return Unknown(f"{name} of {posixpath.basename(code.path)}", name) if name != "default" else held
        for specifier in code.exports.get("*", ()):
            inner = self.load(specifier, code)
            if isinstance(inner, Code):
                value = self._export(inner, name, seen)
                if value is not None and name != "default":
                    return value
        return None

    def _common(self, code: Code) -> Value | None:
        """What `module.exports` holds, if the file gave it anything."""
        module = code.scope.names.get("module")
        held = module.items.get("exports") if isinstance(module, Object) else None
        if held is code.scope.names.get("exports") and isinstance(held, Object) and not held.items:
            return None
        return held

    def whole(self, code: Code) -> Value:
        self._ensure(code)
        if "*unknown" in code.exports:
            return Unknown(f"{posixpath.basename(code.path)}, which throws when it is loaded")
        if "=" in code.exports:
            return exported_value(self.machine, code.exports["="]) or UNDEFINED
        held = self._common(code)
        if held is not None and not (isinstance(held, Object) and code.exports):
            return held
        return Object(self.all_exports(code))

    def all_exports(self, code: Code, depth: int = 0) -> dict[str, Value]:
        self._ensure(code)
        found: dict[str, Value] = {}
        for specifier in code.exports.get("*", ()) if depth < 8 else ():
            inner = self.load(specifier, code)
            if isinstance(inner, Code) and inner is not code:
                found.update(self.all_exports(inner, depth + 1))
        held = self._common(code)
        if isinstance(held, Object):
            found.update((name, read(self.machine, value, held)) for name, value in held.items.items())
        for name, value in code.exports.items():
            if name not in ("*", "=", "*unknown"):
                exported = exported_value(self.machine, value)
                if exported is not None:
                    found[name] = exported
        return found


def _targets(specifier: str, root: str, mapping: dict[str, list[str]]) -> list[str]:
    for pattern in sorted(mapping, key=lambda one: -len(one.partition("*")[0])):
        head, star, tail = pattern.partition("*")
        matches = specifier.startswith(head) and specifier.endswith(tail) if star else specifier == pattern
        if matches:
            middle = specifier[len(head) : len(specifier) - len(tail)] if star else ""
            return [posixpath.normpath(posixpath.join(root, to.replace("*", middle))) for to in mapping[pattern]]
    return []
