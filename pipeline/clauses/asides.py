"""Pass over what is said by the way between a level and its growth: 「3亿元，总量居全市第1位，增长8%」."""

from __future__ import annotations

import re

from pipeline.clauses.lead_in import COMMAS, LeadIn
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS = words_of("bindings")["asides"]
_WHAT = f"(?:(?:{alternation(_WORDS['what'])})[、和及]?){{0,2}}(?:均|都|继续|再次|成功|首次)?"
_RANKS = rf"{_WHAT}(?:{alternation(_WORDS['ranks'])})"
_OPENS = rf"(?:{_RANKS}|{_WHAT}(?:{alternation(_WORDS['opens'])}))"
_ASIDE = re.compile(rf"{_OPENS}[^，,。；;、0-9]{{0,20}}(?:{alternation(_WORDS['ends'])})")
_RANKED = re.compile(rf"[，,、]{_RANKS}[^，,。；;、0-9]{{0,8}}")


def is_ranked(sentence: ParsedSentence, lead_in: LeadIn, rank: Token) -> bool:
    """Say whether a place in an order is told of the figure before it: 「，总量位居全市第1位」."""
    first = lead_in.tokens[0].start if lead_in.tokens else rank.start
    return lead_in.carried and _RANKED.fullmatch(sentence.text, first, rank.start) is not None


def without_asides(sentence: ParsedSentence, tokens: list[Token]) -> list[Token]:
    """Return the tokens without the clauses that only praise: 「，创历史新高，」, 「，超额完成年度任务，」."""
    kept: list[Token] = []
    clause: list[Token] = []
    for token in tokens:
        if token.is_mark(COMMAS):
            kept += [] if clause and _is_aside(sentence, clause) else clause
            clause = []
        clause.append(token)
    return kept + clause


def _is_aside(sentence: ParsedSentence, clause: list[Token]) -> bool:
    own = clause[1:] if clause[0].is_mark(COMMAS) else clause
    if not own or any(token.kind in ("mention", "part", "subject") for token in own):
        return False
    return _ASIDE.fullmatch(sentence.text, own[0].start, own[-1].end) is not None
