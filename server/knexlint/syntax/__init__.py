"""Syntax trees of migration files, and what can be read off them without running anything. Knows no Knex.

`read_module(source)` gives a `Module`: root node, exports, format and the author's style. `parse(source)` gives the
root alone. Both accept any bytes; half-typed code gets the best tree that can be had, with the file's own offsets.
"""

from knexlint.syntax.functions import FUNCTION_TYPES, FunctionForm, may_wait, read_function
from knexlint.syntax.module import Export, Format, Module, Shape, declared_in, read_module
from knexlint.syntax.repair import Parsed, parse, parse_repaired
from knexlint.syntax.style import Style
from knexlint.syntax.tree import (
    Node,
    comments,
    enclosing,
    node_at,
    span_of,
    statement_of,
    syntax_errors,
    text_of,
)

__all__ = [
    "FUNCTION_TYPES",
    "Export",
    "Format",
    "FunctionForm",
    "Module",
    "Node",
    "Parsed",
    "Shape",
    "Style",
    "comments",
    "declared_in",
    "enclosing",
    "may_wait",
    "node_at",
    "parse",
    "parse_repaired",
    "read_function",
    "read_module",
    "span_of",
    "statement_of",
    "syntax_errors",
    "text_of",
]
