"""A module imports only from layers before its own; each third-party library lives in one layer."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "server" / "knexlint"
LAYERS = [
    *("text", "syntax", "evaluate", "knex", "operations", "sql", "catalog", "postgres", "project", "rules", "lint"),
    *("templates", "audit", "lsp", "cli"),
]
HOMES = {
    "pygls": "lsp",
    "lsprotocol": "lsp",
    "tree_sitter": "syntax",
    "tree_sitter_typescript": "syntax",
}


def modules():
    yield from ((path, path.relative_to(PACKAGE).parts[0].removesuffix(".py")) for path in PACKAGE.rglob("*.py"))
    yield from ((path, "rules") for path in (ROOT / "rules").glob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("path", "layer"), [pytest.param(*m, id=str(m[0].relative_to(ROOT))) for m in modules()])
def test_imports_point_upwards(path, layer):
    if layer in ("__init__", "__main__"):
        return
    for name in imported(path):
        top, *rest = name.split(".")
        assert HOMES.get(top, layer) == layer, f"{name} belongs in {HOMES.get(top)}"
        if top == "knexlint" and rest and rest[0] in LAYERS and layer != rest[0]:
            assert LAYERS.index(rest[0]) < LAYERS.index(layer) or (layer, rest[0]) == ("cli", "lsp"), name
            assert rest[0] != "lsp" or layer == "cli", name


def test_print_is_for_the_command_line_only():
    for path, layer in modules():
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        printing = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
        assert layer == "cli" or not printing, path
