"""What we say a migration sends, against what the real Knex sends: text for text, bindings, order, errors.

A case is a block of `knex/cases/*.js`: a title after `////`, then the body of `up(knex)`. Words in brackets at the end
of the title set it apart:
  [unknown]  it depends on what nobody can know beforehand: we must not call it exact
  [caught]   the code catches what Knex throws
  [no transaction], [knex 2.2], [snake]  how it is run
A case that asks the database first is compared under every answer.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knexlint.evaluate.values import UNDEFINED, Array, BigInt, Guard, Object, Probe, Unknown, Value
from knexlint.knex.configuration import Configuration
from knexlint.knex.literals import number_text
from knexlint.knex.queries import Query, Run
from knexlint.knex.run import run
from knexlint.syntax import read_module
from knexlint.text import Fragment, Source

if TYPE_CHECKING:
    from real import RealKnex

pytestmark = pytest.mark.oracle
CASES = Path(__file__).parent / "knex" / "cases"
PINNED = ("2.2", "2.5", "3.0")  # beside 3.3, which everything is compared with
OLDER = ("2.4", "1.0", "0.95")
ANY = object()  # a binding that is not known beforehand


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    code: str
    marks: frozenset[str] = frozenset()

    @property
    def module(self) -> str:
        return f"exports.up = async function (knex) {{\n{self.code}\n}};\n"

    @property
    def version(self) -> str:
        return next((mark.removeprefix("knex ") for mark in self.marks if mark.startswith("knex ")), "3.3")

    @property
    def configuration(self) -> Configuration:
        major, minor = self.version.split(".")
        return Configuration(
            version=(int(major), int(minor)),
            transaction="no transaction" not in self.marks,
            mapper="snake" if "snake" in self.marks else None,
        )


def read_cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.js")):
        for block in re.split(r"^//// ", path.read_text(), flags=re.MULTILINE)[1:]:
            title, _, code = block.partition("\n")
            words = re.fullmatch(r"(.*?)((?: \[[^\[\]]*\])*)", title)
            assert words is not None
            yield Case(f"{path.stem}: {words[1]}", code.strip(), frozenset(re.findall(r"\[([^\[\]]*)\]", words[2])))


def ours(case: Case) -> Run:
    return run(read_module(Source("20200101000000_case.js", case.module.encode())), "up", case.configuration)


def answers(queries: tuple[Query, ...]) -> list[dict[Probe, bool]]:
    """Every combination of answers to what the queries depend on."""
    probes = list(dict.fromkeys(guard.probe for query in queries for guard in query.when if guard.probe is not None))
    assert len(probes) <= 6
    return [dict(zip(probes, given, strict=True)) for given in itertools.product((False, True), repeat=len(probes))]


def holds(guards: tuple[Guard, ...], given: dict[Probe, bool]) -> bool:
    return all(guard.probe is not None and given[guard.probe] == guard.answer for guard in guards)


def portable(value: Value) -> Any:
    """A binding as the recording process writes it."""
    if isinstance(value, Unknown):
        return ANY
    if isinstance(value, Fragment):
        return value.text
    if value is UNDEFINED:
        return {"undefined": True}
    if isinstance(value, BigInt):
        return {"bigint": str(value.value)}
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": number_text(value)}
    if isinstance(value, Array):
        return [portable(item) for item in value.items]
    if isinstance(value, Object):
        return {key: portable(item) for key, item in value.items.items()}
    return value


def same(mine: Any, theirs: Any) -> bool:
    if mine is ANY:
        return True
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(map(same, mine, theirs))
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return mine.keys() == theirs.keys() and all(same(mine[key], theirs[key]) for key in mine)
    return bool(mine == theirs) and isinstance(mine, bool) == isinstance(theirs, bool)


def told(given: dict[Probe, bool]) -> list[dict[str, Any]]:
    """The answers as the recording process is told them."""
    return [
        {
            "probe": p.kind,
            "schema": p.schema,
            "table": p.table,
            "column": p.column,
            "occurrence": p.occurrence,
            "answer": a,
        }
        for p, a in given.items()
    ]


def job(case: Case, given: dict[Probe, bool]) -> dict[str, Any]:
    return {
        "code": case.module,
        "version": case.version,
        "transaction": "no transaction" not in case.marks,
        "mapper": "snake" if "snake" in case.marks else None,
        "answers": told(given),
    }


def disagreement(case: Case, real_knex: RealKnex) -> str | None:
    """Where we differ from the real Knex, under whatever answer."""
    found = ours(case)
    doubts = [query.unknown for query in found.queries if query.unknown]
    if "unknown" in case.marks:
        return None if doubts else "this cannot be known, and we say we do"
    if doubts:
        return f"not exact: {doubts}"
    for given in answers(found.queries):
        real = real_knex.record(job(case, given))
        mine = [query for query in found.queries if holds(query.when, given)]
        sent = [query for query in mine if query.error is None]
        texts, real_texts = [str(query.sql) for query in sent], [query["sql"] for query in real["queries"]]
        if texts != real_texts:
            return f"{given}\nours: {texts}\nreal: {real_texts}\nreal error: {real['error']}"
        for query, recorded in zip(sent, real["queries"], strict=True):
            bindings = [portable(value) for value in query.bindings]
            if not same(bindings, recorded["bindings"]):
                return f"{query.sql}\nours: {bindings}\nreal: {recorded['bindings']}"
        error = found.error or next((query.error for query in mine if query.error), None)
        if (error is None) != (real["error"] is None) and "caught" not in case.marks:
            return f"our error: {error}\nreal error: {real['error']}"
    return None


@pytest.mark.parametrize("case", tuple(read_cases()), ids=lambda case: case.name)
def test_sends_what_knex_sends(case: Case, real_knex: RealKnex) -> None:
    assert disagreement(case, real_knex) is None


@pytest.mark.parametrize("version", PINNED)
def test_every_supported_knex_sends_that(version: str, real_knex: RealKnex) -> None:
    """A third of all cases for each version; the methods that came later throw there."""
    cases = [case for case in read_cases() if not case.marks]
    share = cases[PINNED.index(version) :: len(PINNED)]
    assert _differing(share, version, real_knex) == {}
    assert len(share) > 800


@pytest.mark.parametrize("version", OLDER)
def test_sends_what_an_older_knex_sends(version: str, real_knex: RealKnex) -> None:
    """Some of the schema cases once more."""
    cases = [case for case in read_cases() if case.name.startswith("schema-") and not case.marks]
    share = cases[OLDER.index(version) :: 4]
    assert _differing(share, version, real_knex) == {}
    assert len(share) > 400


def _differing(cases: list[Case], version: str, real_knex: RealKnex) -> dict[str, str]:
    marks = frozenset({f"knex {version}"})
    found = {case.name: disagreement(replace(case, marks=marks), real_knex) for case in cases}
    return {name: difference for name, difference in found.items() if difference}
