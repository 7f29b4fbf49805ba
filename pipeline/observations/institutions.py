"""Find the hospital, school or farm that opens a sentence: its figures are its own and tell nothing of the county."""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims import Claim
from pipeline.clauses.roles import OPENERS
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.places.gazetteer import opening_area
from pipeline.subjects.names import is_name, subject_words

_OPENING = OPENERS | {"place"}
_LONGEST = 20  # characters of its name before the ending
_REACH = 40  # characters of name, ending and the word behind
_TIME = re.compile("[0-9]{4}年?(?:[0-9一二三四上下半前第至—~-]{1,5}(?:月|季度|年))?")


@cache
def _pattern() -> re.Pattern[str]:
    """Compose (name)(ending) with nothing behind it that lists others, or says who counted."""
    words = subject_words()["institutions"]
    endings = sorted([*words["certain"], *words["named"]], key=len, reverse=True)
    joined = "|".join(map(re.escape, endings))
    return re.compile(f"([^的]{{0,{_LONGEST}}}?)({joined})(?!{'|'.join(words['goes_on'])})")


def institution_of(sentence: ParsedSentence, claim: Claim) -> str:
    """Return the institution that opens a clause before the figure of a place, with nothing of a place behind it, or "".

    「县中医院占地50亩，…卫生技术人员410人」, 「回乡青年李某开办的家庭农场…带动村集体收入增加」 are no county's.
    """
    found, opens = "", True
    for token in sentence.leading_to(claim.quantity.start):
        if token.kind == "own" or (token.kind == "place" and opens):
            found = ""
        elif token.kind in ("rest", "subject"):
            found = _named(sentence, token, opens=opens) or found
        opens = token.kind == "mark" or (opens and token.kind in _OPENING)
    return "" if claim.own else found or _founded(sentence, claim)


def institution_titled(title: str) -> str:
    """Return whose own report a title announces, no county's: 「青禾县人民医院2023年工作总结」, or "".

    The title is folded. What stands behind the name but its year and the kind of report makes it news: 「…医院新增床位」.
    """
    opening = _TIME.match(title)
    named = title[opening.end() if opening else 0 :]
    found = _titled().match(named, len(opening_area(named)))
    return named[: found.end("name")] if found else ""


@cache
def _titled() -> re.Pattern[str]:
    """Compose (name)(ending)(year)(kind of report)(end of the title)."""
    words = subject_words()["institutions"]
    certain, named, reports, kinds = (
        "|".join(map(re.escape, sorted(words[one], key=len, reverse=True)))
        for one in ("certain", "named", "reports", "kinds")
    )
    others = f"(?:{named}|{'|'.join(words['titled'])})"
    named = f"(?!(?:[一-鿿]{{2,6}}?[县市区州旗镇乡])?(?:{kinds})*{others})[一-鿿]{{2,12}}?{others}"
    return re.compile(
        f"(?P<name>[一-鿿]{{0,12}}?(?:{certain})|{named})(?:{_TIME.pattern}度?)?(?:{reports})(?:$|(?<=:))"
    )


def _founded(sentence: ParsedSentence, claim: Claim) -> str:
    """Return the institution whose founding the clauses before tell of, if nothing of a place opens one since."""
    told = None
    for told in _founding().finditer(sentence.text, sentence.start, claim.quantity.start):  # noqa: B007
        pass
    if told is None:
        return ""
    since = [token for token in sentence.leading_to(claim.quantity.start) if token.start >= told.end()]
    return "" if any(token.kind in ("own", "place") for token in since) else told[1]


@cache
def _founding() -> re.Pattern[str]:
    """Compose (founded)(name, ending)(comma): 「成立青禾县百福康养院，设置」."""
    words = subject_words()["institutions"]
    endings = "|".join(map(re.escape, sorted([*words["certain"], *words["named"]], key=len, reverse=True)))
    founded = "|".join(words["founded"])
    return re.compile(f"(?:{founded})([^，,。；;、的0-9]{{0,{_LONGEST}}}?(?:{endings}))[，,]")


def _named(sentence: ParsedSentence, token: Token, *, opens: bool) -> str:
    """Return the institution that the token names, whatever stands before 的 only describes it."""
    words = subject_words()["institutions"]
    said = sentence.text[token.start : min(sentence.end, token.start + _REACH)]
    private = next((one for one in words["described"] if one in sentence.word(token)), "")
    if private:
        return str(private.removeprefix("的"))
    match = _pattern().match(said) if opens else None
    if match is None or match.end() > token.end - token.start:
        return ""
    stem, ending = match.groups()
    rank = not stem or stem in words["ranks"]
    whole = rank and ending in words["certain"]
    return match.group() if whole or (not rank and is_name(stem, ending, "company")) else ""
