"""A small stand-in for Knex: lazy builders, raw, and questions to the database."""

from __future__ import annotations

from typing import Any

from knexlint.evaluate import Interpreter, Opaque, Outcome
from knexlint.evaluate.values import Fragment, Guard, Host, HostMethod, Unknown
from knexlint.evaluate.work import Thrown, error_message
from knexlint.syntax import read_module
from knexlint.text import Source


class Builder(Host):
    __slots__ = ("parts",)
    thenable = True
    label = "builder"

    def __init__(self, parts: list[Any]) -> None:
        super().__init__()
        self.parts = parts

    def get(self, name, site, runtime):
        def call(arguments, site, runtime):
            self.parts.append((name, tuple(argument.value for argument in arguments), runtime.guards()))
            return self

        return HostMethod(name, call)

    def settle(self, site, runtime):
        for part in self.parts:
            runtime.send(part)
        return Unknown("rows of the database", "rows")


class Knex(Host):
    __slots__ = ()
    taints = True
    label = "knex"

    def get(self, name, site, runtime):
        if name == "schema":
            builder = Builder([])
            runtime.lazy(builder, site)
            return builder
        if name == "raw":
            return HostMethod(name, self._raw)
        if name in ("hasTable", "hasColumn"):
            return HostMethod(name, self._has)
        if name == "transaction":
            return HostMethod(name, self._transaction)
        return super().get(name, site, runtime)

    def _raw(self, arguments, site, runtime):
        builder = Builder([("raw", tuple(argument.value for argument in arguments), runtime.guards())])
        runtime.lazy(builder, site)
        return builder

    def _has(self, arguments, site, runtime):
        table, column = ([*(getattr(argument.value, "text", "?") for argument in arguments), None, None])[:2]
        return runtime.probe("hasColumn" if column else "hasTable", None, table, column, lambda _: ("probe", (), ()))

    def _transaction(self, arguments, site, runtime):
        track, value = runtime.call_within(arguments[0].value, [Knex()], site)
        runtime.send(("begin", (), ()))
        runtime.run_track(track)
        runtime.send(("commit", (), ()))
        return value


class Folder:
    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def read(self, path: str) -> bytes | None:
        return self.files[path].encode() if path in self.files else None

    def names_in(self, folder: str) -> list[str] | None:
        below = {path.removeprefix(f"{folder}/").split("/")[0] for path in self.files if path.startswith(f"{folder}/")}
        return sorted(below) or None


def run(text: str, path: str = "m/a.ts", name: str = "up", files: dict[str, str] | None = None, **more: Any) -> Outcome:
    interpreter = Interpreter(read_module(Source(path, text.encode())), Folder(files or {}), **more)
    exports = interpreter.exports()
    assert interpreter.error is None, interpreter.error
    return interpreter.run(exports[name], [Knex()])


def up(body: str, **more: Any) -> Outcome:
    return run(f"export async function up(knex) {{\n{body}\n}}", **more)


def show_guard(guard: Guard) -> str:
    if guard.probe is None:
        return "?"
    probe = guard.probe
    name = probe.table if probe.column is None else f"{probe.table}.{probe.column}"
    again = f"#{probe.occurrence}" if probe.occurrence > 1 else ""
    return f"{'' if guard.answer else '!'}{name}{again}"


def show(outcome: Outcome) -> list[str]:
    """Each thing sent in one line: what, then the guards it stands under; probes left out."""
    lines = []
    for sent in outcome.sent:
        if isinstance(sent.item, Opaque):
            what = f"<{sent.item.reason}>"
        elif isinstance(sent.item, Thrown):
            what = f"throw {error_message(sent.item.value)}"
        elif sent.item[0] == "probe":
            continue
        else:
            name, arguments, _ = sent.item
            texts = [argument.text if isinstance(argument, Fragment) else "…" for argument in arguments]
            what = texts[0] if name == "raw" else f"{name}({', '.join(texts)})"
        guards = " ".join(show_guard(guard) for guard in sent.guards)
        lines.append(f"{what} [{guards}]" if guards else what)
    return lines
