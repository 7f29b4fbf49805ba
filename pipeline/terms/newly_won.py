"""Tell those won of late from all there are: 「培育规上工业企业8家」 says nothing of how many there are."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.dimensions import counts_all, dimensions
from pipeline.indicators import Indicator
from pipeline.words import words_of

_AND = tuple(words_of("bindings")["and"])
GAINS = frozenset(words_of("bindings")["gains"])
_PICKED = tuple(words_of("bindings")["picked_by"])
TOLD_OF_SOME = tuple(words_of("bindings")["told_of_some"])
_PLACES = tuple(words_of("bindings")["places_listed"])
_OF_EACH = tuple(words_of("bindings")["of_each"])
_CLAUSE = "，,。；;：:！？!?"
_PREDICATE = 8  # tokens behind a term in which a predicate may tell of some
_GAINS_ON = tuple(words_of("bindings")["gains_on"])
_INDUSTRY: str = words_of("bindings")["of_industry"]
_STANDING = frozenset(words_of("bindings")["standing"])
_LONGEST_LIST = 40  # tokens
_LONGEST_MEMBER = 5  # tokens of a member of a list, with its count
_LISTED = ("quantity", "mention", "rest", "plain")
_COMMAS = "，,、：:"
_ENDS = "。；;！？!?"
_PROJECTS: str = words_of("bindings")["gathered"][0]
_BUILDING = re.compile(rf"(?:{'|'.join(words_of('bindings')['building'])})")
_NEAR = 6  # tokens from a term to the kinds that its figure is sorted by


def newly_won(sentence: ParsedSentence, step: int, start: int, entry: Indicator) -> str:
    """Return the word before a term that makes it a count of new ones, or "".

    The token at `step` is the word, or the 、 or 和 of a list that it began: 「培育高新技术企业5家、专精特新企业3家」,
    「新增A和B各3家」, also where it is a term's own (新增规上工业企业). Behind 「全县现有…，培育…」 all are told.
    """
    if not counts_all(entry):
        return ""
    token = sentence.tokens[step]
    if won := _of_the_new(sentence, step):
        return won
    if sentence.word(token) in _AND or _goes_on(sentence, step):
        token = _verb_of_list(sentence, step) or token
    word = sentence.word(token)
    if token.kind == "mention":
        word = next((gain for gain in GAINS if word.startswith(gain)), "")
    if token.end > start or word not in GAINS:
        return ""
    before = sentence.tokens[max(0, step - _LONGEST_LIST) : step]
    return "" if any(sentence.word(one) in _STANDING for one in before) else word


def _goes_on(sentence: ParsedSentence, step: int) -> bool:
    """Say whether a list goes on behind a comma with a bare count: 「培育A企业5家、B企业8家，C企业3家」."""
    kinds = [one.kind for one in sentence.tokens[step + 1 : step + 1 + _LONGEST_MEMBER]]
    member = kinds[: kinds.index("quantity")] if "quantity" in kinds else []
    bare = (bool(member) and set(member) <= {"mention", "rest"}) or kinds[:2] == ["quantity", "mention"]
    return sentence.tokens[step].is_mark("，,") and bare


def _verb_of_list(sentence: ParsedSentence, step: int) -> Token | None:
    """Return what a list that goes on at `step` begins with: its verb, or the term that holds one."""
    listed = sentence.tokens[max(0, step - _LONGEST_LIST) : step]
    first = max(0, step - _LONGEST_LIST)
    return next(
        (one for at, one in reversed([*enumerate(listed, first)]) if _begins_list(sentence, at)), None
    )


def _begins_list(sentence: ParsedSentence, at: int) -> bool:
    """Say whether a list goes on no further back than the token at an index: its verb, or what is no member."""
    token, word = sentence.tokens[at], sentence.word(sentence.tokens[at])
    if _goes_on(sentence, at):
        return False
    holds_verb = token.kind == "mention" and word.startswith(tuple(GAINS))
    return holds_verb or word in GAINS or (token.kind not in _LISTED and word not in _AND)


def _of_the_new(sentence: ParsedSentence, step: int) -> str:
    """Return the word of gain before the 其中 of whose list the token at `step` is, or "".

    「新增四上企业62家，其中规上工业企业28家、限上商贸企业34家」.
    """
    at = step
    while at > max(0, step - _LONGEST_LIST) and sentence.tokens[at].kind != "part":
        token = sentence.tokens[at]
        if token.kind not in _LISTED and sentence.word(token) not in _COMMAS:
            return ""
        at -= 1
    if sentence.tokens[at].kind != "part":
        return ""
    for token in reversed(sentence.tokens[max(0, at - _LONGEST_LIST) : at]):
        word = sentence.word(token)
        if word in _ENDS or word in _STANDING:
            return ""
        if won := next((gain for gain in _GAINS_ON if word.startswith(gain)), ""):
            return won
    return ""


def with_others(sentence: ParsedSentence, index: int, entry: Indicator) -> str:
    """Return the word that sorts out industry from a count of industrial enterprises that does not say so, or "".

    「新增规模以上企业45家，其中工业企业20家」 are 20 and not 45.
    """
    counted = dimensions().get(entry.unit) == "count"
    if not counted or _INDUSTRY not in entry.name_zh or _INDUSTRY in sentence.word(sentence.tokens[index]):
        return ""
    behind = sentence.tokens[index + 1 : index + 1 + _NEAR]
    figure = next((at for at, token in enumerate(behind) if token.kind == "quantity"), len(behind))
    for token in behind[figure + 1 :]:
        if sentence.word(token) in _ENDS:
            return ""
        if token.kind in ("mention", "rest"):
            word = sentence.word(token)
            return word if _INDUSTRY in word else ""
    return ""


def being_built(sentence: ParsedSentence, mention: int, entry: Indicator) -> str:
    """Return the words that make a count one of things not built yet, for projects "": 「20家民宿正在加快建设」."""
    if not counts_all(entry) or entry.group == _PROJECTS:
        return ""
    found = _BUILDING.match(sentence.text, sentence.tokens[mention].end)
    return found[0] if found else ""


def picked_by(sentence: ParsedSentence, index: int, mention: int) -> str:
    """Return what makes a count one of some that come to be what the term behind it says, or ask for it, else "".

    「7个项目列入省重点项目」, 「86家高新技术企业推荐报备」, 「35个重点项目具备开工条件」, not 「120个重点项目全部开工」.
    """
    term = sentence.tokens[mention]
    if sentence.word(term).endswith(_PLACES):
        return ""
    between = sentence.text[sentence.tokens[index].end : term.start]
    if found := next((word for word in _PICKED if word in between), ""):
        return found
    behind = takewhile(
        lambda one: not one.is_mark(_CLAUSE), sentence.tokens[mention + 1 : mention + 1 + _PREDICATE]
    )
    clause = list(behind)
    if any(one.kind == "quantity" for one in clause):
        return ""  # 「190个重点项目开工164个」, 「95个重点项目完成投资50亿元」
    said = sentence.text[term.end : clause[-1].end] if clause else ""
    told = next((word for word in (*_PICKED, *TOLD_OF_SOME) if word in said), "")
    return "" if any(word in said for word in _OF_EACH) else told
