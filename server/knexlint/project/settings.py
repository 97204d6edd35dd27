"""Settings: defaults, then `knexlint.toml` or the `knexlint` key of package.json, then the editor's or the command line's.

Knows the keys and their meaning; is handed the parsed data, reads no file itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info", "hint", "off"]


@dataclass(frozen=True, slots=True)
class Settings:
    postgres: int = 14
    knex: str | None = None  # the version to emulate; None: the one in package.json, else the newest
    lock_timeout: str = "5s"  # what `missing-lock-timeout` inserts
    rules: Mapping[str, Severity] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()  # globs, relative to the folder of the settings file
