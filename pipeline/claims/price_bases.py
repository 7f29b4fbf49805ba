"""Tell at which prices, or on which footing, a growth is counted: 名义, 实际, 可比价, 同口径."""

from __future__ import annotations

from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.indicators import Indicator
from pipeline.words import words_of

_SAID: dict[str, list[str]] = words_of("scopes")["growth"]
_BESIDE = tuple(words_of("scopes")["beside_growth"])
_OF_LEVELS = frozenset(words_of("scopes")["of_levels"])
_CONSTANT: str = words_of("scopes")["constant_prices"]
_GROWS = ("up", "down", "base_year", "plus", "minus", "each")
_JOINT = "、"


def price_basis(sentence: ParsedSentence, lead_in: LeadIn, entry: Indicator) -> str:
    """Return the 口径 that the words before a growth give it, "" where they give none.

    名义 and 实际 count beside the growth alone (not 「实际完成投资」). Only of money at current prices is 可比价 worth
    saying: GDP grows at constant prices as a rule, and tonnes have no prices.
    """
    tokens = lead_in.tokens
    for step in range(len(tokens) - 1, -1, -1):
        if tokens[step].kind == "mention":
            break
        word = sentence.word(tokens[step])
        if word.endswith(_BESIDE) and not _beside(tokens, step):
            continue
        basis = next((name for name, said in _SAID.items() if any(one in word for one in said)), "")
        if basis:
            return "" if basis == _CONSTANT and entry.growth != "nominal" else basis
    return ""


def _beside(tokens: list[Token], step: int) -> bool:
    behind = next((token for token in tokens[step + 1 :] if token.kind != "plain"), None)
    return behind is not None and behind.kind in _GROWS


def with_basis(scope: str, basis: str) -> str:
    """Give the 口径 of a level, or of another growth of it, the basis of a growth: 不含农户、名义."""
    of_level = [one for one in scope.split(_JOINT) if one not in _SAID]
    return _JOINT.join(filter(None, (*of_level, basis)))


def of_printed_levels(growth: str, level: str) -> bool:
    """Say whether a growth of one scope is that between levels of another: 实际增长 is none."""
    return set(growth.split(_JOINT)) - set(level.split(_JOINT)) <= _OF_LEVELS


def same_footing(one: str, other: str) -> bool:
    """Say whether two growths are on the same footing: 名义增长 and 实际增长 are two facts, also where both are 5%."""
    bases = [frozenset(scope.split(_JOINT)) & _SAID.keys() for scope in (one, other)]
    return bases[0] == bases[1] or not all(bases)
