"""Find what a passage is about where its heading says so: 「（六）珩阳逸景康养小镇」, 「柳河开发区」."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter

from pipeline.clauses.tokens import within
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


@dataclass(frozen=True, slots=True)
class Topics:
    """Hold the topics of a text's passages, in order: those of `headings`, and of `paragraphs` inside them."""

    headings: list[Topic] = field(default_factory=list)
    paragraphs: list[Topic] = field(default_factory=list)

    def at(self, offset: int, *kinds: str) -> Subject | None:
        """Return the subject of the innermost topic of the kinds (of any, if none is given) that holds at an offset."""
        for topics in (self.paragraphs, self.headings):
            nearest = bisect_right(topics, offset, key=_START) - 1
            topic = topics[nearest] if nearest >= 0 else None
            if topic and offset < topic.end and (not kinds or topic.subject.kind in kinds):
                return topic.subject
        return None


_START = attrgetter("start")


def topics_in(text: str, start: int, end: int, subjects: list[Subject]) -> Topics:
    """Return the topics of the passages between two offsets.

    A heading holds until the next heading; a zone that opens a paragraph (「高新区坚持…」) holds in that paragraph.
    """
    topics = Topics()
    heading: Subject | None = None
    since = start
    at = start
    for line in text[start:end].split("\n"):
        stop = at + len(line)
        named = [subject for subject in within(subjects, at, stop) if subject.name]
        if _is_heading(line):
            if heading:
                topics.headings.append(Topic(since, at, heading))
            heading, since = _of_heading(text, at, stop, named), at
        elif named and named[0].start == at and named[0].kind == "zone" and not _counts(text, named[0].end):
            topics.paragraphs.append(Topic(at, stop, named[0]))
        at = stop + 1
    if heading:
        topics.headings.append(Topic(since, end, heading))
    return topics


def _counts(text: str, end: int) -> bool:
    """Say whether a count follows a zone: 「青禾科技园6家企业…」 is of the six."""
    return text[end : end + 1].isdecimal()


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
