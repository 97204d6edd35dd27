"""The names that every program finds, as the real Node has them."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from real import unavailable

from knexlint.evaluate.language import BUILTIN_NAMES
from knexlint.evaluate.names import NODE_GLOBALS

pytestmark = pytest.mark.oracle


def node(expression: str) -> set[str]:
    if shutil.which("node") is None:
        unavailable("node is needed to ask for its names")
    script = f"console.log(JSON.stringify({expression}))"
    done = subprocess.run(["node", "--input-type=commonjs", "-e", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_what_node_binds_is_not_missing() -> None:
    modules = node("require('module').builtinModules")
    assert node("Object.getOwnPropertyNames(globalThis)") - modules <= NODE_GLOBALS


def test_methods_of_the_language() -> None:
    prototypes = "[String, Array, Number, Boolean, Promise, Object, Function].map((one) => one.prototype)"
    known = {name for name in node(f"{prototypes}.flatMap(Object.getOwnPropertyNames)") if not name.startswith("_")}
    assert known - {"name"} <= BUILTIN_NAMES
