"""Writes `snippets/` from the server's templates. `--check` only says whether they are what would be written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

CLIENT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CLIENT.parent / "server"))

from knexlint.templates import Style, in_style, snippet, templates  # noqa: E402

LANGUAGES: dict[str, Style] = {"typescript": "typescript", "javascript": "commonjs"}
PREFIX = "migration-"  # the server completes `knex-…` where it knows that a migration begins


def written(style: Style) -> str:
    found = {
        each.title: {
            "prefix": f"{PREFIX}{each.name}",
            "description": each.detail,
            "body": snippet(in_style(each.text, style)).rstrip("\n").split("\n"),
        }
        for each in templates().values()
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    stale = []
    for language, style in LANGUAGES.items():
        path = CLIENT / "snippets" / f"{language}.json"
        text = written(style)
        if "--check" in sys.argv and (not path.exists() or path.read_text("utf-8") != text):
            stale.append(path.name)
        elif "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    if stale:
        sys.exit(f"{', '.join(stale)}: not what the templates say; run python vscode-client/scripts/snippets.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
