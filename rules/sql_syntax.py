"""When sql_syntax.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import Invalid
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on


@on(Invalid)
def check(invalid: Invalid, step: Step, _: Migration) -> Iterator[Finding]:
    yield Finding(step.span(invalid.at), {"reason": invalid.message.rstrip(".")})
