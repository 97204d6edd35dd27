"""A statement that was evaluated before does the same again, where it stands now; and only if nothing else matters."""

from __future__ import annotations

import pytest
from bench import samples

from knexlint.evaluate import again
from knexlint.evaluate.interpreter import Interpreter
from knexlint.evaluate.limits import Limits
from knexlint.knex.configuration import Configuration
from knexlint.knex.instance import Knex
from knexlint.knex.queries import Query, Run
from knexlint.knex.run import run
from knexlint.knex.sending import Place
from knexlint.syntax import read_module
from knexlint.text import Source

PROGRAM = """
exports.up = async function (knex) {
  const name = 'a';
  await knex.schema.alterTable('orders', (table) => {
    table.string('é', 20).notNullable().alter({ alterType: false });
    table.index(['x'], "x");
  });
  await knex('orders').where({ a: 1, b: 'two' }).update({ c: null, d: new Date(), e: [1, 'x'] });
  await knex.raw(`UPDATE t SET a = ? WHERE b = '\\n${'x'}'`, ['y']);
  await knex.raw('DROP INDEX ' + name);
  if (await knex.schema.hasTable('t')) {
    await knex.schema.dropTable('t');
  }
  await knex.transaction(async (trx) => {
    await trx.schema.dropTable('u');
  });
  await Promise.all([knex.raw('SELECT 1'), knex.raw('SELECT 2')]);
};
"""


def shown(ran: Run) -> list[object]:
    return [repr([(query, query.sql and query.sql.pieces) for query in ran.queries]), ran.calls, ran.error]


def evaluated(text: str, name: str = "up") -> Run:
    return run(read_module(Source("20250101000000_a.js", text.encode())), name)


@pytest.mark.parametrize("text", [PROGRAM, samples.migration(200)])
@pytest.mark.parametrize("lead", ["", "// é\n", "\n\n"])
def test_moved_is_as_evaluated_there(text: str, lead: str) -> None:
    again._outcomes.clear()
    moved = lead + text
    cold = shown(evaluated(moved))
    again._outcomes.clear()
    evaluated(text)
    assert len(again._outcomes) >= 3
    assert shown(evaluated(moved)) == cold
    assert shown(evaluated(moved)) == cold


def last(text: str) -> Query:
    return evaluated(text).queries[-1]


STATEMENT = "await knex.raw('DROP TABLE ' + x);"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"const x = 'a'; {STATEMENT}", f"const x = 'b'; {STATEMENT}"),
        (f"const {{ x }} = require('x'); {STATEMENT}", f"const x = 'b'; {STATEMENT}"),
        (f"let x = 'a'; {STATEMENT}", f"let x = 'a'; x = 'b'; {STATEMENT}"),
        (
            "await knex.transaction(async (k) => { await k.raw('a'); });",
            "const k = knex; await k.raw('a');",
        ),
        ("await knex.raw('a');", "if (await knex.schema.hasTable('t')) { await knex.raw('a'); }"),
    ],
)
def test_what_stands_around_it_counts(one: str, other: str) -> None:
    wrapped = [f"exports.up = async (knex) => {{ {text} }};" for text in (one, other)]
    found = []
    for text in wrapped:
        again._outcomes.clear()
        found.append(last(text))
    again._outcomes.clear()
    assert [last(text) for text in wrapped] == found
    assert [last(text) for text in wrapped] == found
    first, second = found
    assert (first.sql, first.when, first.scope) != (second.sql, second.when, second.scope)


def test_a_program_that_is_too_long_stays_so() -> None:
    module = read_module(Source("a.js", b"exports.up = async (knex) => { await knex.raw('a'); await knex.raw('a'); };"))

    def reached(steps: int) -> list[str]:
        interpreter = Interpreter(module, limits=Limits(steps=steps, steps_per_byte=0))
        function = interpreter.exports()["up"]
        return [type(step.item).__name__ for step in interpreter.run(function, [Knex(Place(Configuration()))]).sent]

    again._outcomes.clear()
    cold = {}
    for steps in range(4, 40):
        again._outcomes.clear()
        cold[steps] = reached(steps)
    assert {len(found) for found in cold.values()} >= {1, 2}
    assert {steps: reached(steps) for steps in cold} == cold
