"""Tell the figures that are of dealings with another area, or of a wider area than the article's own."""

from __future__ import annotations

import re
from functools import cache

from pipeline.clauses.tokens import ParsedSentence
from pipeline.places.place_words import place_words

_SEMICOLONS = ("；", ";")
_WHOLE = "全"
_BEFORE = 40  # characters of the sentence before in which partners are told of
_LONGEST = 8  # characters between a rank and a role: 最大的农产品出口市场


def counterpart_of(sentence: ParsedSentence, figure: int, own: str) -> str:
    """Return the words by which a figure is only of dealings with a partner, "" where it is not.

    「香港是东莞最大的出口市场，累计出口1151.8亿元」, 「与香港进出口总额3亿元」: until 全县 or the name of the area
    (`own`) opens a clause, or a semicolon ends it. What no opener parts goes on: 「…前五位贸易伙伴。进出口总额占61.3%」.
    """
    start = sentence.opening(figure, _SEMICOLONS)
    told = None
    if sentence.tokens[0].kind == "mention":
        since = max(0, sentence.start - _BEFORE, sentence.text.rfind("\n", 0, sentence.start) + 1)
        told = _roles().search(sentence.text, since, sentence.start)
    for told in _roles().finditer(sentence.text, start, figure):  # noqa: B007 - the last one is wanted
        pass
    tokens = [token for token in sentence.leading_to(figure) if token.start >= start]
    for before, token, behind in zip([None, *tokens], tokens, tokens[1:], strict=False):
        opens = before is None or before.kind == "mark"
        ours = token.kind == "place" and token.value.name == own
        if told is not None and opens and token.start > told.end() and (token.kind == "own" or ours):
            told = None
        if token.kind == "place" and not ours and behind.kind == "mention":
            led = _with().search(sentence.text, start, token.start)
            if led is not None:
                return sentence.text[led.start() : token.end]
    return told[0] if told is not None else ""


def part_of_wider(sentence: ParsedSentence, end: int) -> str:
    """Return the word for the article's own area that a later clause makes a part, "": 「签约项目42个，其中我县2个」."""
    found = _ours().search(sentence.text, end, sentence.end)
    return found[1] if found is not None else ""


@cache
def _roles() -> re.Pattern[str]:
    words = place_words()["counterparts"]
    ranks, roles, first = ("|".join(words[key]) for key in ("ranks", "roles", "first"))
    gap = f"[^，,。；;]{{0,{_LONGEST}}}?"
    return re.compile(f"(?:{ranks}){gap}(?:{roles})|(?:{roles}){gap}(?:{first})")


@cache
def _with() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(place_words()['counterparts']['with'])})$")


@cache
def _ours() -> re.Pattern[str]:
    ours = [word for word in place_words()["own"] if not word.startswith(_WHOLE)]
    return re.compile(f"其中[，,:：]?({'|'.join(ours)})")
