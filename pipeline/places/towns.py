"""Find towns, townships, streets, villages and communities by their suffix: 双合镇, 沙坪街道, 城西村.

No list of the country's towns is asked: a name is what stands before the suffix up to a boundary. Where no
delimiter gives it, words known to stand before a name, the same name elsewhere and at last jieba decide.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import ahocorasick_rs

from pipeline.clauses.word_classes import word_class
from pipeline.dictionary import dictionary
from pipeline.places.gazetteer import area_names, area_words, areas_named, is_bare, without_peoples
from pipeline.places.place_words import place_words

REACH = 8  # characters of a name and the words before it that are looked at


@cache
def _suffix_pattern() -> re.Pattern[str]:
    """Compose the suffixes, each not followed by what carries it on: 镇(?!域|街…)|村(?!级|庄…|乡(?!村…))."""
    suffixes, goes_on = place_words()["suffixes"], place_words()["goes_on"]
    parts: dict[str, str] = {}
    for suffix in sorted(suffixes, key=lambda one: (suffixes[one] == "village", -len(one))):
        longer = list(parts.values()) if suffixes[suffix] == "village" else []  # 森|村乡, not 城西村|乡村
        going_on = "|".join([*goes_on[suffix], *longer])
        parts[suffix] = f"{suffix}(?!{going_on})" if going_on else suffix
    return re.compile("|".join(parts[suffix] for suffix in sorted(parts, key=len, reverse=True)))


@cache
def _before() -> tuple[re.Pattern[str], frozenset[str]]:
    """Compose the words of several characters that stand before names; give those of one as a set."""
    several = sorted((w for w in place_words()["before"] if len(w) > 1), key=len, reverse=True)
    beside = place_words()["neighbours"]
    several.append(f"[{beside['sides']}][{beside['reached']}]")  # 西南接|锦滨乡
    return re.compile("|".join(several)), frozenset(w for w in place_words()["before"] if len(w) == 1)


@cache
def _counted() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compose what is a number of towns and no name: before the suffix (辖四|乡), and with the next of them (四乡三镇)."""
    words = place_words()
    number, suffixes = words["number_of_towns"], "|".join(words["suffixes"])
    return (
        re.compile(f"[{number['behind']}][{number['numerals']}]{{1,2}}$"),
        re.compile(f"[{number['numerals']}](?:{suffixes})[{number['numerals']}]{{1,3}}(?:{suffixes})"),
    )


@cache
def _motto() -> re.Pattern[str]:
    """Match the motto that a town ends: 以工兴|镇, 以城带|乡."""
    words = place_words()["mottos"]
    return re.compile(f"{words['by']}[一-鿿]{{1,2}}[{words['verbs']}]$")


_HAN_TAIL = re.compile(r"[一-鿿㐀-䶿]*\Z")  # not `$`, which a line break may follow

_OF = "的"
_OF_NAMES = ("nr", "ns", "nz")  # jieba's parts of speech of names


class TownFinder:
    """Find town names in a document's text; built once per document, since its names are the evidence."""

    def __init__(self, text: str) -> None:
        """Count the names that stand in the whole text between clear boundaries."""
        self._decided: dict[tuple[str, str, bool], str] = {}
        self._clear: Counter[str] = Counter()
        for start, end in self._candidates(text, ()):
            stem, clear = cut_before(text[start : end[0]], hard=end[1])
            if clear and 2 <= len(stem) <= 3:
                self._clear[stem + end[2]] += 1

    def find(self, text: str, area_ends: Sequence[int]) -> list[tuple[int, int, str]]:
        """List (start, end, suffix) of the names in `text`; none reaches left over an end in `area_ends`."""
        found = []
        held = _held_by_areas(text)
        ends = set(area_ends)
        words = place_words()
        for start, (stop, hard, suffix) in self._candidates(text, area_ends):
            if stop in held:
                continue
            stem = self._stem(text[start:stop], suffix, hard=hard)
            begin = stop - len(stem)
            collective = text.startswith(tuple(words["after_area_only"].get(suffix, ())), stop + len(suffix))
            if collective and begin not in ends:
                continue
            if stem and not self._is_doubtful(stem, suffix, after_area=begin in ends):
                found.append((begin, stop + len(suffix), suffix))
                ends.add(stop + len(suffix))
        return found

    def _candidates(self, text: str, area_ends: Sequence[int]) -> list[tuple[int, tuple[int, bool, str]]]:
        """Pair the start of each window before a suffix with (its end, is the start a boundary, suffix)."""
        bounds = sorted(area_ends)
        found = []
        position, previous = 0, 0
        for match in _suffix_pattern().finditer(text):
            stop = match.start()
            while position < len(bounds) and bounds[position] <= stop:
                previous = max(previous, bounds[position])
                position += 1
            left = max(previous, stop - REACH)
            tail = _HAN_TAIL.search(text, left, stop)
            start = tail.start() if tail else stop
            if start and text[start - 1].isdigit():
                start += len(next(filter(text[start:stop].startswith, place_words()["ends_of_dates"]), ""))
            if _is_in_name(text, start, match, behind_area=start == previous and start in bounds):
                continue
            previous = max(previous, match.end())
            if stop - start >= 2 and not _counted()[1].match(text, stop - 1):
                hard = start > stop - REACH or start == 0
                found.append((start, (stop, hard, match.group())))
        return found

    def _stem(self, window: str, suffix: str, *, hard: bool) -> str:
        """Decide the name before its suffix, '' where it is none; remembered for the document."""
        key = (window, suffix, hard)
        if key not in self._decided:
            self._decided[key] = self._decide(window, suffix, hard=hard)
        return self._decided[key]

    def _decide(self, window: str, suffix: str, *, hard: bool) -> str:
        """Decide the name with its peoples: 大石|布依族|乡, but 全县有|布依族乡|3个."""
        base = without_peoples(window)
        if suffix not in place_words()["generic"] and (window + suffix).endswith(
            tuple(place_words()["generic"])
        ):
            return ""
        counted = base != window and base.endswith(tuple(place_words()["number_of_towns"]["behind"]))
        if counted or base.endswith(tuple(area_words()["peoples"])):
            return ""
        name = self._decide_base(base, suffix, hard=hard)
        return name + window[len(base) :] if name else ""

    def _decide_base(self, window: str, suffix: str, *, hard: bool) -> str:
        words = place_words()
        if window.endswith(tuple(words["open_stems"])):
            return ""
        if _counted()[0].search(window) or _motto().search(window):
            return ""
        stem, clear = cut_before(window, hard=hard)
        if len(stem) < 2 or _is_ordinary(stem, suffix, clear=clear) or _ends_behind_ordinary(stem):
            return ""
        if _OF in stem[1:]:
            return ""  # 「政府所在|地的集镇」
        longest = 3 if len(stem) > 3 else len(stem) - 1
        seen = [stem[-n:] for n in range(longest, 1, -1) if self._clear[stem[-n:] + suffix]]
        if seen and (len(stem) > 3 or self._clear[seen[0] + suffix] >= self._clear[stem + suffix]):
            return seen[0]
        if clear and len(stem) <= 3:
            return stem
        return _stem_by_jieba(stem, suffix)

    def _is_doubtful(self, stem: str, suffix: str, *, after_area: bool) -> bool:
        """Doubt an ordinary word before 村 and 社区 (幸福社区), a verb before 乡, unless an area or a mention vouches.

        Before 行政村 nothing vouches for one: 清溪镇|贫困行政村.
        """
        if suffix in place_words()["villages_counted"] and _is_word(stem):
            return True
        if after_area or self._clear[stem + suffix] > 1:
            return False
        if place_words()["suffixes"][suffix] == "village":
            return _is_word(stem)
        return word_class(stem) == "v" and stem not in place_words()["verbs_as_names"]


def _is_in_name(text: str, start: int, suffix: re.Match[str], *, behind_area: bool) -> bool:
    """Tell whether a suffix behind one character is of the name that a later one ends: 壶镇|镇, not 各镇|街道, 集镇|镇.

    Behind an area it need not follow at once: 浏阳市|镇头镇, 长阳县|都镇湾镇.
    """
    words = place_words()
    if behind_area and suffix.start() - start < 2 and text[start] not in words["open_stems"]:
        return True
    last = suffix.start() - 1
    if last != start and not (last > start and has_boundary(text, last)):  # 位于|湖|镇镇
        return False
    before = {*_before()[1], *words["number_of_towns"]["numerals"]}
    name = text[last : suffix.end()]
    ordinary = any(name in words[kind] for kind in ("last", "generic", "generic_after"))
    return bool(_suffix_pattern().match(text, suffix.end())) and not ordinary and text[last] not in before


@cache
def _names_with_suffix() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """Build the names of areas that hold the suffix of a town: 桐乡, 清镇市, 镇江, 周村."""
    suffixes = tuple(place_words()["suffixes"])
    names = tuple(name for name in area_names() if any(suffix in name for suffix in suffixes))
    return ahocorasick_rs.AhoCorasick(names), names


def _held_by_areas(text: str) -> frozenset[int]:
    """Return where a town's suffix belongs to the name of an area: 其中桐|乡, 记者从|镇江, but not 太平|乡, 和平|乡.

    The name stands alone where a word that may stand before names ends there, and what would be the town's stem
    is no word of its own.
    """
    automaton, names = _names_with_suffix()
    held: set[int] = set()
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        name = names[index]
        whole = not is_bare(name) or len(name) > 2  # 清镇市, 景德镇
        shared = text[max(0, start - 1) : end - 1] if start else ""
        leads = whole or has_boundary(text, start)
        apart = not _is_stem(shared) or several_before(text, start)
        if (leads and apart) or _is_word(text[max(0, start - 2) : start]):  # 今日|北镇, but not 永|宁乡
            held.update(range(start, end))
    return frozenset(held)


def _is_word(characters: str) -> bool:
    """Tell whether jieba knows two characters or more as a word."""
    return len(characters) > 1 and dictionary.holds(characters)


def _is_stem(word: str) -> bool:
    """Tell whether characters that a name and the word before it share make a name: 和平 of 和|平乡."""
    return bool(areas_named(word)) or word in place_words()["ordinary_bare"]


def _ends_behind_ordinary(stem: str) -> bool:
    """Tell whether the verb of a motto or a conjunction ends a stem behind an ordinary word: 文化|立, 政府|和."""
    word = stem[-3:-1]
    if stem[-1] not in place_words()["behind_ordinary"] or not _is_word(word):
        return False
    named = word_class(word).startswith(_OF_NAMES) and word not in place_words()["before"]  # 弘扬|兴
    return not named and not areas_named(word)


def _is_ordinary(stem: str, suffix: str, *, clear: bool) -> bool:
    """Tell an ordinary word that also ends names (新城镇) from such a name (鹤城镇)."""
    entry = place_words()["generic_after"].get(stem[-1] + suffix)
    if entry is None:
        return False
    return not clear or not 2 <= len(stem) <= entry["longest"] or stem[-2] in entry["not_after"]


def cut_before(window: str, *, hard: bool) -> tuple[str, bool]:
    """Cut the words that stand before a name: 位于双合 → 双合; tell if a boundary is there.

    Two characters stay at least, so that 和平 and 向阳 stay whole; a window that ends with such a word is no
    name at all.
    """
    several, single = _before()
    start = 0
    for match in several.finditer(window):
        if match.end() == len(window):
            return "", False
        if match.end() <= len(window) - 2:
            start = match.end()
    for place in range(len(window) - 3, start - 1, -1):
        if window[place] in single:
            start = place + 1
            break
    return window[start:], hard or start > 0


def has_boundary(text: str, start: int) -> bool:
    """Tell whether a delimiter or a word known to stand before names ends at `start`."""
    if start == 0 or not _HAN_TAIL.search(text, start - 1, start).group():  # type: ignore[union-attr]
        return True
    return text.endswith(tuple(place_words()["before"]), max(0, start - 4), start)


def several_before(text: str, end: int) -> bool:
    """Tell whether a word of several characters that may stand before names ends here: 其中|宁县, not 中宁县."""
    return text.endswith(_several(), max(0, end - REACH), end)


@cache
def _several() -> tuple[str, ...]:
    return tuple(word for word in place_words()["before"] if len(word) > 1)


def _stem_by_jieba(stem: str, suffix: str) -> str:
    """Take the last words before the suffix until two characters are there: 走近|罗通|山|镇 → 罗通山."""
    tokens = dictionary.lcut(stem + suffix)
    name = ""
    while tokens and len(name) < 2 + len(suffix):
        name = tokens.pop() + name
    if tokens and len(tokens[-1]) == 2 and len(name) == 2 + len(suffix) and len(tokens[-1] + name) <= 3:
        name = tokens[-1] + name
    found = name.removesuffix(suffix)
    return found if 2 <= len(found) <= 4 else ""
