"""Tell whose figures the words before a colon lead: the county's own level, a zone that no list holds."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.sentences import LEAD
from pipeline.words import words_of

_OPENERS = ("place", "subject", "rest", "own")
_OWN_LEVEL = re.compile(
    f"(?:[0-9]{{4}}年[，,])?[^，,。；;:：]{{0,20}}({words_of('bindings')['own_level']})[^，,。；;:：]{{0,20}}[:：]"
)
_HEADED = re.compile(
    "([一-鿿]{2,8}区)(?:[0-9]{4}年)?[^，,。；;:：0-9]{0,12}情况[:：]"
)  # a zone that no list holds
_PARAGRAPH = 2000  # characters of one at most


def headed_by(sentence: ParsedSentence, index: int) -> str:
    """Return what the words before a sentence's colon make its figures of: the county's own level, a zone no list holds.

    「市本级一般公共预算支出执行情况：教育支出12亿元，…」, 「云岭实验区2025年预算执行情况：一般公共预算收入2亿元」.
    The own level holds for the rest of its paragraph, but for a sentence that names whose its figures are.
    """
    text, token = sentence.text, sentence.tokens[index]
    led = _OWN_LEVEL.match(text, sentence.start, token.start)
    if led is None and not any(
        one.kind in _OPENERS for one in sentence.leading_to(token.start) if one.kind != "rest"
    ):
        paragraph = text.rfind("\n", max(0, sentence.start - _PARAGRAPH), sentence.start) + 1
        told = LEAD.match(text, paragraph)  # 「据统计，县本级…执行情况：」
        led = _OWN_LEVEL.match(text, told.end() if told else paragraph, sentence.start)
    zone = _HEADED.match(sentence.text, sentence.start) if sentence.tokens[0].kind == "rest" else None
    return led[1] if led else zone[1] if zone else ""
