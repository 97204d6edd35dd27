"""A rule's page: Markdown for people, a `toml` fence for the machine, examples that are run as tests."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knexlint.record import record

_FENCE = re.compile(r"^```toml\n(.*?)^```\n", re.MULTILINE | re.DOTALL)

# a rollback is rare and somebody watches it: locks are one severity milder there, unless their page says otherwise
MILDER = {"error": "warning", "warning": "info", "info": "hint", "hint": "hint", "off": "off"}


@record
class Page:
    """`message` and `variants` hold `{placeholders}`; `fix` is the title of the code action, None without a fix."""

    title: str
    summary: str
    severity: str
    category: str
    message: str
    variants: Mapping[str, str]
    fix: str | None
    sources: tuple[str, ...]
    text: str  # the whole page
    severity_in_down: str | None = None  # where the finding stands in `down`, if it is another there; see MILDER

    def format(self, values: Mapping[str, str], variant: str | None = None) -> str:
        return (self.variants[variant] if variant else self.message).format_map(values)

    def section(self, heading: str) -> str:
        """The text under `## heading`, without it; "" if the page has none."""
        found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", self.text, re.MULTILINE | re.DOTALL)
        return found.group(1).strip() if found else ""


def read_page(path: Path) -> Page:
    text = path.read_text("utf-8")
    fence = _FENCE.search(text)
    if fence is None:
        raise ValueError(f"{path.name}: no toml fence")
    data: dict[str, Any] = tomllib.loads(fence.group(1))
    head = text[: fence.start()].strip().split("\n", 1)
    return Page(
        title=head[0].removeprefix("# ").strip(),
        summary=head[1].strip() if len(head) > 1 else "",
        severity=data["severity"],
        category=data["category"],
        message=data["message"],
        variants=data.get("variants", {}),
        fix=data.get("fix"),
        sources=tuple(data.get("sources", ())),
        text=text,
        severity_in_down=data.get(
            "severity_in_down", MILDER[data["severity"]] if data["category"] == "locks" else None
        ),
    )
