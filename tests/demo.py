"""`make demo`: checks the example service and shows the SQL and the locks of one of its migrations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVICE = "examples/order-service"
SHOWN = f"{SERVICE}/migrations/20240507101000_big_totals.ts"


def show(*arguments: str) -> int:
    print(f"\n$ knexlint {' '.join(arguments)}\n", flush=True)
    return subprocess.run([sys.executable, "-m", "knexlint", *arguments], cwd=ROOT, check=False).returncode


def main() -> int:
    codes = [show("check", "--fail-on", "never", SERVICE), show("sql", SHOWN)]
    print(
        "\nNext: `.venv/bin/knexlint check --diff examples/order-service` shows the fixes; `make test` proves all this."
    )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
