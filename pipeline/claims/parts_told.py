"""Tell parts by what is said beside them: 其中 with some sorts of people, the share that they are of all."""

from __future__ import annotations

import re

from pipeline.claims.binding import Sentence
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.words import words_of

_SORTS = tuple(words_of("bindings")["sorts_of_people"])
_OF_ALL = re.compile("[^，,。；;0-9]{0,10}总[数量]")


def of_sorts(sentence: Sentence, index: int, mention: int) -> bool:
    """Say whether 其中 opens an item about some sorts of people, which goes on: 「其中国内游客90万人次，旅游收入7亿元」."""
    reading = sentence.reading
    tokens = reading.tokens[:index]
    first = max((at + 1 for at, token in enumerate(tokens) if token.is_mark("；;")), default=0)
    if first >= len(tokens) or tokens[first].kind != "part":
        return False
    counted = next((token for token in tokens[first:] if token.kind == "quantity"), None)
    said = reading.text[tokens[first].end : counted.start] if counted else ""
    return any(sort in said and sort not in reading.word(reading.tokens[mention]) for sort in _SORTS)


def has_share(sentence: Sentence, index: int, entry: Indicator) -> bool:
    """Say whether what is counted is told to be a share of all: 「工业项目49个，占项目总数的84%」."""
    reading = sentence.reading
    behind = reading.tokens[index + 1 : index + 3]
    share = len(behind) == 2 and behind[0].kind == "mark" and behind[1].kind == "share"
    counted = dimensions().get(entry.unit) == "count"
    return share and counted and _OF_ALL.match(reading.text, behind[1].end) is not None
