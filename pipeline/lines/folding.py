"""Give text in one form for matching, one character to one character.

The tables are `words/folding.yaml` and `words/traditional.txt` (OpenCC, Apache License 2.0). NFKC would not
do: it makes ℅ three characters and ① a number, and offsets would no longer fit.
"""

import re
import unicodedata
from functools import cache

import numpy as np

from pipeline.words import FOLDER, words_of

FULL_WIDTH = range(0xFF01, 0xFF5F)  # ！ to ～
ASCII_SHIFT = 0xFEE0  # from ５ to 5
PLANES = 0x20000  # the characters above are rare ideographs, which stay, and what only a font knows
PRIVATE, LOST, BULLET = 0xE000, 0xFFFD, ord("●")
_SYMBOLS = 0x2000  # ° © and the like stand below
_PICTURES = range(0x1F000, PLANES)
_NO_CHARACTERS = frozenset(["Cc", "Cn", "Cs"])
_NUMBERS = frozenset(["<super>", "<sub>", "<fraction>"])
_RADICALS = frozenset(map(chr, range(0x2E80, 0x2FE0)))
# A year in numerals: 二〇二四年, 一九九八年.
_ZEROS, _NUMERALS = "〇○零", "一二三四五六七八九"
_YEAR = re.compile(
    f"(?<![{_NUMERALS}{_ZEROS}十百千万亿第\\d])(?:一九|二[{_ZEROS}])[{_NUMERALS}{_ZEROS}]{{2}}(?=年(?!级))"
)
_DIGITS = str.maketrans(_NUMERALS + _ZEROS, "123456789" + "0" * len(_ZEROS))
Points = np.ndarray[tuple[int], np.dtype[np.uint32]]


def fold(text: str) -> str:
    """Return `text` with each character in the form that the rules are written in.

    Full-width digits, letters, brackets, percent signs and colons become half-width, radical code points (⻔)
    and Traditional characters become the ordinary Simplified character, wide spaces become a space, pictures and
    bullets (📊 ⑴ ★) become ●, the numerals of a year (二〇二四年) digits. The delimiters ，。；、！？ stay. The
    length never changes. Linear: about 100 million characters a second.
    """
    if text.isascii():
        return text
    printed = points(text)
    table = _table()
    if int(printed.max()) < PLANES:
        folded = table[printed]
    else:
        folded = printed.copy()
        low = printed < PLANES
        folded[low] = table[printed[low]]
        folded[printed >= 0xF0000] = PRIVATE
    octets: bytes = folded.tobytes()
    read = octets.decode("utf-32-le", "surrogatepass")
    return _YEAR.sub(lambda year: year[0].translate(_DIGITS), read)


def points(text: str) -> Points:
    """Return the code point of each character of `text`."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@cache
def _table() -> Points:
    """Build the array that holds, at each code point below 0x20000, the code point it is read as."""
    words = words_of("folding")
    table: Points = np.fromiter(map(_by_property, range(PLANES)), dtype="<u4", count=PLANES)
    for point in FULL_WIDTH:
        if chr(point) not in words["kept"]:
            table[point] = point - ASCII_SHIFT
    table[words["spaces"]] = ord(" ")
    lines = (FOLDER / "traditional.txt").read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    simplified = {pair[0]: pair[1] for pair in pairs}
    for pair in f"{words['forms']} {words['radicals']} {words['compatible']}".split():
        table[ord(pair[0])] = ord(simplified.get(pair[1], pair[1]))  # ⾧ is 長, and 長 is 长
    for kept in words["signs"]:
        table[ord(kept)] = ord(kept)
    for traditional, plain in simplified.items():
        table[ord(traditional)] = ord(plain)
    return table[table]  # 薴 is 苧, and 苧 is 苎


def _by_property(point: int) -> int:
    """Read a character by its Unicode category: a picture or a list's number as ●, ٣ as 3, half of a pair as lost.

    A symbol that stands for letters stays (㎡ ℃ №), so do superscripts (m²) and fractions (½).
    """
    character = chr(point)
    category = unicodedata.category(character)
    if category == "Nd":
        return ord("0") + unicodedata.decimal(character)
    if category == "Co":
        return PRIVATE
    if category in _NO_CHARACTERS and not character.isspace():
        return BULLET if point in _PICTURES else LOST
    return BULLET if point >= _SYMBOLS and _is_picture(character, category) else point


def _is_picture(character: str, category: str) -> bool:
    """Tell a picture, a bullet or the number of a list (⑴ ➊) from a symbol that means letters or a number."""
    stands_for = unicodedata.decomposition(character).partition(" ")[0]
    if category == "No":
        return stands_for not in _NUMBERS
    if character in _RADICALS:
        return False
    pictured = ord(character) in _PICTURES
    return (category == "So" and (pictured or not stands_for)) or (category == "Sk" and pictured)
