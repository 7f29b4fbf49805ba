"""Find figures that are of no single place: of several together (A和B共接待, 20个乡镇), or of all but one (不含A)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims import Claim
from pipeline.clauses.roles import OPENERS
from pipeline.clauses.tokens import CLAUSE_ENDS, ParsedSentence, Token
from pipeline.clauses.word_classes import word_class
from pipeline.places import Place
from pipeline.places.neighbours import is_neighbour
from pipeline.places.place_words import place_words
from pipeline.words import words_of

_AND = frozenset(words_of("bindings")["and"])
_WITHOUT = tuple(place_words()["without"])
# 「青禾县(不含高新区)」, not 「全县(不含农户)」
_WITHOUT_IN_BRACKET = re.compile(
    f"[(（](?:{'|'.join(_WITHOUT)})[^()（）]{{1,20}}(?:{'|'.join(place_words()['ends_of_areas'])})[^()（）]{{0,3}}[)）]"
)
_BESIDE = tuple(place_words()["beside"])
_JOINS = (*_AND, *place_words()["with"])
_BOTH = tuple(place_words()["both"])
_AT = "在"
_BEFORE_COUNT = (*OPENERS, "own", "place", "narrow")
_ALL_TOLD = tuple(place_words()["counted_areas"]["all"])
_REGION = 3  # characters of a part of the land before a count: 西部|7盟市
_ONE_TO_ONE = "respectively"  # 「清溪镇、白石镇税收收入2亿元、1亿元」
_RANKS = re.compile(f"(?:中|里)?(?:{'|'.join(words_of('bindings')['ranked'])}|第[0-9一二三四五六七八九十])")
_BEHIND = 3  # tokens from a figure to what its bracket leaves out


def shared_by(sentence: ParsedSentence, claim: Claim, place: Place | None) -> str:
    """Return the places that a figure is of together, as printed, "" where it is of one: 「清溪镇和白石镇共接待」.

    They stand in the figure's clause with one 和 between them and neither 分别 nor a further place behind; or they open
    an earlier clause, and nothing behind them says whose it is: 「清溪镇与白石镇共同实施项目12个，总投资36亿元」.
    """
    if together := _opening_pair(sentence, claim, place):
        return together
    clause = _clause(sentence, claim.quantity.start, commas=0)
    places = [at for at, token in enumerate(clause) if token.kind == "place"]
    if len(places) < 2 or any(token.kind in ("each", "subject", "own") for token in clause[places[-1] :]):
        return ""
    first, last = places[-2:]
    joined = last - first == 2 and sentence.word(clause[first + 1]) in _AND
    counted = clause[last].end == claim.quantity.start  # 「共和、址山、鹤城三镇」
    whose = claim.place is None or claim.place in (clause[first].value, clause[last].value)
    shared = joined and whose and not counted and claim.rule != _ONE_TO_ONE
    return sentence.text[clause[first].start : clause[last].end] if shared else ""


def _opening_pair(sentence: ParsedSentence, claim: Claim, place: Place | None) -> str:
    """Return the places that open a clause together, where the figure's place is one of them or none: 「两地携手，」."""
    tokens = sentence.leading_to(claim.quantity.start)
    if claim.own or claim.place:
        return ""
    opens, found = True, ""
    comma, last = False, -1
    for at, token in enumerate(tokens):
        if at <= last:
            continue
        if token.kind in ("own", "each"):
            found = ""
        elif opens and token.kind == "place" and sentence.text[token.start - 1 : token.start] != _AT:
            found, comma = _pair(sentence, tokens, at, place), False
            last = at + 2 if found else at
        elif opens and token.kind == "rest" and sentence.word(token).startswith(_BOTH) and place is None:
            found, comma = sentence.word(token), False
        ends = token.kind == "mark" and token.value != "、"
        comma = comma or ends
        opens = ends or (opens and token.kind in (*OPENERS, "place"))  # 「清溪镇|城西村和城东村，」
    return found if comma else ""


def _pair(sentence: ParsedSentence, tokens: list[Token], at: int, place: Place | None) -> str:
    """Return the two places that the one at an index begins, as printed, or ""."""
    if at + 2 >= len(tokens) or tokens[at + 2].kind != "place" or sentence.word(tokens[at + 1]) not in _JOINS:
        return ""
    first, second = tokens[at].value, tokens[at + 2].value
    if first.level != second.level and is_neighbour(sentence.text, second.start, second.end):
        return ""  # 「清溪县与浙江某公司签约」
    ours = place is None or place in (first, second) or place.start == second.end
    return sentence.text[tokens[at].start : tokens[at + 2].end] if ours else ""


def left_out(sentence: ParsedSentence, claim: Claim) -> str:
    """Return the words by which a figure leaves a place out, "" where it leaves out none: 「除清溪镇外，全县接待」."""
    near = _clause(sentence, claim.quantity.start, commas=1)
    behind = sentence.following(claim.quantity.end, _BEHIND)
    if not behind or sentence.word(behind[0]) not in "(（":
        behind = []
    for token in near:
        bracket = _WITHOUT_IN_BRACKET.match(sentence.text, token.end)
        if bracket and token.kind in ("place", "own"):
            return bracket[0]  # 「青禾县(不含高新区)」
    for token in (*near, *behind):
        if token.kind != "place":
            continue
        without = next((word for word in _WITHOUT if sentence.text.endswith(word, 0, token.start)), "")
        beside = next((word for word in _BESIDE if sentence.text.startswith(word, token.end)), "")
        if without or beside:
            return sentence.text[token.start - len(without) : token.end + len(beside)]
    return ""


def _clause(sentence: ParsedSentence, end: int, *, commas: int) -> list[Token]:
    """Return the tokens of the clause before a figure, brackets included, and of as many clauses before it."""
    tokens = sentence.leading_to(end)
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].kind == "mark" and tokens[at].value in CLAUSE_ENDS and tokens[at].value not in "()（）":
            commas -= 1
            if commas < 0:
                return tokens[at + 1 :]
    return tokens


@cache
def _counted_areas() -> re.Pattern[str]:
    """Compose 「44个县(市)」, 「6个重点镇」, 「7盟市」; what goes on behind the noun is another word (县域, 村民)."""
    words = place_words()["counted_areas"]
    several = f"(?:[0-9]+|[{words['numerals']}]+)"
    kinds = "|".join(sorted(words["kinds"], key=len, reverse=True))
    ranks = "|".join(sorted(words["ranks"], key=len, reverse=True))
    noun = (
        f"(?>{several}[{words['counters']}][^{words['breaks']}]{{0,9}}?(?:{kinds})|{several}个?(?:{ranks}))"
    )
    return re.compile(
        f"(?<![0-9.第]){noun}(?!(?!{words['goes_on_unless']})[{words['goes_on']}])(?>[(（][^()（）]{{1,8}}[)）])?+(?![，,、])"
    )


def counted_together(sentence: ParsedSentence, end: int) -> str:
    """Return the places that are only counted and open a clause before an offset, with no owner named behind them.

    「全省44个县（市）实现地区生产总值」, 「西部7盟市完成投资」 are not of the whole; 「所辖8个县区」 are all.
    """
    found, counted, opens, first = "", "", True, sentence.start
    for token in sentence.leading_to(end):
        named = token.kind != "subject" or token.value.name  # 「全国229家|国家级经开区」 names none
        if opens and named and token.kind in ("own", "place", "subject"):
            found = counted = ""
        areas = _counted_areas().match(sentence.text, token.start, sentence.end) if opens else None
        if areas and not _RANKS.match(sentence.text, areas.end()):  # 「增长6%，六县市排名第五；税收收入…」
            whole = any(word in sentence.text[first : areas.end()] for word in _ALL_TOLD)
            found, counted = "", "" if whole else areas[0]
        if token.kind in ("mention", "quantity") and token.start > first:
            found = counted or found
        ends = token.kind == "mark" and token.value in CLAUSE_ENDS and token.value not in "()（）"
        if ends:
            first, counted = token.end, ""
        region = token.kind == "rest" and token.end - token.start <= _REGION
        lasting = token.kind in _BEFORE_COUNT or (
            region and not word_class(sentence.word(token)).startswith("v")
        )
        opens = ends or (opens and lasting)
    return counted or found
