"""What PostgreSQL's own grammar (libpg_query) says a statement does, in the terms of `knexlint.operations`.

`expected` reads the grammar's tree, `seen` our operations; both give plain tuples that must be equal. Expressions and
types are compared as trees: our text of them is parsed by the same grammar.
"""

from grammar.ours import same, seen
from grammar.statements import expected
from grammar.trees import EXPECTED, inner, parse

__all__ = ["EXPECTED", "expected", "inner", "parse", "same", "seen"]
