"""What can be said of the extension without a VS Code: its files agree with the server, its sources compile."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from knexlint.project.settings import KEYS, SEVERITIES

CLIENT = Path(__file__).parents[3] / "vscode-client"
MANIFEST = json.loads((CLIENT / "package.json").read_text("utf-8"))
SETTINGS = MANIFEST["contributes"]["configuration"]["properties"]


def test_the_snippets_are_what_the_templates_say() -> None:
    command = [sys.executable, str(CLIENT / "scripts" / "snippets.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_setting_of_the_server_is_one_of_the_editor() -> None:
    """Under the same name, with the same values, and unset unless somebody sets it: files come first then."""
    for name, key in KEYS.items():
        setting = SETTINGS[f"knexlint.{name}"]
        assert key.schema["type"] in setting["type"]
        assert setting["default"] in (None, {})
        assert setting.get("pattern") == key.schema.get("pattern")
        assert setting["scope"] == "resource"
    versions = KEYS["postgres"].schema
    assert SETTINGS["knexlint.postgres"]["enum"] == [None, *range(versions["minimum"], versions["maximum"] + 1)]
    assert tuple(SETTINGS["knexlint.rules"]["additionalProperties"]["enum"]) == SEVERITIES


def test_settings_are_described() -> None:
    for name, setting in SETTINGS.items():
        assert setting["markdownDescription"].endswith("."), name
        for values in (setting, setting.get("additionalProperties", {})):
            described = values.get("enumDescriptions") or values.get("enumItemLabels")
            assert len(described or ()) == len(values.get("enum", ())), name


def test_what_names_a_program_is_not_taken_from_an_untrusted_folder() -> None:
    restricted = MANIFEST["capabilities"]["untrustedWorkspaces"]
    assert restricted["supported"] == "limited"
    assert restricted["restrictedConfigurations"] == ["knexlint.interpreter"]
    assert SETTINGS["knexlint.interpreter"]["scope"] == "machine-overridable"


def test_everything_the_manifest_names_is_there() -> None:
    contributes = MANIFEST["contributes"]
    named = [each["path"] for kind in ("snippets", "grammars") for each in contributes[kind]]
    named += [step["media"]["image"] for tour in contributes["walkthroughs"] for step in tour["steps"]]
    for path in (*named, MANIFEST["icon"]):
        assert (CLIENT / path).is_file(), path
    sources = "".join(path.read_text("utf-8") for path in (CLIENT / "src").glob("*.ts"))
    for command in contributes["commands"]:
        assert f"'{command['command']}'" in sources


def test_the_probe_answers_on_this_python() -> None:
    """From the checkout there are no libraries beside it: it uses those of the Python that runs it."""
    command = [sys.executable, "-I", str(CLIENT / "scripts" / "run.py"), "--probe"]
    said = subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines()
    assert said == ["ok", ".".join(map(str, sys.version_info[:3])), sys.executable]


@pytest.mark.client
@pytest.mark.parametrize("script", ["check", "test"])
def test_its_sources_compile_and_its_grammar_is_as_before(script: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("VS Code: install the packages nodejs and npm")
    if not (CLIENT / "node_modules" / "typescript").is_dir():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=CLIENT, check=False)
    done = subprocess.run([npm, "run", "--silent", script], cwd=CLIENT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
