"""Tell names of subjects from descriptions: 联泰二期项目 is a name, 重点项目 and 12个改造项目 are none."""

import re
from functools import cache, lru_cache
from typing import Any

from pipeline.clauses.word_classes import word_class
from pipeline.dictionary import dictionary
from pipeline.places.gazetteer import areas_named, opening_area
from pipeline.places.place_words import place_words
from pipeline.words import words_of

_MARKS = re.compile(r"[^一-鿿A-Za-z0-9]")
_COUNT = re.compile(r"\d\D?$")
_SEVERAL = re.compile("[0-9]|[一二两三四五六七八九十几数多]{1,3}[个大项批家]")
_SPOTS = tuple(words_of("bindings")["spots"])
_SHORTEST_SPOT = 3
_SHORTEST_NAME, _SHORTEST_WHOLE = 2, 4  # characters before an ending, and with it
_TELLING = 4  # characters behind an area that say which project it is
_LONGEST_TAIL = 4  # characters of an area before 新区, at most
_DESCRIBED = 2  # characters before 产业园 that say which it is


@cache
def subject_words() -> dict[str, Any]:
    """Read the endings, the describing words and the words before names."""
    return words_of("subjects")


def is_name(stem: str, ending: str, kind: str) -> bool:
    """Tell a name from a description: 联昌喷雾泵… is one, 重点, 12个改造 and 鹤山市重点 are none."""
    bare = _MARKS.sub("", without_phase(stem))
    short = len(bare) < _SHORTEST_NAME or len(bare) + len(ending) < _SHORTEST_WHOLE
    if ending in subject_words()["no_names"] or short or _COUNT.search(stem):
        return False
    no_ends = subject_words()["no_name_ends"] + (
        subject_words()["no_project_ends"] if kind != "company" else []
    )
    if is_generic(bare) or bare.endswith(tuple(no_ends)) or _ends_in_area(bare, ending):
        return False  # 浦东|新区 is a place, 与青禾县相邻的|清|新区 too
    if kind == "project" and bare.endswith(tuple(subject_words()["zones_of_many"])):
        return False
    rest = without_areas(bare)
    area = len(rest) < len(bare)
    built = area and kind == "project" and (is_facility(rest) or rest in subject_words()["facilities"])
    if ending in subject_words()["certain"]:
        return True
    if area and (not rest or is_generic(rest)):  # 鹤山产业园, but not 鹤山市重点项目
        alone = kind in ("zone", "fund", "event") or ending in subject_words()["area_suffices"]
        return built or (alone and not any(word in rest for word in subject_words()["no_description"]))
    plain = not any(word in rest for word in subject_words()["no_description"])
    if built or (area and (kind == "company" or (kind in ("zone", "project") and plain))):
        return True  # 鹤山电池产业园项目, 蒙城农商银行, 青川县国投集团, 鹤山市创业园, 鹤山市紫苏加工项目
    # 天门山|景区, though 天门 is an area
    return tells_apart(stem[-len(rest) :], kind) or _is_spot(bare, kind)


def _ends_in_area(stem: str, ending: str) -> bool:
    """Tell whether a name's last characters are those of an area."""
    tails = (stem, *(stem[-size:] for size in range(1, min(len(stem), _LONGEST_TAIL))))
    return any(areas_named(tail + ending) for tail in tails)


def tells_apart(stem: str, kind: str) -> bool:
    """Tell whether a stem says which one it is: 青峦山|旅游区, but not 茶文化|旅游区 (「打造成茶文化旅游区」)."""
    return opens_with_area(stem) or _is_spot(stem, kind) or _is_uncommon(stem)


def may_end(word: str) -> bool:
    """Tell whether a name or a noun may end with this word, so that 和 behind it joins: 镇|和, 政府|和, but not 瑞丰|和."""
    lists = subject_words()
    ends = word.endswith((*lists["joined"], *(one for kind in lists["endings"].values() for one in kind)))
    return ends or (len(word) > 1 and word_class(word) not in ("", "nz", "nr", "nrt", "nrfg"))


def _is_spot(stem: str, kind: str) -> bool:
    """Tell whether a scenic area is named after a hill or lake: 月亮湖|景区, though 月亮 is an ordinary word."""
    named = stem.endswith(_SPOTS) and len(stem) >= _SHORTEST_SPOT
    return kind == "scenic" and named and not any(word in stem for word in subject_words()["no_description"])


def without_areas(stem: str) -> str:
    """Cut the areas at the beginning: 鹤山市重点 → 重点, 蒙城农商 → 农商."""
    while area := opening_area(stem):
        stem = stem.removeprefix(area)
    return stem


def opens_with_area(stem: str) -> bool:
    """Tell whether a stem begins with the name of an area: 成都|高新, 含山|经济."""
    return without_areas(stem) != stem


def without_pointer(name: str) -> str:
    """Cut what points at one thing before its name: 该|环保板材加工项目, but not 该县|…."""
    if name.startswith(tuple(place_words()["own"])):
        return name
    return name.removeprefix(next((one for one in subject_words()["points_at"] if name.startswith(one)), ""))


def foreign_words(stem: str) -> int:
    """Count the characters up to the last word that no name holds: an adverb, or a verb before an area.

    「正式成为…」, 「县长周某宣布|广西…」; not behind an area, where a brand may stand: 杭州|悠然|科技.
    """
    cut = at = 0
    for word in dictionary.cut(stem, HMM=False):
        at += len(word)
        long = len(word) > 1 and not is_generic(word) and len(stem) - at >= _SHORTEST_NAME
        tag = word_class(word) if long else ""
        branded = without_areas(stem[cut : at - len(word)]) == "" and at - len(word) > cut
        if (tag in subject_words()["foreign_tags"] and not branded) or (
            tag == "v" and opens_with_area(stem[at:])
        ):
            cut = at
    return cut


def without_phase(stem: str) -> str:
    """Cut the bracket with a phase behind a stem: 绿源产业园(二期) → 绿源产业园."""
    if not stem.endswith(")"):
        return stem
    phase = next((one for one in words_of("bindings")["phases"] if stem.endswith(f"({one})")), "")
    return stem[: -len(phase) - 2] if phase else stem


def counts_several(stem: str) -> bool:
    """Tell whether a description is of several: 三个制氢|项目, 5万吨制氢|项目 may be."""
    return _SEVERAL.match(stem) is not None


def is_facility(stem: str) -> bool:
    """Tell whether a description is of one thing that is built: 生物医药|产业园, but not 产业园 alone or 重点|产业园."""
    phase = next((one for one in words_of("bindings")["phases"] if stem.endswith(one)), "")
    stem = stem.removesuffix(phase)  # 电力产业园|二期
    if not stem.endswith(tuple(subject_words()["facilities"])):
        return False
    built = next(one for one in subject_words()["facilities"] if stem.endswith(one))
    plain = not any(word in stem for word in subject_words()["no_description"])
    return plain and len(stem) >= len(built) + _DESCRIBED


@lru_cache(maxsize=8192)
def is_generic(stem: str) -> bool:
    """Tell whether a stem is made of describing words alone: 高端|智能|制造业."""
    generic = frozenset(subject_words()["generic"]) | frozenset("0123456789一二两三四五六七八九十")
    reachable = [True] + [False] * len(stem)
    for end in range(1, len(stem) + 1):
        reachable[end] = any(reachable[at] and stem[at:end] in generic for at in range(max(0, end - 5), end))
    return reachable[-1]


@lru_cache(maxsize=8192)
def _is_uncommon(stem: str) -> bool:
    """Tell whether a stem holds a quoted, Latin or proper word, or loose characters: 衍|庶."""
    if re.search("[A-Za-z”’」]", stem):
        return True
    lists = subject_words()
    loose = 0
    for word in dictionary.cut(stem, HMM=False):
        if len(word) > 1:
            if word_class(word) in lists["name_tags"] and not is_generic(word):
                return True
            loose = 0
            continue
        particle = word_class(word) in lists["particle_tags"] or word in lists["before_single"]
        inside = loose == 1 and word in lists["joins"]  # 天|和|纺织
        loose = loose + 1 if inside or not (particle or is_generic(word)) else 0
        if loose == 2:
            return True
    return False


def has_loose_character(stem: str) -> bool:
    """Tell whether a character stands alone in a stem that describes nothing: 洪|崖洞, 袁|家|村, but not 美食|街."""
    lists = subject_words()
    return any(
        len(word) == 1
        and not is_generic(word)
        and word not in lists["before_single"]
        and word_class(word) not in lists["particle_tags"]
        for word in dictionary.cut(stem, HMM=False)
    )
