"""Find who opens a clause by a name that no list holds: 「青禾经开区在建项目79个」, 「清溪不夜城（民俗园）共接待游客」."""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims import Claim
from pipeline.clauses.roles import OWNERS
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.clauses.word_classes import first_word, word_class
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_GOES_ON = ("plain", "lead", "period", "part")
_PARTS_OF_NAME = 4  # tokens
_IS = tuple(words_of("bindings")["described_by"])
_VERBS = "vdpc"  # of jieba's parts of speech: 推进|工业园 names nobody


def unlisted_owner(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> str:
    """Return the zone, street or sight that the clause of a figure opens with, or one before it, "" for none.

    A name that begins with a place is more than the place (青禾|经开区). Whoever opens a clause behind it takes over.
    What a zone without a place in its name gathers is counted as the place's: 「电商产业园引进企业58家」.
    """
    areas_alone = entry.about == "subject" or dimensions().get(entry.unit) == "count"
    if claim.own or claim.place or claim.subject:
        return ""
    if thing := _unnamed(sentence, claim, entry):
        return thing
    owner, opens, listed = _led(sentence, claim.quantity.start), True, False
    if owner:
        return owner
    for token in sentence.leading_to(claim.quantity.start):
        if opens and token.kind in ("place", "rest", *OWNERS):
            name = _names().match(sentence.text, token.start, claim.quantity.start)
            named = name is not None and name.end() > token.end and _holds_place(sentence, token, name.end())
            if token.kind == "rest" and name is not None and not areas_alone:
                named = word_class(first_word(name[0]))[:1] not in _VERBS
            guests = listed and token.kind == "place"  # 「甲乐园办灯会，吸引乙市、丙市游客」
            owner = name[0] if name and named else "" if token.kind in OWNERS and not guests else owner
        described = sentence.word(token) in _IS  # 「攸县位于东部，是望都市面积最大的县，」
        listed = token.is_mark("、")
        opens = token.kind == "mark" or (opens and token.kind in _GOES_ON and not described)
    return owner


def _unnamed(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> str:
    """Return the nameless thing that opens a clause: 「车间…，总投资3600万元」, 「这批订单5万件，带动200人就业」, or ""."""
    found = None
    for found in _things().finditer(sentence.text, sentence.start, claim.quantity.start):  # noqa: B007 - the last one
        pass
    if found is None or (entry.about == "subject" and found["told"]):
        return ""
    since = (token for token in sentence.leading_to(claim.quantity.start) if token.start >= found.end())
    return "" if any(token.kind in OWNERS for token in since) else found[0]


@cache
def _things() -> re.Pattern[str]:
    words = words_of("bindings")["demonstratives"]
    named = "|".join(word for group in subject_words()["anaphors"].values() for word in group)  # 这个项目
    told = (
        f"[{words['words']}][{words['counters']}](?![{words['not_before']}]|{named})[\u4e00-\u9fff]{{1,4}}?"
    )
    unnamed = "|".join(subject_words()["unnamed"])
    return re.compile(f"(?:(?<=[，,。；;：:“「 \n])|^)(?:(?P<told>{told})|(?:{unnamed})(?![、和与及内里]))")


def _holds_place(sentence: ParsedSentence, token: Token, end: int) -> bool:
    """Say whether a place opens a name, or stands in it behind other characters: 青禾|科创园, 天启|青禾|园."""
    return any(
        one.kind == "place" and one.end < end for one in sentence.following(token.start, _PARTS_OF_NAME)
    )


def _led(sentence: ParsedSentence, figure: int) -> str:
    """Return who is named behind 「作为…的」 or 例如, if nobody opens a clause behind: 「作为窗口的青禾科创园，…」."""
    found = None
    for found in _leads().finditer(sentence.text, sentence.start, figure):  # noqa: B007 - the last one is wanted
        pass
    if found is None:
        return ""
    behind = [token for token in sentence.leading_to(figure) if token.start >= found.end()]
    marks = [at for at, token in enumerate(behind) if token.kind == "mark"]
    opened = any(behind[at + 1].kind in OWNERS for at in marks if at + 1 < len(behind))
    return "" if opened or any(token.kind == "own" for token in behind) else found[1]


def _endings() -> str:
    """Compose how such names end, the longest first; a garden of tea or fruit is none, nor a 街道."""
    words = subject_words()["openers"]
    garden, street = words["garden"], words["street"]
    endings = sorted([*subject_words()["endings"]["zone"], *words["endings"]], key=len, reverse=True)
    streets = f"{street['ending']}(?![{street['not_before']}])"
    return "|".join([*endings, streets, f"(?<![{garden['not_after']}]){garden['ending']}"])


@cache
def _leads() -> re.Pattern[str]:
    words = subject_words()["openers"]
    before = "|".join(words["leads"])
    return re.compile(
        f"(?:^|(?<=[，,；;。\n]))(?:{words['as']}[^，,。；;0-9]{{2,24}}{words['of']}|{before})([^，,。；;、0-9的]{{2,24}}?(?:{_endings()}))(?![{words['goes_on']}])"
    )


@cache
def _names() -> re.Pattern[str]:
    """Compose what such a name is: a few characters, an ending, and nothing behind that makes it a part of another."""
    words = subject_words()["openers"]
    return re.compile(
        f"(?:(?:(?![{words['not_in']}])[\\u4e00-\\u9fffA-Za-z·—-]){{1,16}}?(?:{_endings()})|[\\u4e00-\\u9fff]县)(?:[(（][^()（）]{{1,16}}[)）])?(?![{words['goes_on']}])"
    )
