"""How functions, triggers, rules and policies come into the catalog. Knows no locks."""

from __future__ import annotations

import re

from knexlint import operations as op
from knexlint.catalog.expressions import mentions
from knexlint.catalog.model import Catalog, Function, Rule, Table, Trigger, View
from knexlint.record import replace

_OF_ROW = re.compile(r'\b(?:new|old)\s*\.\s*"?(\w+)')


def create_function(create: op.CreateFunction, catalog: Catalog) -> Catalog:
    body = create.body.text if create.body else None
    made = Function(
        key=create.function.key,
        volatility=create.volatility,
        language=create.language,
        body=body,
        procedure=create.procedure,
        arguments=create.arguments,
        returns=create.returns,
        atomic=create.atomic,
    )
    return replace(catalog, functions={**catalog.functions, made.key: made})


def create_trigger(create: op.CreateTrigger, catalog: Catalog) -> Catalog:
    catalog, table = catalog.ensure(create.table)
    said = set(mentions(create.when.text).words) if create.when is not None else frozenset()
    clones = catalog.descendants(table) if create.for_each_row else []
    for each in [table, *(child for child in clones if child.is_partition)]:
        if isinstance(each, Table | View):
            columns = (*(c.text for c in create.columns), *(name for name in each.columns if name in said))
            trigger = Trigger(
                name=create.trigger.text,
                columns=columns,
                function=create.function,
                inherited=each.oid != table.oid,
                events=create.events,
                deferred=create.deferred,
                for_each_row=create.for_each_row,
                update_of=tuple(c.text for c in create.columns),
            )
            catalog = catalog.put(replace(each, triggers={**each.triggers, trigger.name: trigger}))
    return catalog


def create_rule(create: op.Other, catalog: Catalog) -> Catalog:
    """A rule, and what its actions read and change. `change` of CREATE RULE: event, ALSO or INSTEAD, first word."""
    table = catalog.get(create.objects[0].key)
    if not isinstance(table, Table | View) or create.object is None:
        return catalog
    event, how, action = [*create.change.split(" ", 2), "", "", ""][:3]
    rule = Rule(
        name=create.object.name,
        event=event,
        instead=how == "instead",
        action=action,
        reads=tuple(catalog.names[r.key] for r in create.reads if r.key in catalog.names),
        writes=tuple(catalog.names[r.key] for r in create.writes if r.key in catalog.names),
        columns=frozenset(_OF_ROW.findall(create.query.text.lower())) if create.query is not None else frozenset(),
    )
    return catalog.put(replace(table, rules={**table.rules, rule.name: rule}))


def policy(change: op.PolicyOperation, catalog: Catalog) -> Catalog:
    catalog, table = catalog.ensure(change.table)
    if not isinstance(table, Table):
        return catalog
    policies = dict(table.policies)
    if change.action == "drop":
        policies.pop(change.policy.text, None)
    else:
        policies[change.policy.text] = " ".join(e.text for e in change.expressions)
    return catalog.put(replace(table, policies=policies))
