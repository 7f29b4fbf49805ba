"""Tell terms that words around them make another thing: joined with one before or behind, or cut by a bracket behind."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.clauses.tokens import ParsedSentence
from pipeline.dimensions import dimensions
from pipeline.indicators import Catalogue, Indicator
from pipeline.quantities.units import alternation
from pipeline.terms.mentions import Term, completed
from pipeline.words import words_of

_AND = frozenset(words_of("bindings")["and"])
_ACTS = tuple(words_of("bindings")["acts"])
_STEPS: list[list[str]] = words_of("bindings")["one_step"]
_PROJECTS: str = words_of("bindings")["gathered"][0]
_PARTS = tuple(words_of("bindings")["parts_in_brackets"])
_NEAR = 8  # tokens from a term to its figure
_LONGEST = 14  # characters of a shortened term
_SCOPES = frozenset(words_of("scopes")["printed"])
_JOINS = alternation(words_of("bindings")["joins_acts"])
_ACT_BEHIND = re.compile(f"(?:{_JOINS})?({alternation(list(_ACTS))})")
_LAST_ACT = re.compile(f"({alternation(list(_ACTS))})$")
_GRADES = alternation(words_of("bindings")["grades_joined"])
_GRADE_BEFORE = re.compile(f"(?<![0-9家个])({_GRADES})(?:{'|'.join(sorted(_AND))})$")
_OF_GRADE = re.compile(f"{_GRADES}")


def joined_with(sentence: ParsedSentence, index: int, entry: Indicator) -> str:
    """Return what is joined with a term so that its figure is of neither alone, or "".

    「签约、开工项目共73个」, 「66个项目签约、动工或竣工」, 「省级、市级工程技术研究中心95家」, 「A企业和B企业共95家」.
    """
    act = _act_before(sentence, index) or _act_behind(sentence, index)
    return act or _grade_before(sentence, index) or _term_before(sentence, index, entry)


def _act_before(sentence: ParsedSentence, index: int) -> str:
    token = sentence.tokens[index]
    before = sentence.tokens[index - 1] if index else None
    if before is None or sentence.word(before) not in _AND or _PROJECTS not in sentence.word(token):
        return ""
    if _each(sentence, index):
        return ""  # 「签约、开工项目分别为9个、7个」
    words = (*_ACTS, *(act + _PROJECTS for act in _ACTS))
    return next((word for word in words if sentence.text.endswith(word, sentence.start, before.start)), "")


def _act_behind(sentence: ParsedSentence, index: int) -> str:
    """Return the act of another step that is done to the same projects: 「45个项目签约开工投产仪式」."""
    token = sentence.tokens[index]
    own = _LAST_ACT.search(sentence.word(token))
    if own is None or _PROJECTS not in sentence.word(token):
        return ""
    at, step = token.end, next((acts for acts in _STEPS if own[1] in acts), [own[1]])
    while found := _ACT_BEHIND.match(sentence.text, at, sentence.end):
        if found[1] not in step:
            return found[1]
        at = found.end()
    return ""


def _grade_before(sentence: ParsedSentence, index: int) -> str:
    """Return the grade joined before a term of another grade that has no count of its own, not 「2家省级、7家市级…」."""
    token = sentence.tokens[index]
    word = sentence.word(token)
    if _PROJECTS in word or not _OF_GRADE.match(word) or _each(sentence, index):
        return ""
    found = _GRADE_BEFORE.search(sentence.text, sentence.start, token.start)
    return found[1] if found else ""


def _term_before(sentence: ParsedSentence, index: int, entry: Indicator) -> str:
    """Return the other term whose members are counted with those of a term, not where each has a figure behind."""
    joins, other = (sentence.tokens[at] if at >= 0 else None for at in (index - 1, index - 2))
    if joins is None or other is None or dimensions().get(entry.unit) != "count":
        return ""
    if other.kind != "mention" or sentence.word(joins) not in _AND or _each(sentence, index):
        return ""
    if any(term.indicator == entry.id for term in other.value.terms):
        return ""
    behind = sentence.tokens[index + 1 : index + _NEAR]
    figure = next((at for at, one in enumerate(behind) if one.kind == "quantity"), len(behind))
    listed = [one.kind for one in behind[figure + 1 : figure + 3]] == ["mark", "quantity"]
    return "" if figure == len(behind) or listed else sentence.word(other)


def summed_with(sentence: ParsedSentence, index: int, term: Term, catalogue: Catalogue) -> str:
    """Return the shortened term that the one figure behind a term is of too, or "": 「粮食、蔬菜产量86万吨」."""
    joins = sentence.tokens[index - 1] if index else None
    if joins is None or sentence.word(joins) not in _AND or _each(sentence, index):
        return ""
    behind = sentence.tokens[index + 1 : index + _NEAR]
    figure = next((at for at, one in enumerate(behind) if one.kind == "quantity"), len(behind))
    if [one.kind for one in behind[figure + 2 : figure + 3]] == ["quantity"] and (
        sentence.word(behind[figure + 1]) in _AND
    ):
        return ""  # 「粮食、蔬菜产量52万吨、34万吨」
    whole = term.head * (term.gap == "") + sentence.word(sentence.tokens[index])
    for at in range(max(sentence.start, joins.start - _LONGEST), joins.start):
        other = completed(sentence.text[at : joins.start], whole, catalogue)
        if other and other.indicator != term.indicator:
            return sentence.text[at : joins.start]
    return ""


def _each(sentence: ParsedSentence, index: int) -> bool:
    behind = takewhile(lambda one: one.kind != "quantity", sentence.tokens[index + 1 : index + _NEAR])
    return any(one.kind == "each" for one in behind)


def part_in_bracket(sentence: ParsedSentence, index: int) -> str:
    """Return what the bracket right behind a term cuts it down to, or "": 「粮食产量（夏粮）48.9万吨」."""
    close = sentence.opens.get(index + 1)
    if close is None:
        return ""
    word = sentence.text[sentence.tokens[index + 1].end : sentence.tokens[close].start]
    return word if word not in _SCOPES and (word.startswith(_PARTS) or word.endswith(_PARTS)) else ""
