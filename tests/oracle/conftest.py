"""Fixtures for the tests that ask the real programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from postgres.servers import Server
from real import KNEX, RealKnex, installed, started


@pytest.fixture(scope="session")
def real_knex() -> Iterator[RealKnex]:
    knex = RealKnex(installed(KNEX))
    yield knex
    knex.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[int], str]]:
    """`postgres_server(14)` is where a fresh, empty database of that major is to be found."""
    running: dict[int, Server] = {}

    def fresh(major: int) -> str:
        server = running.get(major) or running.setdefault(major, started(major))
        return server.dsn(server.database())

    yield fresh
    for server in running.values():
        server.stop()
