"""Records are what frozen, slotted dataclasses are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from knexlint.record import record


@record(kw_only=True)
class Base:
    at: int


@record(kw_only=True)
class Child(Base):
    name: str = "x"
    items: tuple[int, ...] = ()


@record(order=True)
class Ordered:
    a: int
    b: int = field(default=0, compare=False)


@record
class Empty:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    at: int
    name: str = "x"
    items: tuple[int, ...] = ()


def test_equality_and_hash() -> None:
    assert Child(at=1) == Child(at=1, name="x")
    assert Child(at=1) != Child(at=2)
    assert Base(at=1) != Child(at=1)
    assert len({Child(at=1), Child(at=1), Child(at=2), Empty(), Empty()}) == 3
    assert Ordered(1, 2) == Ordered(1, 3)
    assert hash(Ordered(1, 2)) == hash(Ordered(1, 3))
    assert sorted([Ordered(2), Ordered(1)]) == [Ordered(1), Ordered(2)]


def test_the_rest_of_a_dataclass() -> None:
    assert repr(Child(at=1)) == repr(Model(at=1)).replace("Model", "Child")
    assert replace(Child(at=1), name="y") == Child(at=1, name="y")
    assert not hasattr(Child(at=1), "__dict__")
    match Ordered(1, 2):
        case Ordered(a, b):
            assert (a, b) == (1, 2)
    with pytest.raises(TypeError):
        Child()  # type: ignore[call-arg]
