"""Find which place a figure is about: the one that opens its clause, or where a project is located."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from operator import attrgetter

from pipeline.claims import Claim
from pipeline.clauses.tokens import CLAUSE_ENDS, ParsedSentence, Token
from pipeline.clauses.word_classes import first_word, word_class
from pipeline.indicators import Indicator
from pipeline.places import Place
from pipeline.places.gazetteer import contains, is_bare, opening_part
from pipeline.places.neighbours import is_neighbour
from pipeline.places.place_words import place_words
from pipeline.subjects import Subject
from pipeline.subjects.names import subject_words
from pipeline.terms.example_openers import opens_example
from pipeline.terms.whole_term import GRADE
from pipeline.words import words_of

_TOWN = re.compile(r"[一-鿿]{2,3}?(?:镇|(?<!城)乡|街道)(?=[一-鿿]{2})")
_START = attrgetter("start")
_QUOTES, _UNQUOTES = "“「『", "”」』"
_IS = tuple(words_of("bindings")["described_by"])
_FIRST_OF = tuple(words_of("bindings")["first_of"])
_OF = "的"
_OWNERS = tuple(words_of("bindings")["gathered"])  # 「位于清溪镇的项目」
_BRINGS = tuple(words_of("bindings")["brings"])
_STEM = 2  # characters of a place that a zone's name begins with: 青禾|经开区
_RANKS_AT = tuple(words_of("bindings")["ranks_at"])
_ONE_OF = re.compile("[^，,。；;]{1,24}之一[，,]")
_AT, _WHOLE, _WITHIN = "在", "全", "范围"
_RANKED = re.compile(f"(?:{'|'.join(words_of('bindings')['ranked'])}|第[0-9一二三四五六七八九十])")
EVENT = re.compile(
    f"[^，,。；;：:]{{0,24}}(?:{'|'.join(words_of('bindings')['events_held'])})(?:上|期间|现场|中)?[，,]"
)
_TOPS = re.compile(
    "最[多高大快好低少长][的者]?[^，,。；;0-9]{0,6}(?:是|为|系|当属|属)$"
)  # 「户数最多的是合肥市，共计…」
_NEAR_TOP = 14  # characters
_SIGNED = re.compile(
    f"[^，,。；;]{{0,6}}?(?:{'|'.join((*words_of('bindings')['signings'], *words_of('bindings')['held']))})"
)
_HELPED = re.compile("[^，,。；;：:0-9]{1,14}下[，,]")
_LARGER = tuple(place_words()["larger_areas"])
_PARTS = tuple(place_words()["parts_of_city"]["any"])
_COUNTIES = tuple(place_words()["parts_of_city"]["with_counties"])
_WITH_COUNTIES = "00"  # how the code of a city that has counties ends
_SIGHTS = ("scenic", "event")
_OF_RANKS = ("位", "名")  # 「全国百强县第40位，」
_NEAR = 4  # tokens from 市区 to its indicator
_ZONES = tuple(subject_words()["zones_alone"])
_RANKS_OF_AREAS = tuple(subject_words()["of_rank"])
_RANKS = "".join(_RANKS_OF_AREAS)
_PROJECTS = "项目"  # the group of indicators that a project has
_FARTHEST = 14  # tokens from a figure to 落户
_VERBS = ("v", "d", "p", "c", "u", "f")  # jieba's parts of speech that begin no company's name
_GUESTS = re.compile(
    f"(?P<beyond>[市县区州省]?以?外(?:地|来)?)?[的籍]?(?:{'|'.join(place_words()['own_area']['visitors'])})"
)
_ACROSS = re.compile(f"(?:{'|'.join(place_words()['neighbours']['across'])})的")
_TOWNS = ("town", "village")
_WITH_PARTS = ("province", "prefecture")  # levels of areas that hold others of the gazetteer
_LEADS_TO_LOCATION = ("located", "mark", "rest", "plain", "lead")  # no subject, no figure, no other place
_LIES = tuple(words_of("bindings")["lies"])
_SEMICOLONS = "；;"


def place_before(
    sentence: ParsedSentence,
    claim: Claim,
    entry: Indicator,
    own: Callable[[str], Place | None],
    wider: Callable[[str], Place | None],
) -> Place | None:
    """Return the nearest place that opens a clause before the figure, or None.

    A place where an event is held, inside a clause (领跑江门) or in a list (共和、址山、鹤城三镇) is not what the figure is
    about, but a project is where it is located (落户周田镇). What a bracket names stays in it: 「增长7.5%（全市11.1%）；
    零售总额…」. So does what 其中 names in its clauses up to a semicolon: 「接待游客50万人次，其中清溪镇20万人次；实现旅游
    收入…」. `own` says which area 全县 means, `wider` which one around what the article is about.
    """
    found: Place | None = None
    opening = True
    before_quote: Place | None = None
    tokens = _without_asides(sentence, claim.quantity.start)
    for index, token in enumerate(tokens):
        opening = opening or _next_of_list(sentence, tokens, index, found)
        if (
            token.kind == "place"
            and opening
            and _is_aside(sentence, tokens, index, found, entry, own("全省"))
        ):
            opening = False
        elif token.kind in ("place", "subject") and opening:
            beside = token.kind == "subject" and _stands_beside(sentence, token, found, own("全省"))
            found = None if beside else _opened(sentence, tokens, index, found)
        elif token.kind == "own" and opening:
            found = wider(sentence.word(token))
        elif token.kind == "located" and entry.about != "place":
            opening = not _town_lies(sentence, token, found)
        elif token.kind == "lead" and sentence.word(token) in _BRINGS:
            opening = False  # 「引进香港某公司项目」 says where it comes from
        elif token.kind == "mark":
            if token.value in _QUOTES:
                before_quote = found
            elif token.value in _UNQUOTES and index != 0:
                found = before_quote or found  # 「青禾县办“鹤山味道”活动，」
            # 入选“福建省…十强县” is about the one who is in it
            opening = token.value not in "、·—" and (opening or token.value not in '“「『"《')
        elif token.kind not in ("plain", "lead", "period", "part", "subject", "place") and not (
            opening and _ACROSS.match(sentence.text, token.start)  # 「一江之隔的|浔阳区，2024年…」
        ):
            found = None if opening and _leaves_town(sentence, token, found) else found
            opening = opens_example(sentence, token)
    found = found and _innermost(sentence, tokens, found)
    return None if found and _of_another_sight(sentence, claim, found) else found


def _innermost(sentence: ParsedSentence, tokens: list[Token], found: Place) -> Place:
    """Return where in a place something is located, the place itself where nothing nearer is said."""
    at = next((at for at, token in enumerate(tokens) if token.start == found.start), 0)
    if not at or tokens[at - 1].kind != "located":
        return found
    for token in tokens[at + 1 :]:
        if token.kind == "mark":
            break
        if token.kind in ("place", "subject") and (inner := _inside(sentence, token, found)):
            return inner
    return found


def _inside(sentence: ParsedSentence, token: Token, found: Place) -> Place | None:
    """Return where in a larger place something lies: 「位于石家庄市南部的|高邑县」, 「…的|高邑县经济开发区」, or None."""
    if not sentence.text.endswith(_OF, 0, token.start) or found.level not in _WITH_PARTS:
        return None
    if token.kind == "place":
        return token.value if _lies_in(token.value, found) else None
    if token.value.kind != "zone":
        return None  # 「位于清溪镇的|望都县福利中心项目」
    return part_named(token.value.name, found, token.start)


def part_named(name: str, area: Place, start: int) -> Place | None:
    """Return the part of an area that a name begins with, as the place at an offset: 望都县|工业园 in its city."""
    found = opening_part(name, area.code)
    if found is None:
        return None
    word, part = found
    if is_bare(word) and not name.startswith(_RANKS_OF_AREAS, len(word)):
        return None  # 「望都工业园」; 「望都县」 of a county that is a city by now is its own
    return Place(start, start + len(word), word, part.name, part.code, part.level)


def topping(sentence: ParsedSentence, figure: int) -> Place | None:
    """Return the place that a figure is of because it tops the others: 「户数最多的是合肥市，共计14.38万户；」."""
    found: Place | None = None
    for token in sentence.leading_to(figure):
        if token.is_mark("；;") or token.kind == "own":
            found = None
        elif token.kind == "place":
            tops = _TOPS.search(sentence.text, max(sentence.start, token.start - _NEAR_TOP), token.start)
            found = token.value if tops else None
        elif token.kind == "quantity":
            found = found if token.value.unit == "" else None
    return found


def bracketed(sentence: ParsedSentence, claim: Claim) -> Place | None:
    """Return the place that a bracket with a figure and its term stands behind: 「高于|德清县（GDP 500亿元）」."""
    at = bisect_left(sentence.tokens, claim.quantity.start, key=_START)
    opening = sentence.bracket[at] if at < len(sentence.bracket) else -1
    if opening < 1 or sentence.tokens[opening + 1].kind != "mention":
        return None
    before = sentence.tokens[opening - 1]
    named = before.kind == "place" and before.end == sentence.tokens[opening].start
    place: Place | None = before.value if named else None
    return place


def _of_another_sight(sentence: ParsedSentence, claim: Claim, place: Place) -> bool:
    """Say whether a place only begins the name of another sight: 「芜湖云溪乐园接待2万人次；白石寺接待1万人次」."""
    if claim.subject is None or claim.subject.kind != "scenic" or claim.subject.start < place.end:
        return False
    behind = sentence.following(place.end)
    begins = bool(behind) and behind[0].start == place.end and behind[0].kind in ("rest", "subject")
    return begins and any(one.kind == "quantity" and one.start < claim.subject.start for one in behind)


def settled_in(sentence: ParsedSentence, claim: Claim, entry: Indicator, area: Place) -> Place | None:
    """Return where the clause of a figure says that its project settles: 「计划投资3亿元的甲项目将落户|青禾县」.

    Only a place in the area of the page: elsewhere a company has its other plants.
    """
    if entry.group != _PROJECTS:
        return None
    located = False
    for token in sentence.following(claim.quantity.end, _FARTHEST):
        if token.is_mark(CLAUSE_ENDS):
            return None
        if located and token.kind == "place":
            place: Place = token.value
            return place if area.code and place.code and contains(area.code, place.code) else None
        located = token.kind == "located" or (located and token.kind == "plain")
    return None


def _names_firm(sentence: ParsedSentence, tokens: list[Token], index: int) -> bool:
    """Say whether a short name begins that of a company or a brand: 上海|大成配套园, 江苏|恒川; not 江苏|完成."""
    place, behind = tokens[index], next(iter(tokens[index + 1 : index + 2]), None)
    named = is_bare(place.value.text) and place.value.level in ("province", "prefecture")
    if not named or behind is None or behind.start != place.end or behind.kind != "rest":
        return False
    return word_class(first_word(sentence.word(behind)))[:1] not in _VERBS


def _next_of_list(sentence: ParsedSentence, tokens: list[Token], index: int, found: Place | None) -> bool:
    """Say whether a place opens the next item of a list that no comma parts: 「…9亿元 白石镇3个，」.

    Without a space, or behind 、, it must be of the level of the place before, and its figures right behind it: not
    「9家上海企业」.
    """
    if index == 0 or tokens[index].kind != "place":
        return False
    before = (
        tokens[index - 2] if index > 1 and sentence.word(tokens[index - 1]) == "、" else tokens[index - 1]
    )
    if before.kind != "quantity":
        return False
    if sentence.text[before.end : tokens[index].start].isspace():
        return True
    behind = sentence.following(tokens[index].end, 1)
    alike = found is not None and found.level == tokens[index].value.level
    return alike and bool(behind) and behind[0].kind in ("quantity", "mention")


def unknown_own(sentence: ParsedSentence, end: int, own: Callable[[str], Place | None], area: Place) -> str:
    """Return the word for another area that opens a clause and goes on to an offset, "" where none does.

    It is the 全镇 of nobody knows which town (「全镇总产值50亿元，其中工业总产值49亿元」 on a page about the county), a
    town in a list of them that was not read as one, a larger area (全国), or a part of the document's own `area` (市区).
    """
    found, opens, clause, listed = "", True, True, False
    for token in sentence.leading_openly(end):
        if opens and token.kind in ("place", "subject"):
            found, listed = "", listed or getattr(token.value, "level", "") == "town"
        elif opens and listed and (town := unread_town(sentence, token)):
            found = town
        elif opens and token.kind == "own":
            found = "" if own(sentence.word(token)) else sentence.word(token)
        elif clause and (word := _another_area(sentence, token, area)):
            found = word
        goes_on = token.kind in ("plain", "lead", "period", "part")
        opens = token.kind == "mark" or (opens and goes_on)
        clause = token.is_mark(CLAUSE_ENDS) or (clause and goes_on)
    return found


def _town_lies(sentence: ParsedSentence, located: Token, found: Place | None) -> bool:
    """Say whether a town itself lies where the next words say: 「清溪镇|地处山区，|位于望都市，」, not a project in it."""
    if found is None or found.level not in _TOWNS:
        return False
    if not sentence.word(located).startswith(_LIES):
        return False  # 「清溪镇招商，某项目落户望都县」
    between = [one for one in sentence.following(found.end) if one.start < located.start]
    itself = not between or between[0].kind in ("located", "mark")  # 「清溪镇|某项目位于望都县」
    return itself and all(one.kind in _LEADS_TO_LOCATION for one in between)


def _leaves_town(sentence: ParsedSentence, token: Token, found: Place | None) -> bool:
    """Say whether another town than the one found opens here: 「清溪镇5亿元；|久长街道项目3个|」."""
    return found is not None and found.level == "town" and bool(unread_town(sentence, token))


def unread_town(sentence: ParsedSentence, token: Token) -> str:
    """Return the town that opens the characters of a token which was not read as one: 久长街道|项目, or ""."""
    town = _TOWN.match(sentence.word(token)) if token.kind == "rest" else None
    return town[0] if town and not town[0].endswith(tuple(place_words()["generic"])) else ""


def _another_area(sentence: ParsedSentence, token: Token, area: Place) -> str:
    """Return the word for a larger area or a part of the document's that an indicator stands behind, or "".

    「县域工业增加值增长6%」 is a part on the page of a city with counties alone; 「全国文明城市青禾县」 names no area.
    """
    words = (*_LARGER, *_PARTS, *(_COUNTIES if area.code.endswith(_WITH_COUNTIES) else ()))
    if not sentence.text.startswith(words, token.start):
        return ""
    word: str = next(one for one in words if sentence.text.startswith(one, token.start))
    if word in _COUNTIES and token.start == sentence.start and token.kind != "mention":
        return word  # 「县域农产品供应充足，猪肉产量12万吨」
    behind = sentence.following(token.start + len(word), _NEAR)
    first = next((one for one in behind if one.kind not in ("plain", "period", "lead")), None)
    if first is None or first.kind != "mention" or behind[0].start != token.start + len(word):
        return ""
    figure = next((one for one in sentence.following(first.end) if one.kind == "quantity"), None)
    return word if figure is not None and figure.value.unit not in _OF_RANKS else ""


def _is_aside(
    sentence: ParsedSentence,
    tokens: list[Token],
    index: int,
    found: Place | None,
    entry: Indicator,
    area: Place | None,
) -> bool:
    """Say whether a place that opens a clause is none that a figure is of.

    It describes another, is its neighbour, ranks it, begins a company's name, is a venue.
    """
    graded = GRADE.match(sentence.text, tokens[index].end)
    if graded or is_neighbour(sentence.text, tokens[index].start, tokens[index].end):
        return True  # 「清溪镇与白石镇毗邻，户籍人口4.2万人」
    if (entry.about == "subject" and _names_firm(sentence, tokens, index)) or _sends_guests(
        sentence, tokens[index], area
    ):
        return True  # 「江苏恒川投资建设的项目」, 「上海游客占三成，旅游收入3亿元」
    named = index > 1 and tokens[index - 2].kind == "subject"  # 「青禾工业园是望都县工业的主战场，企业31家」
    if (found or named) and _described_by(sentence, tokens, index):
        return True  # 「清溪镇是望都县第一大镇，户籍人口4.2万人」
    before = sentence.word(tokens[index - 1]) if index else ""
    if before in _RANKS_AT or (before in _IS and _ONE_OF.match(sentence.text, tokens[index].end)):
        return True  # 「位居望都市冠军」, 「是望都市产业链项目之一」
    if before == _AT and tokens[index].value.level not in ("town", "village"):
        abroad = area is not None and not _lies_in(tokens[index].value, area)
        if abroad and _SIGNED.match(sentence.text, tokens[index].end):
            return True  # 「我县两个项目在株洲集中签约，」
    around = sentence.word(tokens[index]).startswith(_WHOLE) and (found or named)
    if before == _AT and (around or _HELPED.match(sentence.text, tokens[index].end)):
        return True  # 「龙游县在全省率先建立…，提供服务9万人次」, 「在宁波市的帮扶下，接待游客9万人次」
    within = sentence.text.startswith(_WITHIN, tokens[index].end)  # 「在全省范围内率先…」
    return within or _holds_event(sentence, tokens[index]) or _ranks(sentence, tokens[index])


def _sends_guests(sentence: ParsedSentence, place: Token, area: Place | None) -> bool:
    """Say whether an area is where guests come from: 「杭州市外游客」, and on the page of another county 「上海游客」."""
    guests = _GUESTS.match(sentence.text, place.end)
    if guests is None or guests["beyond"]:
        return guests is not None
    if area is None or not (area.code and place.value.code):
        return False
    return not (_lies_in(area, place.value) or _lies_in(place.value, area))


def _lies_in(place: Place, area: Place) -> bool:
    return bool(place.code and area.code) and contains(area.code, place.code)


def _holds_event(sentence: ParsedSentence, place: Token) -> bool:
    """Say whether a place is only where something was held: 「在上海产业合作恳谈会上，6个项目签约」."""
    at = sentence.text[max(sentence.start, place.start - len(_AT)) : place.start] == _AT
    return at and EVENT.match(sentence.text, place.end) is not None


def _ranks(sentence: ParsedSentence, place: Token) -> bool:
    """Say whether an area is only that among whose parts one ranks: 「青禾县全省排名第三，接待游客36万人次」."""
    return sentence.word(place).startswith(_WHOLE) and _RANKED.match(sentence.text, place.end) is not None


def _town_in(subject: Subject) -> Place | None:
    """Return the town that a name begins with (东坪镇|科技园), which no place before it may be; 古镇 is none."""
    town = _TOWN.match(subject.name)
    if town is None or town[0].endswith(tuple(place_words()["generic"])):
        return None
    return Place(subject.start, subject.start + town.end(), town[0], town[0], "", "town")


def _without_asides(sentence: ParsedSentence, figure: int) -> list[Token]:
    """Return the tokens that lead to the figure at an offset, without the brackets and clauses of 其中 closed before it."""
    kept: list[Token] = []
    part = -1  # where 其中 stands among those kept, behind a figure of the whole
    counted = False
    for token in sentence.leading_openly(figure):
        counted = counted or token.kind == "quantity"
        if token.kind == "part" and counted and part < 0:
            part = len(kept)
        elif part >= 0 and token.is_mark(_SEMICOLONS):
            del kept[part:]
            part = -1
        kept.append(token)
    return kept


def _opened(sentence: ParsedSentence, tokens: list[Token], index: int, found: Place | None) -> Place | None:
    """Return the place that a clause is about which the place or subject at `index` opens."""
    token = tokens[index]
    if token.kind == "subject":
        if town := _town_in(token.value):
            return town
        return None if _apart(sentence, tokens[: index + 1], found) else found
    return found if _listed(sentence, tokens, index) else token.value


def _apart(sentence: ParsedSentence, tokens: list[Token], found: Place | None) -> bool:
    """Say whether the last token is a zone that opens a clause behind that of a town or village.

    「清溪镇完成税收4亿元；青禾经济开发区完成税收8亿元」: it lies in the county. Behind a semicolon it stands beside a
    county too, unless it bears its name or 其中 opens it, and so does a zone without a name (经开区).
    """
    zone = tokens[-1].value
    if found is None or zone.kind != "zone":
        return False
    marks = [token.value for token in tokens if token.kind == "mark" and token.start >= found.end]
    if zone.name and found.level in ("town", "village"):
        return bool(marks)
    item = not frozenset(_SEMICOLONS).isdisjoint(marks) and tokens[-2].kind != "part"
    alone = sentence.text[zone.start : zone.end].lstrip(_RANKS).startswith(_ZONES)
    return item and not zone.name.startswith(found.name[:_STEM]) if zone.name else item and alone


def _stands_beside(sentence: ParsedSentence, token: Token, found: Place | None, area: Place | None) -> bool:
    """Say whether a sight opens an item behind one of another place, with its figure, on a page about an area around both.

    「望都方特乐园接待游客3万人次；青云山景区接待游客1万人次」 on a page about the province.
    """
    sight = token.value
    if (
        found is None
        or area is None
        or sight.kind not in _SIGHTS
        or sight.name.startswith(found.name[:_STEM])
    ):
        return False
    opens = sentence.text[token.start - 1 : token.start] in tuple(_SEMICOLONS) and token.start > found.end
    behind = (one.kind for one in sentence.following(token.end) if one.kind in ("mark", "quantity"))
    around = bool(area.code and found.code) and area.code != found.code and contains(area.code, found.code)
    return opens and around and next(behind, "") == "quantity"


def _described_by(sentence: ParsedSentence, tokens: list[Token], index: int) -> bool:
    """Say whether a place only describes the one before it: 「是望都县…」, 「，望都县第一大镇，」."""
    if index and sentence.word(tokens[index - 1]) in _IS:
        return True
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    return behind is not None and behind.kind == "rest" and sentence.word(behind).endswith(_FIRST_OF)


def only_located(sentence: ParsedSentence, place: Place | None, entry: Indicator) -> bool:
    """Say whether a place is only where something unnamed stands: 「在位于城郊乡的药城，入驻企业35家」, not …的项目."""
    if place is None or not sentence.text.startswith(_OF, place.end):
        return False
    tokens = sentence.leading_to(place.start)
    located = bool(tokens) and tokens[-1].kind == "located"
    behind = next(iter(sentence.following(place.end)), None)
    described = behind is not None and behind.kind == "rest" and len(sentence.word(behind)) > len(_OF)
    ours = described and entry.about != "place" and sentence.word(behind).endswith(_OWNERS)  # type: ignore[arg-type]
    return located and described and not ours


def _listed(sentence: ParsedSentence, tokens: list[Token], index: int) -> bool:
    behind = (
        index + 2 < len(tokens)
        and sentence.word(tokens[index + 1]) == "、"
        and tokens[index + 2].kind == "place"
    )
    before = index > 1 and sentence.word(tokens[index - 1]) == "、" and tokens[index - 2].kind == "place"
    return behind or before
