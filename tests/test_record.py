"""Records are what frozen, slotted dataclasses are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from knexlint.record import record
from knexlint.record import replace as cheap_replace


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


class Extended(Ordered):
    __slots__ = ("_a",)

    def __init__(self, a: int) -> None:
        object.__setattr__(self, "_a", a)

    @property
    def a(self) -> int:  # type: ignore[override]
        return self._a

    @property
    def b(self) -> int:  # type: ignore[override]
        return 7


def test_a_copy_with_changes() -> None:
    made = cheap_replace(Child(at=1, name="y"), at=2)
    assert made == Child(at=2, name="y")
    assert type(made) is Child
    copied = cheap_replace(Extended(1), b=3)
    assert type(copied) is Ordered
    assert (copied.a, copied.b) == (1, 3)
    with pytest.raises(AttributeError):
        cheap_replace(Child(at=1), nothing=2)
