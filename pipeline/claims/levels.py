"""Bind levels: the figure after its term, before its term, or carried on from the figure before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.binding import Sentence, claim, status_of
from pipeline.claims.claim import Claim
from pipeline.claims.stretch import COMMAS, Stretch, connecting, period_of, stretch_before
from pipeline.claims.units import counts_all, dimensions, fits
from pipeline.claims.word_classes import first_word, word_class
from pipeline.indicators import Indicator
from pipeline.mentions import Term
from pipeline.reading import Token

LINKS = frozenset(
    [
        "plain",
        "located",
        "lead",
        "period",
        "scope",
        "plan",
        "plan_onward",
        "done",
        "to",
        "each",
        "yearly",
        "from",
        "than",
        "place",
        "event",
    ]
)
_CARRIES = frozenset(
    ["plain", "lead", "period", "to", "from", "than", "done", "plan", "plan_onward", "event"]
)
_REACHED = frozenset(("达", "达到", "为", "实现", "完成", "至"))
_MEMBERS = ("家", "户")
_MARKS_PASSED = ("大关", "关口")  # 突破300家大关，达到309家
_LONGEST_GIVER = 8
_FARTHEST_TERM = 24
_SORTED = ("项目", "企业", "产业项目", "重大项目", "工业项目", "重点项目", "工业企业", "制造业项目")


def term_before(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「高新技术企业342家」: the last mention before the figure, with only connecting words between."""
    mention = in_bracket(sentence, index)
    if mention is None:
        mention = stretch.last("mention")
    if mention is None or mention in sentence.used:
        return False
    between = stretch.after(mention)
    kinds = {token.kind for token in between}
    if "share" in kinds or (kinds & {"up", "down"} and "to" not in kinds):
        return False
    if _threshold(sentence, index):
        sentence.reject(index, "threshold")
        return False
    commas = [token for token in between if token.kind == "mark" and token.value in COMMAS]
    broken = connecting(sentence.reading, [t for t in between if t not in commas[:1]], LINKS)
    for term, entry in sentence.candidates(mention):
        if entry.kind == "rank" or term.position:
            continue
        if not (fits(entry, sentence.quantity(index).unit) or _bare_sum(sentence, index, entry)):
            sentence.reject(index, "unit", f"{entry.name_zh}：{entry.unit}")
        elif broken:
            sentence.reject(index, "no_binding", broken)
        elif (whole := sentence.judge(index, mention, term)).whole:
            if entry.kind == "flow" and _part_of_unknown(sentence, index, stretch, entry):
                sentence.reject(index, "part", "其中")
                continue
            sentence.used.add(mention)
            reach = 0.9 if commas else 1.0
            bound = claim(
                sentence, index, term, "term_before", whole=whole, mention=mention, confidence=reach
            )
            sentence.bind(index, bound)
            return True
    return False


def _of_some_members(sentence: Sentence, stretch: Stretch) -> bool:
    """Say whether the figure is that of members counted before: 「其中纳入监测的单位9家，累计接待游客16万人次」."""
    tokens = sentence.reading.tokens
    count = stretch.indices[0] - 1 if stretch.indices else -1
    if (
        count < 1
        or tokens[count].kind != "quantity"
        or count in sentence.bound
        or stretch.has("own", "place")
    ):
        return False
    if sentence.quantity(count).unit not in _MEMBERS or not stretch.carried or stretch.inside:
        return False
    return stretch_before(sentence.reading, count).has("part")


def _bare_sum(sentence: Sentence, index: int, entry: Indicator) -> bool:
    """Say whether a sum of money is printed without its 元: 「生产总值56.7亿，增长7.5%」."""
    quantity = sentence.quantity(index)
    behind = sentence.reading.text[sentence.reading.tokens[index].end :][:1]
    bare = not quantity.unit and quantity.text.endswith("亿") and behind in COMMAS + "；;。、"
    return bool(bare and behind) and dimensions().get(entry.unit) == "currency"


def _part_of_unknown(sentence: Sentence, index: int, stretch: Stretch, entry: Indicator) -> bool:
    """Say whether 其中 leads from a figure that is no indicator's: 「地铁运送乘客10亿人次，其中客运量1.9亿人次」.

    A figure that 其中 leads to from one of its own indicator is a part as well, unless it names a place or a time.
    """
    if _of_some_members(sentence, stretch):
        return True
    before = [step for step in sentence.quantities() if step < index]
    if not before or not stretch.has("part") or stretch.inside:
        return False
    alike = any(one.indicator == entry.id for one in sentence.bound.get(before[-1], []))
    if alike and not stretch.has("place", "period", "subject"):
        return True
    if sentence.topic is not None:
        return False
    # 「进出口90亿元，增长5%；其中，出口60亿元」 is known: what counts is the nearest figure of the same dimension.
    own = dimensions().get(sentence.quantity(index).unit)
    kindred = [step for step in before if dimensions().get(sentence.quantity(step).unit) == own] or before
    return kindred[-1] not in sentence.bound


def _threshold(sentence: Sentence, index: int) -> bool:
    """Say whether an amount only sorts what is counted: 「总投资5000万元以上项目238个」, 「12个投资超亿元的项目」."""
    tokens = sentence.reading.tokens
    quantity = sentence.quantity(index)
    behind = tokens[index + 1 : _clause_end(sentence, index)]
    counted = any(t.kind == "quantity" and dimensions().get(t.value.unit) == "count" for t in behind)
    if dimensions().get(quantity.unit) == "currency":
        text = sentence.reading.text[tokens[index].end :]
        if text.lstrip("以上及的").startswith(_SORTED):
            return counted or quantity.qualifier in ("over", "at_least")
    named = next((token for token in behind if token.kind != "plain"), None)
    bounded = bool(behind) and sentence.reading.word(behind[0]) in ("以上", "以下")
    return counted and bounded and named is not None and named.kind in ("rest", "tail", "mention", "subject")


def _clause_end(sentence: Sentence, index: int) -> int:
    tokens = sentence.reading.tokens
    return next((step for step in range(index, len(tokens)) if tokens[step].kind == "mark"), len(tokens))


def in_bracket(sentence: Sentence, index: int) -> int | None:
    """Return the mention of 「占总人口比重（常住人口城镇化率）为73.57%」: alone in the bracket before the figure."""
    tokens = sentence.reading.tokens
    close = index - 1
    while close >= 0 and tokens[close].kind == "plain":
        close -= 1
    opening = sentence.reading.closes.get(close)
    if opening is None or close - opening != 2 or tokens[close - 1].kind != "mention":
        return None
    return close - 1


def term_after(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「62项技术合作」: the first mention behind the figure, before any mark or other figure."""
    tokens = sentence.reading.tokens
    mention = next_mention(sentence, index)
    if mention is None:
        return False
    between = tokens[index + 1 : mention]
    for term, entry in sentence.candidates(mention, side="after"):
        unit = sentence.quantity(index).unit or _unit_of_term(term, entry, between)
        counted = dimensions().get(entry.unit) in ("count", "people", "visits")
        if not fits(entry, unit) or (term.side == "before" and not counted):
            continue
        if term.side == "before" and stretch.indices and tokens[stretch.indices[-1]].kind == "deal":
            sentence.reject(index, "yardstick", sentence.reading.word(tokens[stretch.indices[-1]]))
            continue
        if term.gap == "#" and not _head_before(sentence, stretch, term):
            continue
        if term.side == "before" and counts_all(entry) and (about := _of_some(sentence, stretch, entry)):
            sentence.reject(index, "restricted", about)
            continue
        modifier = _modifier(sentence, between, entry, term)
        if modifier or _goes_on(sentence, mention):
            sentence.reject(index, "restricted", modifier or sentence.reading.word(tokens[mention + 1]))
            continue
        sentence.used.add(mention)
        sentence.bind(index, claim(sentence, index, term, "term_after", mention=mention, confidence=0.9))
        return True
    return False


def _of_some(sentence: Sentence, stretch: Stretch, entry: Indicator) -> str:
    """Return the word before a count that makes it a count of some: 「来自全市的30家高新技术企业参加」, else "".

    Where a zone may hold them the names of the firms may stand there: 「其中宏远、正泰2户为高新技术企业」.
    """
    narrowing = ("rest", "deal", "narrow") if entry.about == "place" else ("deal", "narrow")
    for token in reversed(stretch.tokens()):
        if token.kind in ("mark", "quantity"):
            return ""
        if token.kind in narrowing:
            return sentence.reading.word(token)
    return ""


def _unit_of_term(term: Term, entry: Indicator, between: list[Token]) -> str:
    """Return the unit that the term itself ends in: 「逾163万游客人次」."""
    return entry.unit if not between and term.tail.endswith(entry.unit) else ""


def next_mention(sentence: Sentence, index: int) -> int | None:
    """Return the index of the first mention behind a figure in the same clause, or None."""
    tokens = sentence.reading.tokens
    for step in range(index + 1, len(tokens)):
        token = tokens[step]
        if token.kind in ("mention", "tail"):
            return step
        stops = token.kind == "quantity" or (token.kind == "mark" and token.value not in '“”"「」·、')
        if stops or token.start - tokens[index].end > _FARTHEST_TERM:
            return None
    return None


def _modifier(sentence: Sentence, between: list[Token], entry: Indicator, term: Term) -> str:
    """Return the word between figure and term that restricts it, or ""."""
    if entry.loose or not between:
        return ""
    text = sentence.reading.text[between[0].start : between[-1].end]
    if (entry.allow and text.endswith(entry.allow)) or (term.head and term.head in text):
        return ""
    return connecting(sentence.reading, between, LINKS)


def _goes_on(sentence: Sentence, mention: int) -> bool:
    """Say whether a noun goes on behind the term and makes it another thing: 5家养老机构护理员."""
    tokens = sentence.reading.tokens
    if mention + 1 >= len(tokens) or tokens[mention + 1].kind != "rest":
        return False
    if tokens[mention + 1].start > tokens[mention].end:
        return False
    word = first_word(sentence.reading.word(tokens[mention + 1]))
    return word_class(word) in ("n", "vn", "nz") and len(word) > 1


def _head_before(sentence: Sentence, stretch: Stretch, term: Term) -> bool:
    """Say whether the head of 「签约#项目」 stands before the figure, with neutral words between."""
    if not stretch.indices:
        return False
    first, last = sentence.reading.tokens[stretch.indices[0]], sentence.reading.tokens[stretch.indices[-1]]
    at = sentence.reading.text.rfind(term.head, first.start, last.end)
    if at < 0:
        return False
    behind = [token for token in stretch.tokens() if token.start >= at + len(term.head)]
    giver = sum(
        token.end - token.start for token in behind if token.kind == "rest"
    )  # 获得省级财政2000万元支持
    return giver <= _LONGEST_GIVER and all(token.kind in LINKS or token.kind == "rest" for token in behind)


def carried_level(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「从2022年的452家增加到2024年的715家」: the topic's level in another period."""
    topic = sentence.topic
    if topic is None:
        return False
    if topic.measure in ("yoy", "change"):
        return _reached(sentence, index, stretch, topic)
    if topic.measure != "level" or topic.quantity.unit != sentence.quantity(index).unit:
        return False
    if _exceeds(sentence, index, stretch, topic):
        return True
    kinds = {token.kind for token in stretch.tokens() if token.kind != "mark"}
    marks = [token.value for token in stretch.tokens() if token.kind == "mark"]
    if not kinds <= _CARRIES or not kinds & {"to", "than", "period"} or len(marks) > 1:
        return False
    period = period_of(sentence.reading, index)
    if "to" not in kinds and (period is None or period == topic.period):
        return False
    carried = replace(
        topic,
        quantity=sentence.quantity(index),
        value=sentence.quantity(index).value,
        rule="carried_level",
        confidence=0.85,
        period=period,
        status=status_of(sentence, index),
    )
    sentence.bind(index, carried, topic="than" not in kinds)
    return True


def _reached(sentence: Sentence, index: int, stretch: Stretch, topic: Claim) -> bool:
    """Bind the level of 「增长12%，达230万人次」 to the growth before it."""
    quantity = sentence.quantity(index)
    words = [sentence.reading.word(token) for token in stretch.tokens()]
    direct = words in (["至"], ["到"])  # 「上升2.1个百分点至83%」
    if not direct and (len(words) < 2 or words[0] not in COMMAS or not set(words[1:]) <= _REACHED):
        return False
    if topic.rule != "growth_of_term" or not fits(sentence.entries[topic.indicator], quantity.unit):
        return False
    level = replace(topic, quantity=quantity, measure="level", value=quantity.value, rule="level_reached")
    sentence.bind(index, level)
    return True


def _exceeds(sentence: Sentence, index: int, stretch: Stretch, topic: Claim) -> bool:
    """Bind the exact figure of 「首次突破500亿元，达到512.6亿元」 in place of its round bound."""
    quantity = sentence.quantity(index)
    words = [sentence.reading.word(token) for token in stretch.tokens()]
    words = words[1:] if words[:1] and words[0] in _MARKS_PASSED else words
    if (
        topic.quantity.qualifier != "over"
        or quantity.value < topic.value
        or not words
        or words[0] not in COMMAS
    ):
        return False
    if not set(words[1:]) <= _REACHED or len(words) < 2:
        return False
    for claims in sentence.bound.values():
        if topic in claims:
            claims.remove(topic)
    exact = replace(topic, quantity=quantity, value=quantity.value, rule="exact_after_bound")
    sentence.bind(index, exact)
    return True
