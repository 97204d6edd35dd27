"""Our reading of SQL against PostgreSQL's own grammar: form, target, names, flags, expressions, actions in order."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("postgast", reason="postgast is not installed: our SQL is not compared with PostgreSQL's grammar")
sys.path.insert(0, str(Path(__file__).parent))

import grammar

from knexlint.operations import Invalid
from knexlint.sql import read
from knexlint.text import Fragment

pytestmark = pytest.mark.oracle
CORPUS = sorted((Path(__file__).parents[1] / "sql").glob("*.sql"))


def statements(path: Path) -> list[str]:
    return [statement.fragment.text for statement in read(Fragment.plain(path.read_text()))]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_agrees_with_the_grammar(path: Path) -> None:
    wrong = []
    for sql in statements(path):
        tree = grammar.parse(sql)
        assert tree is not None, f"PostgreSQL refuses {sql}"
        (statement,) = read(Fragment.plain(sql))
        expected, seen = grammar.expected(tree), grammar.seen(statement.operations)
        if not grammar.same(expected, seen):
            wrong.append(f"{sql}\n   seen     {seen}\n   expected {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_splits_as_the_grammar_does(path: Path) -> None:
    import postgast

    text = path.read_text()
    assert len(postgast.parse(text).stmts) == len(read(Fragment.plain(text)))


def test_every_form_is_compared() -> None:
    kinds = {grammar.inner(tree)[0] for path in CORPUS for sql in statements(path) if (tree := grammar.parse(sql))}
    assert set(grammar.EXPECTED) - kinds == set()
    assert kinds - set(grammar.EXPECTED) == set()


def mutations(sql: str, dice: random.Random) -> list[str]:
    """A statement with one word left out, doubled, or swapped with its neighbour."""
    words = sql.split(" ")
    at = dice.randrange(len(words))
    swapped = [*words]
    if at + 1 < len(words):
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    return [" ".join(words[:at] + words[at + 1 :]), " ".join(words[: at + 1] + words[at:]), " ".join(swapped)]


def test_nothing_that_postgresql_accepts_is_invalid() -> None:
    """Broken statements are refused only where PostgreSQL refuses them, and read alike where it does not."""
    dice = random.Random(7)
    wrong = []
    for path in CORPUS:
        for sql in statements(path):
            for broken in mutations(sql, dice):
                found = read(Fragment.plain(broken))
                tree = grammar.parse(broken)
                if tree is None or len(found) != 1:
                    continue
                if any(isinstance(one, Invalid) for one in found[0].operations):
                    wrong.append(f"{broken}\n   {found[0].operations[-1]}")
                    continue
                expected, seen = grammar.expected(tree), grammar.seen(found[0].operations)
                if not grammar.same(expected, seen):
                    wrong.append(f"{broken}\n   seen     {seen}\n   expected {expected}")
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:20])
