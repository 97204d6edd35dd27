"""Whole modules: the export that switches the transaction off, new functions, and the migration file that follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import PurePosixPath

from knexlint.record import record
from knexlint.rules.finding import NewFile
from knexlint.rules.fixing.write import await_raws, indent_at, terminator
from knexlint.syntax import Module, Node, text_of
from knexlint.text import Edit, Span

_STAMP = re.compile(r"([0-9]{14})(?=[_\-.])")
_FIELDS = ((0, 4), (4, 2), (6, 2), (8, 2), (10, 2), (12, 2))  # of a stamp; strptime takes longer than all the rest


def without_transaction(module: Module) -> tuple[Edit, ...] | None:
    """Make the file say `config = { transaction: false }`; no edit if it does so already."""
    export = module.exports.get("config")
    if export is None:
        return _add_config(module)
    value = export.value
    if value is None or value.type != "object":
        return None
    for member in value.named_children:
        key, held = member.child_by_field_name("key"), member.child_by_field_name("value")
        if (
            member.type == "pair"
            and key is not None
            and held is not None
            and text_of(key).strip("'\"") == "transaction"
        ):
            return () if text_of(held) == "false" else (Edit(Span(held.start_byte, held.end_byte), "false"),)
        if member.type not in ("pair", "comment"):
            return None
    return (add_member(module, value, "transaction: false"),)


def _add_config(module: Module) -> tuple[Edit, ...] | None:
    if module.shape == "module.exports object":
        holder = _exported_object(module)
        return None if holder is None else (add_member(module, holder, "config: { transaction: false }"),)
    return (append(module, exported(module, "config", "{ transaction: false }")),)


def exported(module: Module, name: str, value: str) -> str:
    """The statement that exports a value under a name, as this file exports."""
    head = f"export const {name} = " if module.format == "esm" else f"{_target(module)}{name} = "
    return head + value + terminator(module.style)


def _target(module: Module) -> str:
    return "module.exports." if module.shape == "module.exports." else "exports."


def append(module: Module, text: str) -> Edit:
    """Add top-level code at the end of the file, after an empty line."""
    data, newline = module.source.data, module.style.newline
    end = len(data.rstrip())
    return Edit(Span(end, len(data)), f"{newline}{newline}{text}{newline}")


def add_member(module: Module, holder: Node, text: str) -> Edit:
    """Add a member at the end of an object literal, on a line of its own if the others stand so."""
    members = [child for child in holder.named_children if child.type != "comment"]
    if not members:
        return Edit(Span(holder.start_byte, holder.end_byte), f"{{ {text} }}")
    last = members[-1]
    between = module.source.data[last.end_byte : holder.end_byte - 1]
    comma = between.find(b",")
    at = last.end_byte if comma < 0 else last.end_byte + comma + 1
    lines = module.source.line_of(last.start_byte) != module.source.line_of(holder.start_byte)
    if not lines:
        return Edit(Span(at, at), (", " if comma < 0 else " ") + text)
    column = last.start_byte - module.source.line_starts[module.source.line_of(last.start_byte)]
    newline = module.style.newline + " " * column if "\t" not in module.style.indent else module.style.newline + "\t"
    return Edit(Span(at, at), ("," if comma < 0 else "") + newline + text + ("" if comma < 0 else ","))


def _exported_object(module: Module) -> Node | None:
    for export in module.exports.values():
        expression = export.statement.named_child(0)
        value = expression.child_by_field_name("right") if expression is not None else None
        if value is not None and value.type == "object":
            return value
    return None


# --- functions and files ----------------------------------------------------------------------------------------------


@record
class Body:
    """The statements of a function, each without indentation; None instead of them: SQL texts to await."""

    statements: tuple[str, ...] = ()
    sql: tuple[str, ...] = ()


def add_function(module: Module, name: str, body: Body) -> tuple[Edit, ...] | None:
    """Export one more function: after the last statement, or as a member of `module.exports = { … }`."""
    if module.shape != "module.exports object":
        return (append(module, function_text(module, name, body)),)
    holder = _exported_object(module)
    if holder is None:
        return None
    style = module.style
    text = function_text(module, name, body).removeprefix(f"{_target(module)}{name} = ").removesuffix(";")
    column = indent_at(module.source, holder.start_byte) + style.indent
    return (add_member(module, holder, f"{name}: {text}".replace(style.newline, style.newline + column)),)


def function_text(module: Module, name: str, body: Body) -> str:
    """An exported async function, as this file writes them; indentation for the top of a module."""
    style = module.style
    uses = bool(body.sql) or any("knex" in statement for statement in body.statements)
    lines = [style.indent + line for line in body.statements]
    if body.sql:
        lines.append(style.indent + await_raws("knex", body.sql, style, style.indent))
    inside = style.newline + "".join(line + style.newline for line in lines) if lines else ""
    typed = module.typescript
    parameter = ("knex: Knex" if typed else "knex") if uses else ""
    result = ": Promise<void>" if typed else ""
    if module.format != "esm":
        return f"{_target(module)}{name} = async function ({parameter}) {{{inside}}}{terminator(style)}"
    if _prefers_constants(module):
        return f"export const {name} = async ({parameter}){result} => {{{inside}}}{terminator(style)}"
    return f"export async function {name}({parameter}){result} {{{inside}}}"


def function_value(module: Module, name: str, body: Body) -> str:
    """The same without the words that export it, for a function that is exported already."""
    text = function_text(module, name, body)
    for head in (f"{_target(module)}{name} = ", f"export const {name} = "):
        if text.startswith(head):
            return text.removeprefix(head).removesuffix(";")
    return text.removeprefix("export ")


def _prefers_constants(module: Module) -> bool:
    up = module.exports.get("up")
    return up is not None and up.value is not None and up.value.type in ("arrow_function", "function_expression")


def import_line(module: Module) -> str:
    """The line by which this file gets Knex's types; the usual one if it has none; "" where it needs none."""
    if not module.typescript:
        return ""
    for statement in module.root.named_children:
        if statement.type == "import_statement" and re.search(r"from\s*['\"]knex['\"]", text_of(statement)):
            return text_of(statement)
    quote = module.style.quote
    return f"import type {{ Knex }} from {quote}knex{quote}{terminator(module.style)}"


def following_file(
    module: Module, suffix: str, up: Sequence[str] | Body, down: Sequence[str], reason: str = "", steps: int = 1
) -> NewFile:
    """The migration right after this one, without a transaction. `up`, `down`: SQL texts; `reason`: of no down."""
    style = module.style
    back = Body(sql=tuple(down)) if down else Body((f"// {reason}",))
    forth = up if isinstance(up, Body) else Body(sql=tuple(up))
    parts = [
        import_line(module),
        exported(module, "config", "{ transaction: false }"),
        function_text(module, "up", forth),
        function_text(module, "down", back),
    ]
    text = (style.newline * 2).join(part for part in parts if part) + style.newline
    return NewFile(following_name(module.source.path, suffix, steps), text)


def following_name(path: str, suffix: str, steps: int = 1) -> str:
    """A file name that sorts right after this one: the next second, or the same name with a suffix."""
    name = PurePosixPath(path.replace("\\", "/")).name
    stem, dot, extension = name.partition(".") if name.count(".") == 1 else name.rpartition(".")
    found = _STAMP.match(name)
    if found is None:
        return f"{stem}_{suffix}{dot}{extension}"
    return f"{_later(found.group(1), steps)}{stem[14:]}_{suffix}{dot}{extension}"


@lru_cache(64)
def _later(stamp: str, steps: int) -> str:
    year, month, day, hour, minute, second = (int(stamp[at : at + size]) for at, size in _FIELDS)
    try:
        later = datetime(year, month, day, hour, minute, second) + timedelta(seconds=steps)
        return f"{later:%Y%m%d%H%M%S}".zfill(14)
    except (ValueError, OverflowError):
        return str(int(stamp) + steps).zfill(14)
