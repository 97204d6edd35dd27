"""`make first-squiggle`: how long after its window opens VS Code shows the first finding, and where the time goes.

The editor's server runs and its files are in the browser's cache, as on somebody's second day; the window is new, so
its extension host, our extension and our server start. Times are milliseconds from the moment the window is asked for;
`ours` is the share that is ours: from the extension's first line to the squiggle. The last column is the yardstick:
when VS Code's own TypeScript shows its first squiggle in a window of the same kind, on a file that is none of ours.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from clients.vscode.install import VERSIONS, chosen, extension, installed
from clients.vscode.workbench import FIRST, Playwright, Workbench, sync_playwright, workbench
from recorded import service

ROUNDS = 5
LIMIT = 3000  # milliseconds to the first squiggle, on an idle machine
STEPS = ("workbench", "text", "extension", "server", "squiggle", "ours", "TypeScript")
SIGNS = {
    "workbench": ".monaco-workbench .part.statusbar",
    "text": ".editor-group-container .view-line span span",
    "squiggle": ".monaco-editor .squiggly-error",
}
LINE = re.compile(r"^(\S+ \S+) \[\w+\] (Starting|Running)", re.MULTILINE)


def main() -> int:
    name = chosen()[0]
    folder = Path(tempfile.mkdtemp(prefix="knexlint-first-"))
    try:
        with sync_playwright() as playwright:
            rounds = measured(playwright, name, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"VS Code {name}, load average {os.getloadavg()[0]:.1f}, milliseconds after the window is asked for")
    print("            " + "".join(f"{step:>11}" for step in STEPS))
    for at, found in enumerate(rounds, 1):
        print(f"  round {at:<4}" + "".join(f"{found[step]:>11.0f}" for step in STEPS))
    middle = {step: statistics.median(found[step] for found in rounds) for step in STEPS}
    print("  median    " + "".join(f"{middle[step]:>11.0f}" for step in STEPS))
    holds = middle["squiggle"] <= LIMIT
    print(f"The first squiggle within {LIMIT / 1000:.0f} s: {'holds' if holds else 'DOES NOT HOLD'}.")
    return 0 if holds else 1


def measured(playwright: Playwright, name: str, folder: Path) -> list[dict[str, float]]:
    project = service(folder / "order-service")
    ours = project / "migrations" / "20240212110000_add_order_status.ts"
    theirs = folder / "plain" / "wrong.ts"
    theirs.parent.mkdir()
    theirs.write_text("export const wrong: number = 'text';\n")
    installation = installed(VERSIONS[name])
    with workbench(playwright, installation, extension(), project, folder / "home", ours) as window:
        window.squiggles().first.wait_for(state="attached", timeout=FIRST)  # once for the caches
        rounds = [logged(window, again(window)) for _ in range(ROUNDS)]
    checked = {"typescript.validate.enable": True}
    with workbench(playwright, installation, extension(), theirs.parent, folder / "other", theirs, checked) as window:
        window.squiggles().first.wait_for(state="attached", timeout=FIRST)
        for found in rounds:
            found["TypeScript"] = again(window)["squiggle"]
    return rounds


def again(window: Workbench) -> dict[str, float]:
    """One more window on the same folder."""
    window.page.goto("about:blank")
    window.until(lambda: not window.servers(), "the server of the window before is gone", 60)
    window.pause(2000)
    asked = time.time()
    window.page.goto(window.url, wait_until="commit")
    found = {"asked": asked}
    for step, sign in SIGNS.items():
        window.page.locator(sign).first.wait_for(state="attached", timeout=FIRST)
        found[step] = (time.time() - asked) * 1000
    return found


def logged(window: Workbench, found: dict[str, float]) -> dict[str, float]:
    """With when the extension began, and when its server had answered `initialize`."""
    found |= window.until(lambda: begun(window, found["asked"]), "the extension's log", 60)
    return found | {"ours": found["squiggle"] - found["extension"]}


def begun(window: Workbench, asked: float) -> dict[str, float] | None:
    found: dict[str, float] = {}
    for when, what in LINE.findall(window.output()):
        after = (datetime.strptime(when, "%Y-%m-%d %H:%M:%S.%f").timestamp() - asked) * 1000
        if after > 0:
            found.setdefault({"Starting": "extension", "Running": "server"}[what], after)
    return found if len(found) == 2 else None


if __name__ == "__main__":
    sys.exit(main())
