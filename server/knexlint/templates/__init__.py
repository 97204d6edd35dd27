"""Whole migrations to begin with, the safe way: for completion, for `make`, for an editor's snippets. Knows no editor.

A template is a TypeScript file beside this one. `{{1:orders}}` is its first placeholder and what stands there if nobody
fills it in. Comments at the top: `title`, `detail`, and `next`, the template of the migration that has to follow.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from knexlint.record import record

Style = Literal["typescript", "esm", "commonjs"]

_HEADER = re.compile(r"// (title|detail|next): (.*)\n")
_PLACEHOLDER = re.compile(r"\{\{(\d):([^}]*)\}\}")
_FUNCTION = re.compile(r"^export async function (up|down)\((\w*)[^)]*\)[^{]*\{\n(.*?)^\}\n", re.MULTILINE | re.DOTALL)
_CONFIG = re.compile(r"^export const config = (.*);\n", re.MULTILINE)


@record
class Template:
    """`name` as users write it: `add-index`. `text` still has its placeholders, as do the bodies of the functions.

    `config`: the object that the file exports as its `config`, "" without one. `next`: the name of the second step.
    """

    name: str
    title: str
    detail: str
    next: str | None
    text: str
    up: str
    down: str
    config: str


@cache
def templates() -> dict[str, Template]:
    """Every template by name, in the order in which they are offered."""
    found = [_read(path) for path in sorted(Path(__file__).parent.glob("*.ts"))]
    return {template.name: template for template in found}


def _read(path: Path) -> Template:
    text = path.read_text("utf-8")
    header = dict(_HEADER.findall(text))
    text = _HEADER.sub("", text)
    bodies = {name: body for name, _, body in _FUNCTION.findall(text)}
    config = _CONFIG.search(text)
    following = header.get("next")
    return Template(
        name=_name(path.stem),
        title=header["title"],
        detail=header["detail"],
        next=_name(following) if following else None,
        text=text,
        up=bodies["up"],
        down=bodies["down"],
        config=config.group(1) if config else "",
    )


def _name(stem: str) -> str:
    return stem.replace("_", "-")


def in_style(text: str, style: Style) -> str:
    """A template's text for another kind of module."""
    if style == "typescript":
        return text
    text = re.sub(r"^import type .*\n\n", "", text, flags=re.MULTILINE)
    if style == "esm":
        return re.sub(r"(function \w+\(\w*)[^)]*\)[^{]*\{", r"\1) {", text)
    text = _FUNCTION.sub(r"exports.\1 = async function (\2) {\n\3};\n", text)
    return _CONFIG.sub(r"exports.config = \1;\n", text)


def config_in_style(config: str, style: Style) -> str:
    """The statement that exports a `config`."""
    return in_style(f"export const config = {config};\n", style)


def plain(text: str) -> str:
    """The text with every placeholder filled in."""
    return _PLACEHOLDER.sub(r"\2", text)


def snippet(text: str) -> str:
    """The text as an LSP snippet: tab stops for the placeholders, everything else literal."""
    parts: list[str] = []
    at = 0
    for found in _PLACEHOLDER.finditer(text):
        shown = literal(found.group(2)).replace("}", r"\}")
        parts += [literal(text[at : found.start()]), f"${{{found.group(1)}:{shown}}}"]
        at = found.end()
    return "".join([*parts, literal(text[at:])])


def literal(text: str) -> str:
    """Text that a snippet holds as it is, outside a placeholder."""
    return re.sub(r"([\\$])", r"\\\1", text)
