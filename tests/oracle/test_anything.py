"""Whatever JavaScript or TypeScript it is given, the evaluator does not raise and ends: the files of npm's packages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from real import KNEX, installed

from knexlint.evaluate import Interpreter, Limits
from knexlint.evaluate.values import Function
from knexlint.knex.configuration import Configuration
from knexlint.knex.instance import Knex
from knexlint.knex.sending import Place
from knexlint.syntax import read_module
from knexlint.text import Source

pytestmark = pytest.mark.oracle
SUFFIXES = frozenset((".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".jsx", ".tsx"))
MOST = 600
SHARES = 8


@pytest.mark.parametrize("share", range(SHARES))
def test_any_file_is_evaluated(share: int) -> None:
    """Each share is every eighth of an even choice of all files, those of the migrations' packages among them."""
    root = installed(KNEX) / "node_modules"
    files = [path for path in sorted(root.rglob("*")) if path.suffix in SUFFIXES and path.is_file()]
    assert len(files) > 1000
    for path in files[:: max(len(files) // MOST, 1)][share::SHARES]:
        check(path)


def check(path: Path) -> None:
    data = path.read_bytes()
    if len(data) > 300_000 or data.startswith(b"\xff\xfe"):
        return
    module = read_module(Source(str(path), data.decode(errors="replace").encode()))
    began = time.process_time()
    limits = Limits(steps=4_000, steps_per_byte=0.1)
    interpreter = Interpreter(module, packages={"knex": Knex(Place(Configuration()))}, limits=limits)
    exports = interpreter.exports()
    functions = [value for value in exports.values() if isinstance(value, Function)][:5]
    for function in functions:
        interpreter.run(function, [Knex(Place(Configuration()))])
    assert time.process_time() - began < 3, path
