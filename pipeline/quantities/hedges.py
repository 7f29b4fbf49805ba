"""Read the words around a number that say how exact it is: 超, 约, 不低于, 左右, 以上.

The words are in `words/hedges.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS = words_of("hedges")
REACH = 12  # characters before a number that are looked at: 不低于人民币


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Compile the hedges before, before 百/千/万 only, after, and the words that mean 'reached'."""

    def before(entries: list[dict[str, str]], between: str) -> re.Pattern[str]:
        named = [f"(?P<{e['qualifier']}>{_not_after(e)}(?:{alternation(list(e['words']))}))" for e in entries]
        # The longest word that ends at the number wins: 不超过 before 超过, so at_most is tried first.
        order = ["at_most", "at_least", "over", "nearly", "about"]
        named.sort(key=lambda pattern: order.index(pattern[4 : pattern.index(">")]))
        return re.compile(f"(?:{'|'.join(named)}){between}$")

    glue = rf"(?:{alternation(_WORDS['between'])}){{0,2}}[ \u3000]?"
    after = "|".join(
        f"(?P<{name}>{alternation(words)})"
        for name, words in sorted(_WORDS["after"].items(), key=lambda item: -max(map(len, item[1])))
    )
    ends = "".join({w[-1] for e in (*_WORDS["before"], *_WORDS["before_bare_rank"]) for w in e["words"]})
    ends += "".join(w[-1] for w in _WORDS["between"]) + " \u3000"
    return (
        before(_WORDS["before"], glue),
        before(_WORDS["before_bare_rank"], ""),
        re.compile(rf"[ \u3000]?(?:{after})"),
        re.compile(f"(?:{alternation(_WORDS['reached'])})了?$"),
        frozenset(ends),
    )


def _not_after(entry: dict[str, str]) -> str:
    """Guard a hedge against longer words: 约 but not 节约."""
    return f"(?<![{entry['not_after']}])" if "not_after" in entry else ""


def hedge_before(text: str, start: int, *, bare_rank: bool) -> str:
    """Give the qualifier that stands before `start`, or ''. `bare_rank` admits 上 and 过 (上千人)."""
    before, before_rank, _, _, ends = _patterns()
    if start == 0 or text[start - 1] not in ends:
        return ""
    window = text[max(0, start - REACH) : start]
    found = before.search(window) or (before_rank.search(window) if bare_rank else None)
    return (found.lastgroup or "") if found else ""


def hedge_after(text: str, end: int) -> str:
    """Give the qualifier that stands at `end`, or ''."""
    found = _patterns()[2].match(text, end)
    return (found.lastgroup or "") if found else ""


def reached_before(text: str, start: int) -> bool:
    """Tell whether 达 or 实现 stands before `start`: a number may then begin with 千 (达千亿元)."""
    return _patterns()[3].search(text[max(0, start - 4) : start]) is not None


def bounds(qualifier: str, value: float) -> tuple[float | None, float | None]:
    """Give low and high: exact both, over and at_least low, nearly and at_most high, about none."""
    if qualifier == "exact":
        return value, value
    if qualifier in {"over", "at_least"}:
        return value, None
    return (None, value) if qualifier in {"nearly", "at_most"} else (None, None)
