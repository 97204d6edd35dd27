"""Operations on fragments that keep where each character comes from. Knows no Knex and no SQL."""

from __future__ import annotations

import re
from collections.abc import Callable

from knexlint.text import EMPTY, Fragment, Span

# What JavaScript's String.prototype.trim removes.
_BLANK = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_MASK = "\uffff"


def masked(fragment: Fragment) -> str:
    """The text with every character of a hole replaced, so that nothing inside a hole is mistaken for text."""
    text = fragment.text
    for start, end in fragment.hole_ranges():
        text = text[:start] + _MASK * (end - start) + text[end:]
    return text


def substitute(
    fragment: Fragment, pattern: re.Pattern[str], replace: Callable[[re.Match[str], Fragment], Fragment]
) -> Fragment:
    """Replace each match outside holes; `replace` is given the match and the matched part of the fragment."""
    matches = list(pattern.finditer(masked(fragment)))
    if not matches:
        return fragment
    ranges: list[tuple[int, int]] = []
    at = 0
    for match in matches:
        ranges += ((at, match.start()), match.span())
        at = match.end()
    slices = fragment.slices((*ranges, (at, len(fragment))))
    slices[1::2] = map(replace, matches, slices[1::2])
    return Fragment.join(slices)


def doubled(fragment: Fragment, pattern: re.Pattern[str]) -> Fragment:
    """Write every character that `pattern` matches twice."""
    return substitute(fragment, pattern, lambda match, part: Fragment.plain(match.group() * 2, part.span()))


def trimmed(fragment: Fragment) -> Fragment:
    text = masked(fragment)
    start = len(text) - len(text.lstrip(_BLANK))
    return fragment.slice(start, len(text.rstrip(_BLANK))) if text else EMPTY


def enclosed(before: str, fragment: Fragment, after: str, span: Span | None) -> Fragment:
    """The fragment between two texts that `span` is responsible for."""
    return Fragment.join((Fragment.plain(before, span), fragment, Fragment.plain(after, span)))
