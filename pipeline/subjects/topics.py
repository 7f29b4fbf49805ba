"""Find what a passage is about where its heading says so: 「（六）珩阳逸景康养小镇」, 「柳河开发区」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reading import within
from pipeline.subjects import Subject

_LONGEST_HEADING = 30
_ENDS = frozenset("。；;，,！？!?：:")
_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?")


@dataclass(frozen=True, slots=True)
class Topic:
    """Mark a passage text[start:end] and the subject that its heading or its first words name."""

    start: int
    end: int
    subject: Subject


def topics_in(text: str, start: int, end: int, subjects: list[Subject]) -> list[Topic]:
    """Return the topics of the passages between two offsets, in order.

    A heading holds until the next heading; a zone that opens a paragraph (「高新区坚持…」) holds in that paragraph.
    """
    topics: list[Topic] = []
    heading: Subject | None = None
    since = start
    at = start
    for line in text[start:end].split("\n"):
        stop = at + len(line)
        named = [subject for subject in within(subjects, at, stop) if subject.name]
        if _is_heading(line):
            if heading:
                topics.append(Topic(since, at, heading))
            heading, since = _of_heading(text, at, stop, named), at
        elif named and named[0].start == at and named[0].kind == "zone":
            topics.append(Topic(at, stop, named[0]))
        at = stop + 1
    if heading:
        topics.append(Topic(since, end, heading))
    return sorted(topics, key=lambda topic: topic.start)


def _is_heading(line: str) -> bool:
    return 1 < len(line.strip()) <= _LONGEST_HEADING and not _ENDS.intersection(line) and "\t" not in line


def _of_heading(text: str, start: int, stop: int, named: list[Subject]) -> Subject | None:
    """Return the subject that a heading is, but for its number and a word like 简介 behind it."""
    number = _NUMBER.match(text, start)
    first = number.end() if number and number.end() < stop else start
    for subject in named:
        around = text[first : subject.start] + text[subject.end : stop]
        if len(around.strip(' “”"')) <= 2:
            return subject
    return None


def topic_at(topics: list[Topic], offset: int, *kinds: str) -> Subject | None:
    """Return the subject of the innermost topic of the kinds (of any, if none is given) that holds at an offset."""
    held = [
        topic.subject
        for topic in topics
        if topic.start <= offset < topic.end and (not kinds or topic.subject.kind in kinds)
    ]
    return held[-1] if held else None
