"""Follow the zone that a paragraph opens with: 「高新区总产值218亿元。新增规上企业12家」 is not the county's."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.clauses.tokens import ParsedSentence
from pipeline.places.place_words import place_words

_NAMED = ("own", "place", "subject")
_OPENS = ("", "mark", "period", "lead", "part", "quantity")  # what 全市 stands behind where it is told of
_STOPS = "。！？；\n"


class ZoneTold(NamedTuple):
    """Be the zone whose all figures of a sentence that opened a paragraph were, and where the last sentence ended."""

    end: int
    zone: str


def zone_gone_on(sentence: ParsedSentence, before: ZoneTold | None) -> str:
    """Return the zone that a sentence goes on about, "" where it names somebody itself or a paragraph begins.

    「投资57亿元，居全市第7位」 only measures the zone.
    """
    if before is None or "\n" in sentence.text[before.end : sentence.start]:
        return ""
    kinds = ("", *(token.kind for token in sentence.tokens))
    named = any(
        token.kind in _NAMED and not (sentence.word(token) in place_words()["own"] and earlier not in _OPENS)
        for earlier, token in zip(kinds, sentence.tokens, strict=False)
    )
    return "" if named else before.zone


def gone_on_behind(sentence: ParsedSentence, zone: str, before: ZoneTold | None) -> ZoneTold | None:
    """Return what the next sentence goes on about; this one's figures of a place were all of the `zone`, if of one."""
    if gone_on := zone_gone_on(sentence, before):
        return ZoneTold(sentence.end, gone_on)
    text, start = sentence.text, sentence.start
    paragraph = text.rfind("\n", 0, start) + 1
    opens = not any(text.find(mark, paragraph, start) >= 0 for mark in _STOPS)
    return ZoneTold(sentence.end, zone) if zone and opens else None
