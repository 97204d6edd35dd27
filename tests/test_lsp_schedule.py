"""When the server lints: at once where it is cheap, after a pause where it is not, and never never."""

from __future__ import annotations

import asyncio
import time

from knexlint.lsp.schedule import Schedule


class Work:
    """Takes `cost` seconds for each run and notes when each one began."""

    def __init__(self, cost: float) -> None:
        self.cost = cost
        self.runs: list[tuple[str, float]] = []

    def __call__(self, name: str) -> None:
        self.runs.append((name, time.perf_counter()))
        time.sleep(self.cost)


def test_cheap_work_is_done_at_once_every_time() -> None:
    work = Work(0.001)

    async def type_ten_keys() -> None:
        schedule = Schedule(work)
        for _ in range(10):
            schedule.request("a")
        assert len(work.runs) == 10

    asyncio.run(type_ten_keys())


def test_of_many_requests_for_costly_work_the_last_one_counts() -> None:
    work = Work(0.05)

    async def type_ten_keys() -> None:
        schedule = Schedule(work)
        schedule.request("a")
        for _ in range(10):
            schedule.request("a")
            await asyncio.sleep(0.005)
        assert len(work.runs) == 1
        await asyncio.sleep(0.15)
        assert len(work.runs) == 2

    asyncio.run(type_ten_keys())


def test_someone_who_never_stops_still_sees_findings() -> None:
    work = Work(0.2)

    async def type_on() -> None:
        schedule = Schedule(work)
        schedule.request("a")
        started = time.perf_counter()
        while len(work.runs) == 1 and time.perf_counter() - started < 5:
            schedule.request("a")
            await asyncio.sleep(0.02)
        assert 0.5 < work.runs[1][1] - started < 2

    asyncio.run(type_on())


def test_files_do_not_wait_for_each_other_and_a_closed_one_is_dropped() -> None:
    work = Work(0.06)

    async def two_files() -> None:
        schedule = Schedule(work)
        schedule.request("a")
        schedule.request("a")
        schedule.request("b")
        assert [name for name, _ in work.runs] == ["a", "b"]
        schedule.forget("a")
        await asyncio.sleep(0.15)
        assert [name for name, _ in work.runs] == ["a", "b"]

    asyncio.run(two_files())
