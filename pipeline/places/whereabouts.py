"""Find which place a figure is about: the one that opens its clause, or where a project is located."""

from __future__ import annotations

from pipeline.claims import Claim
from pipeline.indicators import Indicator
from pipeline.places import Place
from pipeline.reading import Reading, Token
from pipeline.words import words_of

_QUOTES, _UNQUOTES = "“「『", "”」』"
_BRINGS = tuple(words_of("bindings")["brings"])


def place_before(reading: Reading, claim: Claim, entry: Indicator) -> Place | None:
    """Return the nearest place that opens a clause before the figure, or None.

    A place inside a clause (领跑江门) or in a list (共和、址山、鹤城三镇) is not what the figure is about, but a project is
    where it is located (落户周田镇).
    """
    found: Place | None = None
    opening = True
    before_quote: Place | None = None
    tokens = reading.leading_to(claim.quantity.start)
    for index, token in enumerate(tokens):
        if token.kind == "place" and opening and not _listed(reading, tokens, index):
            found = _smaller(token.value, found)
        elif token.kind == "located" and entry.about != "place":
            opening = True
        elif token.kind == "lead" and reading.word(token) in _BRINGS:
            opening = False  # 「引进香港某公司项目」 says where it comes from
        elif token.kind == "mark":
            if token.value in _QUOTES:
                before_quote = found
            elif token.value in _UNQUOTES and index != 0:
                found = before_quote or found  # 「青禾县办“鹤山味道”活动，」
            # 入选“福建省…十强县” is about the one who is in it
            opening = token.value not in "、·—" and (opening or token.value not in '“「『"《')
        elif token.kind not in ("plain", "lead", "period", "part", "subject", "place"):
            opening = False
    return found


def _listed(reading: Reading, tokens: list[Token], index: int) -> bool:
    behind = (
        index + 2 < len(tokens)
        and reading.word(tokens[index + 1]) == "、"
        and tokens[index + 2].kind == "place"
    )
    before = index > 1 and reading.word(tokens[index - 1]) == "、" and tokens[index - 2].kind == "place"
    return behind or before


def _smaller(new: Place, before: Place | None) -> Place:
    """Prefer the place named later, but 「鹤城镇城西村」 stays with the town: a village has no name of its own."""
    if before is not None and new.level == "village" and before.level == "town":
        return before
    return new
