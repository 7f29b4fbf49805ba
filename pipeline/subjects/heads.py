"""Tell a subject from what it only describes: 「由甲公司投资建设的乙项目，总投资…」 is of the project."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from pipeline.indicators import Indicator
from pipeline.reading import CLAUSE_ENDS, Reading, Token
from pipeline.subjects import Subject
from pipeline.subjects.anaphors import may_be
from pipeline.subjects.names import is_generic, subject_words
from pipeline.words import words_of

_OF = "的"
_IS: str = words_of("bindings")["this_is"]
_PROJECTS = "项目"  # the group of indicators that a project has
_OWNERS = ("company", "project")
_SHORTEST = 2  # characters of a name before 公司; 该厂 points back


def head_of(reading: Reading, tokens: list[Token], entry: Indicator, opening: Subject) -> Subject:
    """Return what the subject that opens a clause only describes there, else that subject itself.

    「甲公司是乙集团投资的企业」 stays about the first; a company's own project is what its total is of.
    """
    clause = _same_clause([token for token in tokens if token.start >= opening.end])
    for token in clause:
        if token.kind != "subject" or not token.value.name or not may_be(token.value, entry):
            continue
        between = reading.text[opening.end : token.start]
        built = entry.group == _PROJECTS and (opening.kind, token.value.kind) == _OWNERS
        if _IS not in between and (between.endswith(_OF) or (built and "、" not in between)):
            return token.value  # type: ignore[no-any-return]
    return opening


def _same_clause(tokens: list[Token]) -> Iterator[Token]:
    return takewhile(lambda token: token.kind != "mark" or token.value not in CLAUSE_ENDS, tokens)


def another_owner(reading: Reading, tokens: list[Token], entry: Indicator) -> Token | None:
    """Return the words in the figure's clause that end like a subject and name none known: 下属纺织公司, or None."""
    clause = list(_same_clause(tokens[::-1]))
    kinds = [kind for kind in _OWNERS if not entry.subjects or kind in entry.subjects]
    endings = tuple(ending for kind in kinds for ending in subject_words()["endings"][kind])
    for behind, token in enumerate(clause):
        word = reading.word(token)
        if token.kind == "subject":
            return None
        if token.kind != "rest" or not word.endswith(endings):
            continue
        told = not behind or clause[behind - 1].kind != "rest"
        stem = word.removesuffix(max((one for one in endings if word.endswith(one)), key=len))
        if told and len(stem) >= _SHORTEST and not is_generic(stem):
            return token
    return None
