"""Tell that a figure is of one thing whose name nobody could read: 「年产30万吨甲酸项目，总投资12亿元」 is of no county."""

from __future__ import annotations

import re
from functools import cache

from pipeline.clauses.tokens import ParsedSentence
from pipeline.indicators import Indicator
from pipeline.observations.anaphors import may_be
from pipeline.quantities import Quantity
from pipeline.quantities.units import alternation
from pipeline.subjects.names import is_generic, subject_words, without_areas
from pipeline.words import words_of

_STRETCH_ENDS = "；;。！？!?\n"
_PIECE = re.compile(r"[^，,；;。！？!?：:、\n]+")
_LEAD = re.compile(r"(?:以上|左右|余|多)?的")
_SHORTEST = 2  # characters that say which it is
_GROUP = re.compile(r"等|之一|(?:共|达|合计|总数)? ?\d")  # 「甲项目等9个项目」, 「水泥路项目25条」
_COUNT = re.compile(r"\d+ ?[个家]")  # 「入驻青禾产业园8个，总投资5亿元」
_COUNTED = re.compile(r"(?:\d ?|[一二两三四五六七八九十百几数])[多余几]?[个家项批宗件]")


@cache
def _endings() -> re.Pattern[str]:
    words = subject_words()
    endings = [
        *words["endings"]["project"],
        *words["endings"]["company"],
        *words["facilities"],
        *words["built"],
    ]
    return re.compile(f"(?:{alternation(endings)})(?!{alternation(words['goes_on'])})")


def is_of_one_unread(sentence: ParsedSentence, quantity: Quantity, entry: Indicator) -> bool:
    """Say whether one thing is told of before a figure in its sentence, or right behind it: 「投资5亿元的甲酸项目」."""
    text = sentence.text
    first = max(
        sentence.start, *(text.rfind(one, sentence.start, quantity.start) + 1 for one in _STRETCH_ENDS)
    )
    behind = _LEAD.match(text, quantity.end, sentence.end)
    subjects = [one.value for one in sentence.tokens if one.kind == "subject" and one.value.name]
    pieces = [*_PIECE.finditer(text, first, quantity.start)]
    if behind and (piece := _PIECE.match(text, behind.end(), sentence.end)):
        pieces.append(piece)
    lies = [one.start for one in sentence.tokens if one.kind == "located"]
    for piece in pieces:
        where = next((at for at in lies if piece.start() <= at < piece.end()), piece.end())
        since = piece.start()
        for ending in _endings().finditer(text, piece.start(), where):  # not 「位于青禾化工产业园」
            own = next((one for one in subjects if one.start < ending.end() <= one.end), None)
            if own is not None and _COUNT.match(text, own.end):
                return True
            told = own is None or not may_be(own, entry)
            if told and _says_which(text[since : ending.start()]) and not _GROUP.match(text, ending.end()):
                return True
            since = ending.end()
    return False


@cache
def _quoted() -> re.Pattern[str]:
    """Compose what an item behind a semicolon is about, by a quoted name: 「；建成“青云观光园”，」, not 「“大基地”的」."""
    words = subject_words()
    endings = [*words["openers"]["endings"], *words["endings"]["zone"], *words["facilities"], *words["built"]]
    return re.compile(f"[；;。][^；;。“]*“[^”，,；;。]{{2,20}}(?:{alternation(endings)})”(?!的)")


def passes_quoted(sentence: ParsedSentence, start: int, end: int) -> bool:
    """Say whether another thing is named in quotation marks behind a semicolon in text[start:end]."""
    return _quoted().search(sentence.text, start, end) is not None


def _says_which(stem: str) -> bool:
    """Say whether the words before 项目 tell which one it is: not 重点, 今年实施的10个, 该."""
    if _COUNTED.search(stem):
        return False
    bare = re.sub(r"[^一-鿿A-Za-z0-9]", "", stem.rpartition("的")[2])
    for word in subject_words()["before"]:
        bare = bare.rpartition(word)[2] if word in bare else bare
    bare = without_areas(bare)
    if bare.endswith(tuple(words_of("bindings")["phases"])):
        return True  # of whose the phase is, nobody says
    pointed = bare.endswith(tuple(subject_words()["anaphor_before"]))
    ends = bare.endswith(tuple(subject_words()["no_name_ends"]))
    return len(bare) >= _SHORTEST and not (pointed or ends or is_generic(bare))
