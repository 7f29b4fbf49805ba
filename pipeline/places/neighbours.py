"""Tell the places that a place only lies beside or deals with: 「东与清溪镇毗邻，西接白石镇」, 「与浙江某公司签约」."""

from __future__ import annotations

import re
from functools import cache

from pipeline.places.place_words import place_words

_BEFORE = 30  # characters that may lead to a place from the 与 before a list of them
_NAMES = "[一-鿿]{2,9}[、和及与]"  # one of a list, up to the next
_AREA = "(?:[一-鿿]{2,7}[省市县区州盟旗])?"  # that the place lies in: 与|湖北省咸丰县|朝阳镇


def is_neighbour(text: str, start: int, end: int) -> bool:
    """Say whether the place text[start:end] is named only as another's neighbour or party, alone or in a list.

    So is one that is so far away (「距清溪县65公里」), and one of the places that are counted before a colon:
    「辖15个镇：清溪镇、白石镇，1个乡：下村乡」.
    """
    beside, pairs = _patterns()
    first = max(0, start - _BEFORE)
    if beside.search(text, first, start) or _members().search(text, first, start):
        return True
    return any(led.search(text, first, start) and behind.match(text, end) for led, behind in pairs)


@cache
def _members() -> re.Pattern[str]:
    kinds = "|".join(place_words()["suffixes"])
    return re.compile(f"[0-9一二两三四五六七八九十百]个?(?:{kinds})[：:](?:[一-鿿]{{2,6}}、){{0,3}}$")


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]]:
    words = place_words()["neighbours"]
    beside = "|".join(words["beside"])
    alone = "|".join(words["beside_alone"])
    met = "|".join(words["met"])
    return (
        re.compile(f"(?:[{words['sides']}](?:{beside})|{alone})(?:{_NAMES}){{0,3}}{_AREA}$"),
        (
            (
                re.compile(f"[{words['with']}](?:{_NAMES}){{0,3}}{_AREA}$"),
                re.compile(f"(?:[、和及][一-鿿]{{2,6}}){{0,3}}[一-鿿]{{0,8}}?(?:{met})"),
            ),
            (
                re.compile(f"(?:{'|'.join(words['far'])})[一-鿿]{{0,4}}$"),
                re.compile(f"[一-鿿]{{0,6}}[0-9.]{{1,6}}(?:多|余)?(?:{'|'.join(words['distances'])})"),
            ),
        ),
    )
