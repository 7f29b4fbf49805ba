"""Tell the projects of a higher office from all of a place: 「省重点项目2个，总投资20亿元」 on a page about a county."""

from __future__ import annotations

import re

from pipeline.claims.claim import Claim
from pipeline.clauses.tokens import ParsedSentence
from pipeline.indicators import Indicator
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS = words_of("bindings")["grades"]
_GRADE = rf"(?:{alternation(_WORDS['areas'])})(?:[{_WORDS['tails']}])?[、和及]?"
_KEY = (
    rf"(?:{alternation(_WORDS['key'])})(?:{alternation(_WORDS['kinds'])})?(?:{alternation(_WORDS['nouns'])})"
)
_GRADED = re.compile(rf"((?:{_GRADE}){{1,4}}){_KEY}")
_PUT_INTO = alternation(_WORDS["put_into"])
_LISTED = re.compile(rf"(?:{_PUT_INTO})([^，,。；;0-9]{{2,16}}?)[{_WORDS['tails']}]?{_KEY}")
_LEADS_TO_LIST = re.compile(rf"(?:{_PUT_INTO})(?:{_GRADE}){{0,4}}\Z")
_LONGEST_LEAD = 12  # characters of 「被确定为国家、省、|」
_COUNT = f"[0-9]{{1,5}} ?[{''.join(words_of('bindings')['counters'])}]"
_COUNTED = re.compile(rf"{_COUNT}((?:{_GRADE}){{0,4}}){_KEY}|((?:{_GRADE}){{0,4}}){_KEY}共? ?{_COUNT}")
_ALONE = re.compile(rf"(?:^|(?<=[。\n]))({_GRADE})(?:{_KEY})?共? ?{_COUNT}[，,][^。\n]*。?[ ]*$")
_REACH = 200  # characters back to the sentence before
_OWN = re.compile("[全我本][省市州盟县区旗]")
_COUNTY = "县"
_STOPS = re.compile("[。；;]")
_STEM = 2  # characters of a place that its short name has
_BEHIND = 16  # characters behind a figure in which its term may stand


def of_higher_grade(sentence: ParsedSentence, claim: Claim, entry: Indicator, place: str) -> str:
    """Return the words that make a figure one of another office's projects alone, or "".

    Where the page counts no other projects (县重点项目, 重点项目) they are those that it is about. Of a page about no
    place the rank is what its sentence calls its own (全县), else a county's.
    """
    if entry.group not in _WORDS["groups"]:
        return ""
    start, end = claim.quantity.start, claim.quantity.end
    before = _STOPS.split(sentence.text[sentence.start : start])[-1]
    listed = _LISTED.search(before)
    if place and listed and re.sub(_GRADE, "", listed[1]) and place[:_STEM] not in listed[1]:
        return listed[0]
    behind = re.split("[，,。；;：:、]", sentence.text[end : min(end + _BEHIND, sentence.end)])[0]
    found = _GRADED.search(behind)
    if found is None:
        for found in _GRADED.finditer(before):  # noqa: B007 - the last one is wanted
            pass
        if found is None or _OWN.search(before, found.end()):
            return ""
    called = _OWN.search(sentence.text, sentence.start, sentence.end)
    rank = place[-1:] or (called[0][-1] if called else _COUNTY)
    if rank not in _WORDS["areas"] or rank in found[1]:
        return ""
    counted = {one[1] or one[2] or "" for one in _COUNTED.finditer(sentence.text)}
    return found[0] if counted - {found[1]} else ""


def grade_gone_on(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> str:
    """Return the grade that the sentence before in the paragraph counts, where this one only goes on about it, or "".

    「省级6项，概算投资140亿元。|1—12月完成投资28亿元」.
    """
    if entry.group not in _WORDS["groups"]:
        return ""
    led = sentence.leading_to(claim.quantity.start)
    if any(token.kind in ("own", "place", "subject") for token in led):
        return ""
    found = _ALONE.search(sentence.text[max(0, sentence.start - _REACH) : sentence.start])
    return found[1] if found else ""


def opens_list_of_others(text: str, place: int) -> bool:
    """Say whether a place at an offset is the one whose projects some are put among: 「列入省、|宁德市|重点项目」."""
    return _LEADS_TO_LIST.search(text, max(0, place - _LONGEST_LEAD), place) is not None


def is_graded(name: str) -> bool:
    """Say whether a name is only that of an office's projects: 省列重点项目."""
    return _GRADED.fullmatch(name) is not None
