"""The schema as immutable data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Catalog:
    """What is known of the database at one point. A relation that is not in it is presumed to exist and to be live."""
