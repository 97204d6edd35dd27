"""Settings files as text: parsing, and where in them a mistake stands. Reads no file itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from knexlint.record import record
from knexlint.text import START, Source, Span


@record
class SettingsText:
    """`data`: the settings as parsed; `error`: why they could not be, and `at` where. `under`: the keys around them."""

    source: Source
    data: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    at: Span = START
    under: tuple[str, ...] = ()

    def locate(self, keys: Sequence[str]) -> Span:
        """Where the last of these nested keys stands."""
        found = START
        start = 0
        for key in (*self.under, *keys):
            pattern = rf"(?<![\w-])[\"']?({re.escape(key)})[\"']?\s*(?=[=:.\]])"
            match = re.compile(pattern.encode()).search(self.source.data, start)
            if match is None:
                break
            found, start = Span(*match.span(1)), match.end()
        return found


def read_toml(source: Source) -> SettingsText:
    import tomllib  # most projects have no such file

    try:
        return SettingsText(source, tomllib.loads(source.text.removeprefix("\ufeff")))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = str(error)
        place = re.search(r"\s*\(at line (\d+), column (\d+)\)$", message)
        at = source.offset(int(place.group(1)) - 1, int(place.group(2)) - 1) if place else len(source.data)
        reason = message[: place.start()] if place else message.removesuffix(" (at end of document)")
        return SettingsText(source, error=reason[:1].lower() + reason[1:], at=Span(at, at))


def read_package(source: Source) -> tuple[Mapping[str, Any], SettingsText | None]:
    """package.json, and its `knexlint` key if there is one."""
    try:
        package = json.loads(source.text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        if b'"knexlint"' not in source.data:
            return {}, None
        at = source.offset(getattr(error, "lineno", 1) - 1, getattr(error, "colno", 1) - 1)
        return {}, SettingsText(source, error=str(error).split(":")[0].lower(), at=Span(at, at))
    if not isinstance(package, dict):
        return {}, None
    own = package.get("knexlint")
    if own is None:
        return package, None
    if not isinstance(own, dict):
        whole = SettingsText(source)
        return package, SettingsText(
            source, error='"knexlint" wants a table of settings', at=whole.locate(["knexlint"])
        )
    return package, SettingsText(source, own, under=("knexlint",))


def dependency(package: Mapping[str, Any], name: str) -> str | None:
    """The version of a dependency, as package.json asks for it."""
    for group in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        wanted = package.get(group)
        if isinstance(wanted, dict) and isinstance(wanted.get(name), str):
            return str(wanted[name])
    return None
