"""Find which place a figure is about: the one that opens its clause, or where a project is located."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.claims import Claim
from pipeline.indicators import Indicator
from pipeline.places import Place
from pipeline.reading import Reading, Token
from pipeline.words import words_of

_QUOTES, _UNQUOTES = "“「『", "”」』"
_BRINGS = tuple(words_of("bindings")["brings"])
_SEMICOLONS, _COLONS = "；;", "：:"


def place_before(reading: Reading, claim: Claim, entry: Indicator) -> Place | None:
    """Return the nearest place that opens a clause before the figure, or None.

    A place inside a clause (领跑江门) or in a list (共和、址山、鹤城三镇) is not what the figure is about, but a project is
    where it is located (落户周田镇). What a bracket names stays in it: 「增长7.5%（全市11.1%）；零售总额…」. So does what
    其中 names in its clauses up to a semicolon: 「接待游客50万人次，其中清溪镇20万人次；实现旅游收入…」.
    """
    found: Place | None = None
    opening = True
    before_quote: Place | None = None
    before_part: tuple[Place | None] | None = None
    counted = False
    tokens = _outside_brackets(reading, claim.quantity.start)
    for index, token in enumerate(tokens):
        if token.kind == "place" and opening and not _listed(reading, tokens, index):
            found = _smaller(token.value, found, heads=_is_colon(reading, tokens[index + 1 : index + 2]))
        elif token.kind == "subject" and opening and _apart(reading, tokens, index, found):
            found = None  # 「清溪镇完成税收4亿元；青禾经济开发区完成税收8亿元」
        elif token.kind == "part" and counted and before_part is None:
            before_part = (found,)
        elif token.kind == "located" and entry.about != "place":
            opening = True
        elif token.kind == "lead" and reading.word(token) in _BRINGS:
            opening = False  # 「引进香港某公司项目」 says where it comes from
        elif token.kind == "mark":
            if token.value in _QUOTES:
                before_quote = found
            elif token.value in _UNQUOTES and index != 0:
                found = before_quote or found  # 「青禾县办“鹤山味道”活动，」
            elif token.value in _SEMICOLONS and before_part:
                found, before_part = before_part[0], None
            # 入选“福建省…十强县” is about the one who is in it
            opening = token.value not in "、·—" and (opening or token.value not in '“「『"《')
        elif token.kind not in ("plain", "lead", "period", "part", "subject", "place"):
            opening = False
            counted = counted or token.kind == "quantity"
    return found


def _outside_brackets(reading: Reading, figure: int) -> list[Token]:
    """Return the tokens that lead to the figure at an offset, without brackets in which it does not stand."""
    tokens = reading.leading_to(figure)
    if not reading.opens:
        return tokens
    behind = bisect_left(reading.tokens, figure, key=lambda token: token.start)
    around, opening = {-1}, reading.bracket[behind]
    while opening not in around:
        around.add(opening)
        opening = reading.bracket[opening]
    return [token for at, token in enumerate(tokens, behind - len(tokens)) if reading.bracket[at] in around]


def _is_colon(reading: Reading, tokens: list[Token]) -> bool:
    return bool(tokens) and reading.word(tokens[0]) in _COLONS


def _apart(reading: Reading, tokens: list[Token], index: int, found: Place | None) -> bool:
    """Say whether a named zone opens a clause of its own, behind one that a town or village opens."""
    zone = tokens[index].value
    if found is None or found.level not in ("town", "village") or zone.kind != "zone" or not zone.name:
        return False
    return any(token.kind == "mark" and token.start >= found.end for token in tokens[:index])


def _listed(reading: Reading, tokens: list[Token], index: int) -> bool:
    behind = (
        index + 2 < len(tokens)
        and reading.word(tokens[index + 1]) == "、"
        and tokens[index + 2].kind == "place"
    )
    before = index > 1 and reading.word(tokens[index - 1]) == "、" and tokens[index - 2].kind == "place"
    return behind or before


def _smaller(new: Place, before: Place | None, *, heads: bool) -> Place:
    """Prefer the place named later, but 「鹤城镇城西村」 stays with the town: a village has no name of its own.

    Where it heads what follows it is what is told of: 「鹤城镇城西村：全村420户，村集体收入200万元」.
    """
    if before is not None and new.level == "village" and before.level == "town" and not heads:
        return before
    return new
