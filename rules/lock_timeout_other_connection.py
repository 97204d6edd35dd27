"""When lock_timeout_other_connection.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import SetParameter
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import steps_after


@on(SetParameter)
def check(setting: SetParameter, step: Step, migration: Migration) -> Iterator[Finding]:
    if setting.name != "lock_timeout" or setting.value is None or step.in_transaction or step.query.unknown is not None:
        return
    if setting.local and step.alone:
        yield Finding(step.span(setting.at), {"name": setting.name}, variant="local")
    elif step.alone and step.query.scope is None and _goes_on_elsewhere(step, migration):
        yield Finding(step.span(setting.at), {"name": setting.name})


def _goes_on_elsewhere(step: Step, migration: Migration) -> bool:
    """A statement with a lock follows, in a call of its own and not on a connection that the code holds."""
    return any(
        later.effects.locks and later.query.origin.chain != step.query.origin.chain and later.query.scope is None
        for later in steps_after(step, migration)
    )
