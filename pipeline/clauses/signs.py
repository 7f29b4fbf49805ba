"""Say which way a figure goes, by the growth words that lead to it and the signs printed right before it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.clauses.lead_in import Stretch, stretch_before
from pipeline.clauses.tokens import Reading, Token
from pipeline.words import words_of

# 1 is up, -1 down, 0 nothing said, None doubtful: contradictory, or a mark that may be read both ways.
Sign = int | None

_WORDS = words_of("bindings")
DASHES: str = _WORDS["dashes"]
_EITHER: str = _WORDS["either_way"]
_FALLING: str = _WORDS["falls"]
_RATES = tuple(_WORDS["growth_rates"])
_TURNS: str = _WORDS["turns"]
_CLAUSES = "，,：:、"
_BELOW_ZERO = ("%", "‰", "元")  # what may be less than nothing: rates, profits
_LONG_DASH = 2  # characters: 「地区生产总值——90亿元」
_DIRECTIONS = {"up": 1, "down": -1, "plus": 1, "minus": -1}


def sign_of(reading: Reading, index: int, stretch: Stretch) -> Sign:
    """Return the sign of the growth at `index`: 「增长-3.5%」 and 「下降-3.5%」 fall, 「下降+3.5%」 is doubtful.

    Without a growth word a printed sign tells of growth only behind 同比, or behind the level itself.
    """
    told, printed = said(reading, stretch), printed_sign(reading, index)
    if told == 0:
        return _bare(reading, index, stretch, printed)
    sign = joined(told, printed)
    return None if -(sign or 0) in _turns(reading, stretch) else sign


def signed(sign: int, value: float) -> float:
    """Give a figure the sign that is said; one that holds its own sign loses it first, and 0 has none."""
    return sign * abs(value) + 0.0


def joined(told: Sign, printed: Sign) -> Sign:
    """Join what the words say with the sign that is printed."""
    if told is None or printed is None or printed > 0 > told:
        return None
    return printed or told


def said(reading: Reading, stretch: Stretch) -> Sign:
    """Return what the words of the nearest clause with a growth word say, back to the term: 「增速由负转正，为2.1%」."""
    clause: list[Token] = []
    for token in reversed(stretch.tokens()):
        if token.kind == "mention":
            break
        if token.is_mark(_CLAUSES):
            if _growth_words(clause):
                break
            clause = []
        else:
            clause.insert(0, token)
    else:
        clause = [*_rate_from(reading, stretch, clause), *clause]
    return _told(reading, clause)


def _rate_from(reading: Reading, stretch: Stretch, clause: list[Token]) -> list[Token]:
    """Return the rate that 「增速由5%回落至3.2%」 tells of before its first figure, for the second."""
    leads = [token for token in clause if token.kind != "plain"]
    if stretch.behind < 0 or len(leads) != 1 or leads[0].kind != "to" or len(clause) != len(stretch.held):
        return []
    before = stretch_before(reading, stretch.behind)
    rates = [token for token in before.tokens() if token.kind in ("up", "down") and is_rate(reading, token)]
    return rates[-1:] if before.has("from") else []


def _growth_words(clause: Iterable[Token]) -> list[Token]:
    return [token for token in clause if token.kind in ("up", "down", "to")]


def _told(reading: Reading, clause: list[Token]) -> Sign:
    """Return what one clause says; a move of a growth rate in per cent is doubtful: 「增速回落3.2%」."""
    words = _growth_words(clause)
    rates = [token for token in words if is_rate(reading, token)]
    if not words or (words[-1].kind == "to" and not rates):
        return 0  # 「增加到715家」 is a level
    last = words[-1]
    if last.kind == "to":
        return _DIRECTIONS[rates[-1].kind]  # 「降幅收窄至3.2%」
    moves = [token for token in words if token not in rates and token.kind != "to"]
    if is_turn(reading, last):
        return _DIRECTIONS[last.kind]
    if rates and moves:
        return None
    return _DIRECTIONS[last.kind] if len({token.kind for token in words} - {"to"}) == 1 else None


def is_rate(reading: Reading, token: Token) -> bool:
    """Say whether a growth word names the rate of growth and not a move: 增速, 降幅."""
    return reading.word(token).startswith(_RATES)


def is_turn(reading: Reading, token: Token) -> bool:
    """Say whether a growth word tells the new sign: 由负转正."""
    return _TURNS in reading.word(token)


def _turns(reading: Reading, stretch: Stretch) -> set[int]:
    """Return the ways that words behind the term say it turned: 「由负转正，下降3.1%」 contradicts itself."""
    behind = stretch.after(stretch.last("mention") or -1)
    return {
        _DIRECTIONS[token.kind]
        for token in behind
        if token.kind in ("up", "down") and is_turn(reading, token)
    }


def sign_tokens(reading: Reading, index: int) -> list[Token]:
    """Return the tokens of signs that stand right before a figure: － of 「增长－3.5%」, 负, ↑."""
    found: list[Token] = []
    for step in range(index - 1, max(-1, index - 4), -1):
        token = reading.tokens[step]
        if not token.is_mark(DASHES + _EITHER) and token.kind not in ("plus", "minus"):
            break
        found.append(token)
    return found


def printed_sign(reading: Reading, index: int) -> Sign:
    """Return the sign printed right before a figure; two signs are doubtful, and ▲ where no ▼ tells its sense."""
    tokens, figure = sign_tokens(reading, index), reading.tokens[index]
    own = -1 if figure.value.value < 0 else 0
    if len(tokens) + abs(own) > 1:
        return None
    if not tokens:
        return own
    token = tokens[0]
    if token.kind in _DIRECTIONS:
        return _DIRECTIONS[token.kind]
    if token.value in _EITHER:
        return 1 if reading.text.find(_FALLING, reading.start, reading.end) >= 0 else None
    return None if reading.text[token.end : figure.start] else -1  # 「增长- 3.5%」


def _bare(reading: Reading, index: int, stretch: Stretch, printed: Sign) -> Sign:
    """Return the sign of 「同比+6.3%」, 「356万人次（-6.3%）」, 「接待游客↑6.3%」, 0 where it tells of no growth."""
    figure, signs = reading.tokens[index], sign_tokens(reading, index)
    tokens = [token for token in stretch.tokens() if token not in signs]
    led = [token for token in tokens if token.kind != "plain" and not token.is_mark("：:")]
    if led and led[-1].kind == "base_year":
        unsaid = tokens[-1].end == figure.start and figure.value.unit == "%"
        return None if unsaid else printed  # 「同比6.3%」 may be either
    dashed = printed == -1 and (not signs or signs[0].kind == "mark")
    if stretch.inside and not tokens:
        opening = reading.bracket[index]
        before = reading.tokens[opening - 1].kind if opening > 0 else ""
        return printed if before in ("quantity", "mention") else 0
    if stretch.behind >= 0 and not stretch.inside and all(token.is_mark("，,") for token in tokens):
        return 0 if dashed and (not tokens or any(sign.is_mark("—") for sign in signs)) else printed
    return printed if tokens and tokens[-1].kind == "mention" and not dashed else 0


def level_sign(reading: Reading, index: int) -> Sign:
    """Return the sign of a level: 「自然增长率为负2.31‰」 is below 0.

    A dash between a term and its amount may be none: 「利润总额-3.2亿元」 is doubtful, 「利润总额为-3.2亿元」 a loss.
    """
    signs = sign_tokens(reading, index)
    if not signs or len(signs) == _LONG_DASH == sum(sign.is_mark("—") for sign in signs):
        return 1
    if signs[0].kind in _DIRECTIONS or len(signs) > 1:
        return printed_sign(reading, index)
    if reading.tokens[index].value.unit not in _BELOW_ZERO:
        return 1
    before = reading.tokens[index - 2] if index > 1 else None
    led = before is not None and (before.kind == "plain" or before.is_mark("：:"))
    return printed_sign(reading, index) if led else None
