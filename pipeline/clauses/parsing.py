"""Parse a sentence into one row of tokens: figures, mentions, periods, places, subjects, cue words, marks, the rest."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Any, Protocol

from pipeline.clauses.brackets import brackets
from pipeline.clauses.cues import Cue, cue_head, ends_word, find_cues
from pipeline.clauses.tokens import CLAUSE_ENDS, MARKS, Layers, ParsedSentence, Token, within

_PIECE = re.compile(rf"[{re.escape(''.join(sorted(MARKS)))}]|[^{re.escape(''.join(sorted(MARKS)))}\s]+")
# Months that no year is known for: 「1—9月全县旅游收入」 is no part of it.
_UNDATED_MONTHS = re.compile(
    r"(?<![0-9年])(?:\d{1,2}(?:月?(?:份)?[-—–~～至到]\d{1,2}月(?:份)?|月份)|[前头](?:\d{1,2}|[两二三四五六七八九十]{1,2})个月)"
)
# How many days a holiday has: 「春节假期，全县7天共接待游客30万人次」; not the first of them, which are a part of it.
_DAYS = re.compile(r"(?<![0-9第每前头后近])(?:[1-9]|[一二三四五六七八])天(?:假期|时间|里|内|来|间)?")
# 「地区生产总值[2]13778亿元」: the number of a note says nothing of the figure behind it.
_FOOTNOTE = re.compile(r"[\[〔【]\d{1,2}[\]〕】]|(?<=[一-鿿)])●(?=[一-鿿0-9])")
_TELLING = 4
_SHORTEST = 2  # characters of a name before the figure in it
_TAIL_REACH = 24
# Base cues (比上年) come before periods, or 上年 would be read as the figure's own period.
_BASE_YEAR = "base_year"
_BEFORE_PERIODS = (_BASE_YEAR, "base_other")
_END = attrgetter("end")
_START = attrgetter("start")


class Spanned(Protocol):
    """Be anything with offsets into the text."""

    @property
    def start(self) -> int:
        """Return where it begins."""

    @property
    def end(self) -> int:
        """Return where it ends, exclusive."""


def read_sentence(text: str, start: int, end: int, layers: Layers) -> ParsedSentence:
    """Lay the layers over the sentence text[start:end]; where two overlap, the more telling one stays."""
    owner = bytearray(end - start)
    tokens: list[Token] = []

    def lay(items: Iterable[Any], kind: str = "") -> None:
        for item in items:
            low, high = item.start - start, item.end - start
            if owner.find(1, low, high) < 0:
                owner[low:high] = b"\1" * (high - low)
                tokens.append(Token(item.start, item.end, kind or item.role, item))

    subjects = within(layers.subjects, start, end)
    cues = find_cues(text, start, end)
    periods = within(layers.periods, start, end)
    quantities = [
        one
        for one in within(layers.quantities, start, end)
        if not _enumerates(text, one) and not _inside(one, periods)
    ]
    counted = {quantity.end for quantity in quantities if quantity.unit not in ("", "%", "元")}
    places = within(layers.places, start, end)
    villages = {place.end for place in places if place.level == "village"}
    mentions = [one for one in within(layers.mentions, start, end) if one.end not in villages]
    for note in _FOOTNOTE.finditer(text, start, end):
        owner[note.start() - start : note.end() - start] = b"\1" * (note.end() - note.start())
    named = [subject for subject in subjects if subject.name and subject.start not in counted]
    lay(quantities, "quantity")
    # 「10条清洁机器人生产线」 counts things of a kind; only 「2亿元的生产线项目」 names one.
    lay((subject for subject in named if not _covered(subject, mentions)), "subject")
    lay((own for pair in pairwise(named) if (own := _built_by(*pair))), "subject")
    lay((end for subject in named for end in _ends(subject, quantities, mentions)), "subject")
    lay((mention for mention in mentions if mention.leads), "mention")
    lay(
        (mention for mention in mentions if not mention.leads and _behind_figure(text, mention, quantities)),
        "tail",
    )
    lay(_with_holiday(cue, periods) for cue in cues if cue.role in _BEFORE_PERIODS)
    lay(periods, "period")
    for neutral in (_UNDATED_MONTHS, _DAYS):
        lay((Cue(*match.span(), "plain") for match in neutral.finditer(text, start, end)), "plain")
    lay((_before_term(place, mentions) for place in places), "place")
    lay((subject for subject in subjects if not subject.name), "subject")
    lay(cue for cue in cues if cue.end - cue.start > 1)
    lay(head for cue in cues for head in cue_head(text, cue))
    # A single character does its work only where no word goes on behind it: 升 not in 直升机, 与 not in 参与建设.
    lay(
        cue
        for cue in reversed(cues)
        if cue.end - cue.start == 1
        and (cue.end >= end or owner[cue.end - start] or text[cue.end] in MARKS or text[cue.end].isspace())
        and not (cue.start > start and not owner[cue.start - 1 - start] and ends_word(text, cue, start))
    )
    tokens += _gaps(text, start, owner)
    tokens.sort()
    bracket, opens = brackets(text, start, end, tokens)
    closes = {closing: opening for opening, closing in opens.items()}
    return ParsedSentence(text, start, end, tokens, bracket, opens, closes)


def _before_term(place: Any, mentions: Sequence[Spanned]) -> Any:
    """Return a place without the characters that a term takes from it: 青禾地区|生产总值 is written 青禾|地区生产总值."""
    at = bisect_right(mentions, place.start, key=_START)
    cut = place.level == "prefecture" and at < len(mentions)
    cut = cut and mentions[at].start < place.end < mentions[at].end
    return replace(place, end=mentions[at].start) if cut else place


def _with_holiday(cue: Cue, periods: Sequence[Any]) -> Cue:
    """Return a cue with the holiday that its year is said of: 比上年|春节假期, which is compared with as 比上年 is."""
    at = bisect_right(periods, cue.start, key=_START)
    laps = at < len(periods) and periods[at].start < cue.end < periods[at].end
    holiday = laps and getattr(periods[at], "holiday", "")
    return cue._replace(end=periods[at].end) if holiday and cue.role == _BASE_YEAR else cue


def _enumerates(text: str, quantity: Any) -> bool:
    """Say whether an ordinal opens a list: 「第一、二、三产业增加值」 names industries and ranks nothing."""
    return (
        quantity.unit == "位"
        and text[quantity.end : quantity.end + 1] == "、"
        and quantity.text.startswith("第")
    )


def _inside(quantity: Spanned, periods: Sequence[Spanned]) -> bool:
    """Say whether a number is part of a date that the grammar of quantities does not know: 「20 24年」."""
    at = bisect_right(periods, quantity.start, key=_START) - 1
    return at >= 0 and quantity.end <= periods[at].end


def _built_by(builder: Any, project: Any) -> Any:
    """Return what stands of a project's name behind its company's, to stand for it: 甲公司|二期项目; not 甲公司|项目."""
    behind = builder.start == project.start and project.end - builder.end > _SHORTEST
    return replace(project, start=builder.end) if behind else None


def _ends(subject: Any, quantities: Sequence[Spanned], mentions: Sequence[Spanned]) -> list[Any]:
    """Return what stands of a name before and behind the figures in it, to stand for it: 恒川|年产20万吨|锂电项目."""
    inside = within(quantities, subject.start + 1, subject.end)
    if not inside or subject.end - inside[-1].end < _TELLING:
        return []
    behind = replace(subject, start=inside[-1].end)
    first = min(one.start for one in (*inside, *within(mentions, subject.start, inside[0].start)))
    return [behind, replace(subject, end=first)] if first - subject.start >= _SHORTEST else [behind]


def _covered(subject: Spanned, mentions: Sequence[Any]) -> bool:
    """Say whether a mention holds the subject or its end: 「全县共有A级旅游景区」 counts scenic areas, it names none."""
    at = bisect_left(mentions, subject.end, key=_END)  # mentions never overlap: no other reaches the end
    if at == len(mentions) or mentions[at].start >= subject.end:
        return False
    mention = mentions[at]
    telling = mention.end > subject.end or mention.end - mention.start >= _TELLING
    return bool(mention.start <= subject.start or (mention.leads and telling))


def _behind_figure(text: str, mention: Spanned, quantities: Sequence[Spanned]) -> bool:
    """Say whether a figure stands before the mention in the same clause."""
    first = bisect_left(quantities, mention.start - _TAIL_REACH, key=_END)
    last = bisect_right(quantities, mention.start, first, key=_END)
    return any(CLAUSE_ENDS.isdisjoint(text[one.end : mention.start]) for one in quantities[first:last])


def _gaps(text: str, start: int, owner: bytearray) -> list[Token]:
    """Return what no layer covers: single marks, and runs of other characters."""
    gaps: list[Token] = []
    first = owner.find(0)
    while first >= 0:
        last = owner.find(1, first)
        last = last if last >= 0 else len(owner)
        if text[start + first] in MARKS and last == first + 1:
            gaps.append(Token(start + first, start + last, "mark", text[start + first]))
        else:
            for piece in _PIECE.finditer(text, start + first, start + last):
                mark = piece[0] if piece[0] in MARKS else None
                gaps.append(Token(*piece.span(), "mark" if mark else "rest", mark))
        first = owner.find(0, last)
    return gaps
