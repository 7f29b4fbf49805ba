"""Tell sums of several: 「甲项目等9个项目集中开工，总投资31亿元」 has no project of which it is."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.dimensions import dimensions
from pipeline.places.place_words import place_words
from pipeline.quantities import Quantity, find_quantities
from pipeline.words import words_of

_COUNTERS = frozenset([*words_of("bindings")["counters"], "大"])
_FIRMS: tuple[str, ...] = tuple(words_of("bindings")["firm_counters"])
_GATHERED: tuple[str, ...] = tuple(words_of("bindings")["gathered"])
_OTHERS = "等"
_LISTS = (_OTHERS, "、")
_STANDS_FOR: str = words_of("bindings")["stands_for"]
_SUMS: tuple[str, ...] = tuple(words_of("bindings")["sums"])
_ONE_OF: str = words_of("bindings")["one_of"]
_INCLUDING: tuple[str, ...] = tuple(words_of("bindings")["including"])
_FEWEST = 2
_REACH = 12  # characters between a count and what is counted
_CLAUSE_MARKS = "，,。；;"
_AREAS = (*place_words()["counted_areas"]["kinds"], *place_words()["villages_counted"])
_AND = tuple("、和及与")
_MARKS = _CLAUSE_MARKS + "：:（）()"
_GREAT_ONES = re.compile(f"[2-9二两三四五六七八九十]大[^{_MARKS}]{{0,{_REACH}}}(?:{'|'.join(_GATHERED)})")


def _several(text: str, count: Quantity) -> bool:
    """Say whether a count is one of projects or firms: 9个重点项目, 竣工项目共11项."""
    if count.unit not in _COUNTERS or count.value < _FEWEST:
        return False
    behind = text[count.end : count.end + _REACH]
    before = text[max(0, count.start - _REACH) : count.start]
    for mark in _MARKS:
        behind, before = behind.partition(mark)[0], before.rpartition(mark)[2]
    if _ONE_OF in behind:
        return False  # 「甲项目是开工的10个重点项目之一」
    if behind.startswith(_AREAS):
        before = ""  # 「甲整治项目涉及|7个|行政村，」
    return any(noun in behind or noun in before for noun in _GATHERED)


def gathered(sentence: ParsedSentence, end: int) -> list[int]:
    """Return where projects or firms are counted before an offset of a sentence."""
    counts = (token.value for token in sentence.leading_to(end) if token.kind == "quantity")
    return [count.start for count in counts if _several(sentence.text, count)]


def of_one_listed(sentence: ParsedSentence, figure: Quantity) -> bool:
    """Say whether a figure opens an item of a list of projects that are counted at its end.

    「甲工厂建设、年产|3.2万吨|机床铸件扩建和某某技改3个项目」 says what the second of them makes.
    """
    led = [token for token in sentence.leading_to(figure.start) if token.kind != "plain"]
    term, before = (led[-1], led[-2]) if len(led) > 1 else (None, None)
    if term is None or before is None or term.end != figure.start:
        return False
    if sentence.text[term.start - 1] not in _AND:
        return False
    for token in sentence.following(figure.end):
        if token.is_mark(_CLAUSE_MARKS):
            return False
        if token.kind == "quantity" and _several(sentence.text, token.value):
            return True
    return False


def firms_gathered(sentence: ParsedSentence, end: int) -> bool:
    """Say whether firms are counted before an offset of a sentence: 「入驻企业35家，」."""
    counts = (token.value for token in sentence.leading_to(end) if token.kind == "quantity")
    return any(count.unit in _FIRMS and _several(sentence.text, count) for count in counts)


def gathers_in(text: str) -> bool:
    """Say whether a text that is not cut into tokens counts projects or firms: 9个项目, 4大项目."""
    if not any(noun in text for noun in _GATHERED):
        return False  # before its figures are looked for
    return _GREAT_ONES.search(text) is not None or any(_several(text, one) for one in find_quantities(text))


def summed(sentence: ParsedSentence, figure: int) -> bool:
    """Say whether the figure at an offset sums up what was told before: 「…，合计总投资8亿元」."""
    tokens = sentence.leading_to(figure)
    opening = next((at for at in range(len(tokens) - 1, 0, -1) if tokens[at].kind == "mark"), len(tokens))
    told = sum(token.kind == "quantity" for token in tokens[:opening]) >= _FEWEST
    if not told or opening + 1 >= len(tokens):
        return False
    first = tokens[opening + 1]
    counted = first.kind == "quantity" and _several(sentence.text, first.value)  # 「，8个项目总投资7.3亿元」
    return counted or sentence.word(first) in _SUMS


def _is_listed(sentence: ParsedSentence, token: Token, clause: int, counts: list[int]) -> bool:
    """Say whether those counted are listed from the count to a clause: 「22个项目，包括：甲项目、乙项目等，|总投资」."""
    count = max((one for one in counts if one < token.start), default=None)
    if count is None or token.end > clause or "、" not in sentence.text[count:clause]:
        return False
    between = [one for one in sentence.leading_to(token.start) if one.start > count]
    amounts = any(
        one.kind == "quantity" and dimensions().get(one.value.unit) == "currency" for one in between
    )
    return not amounts and any(word in sentence.text[count : token.start] for word in _INCLUDING)


def one_counted(sentence: ParsedSentence, token: Token, figure: int, counts: list[int]) -> bool:
    """Say whether a subject is but one of those `gathered` in its sentence, whose sum the figure at an offset is.

    Behind it (「甲项目等9个项目」, 「以甲项目为代表的9个项目」; of projects also 「甲项目开工，今年开工项目共9个」), or
    before it (「9个项目，包括甲项目，」).
    """
    if not counts:
        return False
    text = sentence.text
    behind = counts[-1] >= token.end
    clause = text[token.end : figure]
    for mark in _CLAUSE_MARKS:
        clause = clause.partition(mark)[0]
    listed = clause.startswith((*_LISTS, _STANDS_FOR)) or _OTHERS in clause
    firms = any(one.start == counts[-1] and one.value.unit in _FIRMS for one in sentence.following(token.end))
    if behind and (listed or (token.value.kind == "project" and not firms)):
        return True  # not 「甲项目建成后，引进企业60家，年税收3亿元」
    clause_start = max(text.rfind(mark, sentence.start, figure) for mark in _CLAUSE_MARKS)
    if counts[-1] > clause_start > token.end and _OTHERS in text[token.end : counts[-1]]:
        return True  # 「甲景区加快创建，乙小镇等23个项目完成投资」
    if _is_listed(sentence, token, clause_start, counts):
        return True
    before = next((one for one in reversed(sentence.leading_to(token.start)) if one.kind != "plain"), None)
    included = before is not None and before.kind == "part" and sentence.word(before) != "其中"
    closed = text.startswith(("，", ",", *_LISTS), token.end)
    return included and closed and counts[0] < token.start
