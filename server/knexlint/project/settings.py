"""Settings: defaults, then knexlint.toml or the `knexlint` key of package.json, then the editor's or command line's.

Knows the keys and their meaning; is handed the parsed data, reads no file itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field, replace
from typing import Any, Literal, NamedTuple, get_args

from knexlint.postgres.effects import DEFAULT_VERSION, VERSIONS
from knexlint.record import record

Severity = Literal["error", "warning", "info", "hint", "off"]
SEVERITIES: tuple[str, ...] = get_args(Severity)


@record
class Settings:
    postgres: int = DEFAULT_VERSION
    knex: str | None = None  # the version to emulate; None: the one in package.json, else the newest
    lock_timeout: str = "5s"  # what `missing-lock-timeout` inserts
    rules: Mapping[str, Severity] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()  # globs, relative to the folder of the settings file
    baseline: str | None = None  # the schema that the first migration finds, as SQL; relative like `exclude`


class Mistake(NamedTuple):
    """What is wrong in settings: under which keys, in words."""

    keys: tuple[str, ...]
    message: str


class Key(NamedTuple):
    """One setting: its field, what it accepts (as JSON Schema), how to take a value, and what it is for."""

    field: str
    schema: Mapping[str, Any]
    accept: Callable[[Any], Any]  # the field's value, or None
    wants: str
    description: str


def _whole_version(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    return int(text) if text.isdigit() and int(text) in VERSIONS else None


def _knex_version(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+){0,2}", value) else None


def _duration(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"[1-9]\d*\s*(us|ms|s|min|h|d)?", value) else None


def _globs(value: Any) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value) else None


def _path(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _rules(value: Any) -> dict[str, Severity] | None:
    return dict(value) if isinstance(value, Mapping) else None


KEYS: dict[str, Key] = {
    "postgres": Key(
        "postgres",
        {"type": "integer", "minimum": VERSIONS[0], "maximum": VERSIONS[-1], "default": DEFAULT_VERSION},
        _whole_version,
        f"a major version from {VERSIONS[0]} to {VERSIONS[-1]}",
        "The major version of the PostgreSQL server that the migrations run on.",
    ),
    "knex": Key(
        "knex",
        {"type": "string", "pattern": r"^\d+(\.\d+){0,2}$"},
        _knex_version,
        'a version such as "3.1"',
        "The version of Knex to emulate. Without it: the one in package.json.",
    ),
    "lock-timeout": Key(
        "lock_timeout",
        {"type": "string", "pattern": r"^[1-9]\d*\s*(us|ms|s|min|h|d)?$", "default": "5s"},
        _duration,
        'a time such as "5s"',
        "The lock_timeout that the fix of missing-lock-timeout writes.",
    ),
    "exclude": Key(
        "exclude",
        {"type": "array", "items": {"type": "string"}},
        _globs,
        "a list of globs",
        "Files not to look at, as globs relative to the folder of this file.",
    ),
    "baseline": Key(
        "baseline",
        {"type": "string"},
        _path,
        "the path of a file",
        "What was in the database before the first migration, as SQL (pg_dump --schema-only), relative to this file.",
    ),
    "rules": Key(
        "rules",
        {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}},
        _rules,
        "a table of rules and severities",
        "The severity of each rule by its id; off silences it.",
    ),
}


def merge(base: Settings, data: Mapping[str, Any]) -> tuple[Settings, tuple[Mistake, ...]]:
    """Lay settings, as parsed from a file or sent by an editor, over others. What is wrong is left as it was."""
    mistakes: list[Mistake] = []
    changes: dict[str, Any] = {}
    for name, value in data.items():
        key = KEYS.get(name)
        if key is None:
            if name != "$schema":
                mistakes.append(Mistake((name,), f'"{name}" is not a setting{meant(name, KEYS)}'))
        elif (accepted := key.accept(value)) is None:
            mistakes.append(Mistake((name,), f'"{name}" wants {key.wants}, not {_show(value)}'))
        else:
            changes[key.field] = accepted
    if "rules" in changes:
        changes["rules"] = {**base.rules, **_valid_rules(changes["rules"], mistakes)}
    return replace(base, **changes), tuple(mistakes)


def unknown_rules(data: Mapping[str, Any], known: Collection[str]) -> Iterator[Mistake]:
    """The rules that settings name and that do not exist."""
    rules = data.get("rules")
    for name in rules if isinstance(rules, Mapping) else ():
        if name not in known:
            yield Mistake(("rules", name), f'there is no rule "{name}"{meant(name, known)}')


def meant(name: str, known: Collection[str]) -> str:
    """`; did you mean "…"?`, or "" if nothing is near."""
    import difflib  # only mistakes pay for it

    near = difflib.get_close_matches(name.replace("_", "-").lower(), known, 1)
    return f'; did you mean "{near[0]}"?' if near else ""


def schema() -> dict[str, Any]:
    """The JSON Schema of knexlint.toml, and of the `knexlint` key of package.json."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "knexlint settings",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            **{name: {"description": key.description, **key.schema} for name, key in KEYS.items()},
        },
    }


def _valid_rules(rules: Mapping[str, Any], mistakes: list[Mistake]) -> dict[str, Severity]:
    valid: dict[str, Severity] = {}
    for rule, severity in rules.items():
        if severity in SEVERITIES:
            valid[rule] = severity
        else:
            wanted = ", ".join(SEVERITIES)
            mistakes.append(Mistake(("rules", rule), f'"{rule}" wants one of {wanted}, not {_show(severity)}'))
    return valid


def _show(value: Any) -> str:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"
