"""`make demo`: checks the example service, shows the SQL and the locks of one migration, builds the extension."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVICE = "examples/order-service"
SHOWN = f"{SERVICE}/migrations/20240507101000_big_totals.ts"


def show(*arguments: str) -> int:
    print(f"\n$ knexlint {' '.join(arguments)}\n", flush=True)
    return subprocess.run([sys.executable, "-m", "knexlint", *arguments], cwd=ROOT, check=False).returncode


def build_extension() -> int:
    """The VSIX for this machine, if it is not there already, and how to install it."""
    if shutil.which("npm") is None:
        print("\nInstall Node 20 or newer, with npm, and `make demo` also builds the VS Code extension.")
        return 0
    print("\nBuilding the VS Code extension …", flush=True)
    package = [sys.executable, "vscode-client/scripts/package.py", "--if-changed", "here"]
    done = subprocess.run(package, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode == 0:
        vsix = done.stdout.split()[0]
        print(f"Install it:  code --install-extension {vsix}")
        print("or, in VS Code:  Extensions › … › Install from VSIX… — then open a migration of examples/order-service.")
    return done.returncode


def main() -> int:
    codes = [show("check", "--fail-on", "never", SERVICE), show("sql", SHOWN), build_extension()]
    print(
        "\nNext: `.venv/bin/knexlint check --diff examples/order-service` shows the fixes; `make test` proves all this."
    )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
