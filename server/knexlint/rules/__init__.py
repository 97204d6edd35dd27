"""Hazards: each a page for people and a function, side by side in `rules/`.

The file's stem is the rule's identity: `index_blocks_writes.md` and `index_blocks_writes.py` are the rule
`index-blocks-writes`. A rule binds its function to the type of thing it looks at:

    @on(CreateIndex)
    def check(index: CreateIndex, step: Step, migration: Migration) -> Iterator[Finding]: ...

    @on(NeverRun)
    def check(call: NeverRun, migration: Migration) -> Iterator[Finding]: ...

    @on(Migration)
    def check(migration: Migration) -> Iterator[Finding]: ...
"""

from __future__ import annotations

from pathlib import Path

from knexlint.rules.finding import Finding, Fix, NewFile
from knexlint.rules.registry import Rule, on, rules

__all__ = ["Finding", "Fix", "NewFile", "Rule", "on", "rules"]

_root = Path(__file__).parents[3]
if (
    Path(__file__).parents[2].name == "server"
    and (_root / "pyproject.toml").is_file()
    and 'name = "knexlint"' in (_root / "pyproject.toml").read_text("utf-8")
):  # a checkout: the rules lie beside `server/`. A package unpacked inside a service must not take the service's.
    __path__.append(str(_root / "rules"))
