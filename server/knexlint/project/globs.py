"""Globs as in .gitignore: `*` within one name, `**` across folders, a folder means all that is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache


def matches(globs: Iterable[str], path: str) -> bool:
    """Whether one of the globs names this path (relative, with `/`) or a folder above it."""
    return any(_pattern(glob).match(path) for glob in globs)


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    glob = glob.removeprefix("./").rstrip("/")
    anchored = "/" in glob
    glob = glob.removeprefix("/")
    body = "".join(_translate(token) for token in re.findall(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|\{[^{}]*\}|.", glob))
    return re.compile(f"(?:{body})(?:/.*)?$" if anchored else f"(?:.*/)?(?:{body})(?:/.*)?$", re.DOTALL)


def _translate(token: str) -> str:
    if token == "**/":
        return "(?:.*/)?"
    if token == "**":
        return ".*"
    if token == "*":
        return "[^/]*"
    if token == "?":
        return "[^/]"
    if len(token) > 2 and token[0] == "[":
        inside = token[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[^{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    if len(token) > 1 and token[0] == "{":
        return "(?:" + "|".join("".join(map(_translate, choice)) for choice in token[1:-1].split(",")) + ")"
    return re.escape(token)
