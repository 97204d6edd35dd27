"""A real VS Code, from the VSIX that is shipped, on a Python that has nothing installed: every gesture.

KNEXLINT_VSCODE=1.139,1.100 names the versions to drive. KNEXLINT_SCREENSHOTS=1 writes the pictures of the README and
the walkthrough anew.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="VS Code: pip install playwright")

from clients.vscode.install import ROOT, VERSIONS, Installation, chosen, extension, installed
from clients.vscode.workbench import (
    FIRST,
    SOON,
    Playwright,
    Workbench,
    expect,
    plain,
    spaced,
    sync_playwright,
    workbench,
)
from recorded import EXTENSIONS, PLACE, RECORDER, judge, service

pytestmark = pytest.mark.client

FIXABLE = """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('order_items', (table) => {
    table.index('sku');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('order_items', (table) => {
    table.dropIndex('sku');
  });
}
"""
FIX = "Build the index with CONCURRENTLY, outside a transaction"


@pytest.fixture(scope="module", params=chosen())
def code(request: pytest.FixtureRequest) -> Installation:
    return installed(VERSIONS[request.param])


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH with a Python that has no libraries, not even pip."""
    folder = tmp_path_factory.mktemp("python")
    venv.create(folder, symlinks=True)
    return f"{folder / 'bin'}:/usr/bin:/bin"


def migration(folder: Path, name: str, text: str = FIXABLE) -> Path:
    path = folder / "migrations" / f"{name}.ts"
    path.write_text(text)
    return path


def place(needle: str, text: str = FIXABLE) -> str:
    """Line and column of its first occurrence, from 1."""
    before = text[: text.index(needle)].split("\n")
    return f"{len(before)}:{len(before[-1]) + 1}"


@pytest.fixture(scope="module")
def opened(
    playwright: Playwright, code: Installation, bare: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workbench]:
    home = tmp_path_factory.mktemp("vscode")
    folder = service(home / "order-service")
    first = folder / "migrations" / "20240212110000_add_order_status.ts"
    with workbench(playwright, code, extension(), folder, home, first, path=bare) as window:
        window.squiggles().first.wait_for(state="attached", timeout=FIRST)
        yield window


@pytest.fixture
def window(opened: Workbench) -> Iterator[Workbench]:
    opened.tidy()
    for path in (opened.folder / "migrations").glob("2025*"):
        path.unlink()  # what one migration does depends on those before it
    yield opened
    if os.environ.get("KNEXLINT_KEEP"):
        opened.shoot(
            Path(os.environ["KNEXLINT_KEEP"]) / f"{os.environ['PYTEST_CURRENT_TEST'].split('::')[1].split(' ')[0]}.png"
        )


# --- findings ---------------------------------------------------------------------------------------------------------


def test_the_squiggle_is_under_the_right_token(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000001_squiggle"))
    window.squiggles().first.wait_for(state="attached", timeout=SOON)
    token = window.token("table.index(", "index")

    def fits() -> bool:
        """The text may be drawn anew at any moment."""
        under, over = token.bounding_box(), window.squiggles().first.bounding_box()
        if under is None or over is None:
            return False
        return all(abs(under[side] - over[side]) < 4 for side in ("x", "y", "width"))

    window.until(fits, "the squiggle is under `index`")


def test_hover_says_what_is_sent_and_who_waits(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000002_hover"))
    window.squiggles().first.wait_for(state="attached", timeout=SOON)
    shown = window.hover_over(window.token("table.index(", "index"), "create index")
    # Each part of a hover comes when it is ready: what the server says, the finding, what TypeScript says.
    for part in (
        'create index "order_items_sku_index" on "order_items" ("sku")',
        "Building this index blocks every write to order_items",
        "SHARE",
    ):
        expect(shown).to_contain_text(spaced(part), timeout=SOON)


def test_problems_lists_it(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000003_problems"))
    window.run("View: Focus Problems")
    row = window.page.locator(".markers-panel .monaco-list-row", has_text="Building this index").first
    row.wait_for(timeout=SOON)
    text = plain(row.inner_text())
    assert "knexlint" in text
    assert "index-blocks-writes" in text
    assert "[Ln 5, Col 11]" in text


# --- fixes ------------------------------------------------------------------------------------------------------------


def test_a_fix_is_saved_and_one_undo_takes_it_back(window: Workbench) -> None:
    path = migration(window.folder, "20250101000004_fix")
    window.open(path, place("index("))
    window.act(FIX)
    window.line("CONCURRENTLY").wait_for(timeout=SOON)
    window.save()
    saved = path.read_text()
    assert "CREATE INDEX CONCURRENTLY" in saved.upper()
    assert "transaction: false" in saved
    window.press("Control+z")
    window.line("table.index(").wait_for(timeout=SOON)
    window.save()
    assert path.read_text() == FIXABLE


def test_all_fixes_on_save(window: Workbench) -> None:
    """The settings of this window ask for it in JavaScript."""
    path = window.folder / "migrations" / "20250101000005_on_save.js"
    shutil.copy(path.parent / "20240318151500_index_order_items.js", path)
    window.open(path, "1:1")
    window.squiggles().first.wait_for(state="attached", timeout=SOON)
    window.type("/* why */ ")
    window.press("Control+s")
    window.until(lambda: "concurrently" in path.read_text().lower(), "fixed on disk")
    assert path.read_text().startswith("/* why */ ")
    assert "exports.config = { transaction: false }" in path.read_text()


# --- beginning --------------------------------------------------------------------------------------------------------


def test_a_snippet_of_the_extension(window: Workbench) -> None:
    path = window.folder / "lib" / "notes.ts"
    path.write_text("\n")
    window.open(path, "1:1")
    window.suggest("migration-add-ind", "migration-add-index")
    window.line("CREATE INDEX CONCURRENTLY").wait_for(timeout=SOON)
    window.line("export const config").wait_for(timeout=SOON)
    window.press("Escape")


def test_a_template_in_a_new_migration(window: Workbench) -> None:
    path = window.folder / "migrations" / "20250101000006_new.ts"
    path.write_text("\n")
    window.open(path, "1:1")
    window.suggest("knex-add-ind", "knex-add-index")
    window.line("CREATE INDEX CONCURRENTLY").wait_for(timeout=SOON)
    window.type("invoices")  # the first placeholder, wherever it stands
    window.press("Escape")
    window.save()
    assert 'DROP INDEX CONCURRENTLY "invoices_customer_id_index"' in path.read_text()


def test_a_new_migration_by_command(window: Workbench) -> None:
    before = set((window.folder / "migrations").iterdir())
    window.start("knexlint: New Migration…", "Add an index concurrently")
    window.picker.locator(".monaco-list-row", has_text="Add an index concurrently").first.click(timeout=SOON)
    window.asked("A name, as in migrate:make")
    field = window.picker.locator("input").first
    field.fill("index orders by customer")
    expect(field).to_have_value("index orders by customer", timeout=SOON)
    window.press("Enter")
    made = window.until(lambda: set((window.folder / "migrations").iterdir()) - before, "a new file")
    path = next(iter(made))
    assert re.fullmatch(r"\d{14}_index_orders_by_customer\.ts", path.name)
    assert path.read_text().startswith("import type { Knex } from 'knex';\n")
    window.line("CREATE INDEX CONCURRENTLY").wait_for(timeout=SOON)
    window.tidy()
    path.unlink()


# --- the SQL, the locks -----------------------------------------------------------------------------------------------


def test_the_sql_beside_follows_an_edit(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000007_sql"), place("sku"))
    window.status("SHARE on order_items").wait_for(timeout=SOON)
    window.run("knexlint: Show SQL of This Migration")
    window.line('create index "order_items_sku_index"').wait_for(timeout=SOON)
    keyword = window.line("create index").locator("span span").first
    assert window.page.locator(".editor-group-container").count() == 2
    expect(keyword).not_to_have_class("mtk1", timeout=SOON)  # it is highlighted, as SQL
    window.press("Control+1")
    window.go_to(place("sku"))
    window.type("full_")
    window.line('create index "order_items_full_sku_index"').wait_for(timeout=SOON)


def test_the_schema_at_a_migration_is_shown_beside(window: Workbench) -> None:
    window.open(window.folder / "migrations" / "20240212110000_add_order_status.ts")
    window.status("on orders").wait_for(timeout=SOON)
    window.run("knexlint: Show Schema at This Migration")
    window.line("The schema after 20240212110000_add_order_status.ts").wait_for(timeout=SOON)
    window.line("CREATE TABLE order").first.wait_for(timeout=SOON)


def test_the_status_bar_shows_the_strongest_lock(window: Workbench) -> None:
    window.open(window.folder / "migrations" / "20240507101000_big_totals.ts")
    window.status("ACCESS EXCLUSIVE on orders").wait_for(timeout=SOON)
    window.open(migration(window.folder, "20250101000008_status"))
    window.status("SHARE on order_items").wait_for(timeout=SOON)
    window.open(window.folder / "lib" / "tables.ts")
    expect(window.status("on order_items")).to_have_count(0, timeout=SOON)


def test_lens_and_hints(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000009_lens"))
    lens = window.page.locator(".codelens-decoration", has_text="1 statement, lock SHARE on order_items").first
    lens.wait_for(timeout=SOON)
    window.hint("blocks writes of order_items").wait_for(timeout=SOON)
    lens.locator("a").first.click()
    window.line('create index "order_items_sku_index"').wait_for(timeout=SOON)


def test_lens_and_hints_can_be_switched_off(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000014_off"))
    lens = window.page.locator(".codelens-decoration", has_text="1 statement")
    hint = window.page.locator(".view-line", has_text=spaced("blocks writes of order_items"))
    lens.first.wait_for(timeout=SOON)
    hint.first.wait_for(timeout=SOON)
    settings = window.data / "Machine" / "settings.json"
    settings.write_text(json.dumps({"knexlint.inlayHints": False, "knexlint.codeLens": False}))
    try:
        expect(lens).to_have_count(0, timeout=SOON)
        expect(hint).to_have_count(0, timeout=SOON)
    finally:
        settings.write_text("{}")
    lens.first.wait_for(timeout=SOON)


def test_sql_in_a_string_is_highlighted(window: Workbench) -> None:
    text = FIXABLE.replace("knex.schema.alterTable(", "knex.raw('CREATE TABLE receipts (id int)', (", 1)
    window.open(migration(window.folder, "20250101000015_raw", text))
    keyword = window.line("CREATE TABLE receipts").locator("span span").get_by_text("CREATE", exact=True).first
    keyword.wait_for(timeout=SOON)
    around = window.line("CREATE TABLE receipts").locator("span span", has_text="'").first
    assert keyword.get_attribute("class") != around.get_attribute("class")


def test_the_walkthrough_has_three_steps(window: Workbench) -> None:
    title = "Migrations that let the service run on"
    window.start("Welcome: Open Walkthrough...", title)
    window.picker.locator(".monaco-list-row", has_text=title).first.click(timeout=SOON)
    page = window.page.locator(".gettingStartedContainer", has_text=title).first
    page.wait_for(timeout=SOON)
    for step in ("Open a migration", "Take the fix", "See the SQL that Knex will send"):
        window.page.locator(".getting-started-step", has_text=step).first.wait_for(timeout=SOON)
    window.press("Control+b")  # there is room for the pictures now
    picture = window.page.locator(".getting-started-media img:visible").first
    picture.wait_for(timeout=SOON)
    window.until(lambda: picture.evaluate("image => image.naturalWidth") > 0, "the picture is loaded")
    window.press("Control+b")


def test_the_whole_folder_is_checked(window: Workbench) -> None:
    window.run("knexlint: Check the Whole Folder")
    window.notification("migrations checked").wait_for(timeout=SOON)
    files = window.page.locator(".markers-panel .monaco-list-row", has_text="20240318151500_index_order_items.js")
    files.first.wait_for(timeout=SOON)


# --- the server -------------------------------------------------------------------------------------------------------


def is_another(now: list[int], before: list[int]) -> bool:
    return len(now) == 1 and not set(now) & set(before)


def test_restart(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000010_restart"))
    window.status("SHARE on order_items").wait_for(timeout=SOON)
    before = window.until(window.servers, "a server")
    window.run("knexlint: Restart Server")
    window.until(lambda: is_another(window.servers(), before), "one other server")
    window.status("SHARE on order_items").wait_for(timeout=SOON)


def test_a_server_that_is_killed_comes_back(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000011_killed"), place("order_items"))
    window.status("SHARE on order_items").wait_for(timeout=SOON)
    before = window.until(window.servers, "a server")
    os.kill(before[0], signal.SIGKILL)
    window.until(lambda: is_another(window.servers(), before), "one other server")
    window.type("old_")
    window.status("SHARE on old_order_items").wait_for(timeout=SOON)


def test_a_window_that_is_opened_again_starts_on_the_python_of_the_last_time(window: Workbench) -> None:
    window.page.goto(window.url)
    window.squiggles().first.wait_for(state="attached", timeout=FIRST)
    window.status("ACCESS EXCLUSIVE on orders").wait_for(timeout=SOON)
    window.until(lambda: "as the last time" in window.output(), "it is not looked for again")
    window.until(lambda: len(window.servers()) == 1, "one server")


def test_logs(window: Workbench) -> None:
    window.open(migration(window.folder, "20250101000012_logs"))
    window.run("knexlint: Show Logs")
    window.page.locator(".panel .view-line", has_text=re.compile(r"Running\son\sPython")).first.wait_for(timeout=SOON)


def test_without_python_it_says_so_and_helps(playwright: Playwright, code: Installation, tmp_path: Path) -> None:
    folder = service(tmp_path / "order-service")
    empty = tmp_path / "empty"
    empty.mkdir()
    first = folder / "migrations" / "20240212110000_add_order_status.ts"
    with workbench(playwright, code, extension(), folder, tmp_path / "home", first, path=str(empty)) as window:
        told = window.notification("knexlint needs Python 3.11 or newer and found none")
        told.wait_for(timeout=FIRST)
        window.status("knexlint is not running").wait_for(timeout=SOON)
        told.locator(".monaco-button", has_text="Open Settings").click()
        window.page.locator(".settings-editor", has_text="Interpreter").first.wait_for(timeout=SOON)
        settings = window.data / "Machine" / "settings.json"
        settings.write_text(json.dumps({"knexlint.interpreter": sys.executable}))
        window.open(first)
        window.squiggles().first.wait_for(state="attached", timeout=FIRST)
        window.status("ACCESS EXCLUSIVE on orders").wait_for(timeout=SOON)


def test_a_folder_that_is_not_trusted_runs_nothing_of_its_own(
    playwright: Playwright, code: Installation, bare: str, tmp_path: Path
) -> None:
    folder = service(tmp_path / "order-service")
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    (folder / ".vscode").mkdir()
    (folder / ".vscode" / "settings.json").write_text(json.dumps({"knexlint.interpreter": str(program)}))
    first = folder / "migrations" / "20240212110000_add_order_status.ts"
    arguments: dict[str, Any] = {"path": bare, "trusting": False}
    with workbench(playwright, code, extension(), folder, tmp_path / "home", first, **arguments) as window:
        window.squiggles().first.wait_for(state="attached", timeout=FIRST)
        window.page.locator(".part.banner, .statusbar-item", has_text="Restricted Mode").first.wait_for(timeout=SOON)
        assert not ran.exists()
        window.run("Workspaces: Manage Workspace Trust")
        editor = window.page.locator(".workspace-trust-editor").first
        editor.wait_for(timeout=SOON)
        editor.locator("a.monaco-button", has_text=re.compile("^Trust$")).first.click()
        window.until(ran.exists, "the interpreter that the folder names is asked, now that it is trusted")


# --- what it says to the server ---------------------------------------------------------------------------------------


def recording_python(folder: Path, tape: Path) -> Path:
    """A Python that writes down what the extension and its server say."""
    program = folder / "python"
    recorder = shlex.join([*RECORDER, str(tape), sys.executable])
    program.write_text(
        "#!/bin/sh\n"
        """case "$*" in *--probe) printf 'ok\\n3.11.0\\n%s\\n' "$0" ;; """
        f"""*) exec {recorder} "$@" ;; esac\n"""
    )
    program.chmod(0o755)
    return program


def test_a_session_is_answered_the_same_again(playwright: Playwright, code: Installation, tmp_path: Path) -> None:
    """KNEXLINT_RECORD=1 keeps it for the fast tests."""
    folder, tape = service(tmp_path / "order-service"), tmp_path / "tape.jsonl"
    path = migration(folder, "20250101000013_session")
    machine = {"knexlint.interpreter": str(recording_python(tmp_path, tape))}
    with workbench(playwright, code, extension(), folder, tmp_path / "home", path, machine=machine) as window:
        window.squiggles().first.wait_for(state="attached", timeout=FIRST)
        window.hover_over(window.token("table.index(", "index"), "create index")
        window.go_to(place("index("))
        window.act(FIX)
        window.line("CONCURRENTLY").wait_for(timeout=SOON)
        window.save()
        window.press("Control+z")
        window.line("table.index(").wait_for(timeout=SOON)
        window.run("knexlint: Show SQL of This Migration")
        window.line('create index "order_items_sku_index"').wait_for(timeout=SOON)
        window.press("Control+1")
        window.go_to("3:54")
        window.press("Enter")
        window.suggest("knex-add-col", "knex-add-column")
        window.press("Escape")
        window.run("knexlint: Check the Whole Folder")
        window.notification("migrations checked").wait_for(timeout=SOON)
        window.run("knexlint: Restart Server")
        window.until(lambda: '"method":"exit"' in tape.read_text("utf-8"), "the server is told to leave")
        window.status("on order").wait_for(timeout=SOON)
    places = {tmp_path / "home" / "extensions": EXTENSIONS, tmp_path / "python": "/usr/bin/python3", folder: PLACE}
    judge(tape, "vscode", tmp_path, places)


# --- pictures ---------------------------------------------------------------------------------------------------------

SHOWN = """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', (table) => {
    table.string('tracking_code', 40);
    table.index('tracking_code');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', (table) => {
    table.dropColumn('tracking_code');
  });
}
"""
LOOK = {
    "workbench.colorTheme": "Default Dark Modern",
    "workbench.activityBar.location": "hidden",
    "workbench.editor.showTabs": "single",
    "breadcrumbs.enabled": False,
    "editor.fontSize": 12,
    "editor.inlayHints.fontSize": 11,
    "editor.hover.delay": 100,
    "editor.scrollBeyondLastLine": False,
    "editor.scrollbar.horizontal": "hidden",
    "editor.overviewRulerBorder": False,
    "editor.renderLineHighlight": "none",
    "editor.guides.indentation": False,
}

if os.environ.get("KNEXLINT_SCREENSHOTS"):

    def test_pictures(playwright: Playwright, code: Installation, bare: str, tmp_path: Path) -> None:
        folder = service(tmp_path / "order-service")
        path = migration(folder, "20250113094200_track_parcels", SHOWN)
        images = ROOT / "vscode-client" / "images"
        options: dict[str, Any] = {"path": bare, "settings": LOOK, "scale": 2, "size": (1200, 480)}
        with workbench(playwright, code, extension(), folder, tmp_path / "home", path, **options) as window:
            window.squiggles().first.wait_for(state="attached", timeout=FIRST)
            window.run("View: Toggle Primary Side Bar Visibility")
            window.hint("blocks writes of orders").wait_for(timeout=SOON)
            window.status("ACCESS EXCLUSIVE on orders").wait_for(timeout=SOON)
            window.pause(2000)
            window.page.locator(".view-line", has_text="table.index").locator(
                "span span", has_text="index"
            ).first.hover()
            window.hover("Building this index").wait_for(timeout=SOON)
            window.pause(1500)
            picture(window, images / "squiggle.png")
            window.press("Escape")
            window.page.mouse.move(900, 500)
            window.go_to(place("index(", SHOWN))
            window.actions("built concurrently")
            window.pause(500)
            picture(window, images / "fix.png")
            window.press("Escape")
            window.go_to("1:1")
            window.run("knexlint: Show SQL of This Migration")
            window.line("create index").wait_for(timeout=SOON)
            window.page.mouse.move(300, 440)
            window.pause(1500)
            picture(window, images / "sql.png")


def picture(window: Workbench, path: Path) -> None:
    """The editors and the status bar; what is above them belongs to the product around."""
    editors = window.page.locator(".part.editor").bounding_box()
    size = window.page.viewport_size
    assert editors is not None
    assert size is not None
    clip = {"x": 0, "y": editors["y"], "width": size["width"], "height": size["height"] - editors["y"]}
    window.shoot(path, clip=clip)
