"""When lock_timeout_leaks.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.operations import SetParameter
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, Fix, on
from knexlint.rules.circumstances import steps_after
from knexlint.rules.fixing.sql import insert, is_raw

_TIMEOUTS = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
_SET = re.compile(r"\s*(set)(?:\s+session)?\b(?!\s+local)", re.IGNORECASE)


@on(SetParameter)
def check(setting: SetParameter, step: Step, migration: Migration) -> Iterator[Finding]:
    if setting.name not in _TIMEOUTS or setting.value is None or setting.local or not step.in_transaction:
        return
    if migration.module.cut_off and "config" not in migration.module.exports:
        return  # whether there is a transaction is still to be typed
    if setting.value.strip().lower() == "default" or _is_set_again(setting, step, migration):
        return
    yield Finding(step.span(setting.at), {"name": setting.name}, fix=_local(step, migration))


def _is_set_again(setting: SetParameter, step: Step, migration: Migration) -> bool:
    """It is reset or set anew before the transaction ends: the author minds the session."""
    return any(
        isinstance(each, SetParameter) and each.name in (setting.name, "all")
        for later in steps_after(step, migration)
        for each in later.statement.operations
    )


def _local(step: Step, migration: Migration) -> Fix | None:
    found = _SET.match(step.statement.fragment.text)
    if found is None or not is_raw(step) or "session" in found.group().lower():
        return None
    edit = insert(step, migration, found.end(1), " local" if found.group(1).islower() else " LOCAL")
    return None if edit is None else Fix((edit,), safe=True)
