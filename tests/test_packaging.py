"""The wheel holds the rules, and never takes a `rules/` folder that lies where it was unpacked."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        ".",
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("knexlint-*.whl"))


def test_the_wheel_holds_pages_and_functions(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "rules").glob("*_*.*"):
        assert f"knexlint/rules/{path.name}" in names
    assert not [name for name in names if name.startswith(("server/", "tests/"))]


def test_a_foreign_rules_folder_is_never_imported(wheel, tmp_path):
    service = tmp_path / "service"
    zipfile.ZipFile(wheel).extractall(service / "server")
    (service / "pyproject.toml").write_text('[project]\nname = "service"\n')
    (service / "rules").mkdir()
    (service / "rules" / "evil.py").write_text('raise SystemExit("executed")\n')
    code = "import knexlint.rules as r; print(len(r.rules())); print(*r.__path__)"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(service / 'server')!r}); {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    count, path = done.stdout.splitlines()
    assert int(count) > 20
    assert str(service / "rules") not in path.split()
