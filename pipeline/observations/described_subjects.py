"""Tell a subject from what it only describes: 「由甲公司投资建设的乙项目，总投资…」 is of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from pipeline.clauses.tokens import CLAUSE_ENDS, ParsedSentence, Token
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.observations.anaphors import may_be
from pipeline.quantities import Quantity
from pipeline.subjects import Subject
from pipeline.subjects.descriptions import described
from pipeline.subjects.names import is_facility, is_generic, subject_words
from pipeline.words import words_of

_OF, _BY = "的", "由"
_IS: str = words_of("bindings")["this_is"]
_PROJECTS = "项目"  # the group of indicators that a project has
_ZONE = "zone"
_OWNERS = ("company", "project")
_SHORTEST = 2  # characters of a name before 公司; 该厂 points back


def head_of(sentence: ParsedSentence, tokens: list[Token], entry: Indicator, opening: Subject) -> Subject:
    """Return what the subject that opens a clause only describes there, else that subject itself.

    「甲公司是乙集团投资的企业」 stays about the first; a company's own project is what its total is of.
    """
    clause = list(_same_clause(token for token in tokens if token.start >= opening.end))
    said = sentence.text[opening.end : clause[-1].end] if clause else ""
    if _IS in said:
        return opening
    for token in clause:
        if token.kind == "subject" and token.value.name and may_be(token.value, entry):
            between = sentence.text[opening.end : token.start]
            if token.value.kind == _ZONE and any(one.kind == "located" for one in clause):
                continue  # 「甲项目位于望都市南部的青禾县经开区，占地60亩」
            if between.endswith(_OF) or (_builds(entry, opening, token.value) and "、" not in between):
                return token.value  # type: ignore[no-any-return]
    phrase = described(sentence.text, opening.end + said.rfind(_OF) + 1, opening.end + len(said))
    built = phrase is not None and _OF in said and _builds(entry, opening, phrase)
    return phrase if phrase and built else opening


def _builds(entry: Indicator, opening: Subject, other: Subject) -> bool:
    return entry.group == _PROJECTS and (opening.kind, other.kind) == _OWNERS


def is_anothers(
    sentence: ParsedSentence, quantity: Quantity, entry: Indicator, subject: Subject | None
) -> bool:
    """Say whether a figure is of one that is no known subject, though one was told of before.

    「甲集团营业收入5亿元，下属纺织公司营业收入2亿元」, 「由甲公司投建的双沟光伏电站，总投资8亿元」.
    """
    figure = quantity.start
    tokens = sentence.leading_to(figure)
    if subject is not None and entry.group == _PROJECTS and subject.end <= figure:
        behind = _same_clause(token for token in tokens if token.start >= subject.end)
        built = any(_OF in sentence.word(token) for token in behind)
        if built and sentence.text.endswith(_BY, sentence.start, subject.start):
            return True
    clause = list(_same_clause(reversed(tokens)))
    opens = clause[-1].start if clause else figure
    if dimensions().get(quantity.unit) != "currency":
        clause = sentence.following(quantity.end, 1) + clause  # 「年产3万吨|饲料项目」
    unknown = _unknown(sentence, clause, entry)
    return unknown is not None and (subject is None or subject.end <= opens)


def _unknown(sentence: ParsedSentence, clause: list[Token], entry: Indicator) -> Token | None:
    """Return the words of a clause, given from its end, that end like a subject and name none that is known."""
    kinds = [kind for kind in _OWNERS if not entry.subjects or kind in entry.subjects]
    endings = tuple(ending for kind in kinds for ending in subject_words()["endings"][kind])
    for behind, token in enumerate(clause):
        word = sentence.word(token)
        if token.kind == "subject":
            return None
        if token.kind != "rest" or not word.endswith(endings):
            continue
        stem = word.removesuffix(max((one for one in endings if word.endswith(one)), key=len))
        named = len(stem) >= _SHORTEST and (is_facility(stem) or not is_generic(stem))
        if named and (not behind or clause[behind - 1].kind != "rest"):
            return token
    return None


def _same_clause(tokens: Iterable[Token]) -> Iterator[Token]:
    return takewhile(lambda token: not token.is_mark(CLAUSE_ENDS), tokens)
