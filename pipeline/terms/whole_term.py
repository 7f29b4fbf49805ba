"""Apply the whole-term rule: what stands before a mention says whether it is the indicator or a part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.clauses.cues import cue_words
from pipeline.clauses.lead_in import COMMAS
from pipeline.clauses.roles import TRANSPARENT
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.clauses.word_classes import CONNECTING, LEADING, first_word, last_word, word_class
from pipeline.dimensions import counts_all, dimensions
from pipeline.indicators import Indicator
from pipeline.places import Place
from pipeline.places.names import ends_in_area
from pipeline.places.towns import cut_before, has_boundary
from pipeline.subjects import Subject
from pipeline.subjects.names import is_generic, subject_words, without_pointer
from pipeline.terms.example_openers import opens_example
from pipeline.terms.joined_terms import joined_with, part_in_bracket
from pipeline.terms.meaning import head_start, sorted_by
from pipeline.terms.mentions import Term
from pipeline.terms.newly_won import newly_won, with_others
from pipeline.terms.parts_left_out import left_out
from pipeline.terms.scenic_spots import scenic_spot
from pipeline.words import words_of

_AND = frozenset(words_of("bindings")["and"]) - {"、"}
_BOUND = tuple(words_of("bindings")["bounds"])
_LOOKBACK = 14
_ALL = tuple(words_of("bindings")["of_all"])
_SCALES = tuple(words_of("bindings")["above_scale"])
_LOCAL = "地方"
_LEVEL = "级"  # 「国家级经开区」 are many
GRADE = re.compile("[省市县区州]?级")  # 江门|市级工程技术研究中心 is a grade
_SHORT = 2  # characters in the bracket of 景区(点)
_LONGEST_ASIDE = 12  # 「乡村旅游(清溪湖)共接待」
_TELLING = ("quantity", "mention")
_ROUND = 10000
_OPENING_QUOTE, _CLOSING_QUOTE = "“", "”"
_SORTS = tuple(words_of("bindings")["sorts_of_people"])
_VISITORS = ("游客", "旅客", "旅游者")
_LONGEST_QUOTE = 10  # characters
_CITY, _DISTRICT = "市区"
_RANKS = frozenset(words_of("bindings")["ranks"])
_AREAS = tuple(_RANKS | frozenset(words_of("bindings")["places_listed"]))
_HEADINGS = frozenset(words_of("bindings")["headings_run_in"])
_SECTIONS = frozenset(words_of("tables")["sections"])
_PARTS_OF_CITY = tuple(words_of("places")["parts_of_city"]["any"])
_COUNTIES = tuple(words_of("places")["parts_of_city"]["with_counties"])
_WITH_COUNTIES = ("省", "市", "州", "自治区")
_AREAS_LISTED = tuple(words_of("places")["all_parts_of_city"])
_BARE_AREAS: dict[str, str] = words_of("bindings")["bare_areas"]
_SPANS = frozenset(words_of("bindings")["spans_of_reports"])
# A county that the gazetteer does not hold: 「青禾县旅游收入46亿元」.
_AREA = re.compile(r"[一-鿿]{1,3}[^一二两三四五六七八九十几数各多盟旗县市](?:县|自治县|旗|市)")  # not 多盟市


@dataclass(frozen=True, slots=True)
class Wholeness:
    """Say whether a mention is whole, and what the words before it name; `own` the word for the article's area (全县).

    `assumed` says that it rests on a word that no list holds.
    """

    whole: bool
    reason: str = ""
    about: str = ""
    place: Place | None = None
    subject: Subject | None = None
    own: str = ""
    assumed: bool = False


def wholeness(sentence: ParsedSentence, index: int, entry: Indicator, term: Term) -> Wholeness:
    """Walk left from the mention at `index` to the next boundary and judge what stands there."""
    start = head_start(sentence, index, term)
    if start is None:
        return _not("no_binding", term.head)
    large = entry.name_zh.startswith(_SCALES)
    if wider := (large and _of_all(sentence, index, start, entry)) or _beside_local(
        sentence, index, start, entry
    ):
        return _not("another_thing", wider)
    if (
        sorts := _quoted_before(sentence, index, start, entry)
        or _sort_of_people(sentence, index, start)
        or with_others(sentence, index, entry)
        or part_in_bracket(sentence, index)
        or joined_with(sentence, index, entry)
    ):
        return _not("restricted", sorts)
    found = Wholeness(whole=True)
    opening = index
    for step in range(index - 1, -1, -1):
        token = sentence.tokens[step]
        if won := newly_won(sentence, step, start, entry):
            return _not("restricted", won)
        opening = min(opening, _short_bracket(sentence, step, opening))
        if step >= opening:
            continue  # 「旅游景区(点)接待游客」
        if area := _spelt_area(sentence, step) or _inner_city(sentence, step) or _explained(sentence, step):
            return _not("restricted", area)
        if _within(sentence, token, start) or (
            _transparent(sentence, token, entry) and not _ends_name(sentence, step)
        ):
            found = replace(found, own=sentence.word(token)) if token.kind == "own" else found
        elif token.kind == "place":
            graded = GRADE.match(sentence.text, token.end)
            found = found if graded else replace(found, place=found.place or token.value)
        else:
            return _judged(sentence, index, step, entry, found)
        if _opens(sentence, step, start):
            break
    return found


def _within(sentence: ParsedSentence, token: Token, start: int) -> bool:
    """Say whether a token is of the term that begins at `start`, or holds its head behind a neutral word: 共|签约产业."""
    inside = token.kind == "rest" and token.start < start < token.end
    return token.start >= start or (inside and sentence.text[token.start : start] in cue_words())


def _spelt_area(sentence: ParsedSentence, step: int) -> str:
    """Return the far area that opens the clause although its characters are neutral words: 于|都, 达|州, 全州|县."""
    first, second = sentence.tokens[max(0, step - 1)], sentence.tokens[step]
    opens = first.start == sentence.start or has_boundary(sentence.text, first.start)
    spelt = opens and first.end == second.start and second.end - second.start == 1 and first.kind != "place"
    word = sentence.text[first.start : second.end]
    return word if spelt and ends_in_area(word) else ""


def _inner_city(sentence: ParsedSentence, step: int) -> str:
    """Return the part of an area that a word right behind its name makes of it: 「青禾市|区」, 「全省|县域」."""
    area, word = sentence.tokens[max(0, step - 1)], sentence.word(sentence.tokens[step])
    if area.end != sentence.tokens[step].start or area.kind not in ("place", "own"):
        return ""
    if word in _COUNTIES:
        return word if sentence.word(area).endswith(_WITH_COUNTIES) else ""
    inner = word == _DISTRICT and area.kind == "place" and sentence.word(area).endswith(_CITY)
    return _CITY + word if inner else ""


def _explained(sentence: ParsedSentence, step: int) -> str:
    """Return the part of a city that the bracket closing at `step` explains: 「丽水市区（莲都区）|出口总额」."""
    opened = sentence.closes.get(step)
    before = sentence.text[sentence.start : sentence.tokens[opened].start] if opened is not None else ""
    if before.endswith(_AREAS_LISTED):
        return ""
    return next((part for part in _PARTS_OF_CITY if before.endswith(part)), "")


def _quoted_before(sentence: ParsedSentence, index: int, start: int, entry: Indicator) -> str:
    """Return the words in quotes that say which of all a term counts: 「“四上”|企业总量」, 「“个转企”|企业48家」, or ""."""
    closing = sentence.tokens[index - 1] if index else None
    if (
        closing is None
        or not closing.is_mark(_CLOSING_QUOTE)
        or closing.end != start
        or not counts_all(entry)
    ):
        return ""
    quoted = sentence.text[max(sentence.start, closing.start - _LONGEST_QUOTE) : closing.start]
    return quoted.rpartition(_OPENING_QUOTE)[2] if _OPENING_QUOTE in quoted else ""


def _sort_of_people(sentence: ParsedSentence, index: int, start: int) -> str:
    """Return the word for some of all that stands right before visitors: 「县内|游客达75万人次」, or ""."""
    if not sentence.text.startswith(_VISITORS, start, sentence.tokens[index].end):
        return ""
    return next((sort for sort in _SORTS if sentence.text.endswith(sort, sentence.start, start)), "")


def _mentions_of(sentence: ParsedSentence, entry: Indicator) -> list[tuple[int, str]]:
    """List the mentions of an indicator in a sentence: the index of each, and its words."""
    return [
        (at, sentence.text[head : token.end])
        for at, token in enumerate(sentence.tokens)
        if token.kind == "mention"
        for term in token.value.terms
        if term.indicator == entry.id and (head := head_start(sentence, at, term)) is not None
    ]


def _beside_local(sentence: ParsedSentence, index: int, start: int, entry: Indicator) -> str:
    """Return the words of a total that is told beside its local part, or "".

    「公共财政收入14亿元，增长10%；地方公共财政收入8亿元」: the first counts what goes to the centre too.
    """
    word = sentence.text[start : sentence.tokens[index].end]
    local = [other for _, other in _mentions_of(sentence, entry) if _LOCAL in other]
    return word if _LOCAL not in word and any(one.replace(_LOCAL, "") == word for one in local) else ""


def _of_all(sentence: ParsedSentence, index: int, start: int, entry: Indicator) -> str:
    """Return the words that speak of more than the enterprises above scale, or "".

    「全部工业总产值」 does, and 「工业总产值」 beside 「规上工业总产值」 in its sentence.
    """
    word = sentence.text[start : sentence.tokens[index].end]
    if any(scale in word for scale in _SCALES):
        return ""
    before = sentence.word(sentence.tokens[index - 1]) if index else ""
    if before in _ALL:
        return before
    others = _mentions_of(sentence, entry)
    scaled = [at for at, other in others if any(scale in other for scale in _SCALES)]
    said = any(scale in sentence.text[sentence.start : start] for scale in _SCALES)
    # 「规模以上工业企业快速增长，完成工业总产值90亿元，…占规模以上工业总产值的60%」 is of those above scale
    return word if scaled and (scaled[0] < index or not said) else ""


def _ends_name(sentence: ParsedSentence, step: int) -> bool:
    """Say whether 区 or 县 ends the word before it: 「高新|区工业总产值」."""
    token, before = sentence.tokens[step], sentence.tokens[step - 1]
    alone = step == 0 or before.kind != "rest" or before.end != token.start
    alone = alone or word_class(last_word(sentence.word(before))) == "v"  # 「共确定|市重点项目」
    return not alone and sentence.word(token) in _RANKS


def _short_bracket(sentence: ParsedSentence, step: int, otherwise: int) -> int:
    """Return where the bracket opens that closes at `step`, if it holds two characters at most.

    Behind a word that no list holds it may be longer, where no figure or term stands in it.
    """
    opened = sentence.closes.get(step)
    if opened is None:
        return otherwise
    held = sentence.tokens[opened + 1 : step]
    named = opened > 0 and sentence.tokens[opened - 1].kind == "rest"
    aside = named and not any(token.kind in _TELLING for token in held)
    longest = _LONGEST_ASIDE if aside else _SHORT
    return opened if sentence.tokens[step].start - sentence.tokens[opened].end <= longest else otherwise


def _transparent(sentence: ParsedSentence, token: Token, entry: Indicator) -> bool:
    if token.kind == "event":
        return not counts_all(entry)  # 「认定高新技术企业18家」 are some of all
    if token.kind == "mention":
        return sentence.word(token) in cue_words()
    if token.kind == "average":
        return entry.kind == "rate"
    return token.kind in TRANSPARENT and sentence.word(token) != "对"


def _opens(sentence: ParsedSentence, step: int, start: int) -> bool:
    """Say whether a clause of its own begins at this token: 「推动旅游收入」, 「用电量和工业用电量」, 「甲项目和年产」."""
    token = sentence.tokens[step]
    if token.kind == "lead" and token.end <= start:
        return True
    joins = sentence.word(token) in _AND and step > 0
    return joins and sentence.tokens[step - 1].kind in ("mention", "quantity", "subject")


def _judged(  # noqa: PLR0911 - each return is one reading of the word
    sentence: ParsedSentence, index: int, step: int, entry: Indicator, found: Wholeness
) -> Wholeness:
    """Judge the mention by the first token before it that is neither neutral nor a place."""
    token = sentence.tokens[step]
    word = sentence.word(token)
    if without := left_out(sentence, step) or _counted_areas(sentence, index, step):
        return _not("restricted", without)
    example = found.place and opens_example(sentence, token)
    if (
        example
        or token.kind in ("mark", "part")
        or (token.kind == "quantity" and not _sorts(sentence, index, step))
    ):
        return found
    if token.kind == "subject":
        of_place = entry.about == "place" and token.value.kind != "zone"
        return _not("restricted", word) if of_place else replace(found, subject=token.value)
    before = sentence.text[
        max(sentence.start, token.end - _LOOKBACK) : sentence.tokens[step + 1].start
    ].rstrip()
    if entry.allow and before.endswith(entry.allow):
        return _allowed(sentence, index, step, entry, found)
    if _ends_name(sentence, step):
        sight = scenic_spot(sentence, step - 1, entry, token.end)
        return replace(found, subject=sight, assumed=True) if sight else _of_area(sentence, step, found)
    if token.kind in ("block", "share", "average") or word == "对":
        return _not("yardstick", word)
    if token.kind != "rest":
        return _not("restricted", word)
    if _is_heading(sentence, index, step):
        return found
    if word in _BARE_AREAS and not found.place and _opens_clause(sentence, step):
        return replace(found, own=_BARE_AREAS[word])  # 「2024年，街道实现生产总值…」 in a profile of one
    if spot := scenic_spot(sentence, step, entry):
        town = sentence.tokens[step - 1] if step else token
        place = town.value if town.kind == "place" and town.end == token.start else found.place
        return replace(found, subject=spot, place=place, assumed=True)
    return _of_rest(sentence, token, before, entry, found)


def _opens_clause(sentence: ParsedSentence, step: int) -> bool:
    """Say whether a clause begins at this token, a time aside."""
    before = sentence.tokens[step - 1] if step else None
    return before is None or before.kind == "period" or before.is_mark(COMMAS + "；;：:")


def _is_heading(sentence: ParsedSentence, index: int, step: int) -> bool:
    """Say whether a heading runs into its sentence: 「经济概况 2024年全年地区生产总值…」, 「人口年末常住人口…」.

    A time stands behind it, and it says what the term says, or nothing of its own; 「工业全年用电量」 is a part.
    """
    token, behind = sentence.tokens[step], sentence.tokens[step + 1]
    word, term = sentence.word(token), sentence.word(sentence.tokens[index])
    opens = step == 0 and (behind.kind in ("period", "own") or sentence.word(behind) in _SPANS)
    return opens and (word in _HEADINGS or (word in _SECTIONS and term.endswith(word)))


def _counted_areas(sentence: ParsedSentence, index: int, step: int) -> str:
    """Return the areas whose count stands before a term in its clause, or "": 「有6个市接待游客超过300万人次」."""
    between = sentence.text[sentence.tokens[step].end : sentence.tokens[index].start]
    counts = sentence.tokens[step].kind == "quantity" and sentence.tokens[step].value.unit == "个"
    return between[:1] if counts and between.startswith(_AREAS) and not set(between) & set(COMMAS) else ""


def _sorts(sentence: ParsedSentence, index: int, step: int) -> bool:
    """Say whether the amount at `step` sorts what the term counts: 「产值超亿元规上工业企业」, 「5千万以下投资」.

    「亿元以上重点项目45个」 is a count that says so in its scope.
    """
    quantity = sentence.tokens[step].value
    between = [sentence.word(other) for other in sentence.tokens[step + 1 : index]]
    amount = dimensions().get(quantity.unit) == "currency" and set(between) <= set(_BOUND)
    round_sum = not quantity.unit and quantity.value >= _ROUND and between[:1] and between[0] in _BOUND[:2]
    return bool(amount or round_sum) and not sorted_by(sentence, index)


def _allowed(
    sentence: ParsedSentence, index: int, step: int, entry: Indicator, found: Wholeness
) -> Wholeness:
    """Judge a term before which an allowed word stands: 「平均每个项目总投资」 and 「培育国家级…企业」 are not whole."""
    token, before = sentence.tokens[step], sentence.tokens[step - 1] if step else sentence.tokens[step]
    if before.kind in ("block", "average") and before.end == token.start:
        return _not("yardstick", sentence.word(before))
    if won := newly_won(sentence, step - 1, token.start, entry) if step else "":
        return _not("restricted", won)
    counted = before.kind == "quantity" and before.end == token.start and entry.about != "subject"
    if counted and dimensions().get(before.value.unit) == "count":
        return _not("restricted", sentence.text[before.start : token.end])  # 「16家景点接待游客」
    if entry.about == "place" and (part := _before_allowed(sentence, token, entry)):
        return _not("restricted", part)
    joined = any(sentence.word(other) in _AND for other in sentence.tokens[step + 1 : index])
    owner = None if joined or entry.about != "subject" else _described_owner(token, sentence.word(token))
    return replace(found, subject=owner, assumed=True) if owner else found


def _before_allowed(sentence: ParsedSentence, token: Token, entry: Indicator) -> str:
    """Return the noun that stands before an allowed word: 第二产业 of 「第二产业招商引资签约金额」, or ""."""
    word = sentence.word(token) if token.kind == "rest" else ""
    allowed = max((one for one in entry.allow if word.endswith(one)), key=len, default="")
    noun = last_word(word.removesuffix(allowed)) if allowed else ""
    return noun if word_class(noun) in ("n", "nz", "l") and noun not in cue_words() else ""


def _of_rest(
    sentence: ParsedSentence, token: Token, before: str, entry: Indicator, found: Wholeness
) -> Wholeness:
    """Judge by a word that no list holds: an owner, an area, an adverb leave the term whole, a noun restricts it."""
    word = sentence.word(token)
    if entry.about == "subject" and (owner := _described_owner(token, word)):
        return replace(found, subject=owner, assumed=True)
    if (place := _unlisted(token.end, word)) and not found.place:
        return replace(found, place=place, assumed=True)
    if ends_in_area(word):
        return _not("restricted", word)  # 「大同接待游客」 far from 大同: no adverb
    last = last_word(before)
    if last in cue_words() or word_class(last) in LEADING:
        return replace(found, assumed=True)
    return _not("restricted", last)


def _of_area(sentence: ParsedSentence, step: int, found: Wholeness) -> Wholeness:
    """Judge by a word that 区, 县 or 市 ends: a zone (我县高新区), a county that no list holds, or a part."""
    before, token = sentence.tokens[step - 1], sentence.tokens[step]
    word = sentence.text[before.start : token.end]
    zone = next((one for one in subject_words()["zones_alone"] if word.endswith(one)), "")
    if zone and not word.removesuffix(zone).endswith(_LEVEL) and not found.subject:
        start = token.end - len(zone)
        return replace(found, subject=Subject(start, token.end, zone, "", "zone"), assumed=True)
    if (place := _unlisted(token.end, word)) and not found.place:
        return replace(found, place=place, assumed=True)
    return _not("restricted", word)


def _unlisted(end: int, word: str) -> Place | None:
    """Return the county that no list holds, without the word before it: 「据|青禾县」."""
    name, _ = cut_before(word, hard=True)
    if not _AREA.fullmatch(name) or word_class(first_word(name)) in CONNECTING:
        return None  # 「共确定市重点项目」
    return Place(end - len(name), end, name, name, "", "county")


def _described_owner(token: Token, word: str) -> Subject | None:
    """Return the project that words before the term describe: 「阳新片区新老项目可实现年上交税收6—8亿元」."""
    if token.kind != "rest":
        return None
    word = without_pointer(word.rpartition("的")[2])  # 「华禾新建|的|啤酒厂项目」
    for kind, endings in subject_words()["anaphors"].items():
        ending = next((one for one in endings if word.endswith(one)), "")
        if ending and len(word) > 4 and not is_generic(word.removesuffix(ending)):
            return Subject(token.end - len(word), token.end, word, word, kind)
    return None


def _not(reason: str, about: str) -> Wholeness:
    return Wholeness(whole=False, reason=reason, about=about)
