"""Name the area that a document is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import ahocorasick_rs

from pipeline.places import gazetteer
from pipeline.places.gazetteer import Area, areas_named
from pipeline.places.names import is_cut_from_words
from pipeline.places.place_words import goes_on, place_words, reaches
from pipeline.places.towns import has_boundary
from pipeline.places.unlisted import begins_unlisted, unlisted_in

_BRACKETS = "()[]【】〔〕 "
_AT = "在"
_NAMELESS = re.compile("(?:[XxＸｘ×]{1,4}|某)[县市区镇乡村](?:位于|地处|坐落于?|隶属于?)")
_CONGRESS = re.compile("第?[一二三四五六七八九十0-9]{1,3}届(?:人民代表大会|人大)")
_IN_TITLE = 30.0  # the weight of an area that the title names
_FEWEST_LISTED = 3
_HEAD = 4  # lines in which the office stands that a text is of
_BEFORE_NAME = re.compile(r"[\[(《“\" ]*(?:\d{4}年)?[\d月日季度一二三四上下半年前至—~-]*")
_BRAND = 2  # characters that tell a firm: 环湘 of 深圳市|环湘投资发展有限公司
_FIRM = 20  # characters from there to its 有限公司
_PROVINCE = 2  # digits of a code that are its province's
_FEW = 4  # of so many names one
_RANKS_IN = re.compile("(?:第[0-9一二三四五六七八九十]|前[0-9一二三四五六七八九十列茅]|首位|榜首|各[县区市])")
_OTHERS_FIGURE = re.compile(r"[^()0-9]{0,6}[0-9][^()]{0,20}\)")
_OURS = tuple("全我本")
_PARTS = {"prefecture": "县", "province": "市县"}  # the ranks of what lies in an area of a level
_MANY_PROVINCES = 6  # more than a county's page names as buyers, visitors and partners


def own_area(title: str, text: str, source: str) -> str:
    """Name the area that a document is about by its full name, '' where nothing is clear.

    Texts are folded and unwrapped, a paragraph a line. The title counts most, then headlines, then the body;
    the name of a newspaper (江门日报) or news site (江门网) counts nothing, a party committee above (江门市委) little.
    """
    source = "" if source.endswith(tuple(place_words()["news_sites"])) else source
    clear = _Clear(title + text)
    scores = _scores(title, text, source, clear, offices=0.1)
    if unlisted := _titled_unlisted(title) or _titled_unlisted(text):
        return unlisted
    if max(scores.values(), default=0) < 2:  # only 「鹤山市统计局」 names it
        scores = _scores(title, text, source, clear, offices=1.0)
    if not scores:
        return (
            _titled(title) or _titled(text) or _shared_name(title) or _shared_name(text) or _explained(text)
        )
    best = max(scores.values())
    if _is_of_the_nation(scores) or _most_unlisted(text) >= best:
        return ""
    area = _around(_of_rank(max(scores, key=scores.__getitem__), scores, text), scores, text)
    if scores[area.code] < _IN_TITLE and _is_of_a_part(area, text):
        return _explained(text)
    alone = all(gazetteer.contains(other, area) for other in scores)
    clear_cut = best >= 2 or (best >= 1 and alone and _is_own(area.name, text))
    return area.name if clear_cut else _explained(text)


@cache
def _meant() -> re.Pattern[str]:
    words = "|".join(place_words()["meant_by_own"])
    return re.compile(rf"[全我本](?P<rank>[市县区州盟旗])\((?:{words})(?P<name>[一-鿿]{{2,10}})\)")


def _explained(text: str) -> str:
    """Return the area that a text says it means by 全市, its full name or that without its rank: 「全市（指岳阳）」."""
    for said in _meant().finditer(text):
        named = areas_named(said["name"].removesuffix(said["rank"]) + said["rank"])
        if len(named) == 1:
            return named[0].name
    return ""


def _scores(title: str, text: str, source: str, clear: _Clear, *, offices: float) -> dict[str, float]:
    """Weigh the areas that title, source and text name; `offices` is the weight of 湖南省 in 湖南省统计局."""
    scores: defaultdict[str, float] = defaultdict(float)
    for part, weight in ((title, _IN_TITLE), (source, 3.0), (text, 1.0)):
        for area, score in _area_scores(part, clear, offices).items():
            scores[area] += score * weight
    return scores


def _of_rank(code: str, scores: dict[str, float], text: str) -> Area:
    """Choose the area within the one named most whose rank the text speaks of: 全市 under 湖南省 is of 长沙市.

    It must be named more than the other areas of its level together.
    """
    best = gazetteer.areas()[code]
    named = [gazetteer.areas()[other] for other in scores]
    for area in named:
        if area is best or not gazetteer.contains(best, area) or area.name[-1] == best.name[-1]:
            continue
        level = sum(max(0, scores[other.code]) for other in named if other.level == area.level)
        if _spoken(area, text) > _spoken(best, text) and 2 * scores[area.code] > level:
            return _of_rank(area.code, scores, text)
    return best


def _is_of_the_nation(scores: dict[str, float]) -> bool:
    """Say whether areas of many provinces are named, none in the title, and few of the province of the one named most."""
    best = max(scores, key=scores.__getitem__)
    provinces: defaultdict[str, float] = defaultdict(float)
    for code, score in scores.items():
        provinces[code[:_PROVINCE]] += max(0.0, score)
    few = _FEW * provinces[best[:_PROVINCE]] < sum(provinces.values())
    return scores[best] < _IN_TITLE and len(provinces) >= _MANY_PROVINCES and few


def _around(area: Area, scores: dict[str, float], text: str) -> Area:
    """Return the area above one that is listed among others, where the text speaks of that: 「全省…，甲市…，乙市…」."""
    if scores[area.code] >= _IN_TITLE or _spoken(area, text):
        return area
    above = [one for one in gazetteer.ancestors(area) if _spoken(one, text)]
    beside = [one for one in map(gazetteer.areas().__getitem__, scores) if one.level == area.level]
    return above[0] if len(above) == 1 and len(beside) >= _FEWEST_LISTED else area


def _spoken(area: Area, text: str) -> int:
    """Count the words by which a text speaks of an area of this rank as its own: 全市, 我县."""
    own = place_words()["own"].items()
    return sum(text.count(word) for word, endings in own if area.name.endswith(tuple(endings)))


def _is_of_a_part(area: Area, text: str) -> bool:
    """Say whether a text speaks of a part of an area as its own, and never of the area itself.

    「全县接待游客60万人次。去年，清远市接待游客320万人次。」 does not say which county that is.
    """
    parts = [our + rank for our in _OURS for rank in _PARTS.get(area.level, "")]
    return not _spoken(area, text) and any(word in text for word in parts)


def _is_own(name: str, text: str) -> bool:
    """Say whether a text speaks of an area of this rank as its own: 「阳新县…我县」, 「阳新县…县委书记」."""
    rank = name[-1]
    return name in text and any(words in text for words in (f"我{rank}", f"全{rank}", f"{rank}委书记"))


def _shared_name(part: str) -> str:
    """Name the full name that a headline holds although several areas have it: 通州区."""
    automaton, names = _automaton_of_all()
    length = place_words()["own_area"]["headline_length"]
    for line in part.split("\n"):
        if not 0 < len(line) <= length or "。" in line:
            continue
        for index, _, end in automaton.find_matches_as_indexes(line):
            name = names[index]
            shared = not gazetteer.is_bare(name) and len(areas_named(name)) > 1
            if shared and not goes_on(line, end, bare=False, name=name):
                return name
    return ""


def _titled(part: str) -> str:
    """Name the full name that opens a headline of a communiqué or report, also an ordinary word: 「和县2023年…公报」."""
    for line in part.split("\n"):
        headline = len(line) <= place_words()["own_area"]["headline_length"] and "。" not in line
        found = _opening_name().match(line) if headline else None
        if found and areas_named(found["name"]):
            return found["name"]
    return ""


def _titled_unlisted(part: str) -> str:
    """Name the county that no list holds and that opens the first line of a title or text: 「青禾县2024年…公报」.

    So does its office on a line of its own below that: 「青禾县统计局 2025年2月3日」.
    """
    first, *below = part.split("\n")[:_HEAD]
    length = place_words()["own_area"]["headline_length"]
    for line in (first[:length], *(line for line in below if _office_alone().fullmatch(line))):
        found = next(unlisted_in(line, ()), None)
        if found and "。" not in line and _BEFORE_NAME.fullmatch(line, 0, found[0]):
            return line[found[0] : found[1]]
    return ""


@cache
def _office_alone() -> re.Pattern[str]:
    """Match a line that names an office and maybe a day: 「青禾县统计局（2025年2月3日）」."""
    offices = "|".join(place_words()["own_area"]["offices"])
    return re.compile(rf"[\[(《“\" ]*[一-鿿]{{2,12}}(?:{offices})[\])》”\" 0-9年月日:：/.\-]*")


def _most_unlisted(text: str) -> int:
    """Count how often a text names the county that it names most of those that no list holds; -1 where none twice."""
    named = Counter(text[start:end] for start, end in unlisted_in(text, ()))
    return max((times for times in named.values() if times > 1), default=-1)


@cache
def _opening_name() -> re.Pattern[str]:
    """Match the name of an area before its year, or before what a communiqué or report is called."""
    titles = "|".join(place_words()["own_area"]["titles"])
    return re.compile(rf"(?:\d{{4}}年)?(?P<name>[一-鿿]{{1,12}}?[县市区旗])(?=\d{{4}}年|{titles})")


class _Clear(dict[str, Area | None]):
    """Map a name to the only area it means in a whole text, None where there is no such area.

    A short name means only areas whose full name the text holds too, unless one alone bears it.
    """

    def __init__(self, whole: str) -> None:
        self._whole = whole
        self.firms = frozenset(_firms(whole))  # how the names of its companies begin behind those of areas

    def __missing__(self, name: str) -> Area | None:
        named = areas_named(name)
        if gazetteer.is_bare(name) and len(named) > 1:
            named = tuple(area for area in named if area.name in self._whole)
        self[name] = named[0] if len(named) == 1 else None
        return self[name]


def _firms(text: str) -> Iterator[str]:
    """Yield how the names of companies go on behind an area: 环湘 of 深圳市|环湘投资有限公司."""
    automaton, names = _automaton_of_all()
    firms = re.compile("|".join(place_words()["own_area"]["firms"]))
    companies = [match.start() for match in firms.finditer(text)]
    for index, _, end in automaton.find_matches_as_indexes(text):
        brand = text[end : end + _BRAND]
        if len(names[index]) > 1 and reaches(text, end, companies, _FIRM) and not areas_named(brand):
            yield brand


def _area_scores(part: str, clear: _Clear, offices: float) -> dict[str, float]:
    """Count the areas that a text names clearly."""
    automaton, names = _automaton_of_all()
    scores: defaultdict[str, float] = defaultdict(float)
    length = place_words()["own_area"]["headline_length"]
    visitors = tuple(place_words()["own_area"]["visitors"])
    above = tuple(place_words()["own_area"]["upper"])
    landforms = tuple(place_words()["own_area"]["landforms"])
    firms = clear.firms
    bureaus = tuple(place_words()["own_area"]["offices"])
    for line in part.split("\n"):
        before: tuple[int, str, float] | None = None
        if _NAMELESS.search(line):
            continue  # 「XX乡位于青禾县东部」 is about the township that it does not name
        weight = 3.0 if 0 < len(line) <= length and "。" not in line else 1.0
        for index, start, end in automaton.find_matches_as_indexes(line):
            name = names[index]
            behind = before is not None and not line[before[0] : start].strip(_BRACKETS)
            area = clear[name] or (_within(before[1], name) if before and behind else None)
            if area is None or _is_of_longer(line, start, end, area):
                continue
            if _is_compared(line, start, end) or _RANKS_IN.match(line, end):
                continue  # 「全县旅游收入30亿元（德清县为77亿元）」, 「居衢州市第2位」
            if name.endswith(landforms) and not has_boundary(line, start):
                continue  # 升|金湖 is a lake
            if line.startswith(visitors, end) or (
                line[start - 1 : start] == _AT and _venue().match(line, end)
            ):
                continue  # 「香港旅客占28%」 says where they come from, 「在上海市举行」 where they met
            elsewhere = area.level != "county" or gazetteer.is_bare(name)
            if elsewhere and line[end : end + _BRAND] in firms:
                continue  # 「深圳环湘与青禾县签订」: where a firm is of
            at_once = before is not None and before[0] == start and gazetteer.is_bare(name)
            if before and at_once and not _joins(before[1], area):
                continue  # 「固始县三河尖镇」 names no 三河
            upper = line.startswith(above, end - 1)
            if before and behind and gazetteer.contains(before[1], area):
                scores[before[1]] -= before[2]  # 「青河市禾丰县」, 「【青河】禾丰县」 are about the county
            congress = _CONGRESS.match(line, end) is not None  # 「——在青禾县第十九届人民代表大会…上」
            issued = area.level == "county" and _office_alone().fullmatch(line) is not None
            less = (
                2.0
                if congress or issued
                else offices
                if line.startswith(bureaus, end)
                else 0.3
                if upper
                else 1.0
            )
            before = end, area.code, weight * less
            scores[area.code] += before[2]
    return scores


def _is_of_longer(line: str, start: int, end: int, area: Area) -> bool:
    """Say whether the name line[start:end] of an area only begins a longer one, or is cut out of two words."""
    name = line[start:end]
    bare = gazetteer.is_bare(name)
    if goes_on(line, end, bare=bare, name=name) or is_cut_from_words(line, start, end):
        return True
    return bare and begins_unlisted(line, end, (area,))


def _is_compared(line: str, start: int, end: int) -> bool:
    """Say whether a bracket opens with a name and gives a figure of its own behind it."""
    return line[start - 1 : start] == "(" and _OTHERS_FIGURE.match(line, end) is not None


def _joins(code: str, area: Area) -> bool:
    """Say whether an area may be named right behind another: within it, or around it."""
    before = gazetteer.areas()[code]
    return before.level != "county" or gazetteer.contains(code, area) or gazetteer.contains(area.code, before)


def _within(code: str, name: str) -> Area | None:
    """Find the area of a name that several bear within the one named before it: 石家庄市|新华区."""
    return next((area for area in areas_named(name) if gazetteer.contains(code, area)), None)


@cache
def _venue() -> re.Pattern[str]:
    """Match what is held behind the name of where: 「在上海市|成功举行」."""
    return re.compile(f"[^，,。；;、在]{{0,6}}(?:{'|'.join(place_words()['own_area']['venues'])})")


@cache
def _automaton_of_all() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    words = place_words()
    ordinary = frozenset(words["ordinary_bare"] + words["ordinary_full"])
    known = (name for name in gazetteer.area_names() if name not in ordinary)
    names = (*known, *words["hold_short_names"])
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names
