"""Cut the stretch of a sentence that leads to a figure, and say what stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.claims.word_classes import CONNECTING, last_word, word_class
from pipeline.periods import Period
from pipeline.reading import CLAUSE_ENDS, Reading, Token
from pipeline.words import words_of

# Tokens that are looked back over, so that the cost of a sentence without an end stays linear.
FARTHEST = 300
COMMAS = "，,"
STOPS = "；;。！？!?"
_COMPARED = 12  # characters from a period to the 相比 that makes it a yardstick
_EXCEEDS = tuple(words_of("bindings")["exceeds"])
_COMPARES = tuple(words_of("bindings")["compares"])
_BUILT = tuple(words_of("bindings")["built"])
_AND = tuple(words_of("bindings")["and"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold the indices of the tokens between the figure before (or the sentence's start) and this figure.

    Brackets that open and close on the way are left out. `behind` is the index of the figure before, -1 where a
    semicolon, a bracket or the sentence's start comes first. `carried` says that no semicolon or bracket cuts it
    off from the figure before, so that its topic may be carried on; `inside` that it opens in a bracket. `held` are
    the tokens themselves, `kinds` what kinds are among them.
    """

    reading: Reading
    indices: tuple[int, ...]
    behind: int
    carried: bool
    inside: bool
    held: list[Token]
    kinds: frozenset[str]

    def tokens(self) -> list[Token]:
        """Return the tokens, left to right."""
        return self.held

    def has(self, *roles: str) -> bool:
        """Say whether a token of one of the roles stands here."""
        return not self.kinds.isdisjoint(roles)

    def last(self, kind: str) -> int | None:
        """Return the index of the last token of a kind, or None."""
        if kind not in self.kinds:
            return None
        return next(index for index in reversed(self.indices) if self.reading.tokens[index].kind == kind)

    def after(self, index: int) -> list[Token]:
        """Return the tokens behind a token of the stretch."""
        return [self.reading.tokens[other] for other in self.indices if other > index]


def stretch_before(reading: Reading, index: int) -> Stretch:
    """Return the stretch that leads to the token at `index`."""
    tokens, closes = reading.tokens, reading.closes
    own = reading.bracket[index]
    found: list[int] = []
    behind, carried, inside = -1, True, False
    step = index - 1
    while step >= 0:
        token = tokens[step]
        if step in closes and own != closes[step]:
            step = closes[step] - 1
            continue
        if step == own:
            inside = True
            break
        if token.kind == "quantity":
            behind = step
            break
        if token.kind == "mark" and token.value in STOPS:
            carried = False
            break
        found.append(step)
        step -= 1
    found.reverse()
    held = [tokens[step] for step in found]
    kinds = frozenset([token.kind for token in held])
    return Stretch(reading, tuple(found), behind, carried, inside, held, kinds)


def connecting(
    reading: Reading, tokens: Iterable[Token], roles: frozenset[str], classes: frozenset[str] = CONNECTING
) -> str:
    """Return the first word that breaks the connection, or "" where every token is of the roles.

    Words that no list holds connect by their part of speech: behind a term verbs and adverbs (「旅游收入首破5亿元」),
    not nouns (固定资产投资项目); before growth adverbs alone (「非税收入增长18%」 is about something else).
    """
    for token in tokens:
        if token.kind in roles:
            continue
        word = reading.word(token)
        if token.kind == "mark" and token.value in '“”"：:—':
            continue
        if token.kind == "rest" and (len(word) <= 1 or word_class(last_word(word)) in classes):
            continue
        return word
    return ""


def period_of(reading: Reading, index: int) -> Period | None:
    """Return the period that holds for the figure at `index`: the nearest before it that is its own.

    Dates of comparisons (比2020年), of events (2025年8月动工) and in report titles do not hold.
    """
    for step in range(index - 1, max(-1, index - FARTHEST), -1):
        token = reading.tokens[step]
        if token.kind != "period":
            continue
        if reading.bracket[step] >= 0 and reading.bracket[step] != reading.bracket[index]:
            continue
        period: Period = token.value
        since = step > 0 and reading.tokens[step - 1].kind == "since"  # 自去年设立基金以来
        left = since or _left_behind(reading, step, index) or is_base(reading, token)
        if not (left or _is_day(period) or _compared(reading, step, index) or _of_event(reading, step)):
            return period
    return None


def is_base(reading: Reading, token: Token) -> bool:
    """Say whether the period is only a yardstick: 「在2022年的基础上翻一番」, 「与去年春节黄金周相比」."""
    if reading.text[token.start - 1 : token.start] in ("与", "和", "同"):
        compared = reading.text.find("相比", token.end, token.end + _COMPARED)
        if compared >= 0 and not CLAUSE_ENDS.intersection(reading.text[token.end : compared]):
            return True
    return reading.text.startswith(("基础上", "的基础上", "基数上"), token.end)


def _left_behind(reading: Reading, step: int, index: int) -> bool:
    """Say whether the period is that of the first level: 「由上年的13.7调整为12.4」."""
    from_there = step > 0 and reading.tokens[step - 1].kind == "from"
    return from_there and any(token.kind == "to" for token in reading.tokens[step + 1 : index])


def _is_day(period: Period) -> bool:
    return period.first_day is not None and period.first_day == period.last_day


def _compared(reading: Reading, step: int, index: int) -> bool:
    """Say whether the period is a yardstick: 「比2020年增长」, 「增速比一季度提高」, 「与同期持平」, 「是2015年的1.6倍」.

    「比2020年的452家」 makes it the figure's own.
    """
    tokens = reading.tokens
    if tokens[min(step + 1, len(tokens) - 1)].kind in ("flat", "than"):
        return True
    behind = tokens[step + 1 : step + 3]
    if len(behind) == 2 and reading.word(behind[0]) == "的" and getattr(behind[1].value, "unit", "") == "倍":
        return True
    for token in tokens[step + 1 : index]:
        if token.kind == "mark":
            break
        if reading.word(token) in _COMPARES:  # 与2010年第六次人口普查相比
            return True
    first = step - 1
    while first > 0 and (tokens[first].kind == "period" or reading.word(tokens[first]) in _AND):
        first -= 1  # 增速比同期和去年全年提高
    exceeded = (
        step > 0 and reading.word(tokens[first]) in _EXCEEDS and step + 2 < index
    )  # 已超2020年全年的90亿元；
    if step == 0 or not (exceeded or tokens[first].kind in ("than", "base_other", "base_year")):
        return False
    return (
        exceeded
        or tokens[first].kind != "than"
        or any(token.kind != "plain" for token in tokens[step + 1 : index])
    )


def _of_event(reading: Reading, step: int) -> bool:
    """Say whether the period only dates an event: 「2025年8月动工，」, 「组建于2005年9月，」."""
    tokens = reading.tokens
    following = step + 1
    while following < len(tokens) and tokens[following].kind in ("plain", "event"):
        following += 1
    if following < len(tokens) and tokens[following].kind != "mark":
        return False
    if any(token.kind == "event" or reading.word(token) in _BUILT for token in tokens[step + 1 : following]):
        return True
    before = step - 1
    while before >= 0 and tokens[before].kind == "plain":
        before -= 1
    return before >= 0 and tokens[before].kind == "event"
