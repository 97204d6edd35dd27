"""A drop by another name: the name as an argument of the builder call, or in the author's SQL."""

from __future__ import annotations

from knexlint.operations import Range
from knexlint.project.migration import Migration, Step
from knexlint.rules.fixing.calls import link_at
from knexlint.rules.fixing.names import respelled
from knexlint.rules.fixing.write import literal
from knexlint.text import Edit, Span

_DROPS = ("dropIndex", "dropUnique", "dropForeign")


def drop_by_name(
    step: Step, migration: Migration, at: Range, old: str, new: str, method: str | None = None
) -> tuple[Edit, ...] | None:
    """Say `new` instead of `old`. `method`: the builder's method that can drop it, None: the one that stands there."""
    module, origin = migration.module, step.query.origin
    if step.query.origin.kind == "raw":
        return respelled(step, migration, at, old, new) if method is None else None
    link = None if origin.foreign else link_at(module, origin.method)
    arguments = link.call.child_by_field_name("arguments") if link is not None else None
    if link is None or arguments is None or _is_looped(step, migration):
        return None
    given = [child for child in arguments.named_children if child.type != "comment"]
    token = Span(link.token.start_byte, link.token.end_byte)
    renamed = () if method in (None, link.name) else (Edit(token, str(method)),)
    name = literal(new, module.style)
    if link.name == "dropPrimary":
        inside = Span(arguments.start_byte + 1, arguments.end_byte - 1)
        return (Edit(inside, name),) if len(given) <= 1 and method is None else None
    if link.name not in _DROPS or not 1 <= len(given) <= 2:
        return None
    if len(given) == 2:
        return (*renamed, Edit(Span(given[1].start_byte, given[1].end_byte), name))
    return (*renamed, Edit(Span(given[0].end_byte, given[0].end_byte), f", {name}"))


def _is_looped(step: Step, migration: Migration) -> bool:
    """The same call sends several statements."""
    function = migration.up if step.direction == "up" else migration.down
    return function is None or sum(query.origin == step.query.origin for query in function.queries) != 1
