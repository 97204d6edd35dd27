"""What we say a statement does, against what real servers of the oldest and the newest major do.

`KNEXLINT_POSTGRES=12,13,14 pytest tests/oracle/test_postgres.py` asks other majors; `all` asks every one.
A case is one line of postgres/cases.txt. More are in more.txt, of which every major gets some unless it is asked for by
name, and in goods.txt, for majors that are asked for by name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from postgres.servers import PACKAGES, Server
from postgres.tracer import Measured, measure
from real import running

from knexlint.catalog import Catalog, apply
from knexlint.operations import Operation
from knexlint.postgres import Effects, effects
from knexlint.postgres.locks import Mode
from knexlint.sql import read
from knexlint.text import Fragment

HERE = Path(__file__).parent / "postgres"
ASKED = os.environ.get("KNEXLINT_POSTGRES", "12,18")
SAMPLED = "KNEXLINT_POSTGRES" not in os.environ
FILES = {
    "cases.txt": "base.sql",
    "more.txt": "base.sql",
    "goods.txt": "goods.sql",
}  # with the schema that they start from
MAJORS = sorted(PACKAGES) if ASKED == "all" else [int(part) for part in ASKED.split(",")]
pytestmark = pytest.mark.oracle


@dataclass(frozen=True)
class Case:
    """One line of cases.txt, which says how it is written. `since`: the first version that knows the setup."""

    id: str
    setup: str
    statements: tuple[str, ...]
    may_be_unknown: bool = False
    since: int = 0
    schema: str = "base.sql"
    share: int = 0  # which share of the majors it is measured on where not all are asked; 0: on each


def cases() -> list[Case]:
    return [case for file, schema in FILES.items() for case in _cases(file, schema)]


def _cases(file: str, schema: str) -> Iterator[Case]:
    for number, line in enumerate((HERE / file).read_text().splitlines()):
        if line.strip() and not line.startswith("#"):
            name, setup, sql = (part.strip() for part in line.split(" | ", 2))
            statements = tuple(part.strip() for part in sql.split(";;"))
            name, _, since = name.rstrip("?").partition("@")
            share = 0 if file == "cases.txt" else number + 1
            yield Case(name, setup, statements, "?" in line.split("|")[0], int(since or 0), schema, share)


CASES = cases()


@dataclass
class Bench:
    """A server, and a database for each schema and setup, where transactions are tried and rolled back."""

    server: Server
    templates: dict[str, str] = field(default_factory=dict)  # by schema; nothing is tried there
    ready: dict[tuple[str, str], str] = field(default_factory=dict)

    def template(self, schema: str) -> str:
        if schema not in self.templates:
            self.templates[schema] = self.server.database()
            with self.server.connect(self.templates[schema]) as session:
                session.execute((HERE / schema).read_text().encode())
        return self.templates[schema]

    def measure(self, case: Case) -> Measured:
        """A database in which rows were written is not used again: it stays larger, and plans hang on that."""
        key = (case.schema, case.setup)
        database = self._database(*key)
        measured = measure(self.server, database, case.statements, database)
        if measured.wrote:
            self.server.drop(self.ready.pop(key))
        return measured

    def _database(self, schema: str, setup: str) -> str:
        if (schema, setup) not in self.ready:
            for key in [key for key in self.ready if setup and key[1]]:  # the disk holds no thousand of them
                self.server.drop(self.ready.pop(key))
            made = self.server.database(self.template(schema))
            with self.server.connect(made) as session:
                session.execute(setup.encode() or b"SELECT")
            self.ready[schema, setup] = made
        return self.ready[schema, setup]


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"pg{major}")
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with running(request.param) as server:
        with server.connect() as admin:
            admin.execute("CREATE ROLE app")
            admin.execute(f"CREATE TABLESPACE space LOCATION '{server.folder}/space'".encode())
        yield Bench(server)


def replay(sql: str, catalog: Catalog) -> Catalog:
    for operation in operations(sql):
        catalog = apply(operation, catalog)
    return catalog


def operations(sql: str) -> list[Operation]:
    return [operation for statement in read(Fragment.plain(sql)) for operation in statement.operations]


@cache
def base(schema: str = "base.sql") -> Catalog:
    return replay((HERE / schema).read_text(), Catalog(complete=True)).described()


@dataclass
class Claim:
    """What we say of all statements of a case together."""

    locks: dict[str, Mode] = field(default_factory=dict)
    rewrites: set[str] = field(default_factory=set)
    rebuilds: set[str] = field(default_factory=set)
    scans: set[str] = field(default_factory=set)
    in_transaction: str = "allowed"
    error: str | None = None
    fails_if: str | None = None
    unknown: str | None = None

    def add(self, said: Effects) -> None:
        for lock in said.locks:
            self.locks[lock.relation] = max(lock.mode, self.locks.get(lock.relation, lock.mode))
        self.rewrites |= set(said.rewrites)
        self.rebuilds |= set(said.rebuilds)
        self.scans |= set(said.scans)
        if said.in_transaction == "forbidden":
            self.in_transaction = "forbidden"
        self.error = self.error or said.error
        self.fails_if = self.fails_if or said.fails_if
        self.unknown = self.unknown or said.unknown


def claimed(case: Case, major: int) -> Claim:
    catalog = replay(case.setup, base(case.schema)).described()
    claim = Claim()
    for text in case.statements:
        for statement in read(Fragment.plain(text)):
            claim.add(effects(statement.operations, catalog, major))
            for operation in statement.operations:
                catalog = apply(operation, catalog)
    return claim


def disagreements(claim: Claim, real: Measured) -> list[str]:
    """Where the claim and the measurement differ, in words."""
    if real.error is not None:
        return [] if claim.error or claim.fails_if else [f"it fails: {real.error}"]
    if claim.error is not None:
        return [f"it does not fail: {claim.error}"]
    found = [
        f"{name}: claimed {getattr(claim, name)}, measured {getattr(real, name)}"
        for name in ("in_transaction", "rewrites", "rebuilds")
        if getattr(claim, name) != getattr(real, name)
    ]
    seen = all(relation in claim.locks and claim.locks[relation] >= mode for relation, mode in real.locks.items())
    if claim.locks != real.locks if real.complete else not seen:
        found.append(f"locks: claimed {said(claim.locks)}, measured {said(real.locks)}")
    if real.complete and claim.scans != real.scans:
        found.append(f"scans: claimed {claim.scans}, measured {real.scans}")
    return found


def said(locks: dict[str, Mode]) -> str:
    return ", ".join(f"{relation}: {mode}" for relation, mode in sorted(locks.items())) or "none"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id if case.share == 0 else f"{case.share}-{case.id}")
def test_claim_is_what_the_server_does(bench: Bench, case: Case) -> None:
    if bench.server.major < case.since or _left_out(case, bench.server.major):
        return
    real = bench.measure(case)
    claim = claimed(case, bench.server.major)
    if claim.unknown is not None:
        assert case.may_be_unknown, f"not known: {claim.unknown}"
        return
    found = disagreements(claim, real)
    assert not found, "; ".join(found)


def _left_out(case: Case, major: int) -> bool:
    """Another major gets this one, or none does this time."""
    if SAMPLED and case.schema != "base.sql":
        return True
    return SAMPLED and case.share > 0 and case.share % (2 * len(MAJORS)) != MAJORS.index(major)
