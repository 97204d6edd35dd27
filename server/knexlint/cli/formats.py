"""The output formats that other programs read, each a function from results to text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from knexlint import __version__
from knexlint.cli.results import Item, Results


def as_json(results: Results) -> str:
    """One finding a line; json's own indentation is slow."""
    shape = results.shape()
    findings = ",\n    ".join(json.dumps(finding, ensure_ascii=False) for finding in shape.pop("findings"))
    rest = json.dumps(shape)[1:]
    return '{"findings": [' + (f"\n    {findings}\n  " if findings else "") + f"], {rest}"


def as_github(results: Results) -> str:
    """Workflow commands of GitHub Actions, shown as annotations on the pull request."""
    levels = {"error": "error", "warning": "warning"}
    lines: list[str] = []
    for item in results.items:
        (line, column), (end_line, end_column) = item.start, item.end
        place = {"file": item.file, "line": line, "endLine": end_line, "title": item.reported.rule}
        if line == end_line:
            place |= {"col": column, "endColumn": end_column}
        properties = ",".join(f"{key}={_github(str(value), ',:')}" for key, value in place.items())
        level = levels.get(item.reported.severity, "notice")
        lines.append(f"::{level} {properties}::{_github(item.reported.message)}")
    return "\n".join(lines)


def _github(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def as_sarif(results: Results) -> str:
    """SARIF 2.1.0 (OASIS)."""
    from knexlint.rules.registry import rules

    met = sorted({item.reported.rule for item in results.items})
    driver = {
        "name": "knexlint",
        "version": __version__,
        "rules": [
            {
                "id": rule,
                "name": rules()[rule].page.title,
                "shortDescription": {"text": rules()[rule].page.summary},
                "help": {"text": rules()[rule].page.summary, "markdown": rules()[rule].page.text},
                "defaultConfiguration": {"level": _sarif_level(rules()[rule].page.severity)},
            }
            for rule in met
        ],
    }
    found = [_sarif_result(item, met.index(item.reported.rule)) for item in results.items]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _sarif_level(severity: str) -> str:
    return severity if severity in ("error", "warning") else "note"


def _sarif_result(item: Item, index: int) -> dict[str, Any]:
    (line, column), (end_line, end_column) = item.start, item.end
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {
        "ruleId": item.reported.rule,
        "ruleIndex": index,
        "level": _sarif_level(item.reported.severity),
        "message": {"text": item.reported.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(item.file)}, "region": region}}],
        "partialFingerprints": {"knexlint/v1": fingerprint(item)},
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return "file://" + quote(file) if file.startswith("/") else quote(file)


def as_gitlab(results: Results) -> str:
    """A Code Quality report of GitLab."""
    levels = {"error": "critical", "warning": "major", "info": "minor"}
    taken: dict[str, int] = {}
    entries: list[dict[str, Any]] = []
    for item in results.items:
        own = fingerprint(item)
        taken[own] = taken.get(own, 0) + 1
        lines = {"begin": item.start[0], "end": item.end[0]}
        entries.append(
            {
                "type": "issue",
                "check_name": item.reported.rule,
                "description": item.reported.message,
                "severity": levels.get(item.reported.severity, "info"),
                "categories": ["Bug Risk"],
                "fingerprint": own if taken[own] == 1 else f"{own}-{taken[own]}",
                "location": {"path": item.file, "lines": lines},
            }
        )
    return json.dumps(entries, indent=2, ensure_ascii=False)


def as_junit(results: Results) -> str:
    """One test suite for each file, one failed case for each finding."""
    by_file: dict[str, list[Item]] = {}
    for item in results.items:
        by_file.setdefault(item.file, []).append(item)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="knexlint">']
    for file, items in by_file.items():
        lines.append(f'  <testsuite name="{_xml(file)}" tests="{len(items)}" failures="{len(items)}">')
        for item in items:
            name = f"{item.reported.rule}:{item.start[0]}:{item.start[1]}"
            message = _xml(item.reported.message)
            lines.append(f'    <testcase classname="{_xml(file)}" name="{name}">')
            lines.append(f'      <failure type="{item.reported.severity}" message="{message}"/>')
            lines.append("    </testcase>")
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines)


def _xml(text: str) -> str:
    text = "".join(char if char >= " " or char in "\t\n" else "�" for char in text)
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;")):
        text = text.replace(char, entity)
    return text


def as_markdown(results: Results) -> str:
    """A table for a comment on a pull request."""
    if not results.items:
        return f"knexlint found nothing in {results.migrations} migrations."
    lines = ["| Where | Severity | Rule | What |", "|---|---|---|---|"]
    for item in results.items:
        message = (
            item.reported.message.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
        )
        lines.append(f"| {item.file}:{item.start[0]} | {item.reported.severity} | `{item.reported.rule}` | {message} |")
    return "\n".join(lines)


def fingerprint(item: Item) -> str:
    """The same for the same finding when lines move: from file, rule, message and the text it stands on."""
    import hashlib

    where = item.source.slice(item.source.line_span(item.source.line_of(item.reported.span.start))).strip()
    parts = (item.file, item.reported.rule, item.reported.message, where)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


FORMATS: dict[str, Callable[[Results], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "gitlab": as_gitlab,
    "junit": as_junit,
    "markdown": as_markdown,
}
