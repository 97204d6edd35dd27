"""Columns and constraints: what the grammar says, and what we say."""

from __future__ import annotations

from typing import Any

from grammar.trees import Facts, enum_name, expression, ours, parse, relation, strings, texts, tree, type_of
from knexlint import operations as op

_CONSTRAINTS = {
    "CONSTR_CHECK": "check",
    "CONSTR_UNIQUE": "unique",
    "CONSTR_PRIMARY": "primary key",
    "CONSTR_FOREIGN": "foreign key",
    "CONSTR_EXCLUSION": "exclude",
    "CONSTR_NOTNULL": "not null",
}
_ACTIONS = {"a": None, "": None, "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}


def constraint(found: Any, column: str | None) -> Facts:
    kind = _CONSTRAINTS[enum_name(found, "contype")]
    columns = tuple(strings(found.fk_attrs if kind == "foreign key" else found.keys))
    if column is not None and kind in ("unique", "primary key", "foreign key", "check", "not null"):
        columns = (column,)
    return (
        kind,
        found.conname or None,
        columns,
        tree(found.raw_expr) if kind == "check" else None,
        relation(found.pktable) if kind == "foreign key" else None,
        tuple(strings(found.pk_attrs)),
        _ACTIONS[found.fk_del_action],
        _ACTIONS[found.fk_upd_action],
        found.indexname or None,
        found.skip_validation and (found.is_enforced or kind not in ("check", "foreign key")),
        not found.is_enforced and kind in ("check", "foreign key"),
        found.deferrable,
        found.initdeferred,
        found.nulls_not_distinct,
        found.is_no_inherit,
    )


def our_constraint(found: op.Constraint) -> Facts:
    action = {"no action": None}
    return (
        found.kind,
        str(found.name) if found.name else None,
        texts(found.columns),
        expression(found.expression) if found.kind == "check" else None,
        ours(found.references),
        texts(found.referenced_columns),
        action.get(found.on_delete or "no action", found.on_delete),
        action.get(found.on_update or "no action", found.on_update),
        str(found.using_index) if found.using_index else None,
        found.not_valid and not found.not_enforced,
        found.not_enforced,
        found.deferrable,
        found.initially_deferred,
        found.nulls_not_distinct,
        found.no_inherit,
    )


def column(found: Any) -> Facts:
    """The attributes that follow a constraint (DEFERRABLE, NOT ENFORCED) belong to it: they are merged here."""
    default = generation = identity = generated = None
    not_null = False
    constraints: list[Facts] = []
    for node in found.constraints:
        one = node.constraint
        kind = enum_name(one, "contype")
        if kind == "CONSTR_NOTNULL":
            not_null = True
            if one.conname:
                constraints.append(constraint(one, found.colname))
        elif kind == "CONSTR_DEFAULT":
            default = tree(one.raw_expr)
        elif kind == "CONSTR_IDENTITY":
            identity = {"a": "always", "d": "by default"}[one.generated_when]
        elif kind == "CONSTR_GENERATED":
            generation = tree(one.raw_expr)
            generated = {"s": "stored", "v": "virtual"}.get(one.generated_kind, one.generated_kind)
        elif kind.startswith("CONSTR_ATTR"):
            merge_attribute(constraints, kind)
        elif kind in _CONSTRAINTS:
            constraints.append(constraint(one, found.colname))
    type_name = tree(found.type_name) if found.HasField("type_name") else None
    collation = strings(found.coll_clause.collname)
    return (
        found.colname,
        type_name,
        not_null,
        default,
        generated,
        generation,
        identity,
        tuple(constraints),
        collation[-1:] or None,
    )


def merge_attribute(constraints: list[Facts], kind: str) -> None:
    places = {"CONSTR_ATTR_DEFERRABLE": (11,), "CONSTR_ATTR_DEFERRED": (11, 12), "CONSTR_ATTR_NOT_ENFORCED": (10,)}
    if constraints and kind in places:
        merged = list(constraints[-1])
        for place in places[kind]:
            merged[place] = True
        constraints[-1] = tuple(merged)


def our_column(found: op.Column) -> Facts:
    collation = None
    if found.collation is not None:
        collation = strings(
            parse(f"select a collate {found.collation}")
            .select_stmt.target_list[0]
            .res_target.val.collate_clause.collname
        )[-1:]
    return (
        str(found.name),
        type_of(found.type),
        found.not_null,
        expression(found.default),
        found.generated,
        expression(found.generation),
        found.identity,
        tuple(our_constraint(one) for one in found.constraints),
        collation,
    )
