"""Tables built at random, sensible and absurd, compared with the real Knex."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from test_knex import Case, disagreement

from knexlint.knex.table import ALTER_CHAINED, CHAINED, COLUMN_METHODS

if TYPE_CHECKING:
    from real import RealKnex

pytestmark = pytest.mark.oracle

SENSIBLE = ("'a'", "'b_c'", "'camelCase'", "'s.t'")
ABSURD = (
    *("'a as b'", '"it\'s"', "'x-y'", "'q?'", "'a\\\\b'", "null", "undefined", "5", "true", "''", "['a', 'b']", "[]"),
    *("{}", "{ a: 1 }", "[null, 'a']", "' sp '", "'*'", "'a[0]'", "1.5", "false", "10n", "-1"),
    *("knex.raw('lower(a)')", "knex.raw('?? = ?', ['c', 1])", "knex.raw('x ?', [1])", "knex.ref('r.c')"),
    *("knex.fn.now()", "knex('u').where('x', 1)"),
)
OPTIONS = (
    *("{ useTz: false }", "{ precision: 3 }", "{ primaryKey: false }", "{ primaryKey: true }", "{ indexName: 'i' }"),
    *("{ deferrable: 'deferred' }", "{ useConstraint: false }", "{ predicate: knex.whereNull('z') }"),
    *("{ indexType: 'unique' }", "{ storageEngineIndexType: 'gin' }", "{ useNative: true, enumName: 'e' }"),
    *("{ constraintName: 'c' }", "{ alterType: false }", "{ length: 4 }", "{ defaultToNow: true }"),
)
MODIFIERS = (
    *(
        "nullable",
        "notNullable",
        "defaultTo",
        "default",
        "unsigned",
        "comment",
        "checkPositive",
        "checkIn",
        "checkRegex",
    ),
    *("checkBetween", "checkLength", "index", "unique", "primary", "references", "inTable", "onDelete", "onUpdate"),
    *("withKeyName", "deferrable", "alter", "after", "collate", "queryContext", "checkRegex"),
)
KEY = ("references", "inTable", "on", "onDelete", "onUpdate", "withKeyName", "deferrable")
TABLE = (*sorted(CHAINED | ALTER_CHAINED), "check", "dropChecks", "comment", "inherits", "timestamps")
SCHEMA = ("createTable", "alterTable", "table", "createTableIfNotExists")
NAMED = ("dropTable", "dropTableIfExists", "renameTable", "createSchema", "dropSchema", "dropView", "renameView")


class Writer:
    """Writes programs."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def argument(self) -> str:
        if self.chance(0.2):
            return self.random.choice(OPTIONS)
        return self.random.choice((*SENSIBLE, *ABSURD))

    def name(self) -> str:
        return self.random.choice(SENSIBLE) if self.chance(0.75) else self.argument()

    def call(self, methods: tuple[str, ...]) -> str:
        rest = [self.argument() for _ in range(self.random.randint(0, 2))] if self.chance(0.5) else []
        return f".{self.random.choice(methods)}({', '.join((self.name(), *rest))})"

    def statement(self) -> str:
        if self.chance(0.55):
            modifiers = [self.call(MODIFIERS) for _ in range(self.random.randint(0, 4))]
            return f"t{self.call(tuple(sorted(COLUMN_METHODS)))}{''.join(modifiers)};"
        if self.chance(0.2):
            details = [self.call(KEY) for _ in range(self.random.randint(0, 4))]
            return f"t.foreign({self.name()}){''.join(details)};"
        return f"t{self.call(TABLE)};"

    def program(self) -> str:
        chain = f"knex.schema.withSchema({self.name()})" if self.chance(0.15) else "knex.schema"
        for _ in range(self.random.choice((1, 1, 1, 2))):
            if self.chance(0.1):
                chain += self.call(NAMED)
                continue
            body = " ".join(self.statement() for _ in range(self.random.randint(0, 3)))
            chain += f".{self.random.choice(SCHEMA)}({self.name()}, (t) => {{ {body} }})"
        return f"await {chain};"


@pytest.mark.parametrize("seed", range(8))
def test_random_tables(seed: int, real_knex: RealKnex) -> None:
    writer = Writer(seed)
    programs = [writer.program() for _ in range(75)]
    found = {program: disagreement(Case("random", program), real_knex) for program in programs}
    known = {program: text for program, text in found.items() if not (text or "").startswith("not exact")}
    assert {program: text for program, text in known.items() if text} == {}
    assert len(known) > 60
