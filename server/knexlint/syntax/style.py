"""How the author of a file writes: quotes, semicolons, indentation, line breaks. Measured, for edits to copy."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Literal

from knexlint.record import record
from knexlint.syntax.tree import Node
from knexlint.text import Source

_INDENT = re.compile(rb"^([ \t]+)\S", re.MULTILINE)
_ENDED = frozenset(
    {
        "expression_statement",
        "lexical_declaration",
        "variable_declaration",
        "return_statement",
        "throw_statement",
        "import_statement",
    }
)
_QUOTED = re.compile(rb"""//[^\n]*|/\*.*?\*/|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\"""", re.DOTALL)
_BRANCHES = frozenset({"arguments", "string", "template_string"})  # no statement of the file itself or its functions
_SAMPLE = 1000
_ENOUGH = 60  # quoted things that show which quotes the author likes


@record
class Style:
    quote: Literal["'", '"', "`"] = "'"
    semicolons: bool = True
    indent: str = "  "
    newline: Literal["\n", "\r\n"] = "\n"


def measure_style(source: Source, root: Node) -> Style:
    quotes = Counter(source.data[found.start()] for found in islice(_QUOTED.finditer(source.data, 0, 1 << 18), _ENOUGH))
    ends = _ends(source, root, _BRANCHES) or _ends(source, root, frozenset())
    return Style(
        quote='"' if quotes[34] > quotes[39] else "'",
        semicolons=ends[True] >= ends[False],
        indent=_indent(source.data),
        newline="\r\n" if b"\r\n" in source.data else "\n",
    )


def _ends(source: Source, root: Node, skipped: frozenset[str]) -> Counter[bool]:
    """How many statements end in a semicolon; those inside nodes of the types that are skipped do not count."""
    ends: Counter[bool] = Counter()
    stack, seen = [root], 0
    while stack and seen < _SAMPLE:
        node = stack.pop()
        seen += 1
        if node.type in _ENDED:
            ends[source.data[node.end_byte - 1 : node.end_byte] == b";"] += 1
        if node.type not in skipped:
            stack.extend(reversed(node.named_children))
    return ends


def _indent(data: bytes) -> str:
    """The step between the indentation of one line and the next deeper one, the most frequent such step."""
    steps: Counter[str] = Counter()
    previous = 0
    for found in _INDENT.finditer(data[: 1 << 16]):
        white = found.group(1)
        if white[:1] == b"\t":
            steps["\t"] += 1
            continue
        if len(white) > previous:
            steps[" " * (len(white) - previous)] += 1
        previous = len(white)
    return steps.most_common(1)[0][0] if steps else "  "
