"""Tell figures that are no place's: of what somebody sets out to build where a delegation comes from, of who moved in.

A figure of another phase is no figure of the phase that was told of before either.
"""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.observations.place_of import EVENT
from pipeline.places import Place
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
_IN_PHASES = re.compile("[及与和][^，,。；;：:]{2,12}(?:项目|工程)(?:拟|共|计划)?分[一二两三四五六2-6]期")
_BEGINS = tuple(
    f"{together}{begun}" for together in ("", "集中", "同时") for begun in words_of("bindings")["acts"]
)
_WITH_COUNTIES = "00"  # how the code of a city that has counties ends
_AT = re.compile(r"在(?:\d{4}年?)?\Z")  # 「在2023|成都经开区」
_STOPS = "；;。"
_FARTHEST = 400  # characters from a figure to the visit that is told of in its paragraph


def of_visit(sentence: ParsedSentence, figure: int, title: str) -> bool:
    """Say whether a figure is of what one who is visited sets out: 「座谈，公司拟在我县建芦笋基地，总投资5亿元」."""
    paragraph = sentence.text.rfind("\n", max(0, figure - _FARTHEST), figure) + 1
    told = title + sentence.text[max(paragraph, figure - _FARTHEST) : figure]
    sets_out = _SETS_OUT.search(sentence.text[sentence.start : figure]) is not None
    return sets_out and any(word in told for word in _VISITED)


def of_project(sentence: ParsedSentence, figure: int) -> bool:
    """Say whether a figure is of a project or of those that it took in: 「三期项目新建厂房8万平方米，签约入驻项目9个」.

    So is what is built in phases, whatever it is called: 「种植及加工项目分三期建设，总投资22亿元」.
    """
    first = sentence.opening(figure, _STOPS)
    if _IN_PHASES.search(sentence.text, first, figure):
        return True
    begins = figure
    for token in sentence.leading_to(figure):
        project = token.kind == "subject" and token.value.kind == "project" and token.value.name
        if token.kind in ("own", "place"):
            begins = figure
        elif token.start >= first and (project or sentence.word(token).startswith(_PHASES)):
            begins = min(begins, token.start)
    return any(word in sentence.text[begins:figure] for word in _TAKES_IN)


def at_ceremony_of_zone(sentence: ParsedSentence, figure: int, place: Place) -> bool:
    """Say whether a zone held what a figure tells of, on a page about its city.

    「在成都经开区签约仪式上，16个项目…」, 「16个项目在成都经开区集中开工，总投资…」.
    """
    return place.code.endswith(_WITH_COUNTIES) and any(
        token.kind == "subject"
        and token.value.kind == "zone"
        and _AT.search(sentence.text, sentence.start, token.start)
        and (EVENT.match(sentence.text, token.end) or sentence.text.startswith(_BEGINS, token.end))
        for token in sentence.leading_to(figure)
    )


def of_other_phase(sentence: ParsedSentence, figure: int, subject: str) -> bool:
    """Say whether a figure is of another phase than the one that a subject's name ends with: 「其中一期占地780亩」."""
    phases = words_of("bindings")["phases"]
    own = next((one for one in phases if subject.endswith(one)), "")
    said = sentence.text[sentence.start : figure]
    said = said.rpartition(subject)[2] if subject else said
    return bool(own) and own not in said and any(one in said for one in phases)
