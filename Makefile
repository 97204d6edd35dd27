# Two commands matter: `make demo` shows what knexlint does, `make test` proves it.
.PHONY: demo test check setup oracle bench first-squiggle vsix record format clean

PYTHON ?= python3
BIN := .venv/bin
export CI

demo: setup
	@$(BIN)/python tests/demo.py

test: setup
	@$(BIN)/python tests/run.py all

# Under a minute: style, types, and every test that needs no server and no editor.
check: setup
	@$(BIN)/python tests/run.py quick

# Every PostgreSQL major from 12 to 18.
oracle: setup
	@KNEXLINT_POSTGRES=12,13,14,15,16,17,18 $(BIN)/python -m pytest -m oracle tests/oracle

bench: setup
	@$(BIN)/python -m tests.bench

# A VS Code window on a migration, from opening it to the first finding: 3 s on an idle machine.
first-squiggle: setup
	@PYTHONPATH=tests $(BIN)/python -m clients.vscode.first_squiggle

setup: .venv/.ready

.venv/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "knexlint needs Python 3.11 or newer")'
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# The VS Code extension: one file for each platform, and one without libraries, into dist/.
vsix: setup
	@$(BIN)/python vscode-client/scripts/package.py

# What VS Code and Neovim say to the server, into tests/sessions/, where the fast tests say it again.
record: setup
	@KNEXLINT_RECORD=1 $(BIN)/python -m pytest -m client -k session tests/clients

format: setup
	@$(BIN)/ruff check --fix --quiet server rules tests
	@$(BIN)/ruff format --quiet server rules tests

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
