"""Tell what a company yields from what a project will yield, and from what nobody named yields."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.claims import Claim
from pipeline.clauses.tokens import ParsedSentence
from pipeline.dating.status import when_built
from pipeline.indicators import Indicator
from pipeline.lines.folding import fold
from pipeline.quantities.units import alternation
from pipeline.subjects.groups import gathers_in
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_FIRMS = "企业主体"  # the group of indicators that an enterprise has
_OF_COMPANIES: dict[str, str] = words_of("bindings")["of_companies"]["indicators"]
_OF_ONE = frozenset(words_of("bindings")["of_companies"]["of_one"])
_HELD_BY_ONE = frozenset(words_of("bindings")["others_figures"]["projects"])
_OF_PROJECTS = {enterprise: project for project, enterprise in _OF_COMPANIES.items()}
_OF_PLACES: dict[str, str] = words_of("bindings")["of_companies"]["of_places"]
_PROJECTS = tuple(words_of("bindings")["of_companies"]["projects"])
_PROJECT_WORDS = (*_PROJECTS, *words_of("bindings")["of_companies"]["built"])
_ITS_MONEY = re.compile(
    f"(?:{alternation(list(_PROJECTS))})(?:计划|概算|估算|预计)?总投资[^0-9，,。；;]{{0,6}}$"
)
_COUNT = re.compile(
    f"[0-9] ?[{''.join(words_of('bindings')['counters'])}家](?![^，,、；;0-9]{{1,12}}(?:村|镇|乡))"
)
_POINTERS = tuple(subject_words()["anaphor_before"])
_OPENERS = ("plain", "mark", "period", "lead")
_NEAR = 400  # characters of a paragraph before a figure
_COMPANIES = tuple(subject_words()["endings"]["company"])


@cache
def _pointer() -> re.Pattern[str]:
    """Compose 该企业, and 企业 at the start of a clause."""
    before = alternation(subject_words()["anaphor_before"])
    firms = alternation(subject_words()["anaphors"]["company"])
    return re.compile(f"(?:{before}|^|(?<=[。，,；;：:\n]))(?:{firms})")


def own_yield(sentence: ParsedSentence, claim: Claim, subject: str) -> str:
    """Return the indicator that a company's yearly yield is, where no project is spoken of, else the claim's own.

    「天和集团年产值5亿元」 is output of the enterprise; 「项目投产后年产值5亿元」 of the project. What a company has is no
    place's: 「天和集团税收3亿元」.
    """
    company = fold(subject).endswith(_COMPANIES)
    if company and claim.indicator in _OF_PLACES:
        return _OF_PLACES[claim.indicator]
    project = _speaks_of_project(sentence, claim)
    if project and claim.status == "planned" and not (company and claim.period):
        return _OF_PROJECTS.get(claim.indicator, claim.indicator)  # 「园区7个项目投产后，总产值25亿元」
    if not company or claim.status != "actual" or _speaks_of_project(sentence, claim, of_firm=True):
        return claim.indicator
    return _OF_COMPANIES.get(claim.indicator, claim.indicator)


def is_made_by_one(entry: Indicator) -> bool:
    """Say whether an indicator is what one project or firm makes, holds or gives."""
    return entry.id in _OF_ONE


def of_nobody(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> bool:
    """Say whether an enterprise's or a project's yield is told of none: 「民宿1550户，总收入6000万元」.

    So are the jobs that a trade gives: 「全县蔬菜产量46万吨，带动就业3万人」. A word that points back (公司, 该企业) names
    one all the same.
    """
    index = bisect_left(sentence.tokens, claim.quantity.start, key=lambda token: token.start)
    if entry.about == "either" and claim.status == "planned" and when_built(sentence, index):
        return True  # 「旅游扶贫项目建成后，年接待游客可达20万人次」 is no county's
    named = any(token.kind == "subject" for token in sentence.leading_to(claim.quantity.start))
    if named or _pointer().search(sentence.text, sentence.start, claim.quantity.start):
        return False
    if entry.group == _FIRMS and entry.kind == "flow" and "company" in entry.subjects:
        return True
    planned = claim.status == "planned"
    return claim.indicator in _OF_ONE and not _speaks_of_project(sentence, claim, also_done=planned)


def of_one_alone(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> bool:
    """Say whether a figure is of one that nobody named, in a clause that names no area either: 「公司年产值380万元」.

    The money of a project is so where none are counted before: 「一是实施除险加固工程，项目总投资3000万元」.
    """
    start = claim.quantity.start
    if claim.own or any(token.kind in ("own", "place") for token in sentence.leading_to(start)):
        return False
    if entry.id in _OF_ONE or (entry.group == _FIRMS and "company" in entry.subjects):
        return True
    first = max(0, start - _NEAR)
    paragraph = max(first, sentence.text.rfind("\n", first, start) + 1)
    told = _ITS_MONEY.search(sentence.text, sentence.start, start) is not None or _opens_with_one(
        sentence, start
    )
    return told and not gathers_in(sentence.text[paragraph:start])


def _opens_with_one(sentence: ParsedSentence, figure: int) -> bool:
    """Say whether a sentence opens with a project that it does not name: 「工程于去年3月开工，总投资6.2亿元」."""
    for token in sentence.leading_to(figure):
        if token.kind == "subject":
            pointed = sentence.word(token).startswith(_POINTERS)  # 该项目 is one that the text tells of
            return token.value.kind == "project" and not token.value.name and not pointed
        if token.kind not in _OPENERS:
            return False
    return False


def is_of_one_unnamed(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether a project's money or land is told where nobody counts projects: 「总投资1.5亿元的该院病房楼奠基」.

    A name that could not be read stands there, or a programme without one: 「我州计划总投资7.75亿元」. Such figures are
    an area's less than half of the time.
    """
    start = claim.quantity.start
    if claim.indicator not in _HELD_BY_ONE:
        return False
    tokens = sentence.leading_to(start)
    clause = tokens[next((at for at in range(len(tokens), 0, -1) if tokens[at - 1].is_mark("，,；;")), 0) :]
    own = next((token for token in reversed(clause) if token.kind in ("own", "place")), None)
    if own and any(word in sentence.text[own.end : start] for word in _PROJECTS):
        return False  # 「全县项目总投资达百亿元」
    counted = (
        _COUNT.search(sentence.text, sentence.start, start) is not None
    )  # 「汨罗市21个，总投资86.5亿元」
    return not counted and not gathers_in(sentence.text[max(0, start - _NEAR) : sentence.end])


def _speaks_of_project(
    sentence: ParsedSentence, claim: Claim, *, also_done: bool = True, of_firm: bool = False
) -> bool:
    """Say whether a project is named before a figure, or (`also_done`) that something is built: 投产后.

    Where the figure is a firm's (`of_firm`), what stands before its last name is over: 「…项目，公司去年纳税2000万元」.
    """
    said = sentence.text[sentence.start : claim.quantity.start]
    if of_firm:
        said = said[max(map(said.rfind, _COMPANIES)) + 1 :]
    return any(word in said for word in (_PROJECT_WORDS if also_done else _PROJECTS))
