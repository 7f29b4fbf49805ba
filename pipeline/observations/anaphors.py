"""Find the name that 该公司, 项目 or 景区 stands for: the only one that it can mean, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.clauses.cues import cue_words
from pipeline.clauses.tokens import ParsedSentence
from pipeline.clauses.word_classes import leading_noun, word_class
from pipeline.indicators import Indicator
from pipeline.observations.article_context import ArticleContext
from pipeline.subjects import Subject
from pipeline.subjects.names import is_generic, subject_words
from pipeline.words import words_of

NEAR = 160  # characters; the project of the company in the sentence before
_REACH = 600  # characters that a sentence or a paragraph may have
_ENDS = "。！？!?\n"
_OPENED = re.compile(f"[{_ENDS}、和与及]([一-鿿A-Za-z]{{4,24}})")
_BESIDE = re.compile("[，,；;。](?:与|为|同)(?:之|其|它)[一-鿿]{2,8}的$")
_COUNTED = re.compile(
    "[^，,。；;、0-9是为有的在]{0,6}?[0-9两二三四五六七八九十]{1,3}[个项大][^，,。；;0-9]{0,6}项目"
)
ITEM = re.compile("[一二三四五六七八九十]是")
_LONGEST_CLAUSE = 14  # characters of 「，与之配套的」
_FEWEST, _LONGEST = 2, 8  # characters of a name before 项目
_BUILT = ("总投资", "占地")
_TELLS = tuple(words_of("bindings")["tells"])


def may_be(subject: Subject, entry: Indicator) -> bool:
    """Say whether an indicator can be about a subject of this kind."""
    return not entry.subjects or subject.kind in entry.subjects


def named_before(
    sentence: ParsedSentence, anaphor: Subject, entry: Indicator, context: ArticleContext
) -> str | None:
    """Return what 该公司 or 景区 stands for, "" where nothing is named, None where it may be one of several.

    The sentence's own names come first, then those of the last sentence that named one of its kind, before all one that
    ends alike: 景区 is 大雁山风景区, not the park in it. 项目 behind several projects is all of them.
    """
    before = [
        one
        for one in context.subjects_before(anaphor.start)
        if one.end <= anaphor.start and may_be(one, entry)
    ]
    since = max(sentence.text.rfind(mark, sentence.start, anaphor.start) for mark in "；;")
    own = [one for one in before if one.start >= sentence.start]
    own = [
        one for one in own if one.start > since and one.kind == anaphor.kind
    ] or own  # 「；与之配套的…公司…，该公司」
    kindred = [one for one in before if one.kind == anaphor.kind]
    topic = context.topics.at(anaphor.start, *entry.subjects)
    if own:
        candidates = [one for one in own if one.kind == anaphor.kind] or own
    elif topic:
        return topic.name
    elif anaphor.kind == "project" and ITEM.match(sentence.text, sentence.start):
        return ""  # 「二是实施甲工程，…。三是实施3处供水工程，项目总投资…」
    elif name := opening_name(sentence):
        return name  # 「中岳重工是上市公司，…，公司计划总投资2亿元」
    else:
        candidates = _last_named(sentence.text, kindred, anaphor) or [
            one for one in before if anaphor.start - one.end <= NEAR
        ]
    only = None if not own and _unknown(sentence, anaphor, candidates) else _only(sentence.text, candidates)
    if not only and anaphor.kind == "scenic" and sentence.tokens[0].kind == "part":
        return None  # 「其中，景区接待游客40万人次」 is of them all
    if not only and entry.about == "either" and anaphor.kind == "scenic" and _points(anaphor):
        return None  # 「该景区接待游客9万人次」: not the county
    if only == "" and anaphor.kind == "project":
        return _zone_built(sentence.text, context.subjects_before(anaphor.start), anaphor)
    return None if only is None and _is_one(anaphor) else only or ""


def _zone_built(text: str, before: Sequence[Subject], anaphor: Subject) -> str:
    """Return the zone named last whose building is told of up to 项目, "" for none: 「甲产业园总投资9亿元。项目建成后」."""
    last = before[-1] if before else None
    between = text[last.end : anaphor.start] if last else ""
    told = len(between) <= NEAR and "\n" not in between and any(word in between for word in _BUILT)
    where = last is not None and text.endswith(_located(), 0, last.start)  # 「甲公司落户|乙产业园」
    return last.name if last and last.kind == "zone" and told and not where else ""


@cache
def _located() -> tuple[str, ...]:
    return tuple(word for word, role in cue_words().items() if role == "located")


def _unknown(sentence: ParsedSentence, anaphor: Subject, candidates: Sequence[Subject]) -> bool:
    """Say whether a sentence since then opens with what may be another name: 「鼎盛轴承项目也在建设。该项目…」."""
    since = max((one.end for one in candidates), default=anaphor.start)
    ending = anaphor.text
    for pointer in subject_words()["anaphor_before"]:
        ending = ending.removeprefix(pointer)
    between = sentence.text[max(since, anaphor.start - _REACH) : anaphor.start]
    opened = (found[1] for found in _OPENED.finditer(between) if ending in found[1])
    stems = (words.partition(ending)[0] for words in opened)
    return any(_FEWEST <= len(stem) <= _LONGEST and not is_generic(stem) for stem in stems)


def _is_one(anaphor: Subject) -> bool:
    """Say whether the word means one of them: 该项目, 公司, 景区, but 项目 may mean all."""
    return anaphor.kind != "project" or _points(anaphor)


def _points(anaphor: Subject) -> bool:
    return anaphor.text.startswith(tuple(subject_words()["anaphor_before"]))


def _last_named(text: str, kindred: list[Subject], anaphor: Subject) -> list[Subject]:
    """Return the subjects of the last sentence that names one of the kind, across a paragraph all of the paragraph."""
    kindred = [one for one in kindred if one.name.endswith(anaphor.text)] or kindred
    if not kindred:
        return []
    last = kindred[-1].start
    ends = _ENDS if text.rfind("\n", last, anaphor.start) < 0 else "\n"
    reach = max(0, last - _REACH)
    start = max(reach, *(text.rfind(end, reach, last) + 1 for end in ends))
    return [one for one in kindred if one.start >= start]


def _only(text: str, candidates: Sequence[Subject]) -> str | None:
    """Return the one name of the candidates, "" for none; of several the one that opens the sentence alone, else None."""
    if any(_COUNTED.match(text, one.end) for one in candidates):
        return None  # 「签约甲扩建、乙扩建和丙技改3个项目。项目投产后，年税收5000万元」
    whole: list[Subject] = []
    for one in candidates:
        if not any(one.name in other.name or other.name in one.name for other in whole):
            whole.append(one)
    if len(whole) <= 1:
        return candidates[-1].name if whole else ""
    opening = [one for one in whole if one.start == 0 or text[one.start - 1] in _ENDS]
    joined = any(
        text[one.start - 1] in "、和与及，,；;" or _beside(text, one) for one in whole if one not in opening
    )
    return opening[0].name if len(opening) == 1 and not joined else None


def _beside(text: str, one: Subject) -> bool:
    """Say whether a subject is only told to go with another, and opens its clause: 「，与之配套的|恒力精工公司」."""
    return _BESIDE.search(text, max(0, one.start - _LONGEST_CLAUSE), one.start) is not None


def opening_name(sentence: ParsedSentence) -> str:
    """Return the name without a suffix that opens the sentence (「广明源参与…」), or "".

    It ends at the first verb, and is one only where jieba's dictionary does not hold it as a common word.
    """
    first = sentence.tokens[0]
    if first.kind != "rest" or (len(sentence.tokens) > 1 and sentence.tokens[1].kind == "says"):
        return ""
    behind = sentence.tokens[1] if len(sentence.tokens) > 1 else None
    stands_alone = behind is not None and sentence.word(behind) == "是"  # 「中岳重工|是…」
    word = sentence.word(first)
    name = word if stands_alone else leading_noun(word)
    if word.startswith(_TELLS, len(name)):
        return ""
    described = is_generic(name[-_FEWEST:])  # 「白石乡村|合作公司」
    described = described or name.startswith(tuple(subject_words()["before"]))  # 「根据近日公布…」
    return name if 2 <= len(name) <= 6 and word_class(name) in ("", "nz", "nt") and not described else ""
