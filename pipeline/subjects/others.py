"""Find who opens the sentence of a place's figure, though it is no subject of a row: a company, a school, an industry."""

from __future__ import annotations

from pipeline.claims import Claim
from pipeline.indicators import Indicator
from pipeline.places import Place
from pipeline.places.place_words import place_words
from pipeline.reading import Reading, Token
from pipeline.subjects.groups import gathered, one_counted
from pipeline.subjects.institutions import institution_of
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_SIGNS: str = words_of("bindings")["signs"]
_WITH = (*words_of("bindings")["and"], *place_words()["with"])
_INDUSTRIES = tuple(subject_words()["industries"])
_WHOLE_INDUSTRIES = tuple(subject_words()["whole_industries"])


def owner_of(reading: Reading, claim: Claim, place: Place | None) -> str:
    """Return the company, project or institution that opens the sentence of a place's figure, or "".

    「某某公司…，研发投入达5000万元」, 「该项目总投资20亿元，固定资产投资15亿元」 tell nothing of the place, nor does the
    place before its name: 「清溪镇某某公司」.
    """
    if claim.own:
        return ""
    if owner := _contracts(reading, claim) or (not claim.place and institution_of(reading, claim)):
        return owner
    if claim.place:
        return ""
    for token in reading.tokens:
        if token.kind == "subject" and token.value.kind in ("company", "project"):
            if place and place.start > token.start:
                return ""
            pointed = token.value.text.startswith(tuple(subject_words()["anaphor_before"]))
            named = token.value.name or (pointed and token.value.text)
            counts = gathered(reading, claim.quantity.end)
            alone = token.end < claim.quantity.start and not one_counted(
                reading, token, claim.quantity.end, counts
            )
            return str(named) if named and alone else ""
        if token.kind not in ("plain", "period", "place", "mark"):
            return ""
    return ""


def _contracts(reading: Reading, claim: Claim) -> str:
    """Return the company that signs with a place before the figure, "" for none: 「甲公司与清溪市签订协议，签约金额」."""
    party = ""
    tokens = reading.leading_to(claim.quantity.start)
    for company, joins, place in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if company.is_mark("；;"):
            party = ""
        signs = reading.text.startswith(_SIGNS, place.end) and reading.word(joins) in _WITH
        if signs and company.kind == "subject" and place.kind == "place":
            party = company.value.name
    return party


def industry_of(reading: Reading, claim: Claim, entry: Indicator) -> str:
    """Return the industry that opens the sentence of a place's figure and is what it tells of, or "".

    「清溪镇裘皮产业完成投资3亿元，…，出口创汇1亿美元」 tells nothing of the town's exports; a place, a subject or
    a semicolon on the way ends it.
    """
    opened = ""
    for at, token in enumerate(reading.leading_to(claim.quantity.start)):
        word = reading.word(token)
        if opened:
            ends = token.kind in ("place", "own", "subject") or token.is_mark("；;")
            if ends:
                return ""
        elif token.kind == "rest" and word.endswith(_INDUSTRIES):
            kindred = any(
                other in word for other in _WHOLE_INDUSTRIES if other in entry.group or other in entry.name_zh
            )
            if kindred or not _told_at_once(reading, token):
                return ""
            opened = word
        elif token.kind not in ("plain", "period", "place", "own", "lead") and not (
            token.kind == "mark" and at < 3
        ):
            return ""
    return opened


def _told_at_once(reading: Reading, token: Token) -> bool:
    """Say whether a figure stands in the clause that an industry opens, not 「裘皮产业发展迅速，…」."""
    for behind in reading.following(token.end):
        if behind.kind == "quantity":
            return True
        if behind.kind == "mark":
            return False
    return False
