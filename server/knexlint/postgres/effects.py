"""What one statement does to the relations of one catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knexlint.catalog.model import Catalog
from knexlint.operations import Operation
from knexlint.postgres.locks import Lock

DEFAULT_VERSION = 14
VERSIONS = range(12, 19)


@dataclass(frozen=True, slots=True)
class Effects:
    """Locks are those this statement alone takes; see the command-line contract in ARCHITECTURE.md for each field."""

    locks: tuple[Lock, ...] = ()
    rewrites: tuple[str, ...] = ()
    rebuilds: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()
    in_transaction: Literal["allowed", "forbidden"] = "allowed"
    unusable_until_commit: tuple[str, ...] = ()
    error: str | None = None
    fails_if: str | None = None
    unknown: str | None = None


def effects(operations: Sequence[Operation], catalog: Catalog, version: int = DEFAULT_VERSION) -> Effects:
    """What the statement made of these operations does on `catalog` (which knows what is new in this transaction)."""
    raise NotImplementedError
