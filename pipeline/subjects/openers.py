"""Find who opens a clause by a name that no list holds: 「青禾经开区在建项目79个」, 「清溪不夜城（民俗园）共接待游客」."""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims import Claim
from pipeline.claims.word_classes import first_word, word_class
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.reading import Reading
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_GOES_ON = ("plain", "lead", "period", "part")
_OWNERS = ("own", "subject", "place")
_IS = tuple(words_of("bindings")["described_by"])
_VERBS = "vdpc"  # of jieba's parts of speech: 推进|工业园 names nobody


def unlisted_owner(reading: Reading, claim: Claim, entry: Indicator) -> str:
    """Return the zone, street or sight that the clause of a figure opens with, or one before it, "" for none.

    A name that begins with a place is more than the place (青禾|经开区). Whoever opens a clause behind it takes over.
    What a zone without a place in its name gathers is counted as the place's: 「电商产业园引进企业58家」.
    """
    areas_alone = entry.about == "subject" or dimensions().get(entry.unit) == "count"
    if claim.own or claim.place or claim.subject:
        return ""
    owner, opens = "", True
    for token in reading.leading_to(claim.quantity.start):
        if opens and token.kind in ("place", "rest", *_OWNERS):
            name = _names().match(reading.text, token.start, claim.quantity.start)
            named = name is not None and name.end() > token.end and token.kind == "place"
            if token.kind == "rest" and name is not None and not areas_alone:
                named = word_class(first_word(name[0]))[:1] not in _VERBS
            owner = name[0] if name and named else "" if token.kind in _OWNERS else owner
        described = reading.word(token) in _IS  # 「攸县位于东部，是望都市面积最大的县，」
        opens = token.kind == "mark" or (opens and token.kind in _GOES_ON and not described)
    return owner


@cache
def _names() -> re.Pattern[str]:
    """Compose what such a name is: a few characters, an ending, and nothing behind that makes it a part of another."""
    words = subject_words()["openers"]
    endings = "|".join(
        sorted([*subject_words()["endings"]["zone"], *words["endings"]], key=len, reverse=True)
    )
    return re.compile(
        f"(?:(?:(?![{words['not_in']}])[\\u4e00-\\u9fffA-Za-z·—-]){{2,16}}?(?:{endings})|[\\u4e00-\\u9fff]县)(?:[(（][^()（）]{{1,16}}[)）])?(?![{words['goes_on']}])"
    )
