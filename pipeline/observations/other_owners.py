"""Find who opens the sentence of a place's figure, though it is no subject of a row: a company, a school, an industry."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from pipeline.claims import Claim
from pipeline.clauses.tokens import ParsedSentence, Token, last_item
from pipeline.clauses.word_classes import word_class
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.observations.institutions import institution_of
from pipeline.places import Place
from pipeline.places.place_words import place_words
from pipeline.subjects.groups import gathered, one_counted
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_YIELDS = frozenset(words_of("bindings")["bare_yields"])
_MADE = frozenset(words_of("bindings")["products_told"]["made"])
_GROWN = tuple(words_of("bindings")["products_told"]["grown"])
_SOLD = frozenset(words_of("bindings")["products_told"]["sold"])
_MAKERS = "企业"
_TRADERS = tuple(words_of("bindings")["products_told"]["traders"])
_AREA, _MU = "面积", "亩"
TRADE = "外贸外资"  # the group of indicators
_LENT = ("currency", "people")  # what an industry may have as well as a county
_ACTS = tuple(words_of("bindings")["acts"])  # 「签约产业|项目」 is no industry
_IS = "|".join(words_of("bindings")["described_by"])
_NAMELESS = re.compile(f"({'|'.join(words_of('bindings')['gathered'])})[，,]?(?:{_IS})$")
_VERBS = "|".join(
    [*words_of("bindings")["carried_on"], *words_of("bindings")["sums"], *words_of("bindings")["adds_up"]]
)
_FIRMS = "(?:[一-鿿]{0,4}(?:企业|单位))"
_QUOTED = re.compile(
    f"(?:^|(?<=[，,；;。：:年月中]))[“「]([^“”「」]{{2,12}})[”」](?:{_FIRMS}?(?={_VERBS})|{_FIRMS}(?![^，,。；;]{{0,8}}[0-9]+[家户个]))"
)
_HEADED = re.compile(
    f"[\\s—]*(?:[（(]?[一二三四五六七八九十\\d]{{1,3}}[)）、.．])?([一-鿿]{{2,10}}?(?:{'|'.join(subject_words()['industries'])}|企业))[^，,。；;]{{2,20}}。"
)
_GOES_ON = frozenset([*words_of("bindings")["carried_on"], *words_of("bindings")["adds_up"]])
_TRAVELS = re.compile("|".join(subject_words()["parts_of_tourism"]))
_OF_PLACE = re.compile("([一-鿿]{2,4}?)(?:旅游|游客|游人)")
_NAMES = ("ns", "nr", "nz", "nrt")  # jieba's parts of speech of names
_MOODS = frozenset(subject_words()["moods_of_tourism"])
_ALL_INDUSTRIES = tuple(subject_words()["all_industries"])
_SIGNS: str = words_of("bindings")["signs"]
_WITH = (*words_of("bindings")["and"], *place_words()["with"])
_INDUSTRIES = tuple(subject_words()["industries"])
_WHOLE_INDUSTRIES = tuple(subject_words()["whole_industries"])


def owner_of(sentence: ParsedSentence, claim: Claim, place: Place | None) -> str:
    """Return the company, project or institution that opens the sentence of a place's figure, or "".

    「某某公司…，研发投入达5000万元」, 「该项目总投资20亿元，固定资产投资15亿元」 tell nothing of the place, nor does the
    place before its name: 「清溪镇某某公司」.
    """
    if claim.own:
        return ""
    party = _contracts(sentence, claim) or _quoted(sentence, claim)
    if party or claim.place:
        return party
    if owner := institution_of(sentence, claim) or _nameless(sentence, claim):
        return owner
    for token in sentence.tokens:
        if token.kind == "subject" and token.value.kind in ("company", "project"):
            if place and place.start > token.start:
                return ""
            pointed = token.value.text.startswith(tuple(subject_words()["anaphor_before"]))
            named = token.value.name or (pointed and token.value.text)
            counts = gathered(sentence, claim.quantity.end)
            alone = token.end < claim.quantity.start and not one_counted(
                sentence, token, claim.quantity.end, counts
            )
            return str(named) if named and alone else ""
        if token.kind not in ("plain", "period", "place", "mark"):
            return ""
    return ""


def _quoted(sentence: ParsedSentence, claim: Claim) -> str:
    """Return what quotation marks name before a verb, as the owner: 「“一区四园”共利用外资」, not 「“五一”共接待」."""
    quoted = list(_QUOTED.finditer(sentence.text, sentence.start, claim.quantity.start))
    if not quoted:
        return ""
    found = quoted[-1]
    behind = [token for token in sentence.leading_to(claim.quantity.start) if token.start >= found.start(1)]
    opens = (token for before, token in pairwise(behind) if before.kind == "mark")
    told = any(token.kind in ("own", "place", "subject") for token in opens)
    dated = any(token.kind == "period" and token.start < found.end() for token in behind)
    return "" if told or dated else found[1]


def _nameless(sentence: ParsedSentence, claim: Claim) -> str:
    """Return the word for one that the figure's term describes: 「投资最大的项目，为固定资产投资2亿元」, else ""."""
    tokens = sentence.leading_to(claim.quantity.start)
    term = next((token for token in reversed(tokens) if token.kind == "mention"), None)
    found = _NAMELESS.search(sentence.text, sentence.start, term.start) if term else None
    return found[1] if found else ""


def _contracts(sentence: ParsedSentence, claim: Claim) -> str:
    """Return the company that signs with a place before the figure, "" for none: 「甲公司与清溪市签订协议，签约金额」."""
    party = ""
    tokens = sentence.leading_to(claim.quantity.start)
    for company, joins, place in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if company.is_mark("；;"):
            party = ""
        signs = sentence.text.startswith(_SIGNS, place.end) and sentence.word(joins) in _WITH
        if signs and company.kind == "subject" and place.kind == "place":
            party = company.value.name
    return party


def industry_of(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> str:
    """Return the industry that opens the sentence of a place's figure and is what it tells of, or "".

    「清溪镇裘皮产业完成投资3亿元，…，出口创汇1亿美元」 tells nothing of the town's exports; a place, a subject or
    a semicolon on the way ends it. So does 「实现产值80亿元，出口创汇1亿美元」, whose owner the sentence before named.
    """
    if (heading := _heading_before(sentence, claim)) and not _kindred(heading, entry):
        return heading
    if part := _part_before(sentence, claim, entry) or _product_before(sentence, claim, entry):
        return part
    opened = ""
    tokens = _leading(sentence, claim)
    for at, token in enumerate(tokens):
        word = sentence.word(token)
        if opened:
            behind = sentence.word(tokens[at + 1]) if at + 1 < len(tokens) else ""
            ends = token.kind in ("place", "own", "subject") or token.is_mark("；;")
            if ends and behind not in _GOES_ON:
                return ""
        elif word in _YIELDS and entry.about == "place" and dimensions().get(entry.unit) in _LENT:
            if not _told_at_once(sentence, token) or any(
                one.kind in ("place", "own", "subject") for one in sentence.leading_to(token.start)
            ):
                return ""
            opened = word
        elif token.kind == "rest" and word.endswith(_INDUSTRIES) and not word.startswith(_ACTS):
            if _kindred(word, entry) or not _told_at_once(sentence, token):
                return ""
            opened = word
        elif token.kind not in ("plain", "period", "place", "own", "lead") and not (
            token.kind == "mark" and at < 3
        ):
            return ""
    return opened


def _product_before(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> str:
    """Return what is grown or made before a figure of trade: 「雪菊种植2万亩，产值1.5亿元，出口3200万元」, or "".

    So it is before one of its sales: 「苹果面积30万亩，产量60万吨，网络零售额6亿元」. What the county makes in all
    (工业总产值) is no product; a place or a semicolon behind it ends it.
    """
    if entry.group != TRADE and entry.id not in _SOLD:
        return ""
    found = ""
    tokens = _leading(sentence, claim)
    for token, behind in zip(tokens, (*tokens[1:], None), strict=True):
        word = sentence.word(token)
        if token.kind in ("place", "own", "subject") or token.is_mark("；;"):
            found = ""
        elif token.kind in ("mention", "rest"):
            of_area = token.kind == "rest" and word.endswith(_AREA)
            planted = of_area and behind is not None and _MU in sentence.word(behind)
            firms = token.kind == "rest" and word.endswith(_MAKERS) and not word.startswith(_TRADERS)
            planted = planted or (firms and behind is not None and behind.kind == "quantity")
            found = word if planted or word in _MADE or word.endswith(_GROWN) else found
    return found


def _leading(sentence: ParsedSentence, claim: Claim) -> list[Token]:
    """Return the tokens that lead to a figure, to what it is a share of: 「出口额12亿元，|占全县出口额的30.7%」."""
    tokens = sentence.leading_to(claim.quantity.start)
    if claim.measure != "share":
        return tokens
    return tokens[: max((at for at, one in enumerate(tokens) if one.kind == "share"), default=len(tokens))]


def _kindred(word: str, entry: Indicator) -> bool:
    """Say whether an industry is all that an indicator is of: 旅游产业 of tourist arrivals, 工业企业 of output."""
    return any(other in word for other in _WHOLE_INDUSTRIES if other in entry.group or other in entry.name_zh)


def _heading_before(sentence: ParsedSentence, claim: Claim) -> str:
    """Return the industry whose growth the paragraph's first sentence tells, where this one goes on without an owner.

    「1、装备制造行业增速较慢。累计实现工业增加值10亿元」, 「——机械制造企业下降。实现利润2亿元」.
    """
    first = sentence.tokens[0]
    owned = any(
        token.kind in ("own", "place", "subject") for token in sentence.leading_to(claim.quantity.start)
    )
    if owned or sentence.word(first) not in _GOES_ON:
        return ""
    paragraph = sentence.text.rfind("\n", 0, sentence.start) + 1
    found = _HEADED.fullmatch(sentence.text[paragraph : sentence.start].rstrip())
    return found[1] if found and not found[1].startswith(_ALL_INDUSTRIES) else ""


def _part_before(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> str:
    """Return the part of tourism that opens the figure's items between semicolons, "" for none.

    「乡村观光旅游接待3.2万人次，旅游消费960万元」 tells nothing of the county's revenue, nor does what is told of a place
    that no list holds: 「西江旅游势头强劲，共接待游客19万人次」.
    """
    if _WHOLE_INDUSTRIES[0] not in entry.group:
        return ""
    tokens = sentence.leading_to(claim.quantity.start)
    figure = bisect_left(sentence.tokens, claim.quantity.start, key=lambda token: token.start)
    level = sentence.bracket[figure - len(tokens) : figure]
    tokens = [
        token for token, bracket in zip(tokens, level, strict=True) if bracket == sentence.bracket[figure]
    ]
    item = last_item(tokens)
    if any(token.kind in ("own", "place", "subject") for token in item):
        return ""
    first = next(
        (token for token in item if token.kind not in ("plain", "period", "part", "lead", "mark")), None
    )
    for before, token in pairwise((item[0], *item) if item else ()):
        named = _OF_PLACE.match(sentence.word(token)) if before.kind == "mark" or token is first else None
        if named and word_class(named[1]) in _NAMES and named[1] not in _MOODS:
            return named[0]
    if first is None or first.kind != "rest":
        return ""
    word = sentence.word(first)
    return word if _TRAVELS.search(word) and _told_at_once(sentence, first) else ""


def _told_at_once(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a figure stands in the clause that an industry opens, not 「裘皮产业发展迅速，…」."""
    for behind in sentence.following(token.end):
        if behind.kind == "quantity":
            return True
        if behind.kind == "mark":
            return False
    return False
