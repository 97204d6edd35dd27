"""`knexlint rules` and `knexlint explain`: the rules' pages, for a terminal."""

from __future__ import annotations

import argparse
import json
import re
import sys

from knexlint.project.settings import meant
from knexlint.rules.registry import Rule, rules


def print_rules(options: argparse.Namespace) -> int:
    known = rules().values()
    if options.format == "json":
        print(json.dumps({"rules": [_shape(rule) for rule in known]}, indent=2, ensure_ascii=False))
        return 0
    width = max((len(rule.id) for rule in known), default=0)
    for rule in known:
        mark = "fix" if rule.page.fix else "   "
        print(f"{rule.id:<{width}}  {rule.page.severity:<7}  {mark}  {_plain(rule.page.summary)}")
    return 0


def explain(options: argparse.Namespace) -> int:
    rule = rules().get(options.rule)
    if rule is None:
        print(f'knexlint: there is no rule "{options.rule}"{meant(options.rule, rules())}', file=sys.stderr)
        return 2
    page = rule.page
    facts = f"{rule.id} · {page.severity} · {page.category}" + (" · can be fixed" if page.fix else "")
    body = re.sub(r"^```toml\n.*?^```\n", f"{facts}\n", page.text, count=1, flags=re.MULTILINE | re.DOTALL)
    print(body.rstrip())
    return 0


def _shape(rule: Rule) -> dict[str, object]:
    page = rule.page
    return {
        "id": rule.id,
        "title": page.title,
        "summary": page.summary,
        "severity": page.severity,
        "category": page.category,
        "fixable": page.fix is not None,
    }


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())
