"""Tell figures that are no place's: of what somebody sets out to build where a delegation comes from, of who moved in."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_VISITS = subject_words()["visits"]
_VISITED = tuple(_VISITS["words"])
_SETS_OUT = re.compile(
    f"(?:^|[，,。；;：:\n]|该)(?:{alternation(_VISITS['whose'])})(?:{alternation(_VISITS['plans'])})?"
    f"(?:{alternation(_VISITS['plans'])})在(?:我|本)[县市区州旗]"
)
_TAKES_IN = tuple(subject_words()["takes_in"])
_PHASES = tuple(f"{phase}{noun}" for phase in words_of("bindings")["phases"] for noun in ("项目", "工程"))
_STOPS = "；;。"
_FARTHEST = 400  # characters from a figure to the visit that is told of in its paragraph


def of_visit(sentence: ParsedSentence, figure: int, title: str) -> bool:
    """Say whether a figure is of what one who is visited sets out: 「座谈，公司拟在我县建芦笋基地，总投资5亿元」."""
    paragraph = sentence.text.rfind("\n", max(0, figure - _FARTHEST), figure) + 1
    told = title + sentence.text[max(paragraph, figure - _FARTHEST) : figure]
    sets_out = _SETS_OUT.search(sentence.text[sentence.start : figure]) is not None
    return sets_out and any(word in told for word in _VISITED)


def taken_in(sentence: ParsedSentence, figure: int) -> bool:
    """Say whether a figure is of those that a project took in: 「三期项目新建厂房8万平方米，签约入驻项目9个」."""
    first = sentence.opening(figure, _STOPS)
    begins = figure
    for token in sentence.leading_to(figure):
        project = token.kind == "subject" and token.value.kind == "project" and token.value.name
        if token.kind in ("own", "place"):
            begins = figure
        elif token.start >= first and (project or sentence.word(token).startswith(_PHASES)):
            begins = min(begins, token.start)
    return any(word in sentence.text[begins:figure] for word in _TAKES_IN)
