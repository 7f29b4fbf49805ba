"""Say which way a figure goes, by the growth words that lead to it and the signs printed right before it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.tokens import ParsedSentence, Token
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


def sign_of(sentence: ParsedSentence, index: int, lead_in: LeadIn) -> Sign:
    """Return the sign of the growth at `index`: 「增长-3.5%」 and 「下降-3.5%」 fall, 「下降+3.5%」 is doubtful.

    Without a growth word a printed sign tells of growth only behind 同比, or behind the level itself.
    """
    told, printed = said(sentence, lead_in), printed_sign(sentence, index)
    if told == 0:
        return _bare(sentence, index, lead_in, printed)
    sign = joined(told, printed)
    return None if -(sign or 0) in _turns(sentence, lead_in) else sign


def signed(sign: int, value: float) -> float:
    """Give a figure the sign that is said; one that holds its own sign loses it first, and 0 has none."""
    return sign * abs(value) + 0.0


def joined(told: Sign, printed: Sign) -> Sign:
    """Join what the words say with the sign that is printed."""
    if told is None or printed is None or printed > 0 > told:
        return None
    return printed or told


def said(sentence: ParsedSentence, lead_in: LeadIn) -> Sign:
    """Return what the words of the nearest clause with a growth word say, back to the term: 「增速由负转正，为2.1%」."""
    clause: list[Token] = []
    for token in reversed(lead_in.tokens):
        if token.kind == "mention":
            break
        if token.is_mark(_CLAUSES):
            if _growth_words(clause):
                break
            clause = []
        else:
            clause.insert(0, token)
    else:
        clause = [*_rate_from(sentence, lead_in, clause), *clause]
    return _told(sentence, clause)


def _rate_from(sentence: ParsedSentence, lead_in: LeadIn, clause: list[Token]) -> list[Token]:
    """Return the rate that 「增速由5%回落至3.2%」 tells of before its first figure, for the second."""
    leads = [token for token in clause if token.kind != "plain"]
    if lead_in.behind < 0 or len(leads) != 1 or leads[0].kind != "to" or len(clause) != len(lead_in.tokens):
        return []
    before = lead_in_of(sentence, lead_in.behind)
    rates = [token for token in before.tokens if token.kind in ("up", "down") and is_rate(sentence, token)]
    return rates[-1:] if before.has("from") else []


def _growth_words(clause: Iterable[Token]) -> list[Token]:
    return [token for token in clause if token.kind in ("up", "down", "to")]


def _told(sentence: ParsedSentence, clause: list[Token]) -> Sign:
    """Return what one clause says; a move of a growth rate in per cent is doubtful: 「增速回落3.2%」."""
    words = _growth_words(clause)
    rates = [token for token in words if is_rate(sentence, token)]
    if not words or (words[-1].kind == "to" and not rates):
        return 0  # 「增加到715家」 is a level
    last = words[-1]
    if last.kind == "to":
        return _DIRECTIONS[rates[-1].kind]  # 「降幅收窄至3.2%」
    moves = [token for token in words if token not in rates and token.kind != "to"]
    if is_turn(sentence, last):
        return _DIRECTIONS[last.kind]
    if rates and moves:
        return None
    return _DIRECTIONS[last.kind] if len({token.kind for token in words} - {"to"}) == 1 else None


def is_rate(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a growth word names the rate of growth and not a move: 增速, 降幅."""
    return sentence.word(token).startswith(_RATES)


def is_turn(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a growth word tells the new sign: 由负转正."""
    return _TURNS in sentence.word(token)


def _turns(sentence: ParsedSentence, lead_in: LeadIn) -> set[int]:
    """Return the ways that words behind the term say it turned: 「由负转正，下降3.1%」 contradicts itself."""
    behind = lead_in.after(lead_in.last("mention") or -1)
    return {
        _DIRECTIONS[token.kind]
        for token in behind
        if token.kind in ("up", "down") and is_turn(sentence, token)
    }


def sign_tokens(sentence: ParsedSentence, index: int) -> list[Token]:
    """Return the tokens of signs that stand right before a figure: － of 「增长－3.5%」, 负, ↑."""
    found: list[Token] = []
    for step in range(index - 1, max(-1, index - 4), -1):
        token = sentence.tokens[step]
        if not token.is_mark(DASHES + _EITHER) and token.kind not in ("plus", "minus"):
            break
        found.append(token)
    return found


def printed_sign(sentence: ParsedSentence, index: int) -> Sign:
    """Return the sign printed right before a figure; two signs are doubtful, and ▲ where no ▼ tells its sense."""
    tokens, figure = sign_tokens(sentence, index), sentence.tokens[index]
    own = -1 if figure.value.value < 0 else 0
    if len(tokens) + abs(own) > 1:
        return None
    if not tokens:
        return own
    token = tokens[0]
    if token.kind in _DIRECTIONS:
        return _DIRECTIONS[token.kind]
    if token.value in _EITHER:
        return 1 if sentence.text.find(_FALLING, sentence.start, sentence.end) >= 0 else None
    return None if sentence.text[token.end : figure.start] else -1  # 「增长- 3.5%」


def _bare(sentence: ParsedSentence, index: int, lead_in: LeadIn, printed: Sign) -> Sign:
    """Return the sign of 「同比+6.3%」, 「356万人次（-6.3%）」, 「接待游客↑6.3%」, 0 where it tells of no growth."""
    figure, signs = sentence.tokens[index], sign_tokens(sentence, index)
    tokens = [token for token in lead_in.tokens if token not in signs]
    led = [token for token in tokens if token.kind != "plain" and not token.is_mark("：:")]
    if led and led[-1].kind == "base_year":
        unsaid = tokens[-1].end == figure.start and figure.value.unit == "%"
        return None if unsaid else printed  # 「同比6.3%」 may be either
    dashed = printed == -1 and (not signs or signs[0].kind == "mark")
    if lead_in.inside and not tokens:
        opening = sentence.bracket[index]
        before = sentence.tokens[opening - 1].kind if opening > 0 else ""
        return printed if before in ("quantity", "mention") else 0
    if lead_in.behind >= 0 and not lead_in.inside and all(token.is_mark("，,") for token in tokens):
        return 0 if dashed and (not tokens or any(sign.is_mark("—") for sign in signs)) else printed
    return printed if tokens and tokens[-1].kind == "mention" and not dashed else 0


def level_sign(sentence: ParsedSentence, index: int) -> Sign:
    """Return the sign of a level: 「自然增长率为负2.31‰」 is below 0.

    A dash between a term and its amount may be none: 「利润总额-3.2亿元」 is doubtful, 「利润总额为-3.2亿元」 a loss.
    """
    signs = sign_tokens(sentence, index)
    if not signs or len(signs) == _LONG_DASH == sum(sign.is_mark("—") for sign in signs):
        return 1
    if signs[0].kind in _DIRECTIONS or len(signs) > 1:
        return printed_sign(sentence, index)
    if sentence.tokens[index].value.unit not in _BELOW_ZERO:
        return 1
    before = sentence.tokens[index - 2] if index > 1 else None
    led = before is not None and (before.kind == "plain" or before.is_mark("：:"))
    return printed_sign(sentence, index) if led else None
