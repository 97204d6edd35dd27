"""Migrations that packages ship: what we say they send, against the real Knex, under the answers of their guards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from real import KNEX, shipped
from test_knex import answers, holds, portable, same, told

from knexlint.evaluate.values import Probe
from knexlint.knex.configuration import Configuration
from knexlint.knex.queries import Query, Run
from knexlint.knex.run import run
from knexlint.project.assemble import transaction_of
from knexlint.project.disk import root_of
from knexlint.project.migration import Direction
from knexlint.project.project import Project
from knexlint.project.workspace import Workspace
from knexlint.syntax import read_module
from knexlint.text import Source

if TYPE_CHECKING:
    from real import RealKnex

pytestmark = pytest.mark.oracle
CODE = (".js", ".cjs", ".ts")


def migrations() -> list[Path]:
    files = [path for path in shipped(KNEX / "shipped.json").glob("*/package/**/migrations/*") if path.suffix in CODE]
    return sorted(path for path in files if not path.name.endswith(".d.ts"))


def ours(path: Path, direction: Direction) -> Run:
    source = Source(str(path), path.read_bytes())
    module = read_module(source)
    configuration = Configuration(transaction=transaction_of(module, Project()) == "batch")
    return run(module, direction, configuration, Workspace(root_of(path)))


def disagreement(
    path: Path, direction: Direction, queries: tuple[Query, ...], given: dict[Probe, bool], real_knex: RealKnex
) -> str | None:
    """None where the two agree, or where the file needs what is not there, or never ends."""
    real = real_knex.record({"file": str(path), "direction": direction, "answers": told(given)})
    if any(reason in (real["error"] or "") for reason in ("Cannot find module", "it never ends")):
        return None
    sent = [query for query in queries if query.error is None and holds(query.when, given)]
    if [str(query.sql) for query in sent] != [query["sql"] for query in real["queries"]]:
        return f"{given}\nours: {[str(query.sql) for query in sent]}\nreal: {real}"
    for query, recorded in zip(sent, real["queries"], strict=True):
        if not same([portable(value) for value in query.bindings], recorded["bindings"]):
            return f"{query.sql}\nours: {query.bindings}\nreal: {recorded['bindings']}"
    return None


@pytest.mark.parametrize("direction", ["up", "down"])
def test_shipped_migrations(direction: Direction, real_knex: RealKnex) -> None:
    """What is claimed to be exact is; and most of them are."""
    exact, differing = 0, {}
    files = migrations()
    for path in files:
        queries = ours(path, direction).queries
        if any(not query.exact and query.error is None for query in queries):
            continue
        exact += 1
        for given in answers(queries):
            if difference := disagreement(path, direction, queries, given, real_knex):
                differing[str(path)] = difference
    assert differing == {}
    assert exact > 0.7 * len(files) > 140
