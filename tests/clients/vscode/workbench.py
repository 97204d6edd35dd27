"""VS Code's window as somebody uses it: keys, menus, what is on the screen. Knows nothing of migrations.

What is learnt here is paid for: keys go to where the cursor is, so each gesture waits for its widget to come and to go.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from clients.vscode.install import Installation
from playwright.sync_api import Locator, Page, Playwright, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

FIRST = 240_000  # milliseconds for the first thing that the server says, on a machine that does much else
SOON = 60_000
GESTURE = 15_000  # after which a key is taken to be lost, and pressed again
ATTEMPTS = 5

USER = {
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.enableExperiments": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.editor.enablePreview": False,
    "chat.disableAIFeatures": True,
    "chat.commandCenter.enabled": False,
    "window.commandCenter": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "extensions.ignoreRecommendations": True,
    "editor.minimap.enabled": False,
    "editor.stickyScroll.enabled": False,
    "editor.acceptSuggestionOnCommitCharacter": False,
    "editor.accessibilitySupport": "off",
    "editor.cursorBlinking": "solid",
    "workbench.reduceMotion": "on",
    "editor.lightbulb.enabled": "off",
    "editor.occurrencesHighlight": "off",
    "files.autoSave": "off",
    "typescript.validate.enable": False,
    "typescript.tsserver.enableTracing": False,
    "git.enabled": False,
    "[javascript]": {"editor.codeActionsOnSave": {"source.fixAll": "explicit"}},
    "security.workspace.trust.startupPrompt": "never",
}
CLOSE = "Control+Alt+F8"
TIDY = "Control+Alt+F9"
KEYS = [
    {"key": "ctrl+alt+f8", "command": "workbench.action.revertAndCloseActiveEditor"},
    {
        "key": "ctrl+alt+f9",
        "command": "runCommands",
        "args": {"commands": ["notifications.clearAll", "workbench.action.closePanel"]},
    },
]


class Workbench:
    """One window on one folder."""

    def __init__(self, page: Page, url: str, folder: Path, data: Path, pid: int) -> None:
        self.page = page
        self.url = url
        self.folder = folder
        self.data = data
        self.pid = pid

    # --- moving about -------------------------------------------------------------------------------------------------

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def type(self, text: str, delay: int = 25) -> None:
        self.page.keyboard.type(text, delay=delay)

    def pause(self, milliseconds: int = 600) -> None:
        """VS Code asks for code actions by itself after the cursor moved, and that must not cancel what we ask for."""
        self.page.wait_for_timeout(milliseconds)

    @property
    def picker(self) -> Locator:
        return self.page.locator(".quick-input-widget").first

    def again(self, gesture: Callable[[], Any]) -> Any:
        """Do it until it works: a key that comes while something else opens or closes may be lost."""
        for attempt in range(ATTEMPTS):
            try:
                return gesture()
            except PlaywrightTimeoutError:
                if attempt == ATTEMPTS - 1:
                    raise
                self.press("Escape")
                self.press("Escape")
                self.pause()
        return None

    def pick(self, keys: str, text: str, row: str) -> None:
        """Open a list with keys, type into it, and take the row."""

        def gesture() -> None:
            self.ask(keys, text)
            self.picker.locator(".monaco-list-row", has_text=row).first.click(timeout=GESTURE)
            self.picker.wait_for(state="hidden", timeout=GESTURE)

        self.again(gesture)

    def ask(self, keys: str, text: str) -> None:
        """Open a list with keys and type into it: all of it arrives."""
        self.press(keys)
        field = self.picker.locator("input").first
        field.wait_for(state="visible", timeout=GESTURE)
        self.page.keyboard.type(text)
        try:
            expect(field).to_have_value(re.compile(f"{re.escape(text)}$"), timeout=GESTURE)
        except AssertionError as error:
            raise PlaywrightTimeoutError(str(error)) from error

    def open(self, path: Path, at: str | None = None) -> None:
        self.pick("Control+p", path.name, path.name)
        self.page.locator(".tab.active", has_text=path.name).first.wait_for(timeout=SOON)
        self.page.locator(".editor-group-container.active .view-line").first.wait_for(timeout=SOON)
        if at is not None:
            self.go_to(at)

    def run(self, command: str) -> None:
        self.pick("F1", command, command)

    def start(self, command: str, then: str) -> None:
        """A command that asks something next: a list or a field that shows these words."""

        def gesture() -> None:
            self.ask("F1", command)
            self.picker.locator(".monaco-list-row", has_text=command).first.click(timeout=GESTURE)
            self.asked(then)

        self.again(gesture)

    def asked(self, words: str) -> None:
        self.page.locator(".quick-input-widget", has_text=spaced(words)).first.wait_for(timeout=GESTURE)

    def go_to(self, position: str) -> None:
        """`line:column`, from 1. Steadier than the mouse: something may lie over the text."""
        line, column = position.split(":")

        def gesture() -> None:
            self.ask("Control+g", position)
            self.picker.locator(".monaco-list-row", has_text=re.compile(rf"\b{line}\b")).first.wait_for(timeout=GESTURE)
            self.press("Enter")
            self.picker.wait_for(state="hidden", timeout=GESTURE)
            self.page.locator(".statusbar-item", has_text=spaced(f"Ln {line}, Col {column}")).first.wait_for(
                timeout=GESTURE
            )

        self.again(gesture)

    def save(self) -> None:
        self.press("Control+s")
        self.page.wait_for_function("() => !document.querySelector('.tab.active.dirty')", timeout=SOON)

    def tidy(self) -> None:
        """No panel, no notifications, no editors; what was not saved is lost."""
        self.press("Escape")
        tabs = self.page.locator(".tab")
        for _ in range(40):
            count = tabs.count()
            if count == 0:
                break
            self.press(CLOSE)
            with contextlib.suppress(AssertionError):
                expect(tabs).to_have_count(count - 1, timeout=3000)
        expect(tabs).to_have_count(0, timeout=SOON)

        def gesture() -> None:
            self.press(TIDY)
            self.page.locator(".notification-list-item").first.wait_for(state="hidden", timeout=GESTURE)
            self.page.locator(".part.panel").first.wait_for(state="hidden", timeout=GESTURE)

        self.again(gesture)

    # --- looking ------------------------------------------------------------------------------------------------------

    def lines(self) -> Locator:
        return self.page.locator(".editor-group-container.active .monaco-editor .view-line")

    def line(self, text: str) -> Locator:
        return self.page.locator(".editor-group-container .view-line", has_text=spaced(text)).first

    def token(self, line: str, text: str) -> Locator:
        """One token of the line, as the highlighter cuts it."""
        return self.line(line).locator("span span", has_text=text).first

    def squiggles(self, severity: str = "error") -> Locator:
        return self.page.locator(f".monaco-editor .squiggly-{severity}")

    def status(self, text: str) -> Locator:
        return self.page.locator(".statusbar-item:visible", has_text=spaced(text)).first

    def hint(self, text: str) -> Locator:
        return self.page.locator(".view-line", has_text=spaced(text)).first

    def hover(self, text: str) -> Locator:
        return self.page.locator(".monaco-hover:visible", has_text=spaced(text)).first

    def hover_over(self, place: Locator, text: str) -> Locator:
        """What is shown there; the text may be drawn anew under the mouse, and then nothing is."""
        shown = self.hover(text)

        def gesture() -> None:
            self.page.mouse.move(5, 5)
            place.hover(timeout=GESTURE)
            shown.wait_for(timeout=GESTURE)

        self.again(gesture)
        return shown

    def notification(self, text: str) -> Locator:
        return self.page.locator(".notification-list-item:visible", has_text=spaced(text)).first

    def suggestion(self, text: str) -> Locator:
        return self.page.locator(".suggest-widget.visible .monaco-list-row", has_text=text).first

    def suggest(self, text: str, row: str) -> None:
        """Type until the suggestion is there, and take it."""
        self.type(text)
        for attempt in range(ATTEMPTS):
            try:
                self.suggestion(row).wait_for(timeout=GESTURE)
                break
            except PlaywrightTimeoutError:
                if attempt == ATTEMPTS - 1:
                    raise
                self.press("Escape")
                self.press("Control+Space")
        self.down_to(".suggest-widget.visible .monaco-list-row.focused", row)
        self.press("Tab")
        self.page.locator(".suggest-widget.visible").first.wait_for(state="hidden", timeout=SOON)

    def down_to(self, focused: str, text: str) -> None:
        """Arrow down until the row with the text has the focus."""
        found = self.page.locator(focused)
        for _ in range(30):
            found.first.wait_for(timeout=GESTURE)
            before = plain(found.first.inner_text())
            if text in before:
                return
            self.press("ArrowDown")
            self.until(lambda before=before: plain(found.first.inner_text()) != before, "the focus moves on")
        raise AssertionError(f"{text}: not in the list")

    def actions(self, text: str) -> Locator:
        """The menu of Ctrl+. with this row in it."""
        row = self.page.locator(".action-widget .monaco-list-row", has_text=spaced(text)).first
        none = self.page.locator(".monaco-editor-overlaymessage", has_text="No code actions").first

        def gesture() -> None:
            self.pause()
            self.press("Control+.")
            row.or_(none).first.wait_for(timeout=GESTURE)
            if not row.is_visible():
                raise PlaywrightTimeoutError(f"{text}: no such action")

        self.again(gesture)
        return row

    def act(self, text: str) -> None:
        """Take an action of the menu; it takes keys, the mouse is caught by what lies over it."""
        self.actions(text)
        self.down_to(".action-widget .monaco-list-row.focused", text)
        self.press("Enter")
        self.page.locator(".action-widget").first.wait_for(state="hidden", timeout=SOON)

    def output(self) -> str:
        """What is written in our channel."""
        files = self.data.rglob("*knexlint*.log")
        return "".join(path.read_text("utf-8", "replace") for path in sorted(files))

    def until(self, true: Callable[[], Any], what: str, seconds: float = 60) -> Any:
        deadline = time.monotonic() + seconds
        while not (found := true()):
            if time.monotonic() > deadline:
                raise AssertionError(f"{what}: not within {seconds} s")
            self.page.wait_for_timeout(100)
        return found

    def shoot(self, path: Path, **options: Any) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(path), **options)

    def servers(self) -> list[int]:
        """The language servers that this VS Code has started."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes().split(b"\0")
                if b"lsp" in command and str(self.data.parent).encode() in b" ".join(command):
                    found.append(int(process.name))
        return found


def spaced(text: str) -> Any:
    """The editor draws no-break spaces."""
    return re.compile(r"\s".join(re.escape(word) for word in text.split(" ")))


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u200c", "")


@contextlib.contextmanager
def workbench(
    playwright: Playwright,
    installation: Installation,
    vsix: Path,
    folder: Path,
    home: Path,
    first: Path | None = None,
    settings: dict[str, Any] | None = None,
    machine: dict[str, Any] | None = None,
    trusting: bool = True,
    path: str | None = None,
    scale: float = 1,
    size: tuple[int, int] = (1280, 800),
) -> Iterator[Workbench]:
    """A fresh VS Code with nothing but this extension, showing the folder (and the first file)."""
    data, extensions = home / "data", home / "extensions"
    for scope, values in (("User", {**USER, **(settings or {})}), ("Machine", machine or {})):
        (data / scope).mkdir(parents=True, exist_ok=True)
        (data / scope / "settings.json").write_text(json.dumps(values))
    (data / "User" / "keybindings.json").write_text(json.dumps(KEYS))
    (home / "config.yaml").write_text("")
    port = free_port()
    common = ["--config", home / "config.yaml", "--user-data-dir", data, "--extensions-dir", extensions]
    command = [installation.node, str(installation.entry), *map(str, common)]
    environment = os.environ | {
        "EXTENSIONS_GALLERY": json.dumps({"serviceUrl": "", "itemUrl": "", "resourceUrlTemplate": ""}),
        "VSCODE_CLI": "1",  # the PATH that is given here, not the one of a login shell
        "XDG_CONFIG_HOME": str(home / "xdg"),
        "XDG_DATA_HOME": str(home / "xdg"),
        **({"PATH": path} if path is not None else {}),
    }
    environment.pop("PYTHONPATH", None)
    installing = [*command, "--install-extension", str(vsix)]
    subprocess.run(installing, env=environment, check=True, capture_output=True, timeout=300)
    serving = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-telemetry", "--disable-update-check"]
    serving += ["--disable-getting-started-override", *(["--disable-workspace-trust"] if trusting else [])]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *serving], env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        context = playwright.chromium.launch_persistent_context(
            str(home / "chromium"),
            executable_path=chromium(),
            headless=True,
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=scale,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                  "--disable-background-networking", "--disable-component-update"],
        )  # fmt: skip
        page = context.pages[0]
        shown = [["openFile", f"vscode-remote://127.0.0.1:{port}{first}"]] if first is not None else []
        url = f"http://127.0.0.1:{port}/?folder={quote(str(folder))}&payload={quote(json.dumps(shown))}"
        page.goto(url)
        page.locator(".monaco-workbench .part.statusbar").first.wait_for(timeout=FIRST)
        try:
            yield Workbench(page, url, folder, data, process.pid)
        except BaseException:
            with contextlib.suppress(Exception):
                page.screenshot(path=str(Path(os.environ.get("KNEXLINT_KEEP", home)) / "failed.png"))
            raise
        finally:
            with contextlib.suppress(Exception):
                context.close()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def chromium() -> str:
    import shutil

    import pytest

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("VS Code: install the package chromium")
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 240) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"code-server ended with {process.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"code-server is not up within {seconds} s")


__all__ = ["FIRST", "SOON", "Playwright", "Workbench", "expect", "plain", "spaced", "sync_playwright", "workbench"]
