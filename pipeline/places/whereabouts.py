"""Find which place a figure is about: the one that opens its clause, or where a project is located."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.claims import Claim
from pipeline.indicators import Indicator
from pipeline.places import Place
from pipeline.places.place_words import place_words
from pipeline.reading import Reading, Token
from pipeline.subjects import Subject
from pipeline.words import words_of

_COLONS = ("：", ":")
_TOWN = re.compile(r"[一-鿿]{2,3}?(?:镇|(?<!城)乡|街道)(?=[一-鿿]{2})")
_QUOTES, _UNQUOTES = "“「『", "”」』"
_BRINGS = tuple(words_of("bindings")["brings"])


def place_before(
    reading: Reading, claim: Claim, entry: Indicator, own: Callable[[str], Place | None]
) -> Place | None:
    """Return the nearest place that opens a clause before the figure, or None.

    A place inside a clause (领跑江门) or in a list (共和、址山、鹤城三镇) is not what the figure is about, but a project is
    where it is located (落户周田镇). `own` says which area 「全县：」 means.
    """
    found: Place | None = None
    opening = True
    before_quote: Place | None = None
    tokens = reading.leading_to(claim.quantity.start)
    for index, token in enumerate(tokens):
        if token.kind == "place" and opening and not _listed(reading, tokens, index):
            found = _smaller(token.value, found)
        elif token.kind == "own" and reading.text.startswith(_COLONS, token.end) and opening:
            found = own(reading.word(token))
        elif token.kind == "subject" and opening and (town := _town_in(token.value)):
            found = town
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


def _town_in(subject: Subject) -> Place | None:
    """Return the town that a name begins with (东坪镇|科技园), which no place before it may be; 古镇 is none."""
    town = _TOWN.match(subject.name)
    if town is None or town[0].endswith(tuple(place_words()["generic"])):
        return None
    return Place(subject.start, subject.start + town.end(), town[0], town[0], "", "town")


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
