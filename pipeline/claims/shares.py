"""Bind shares (占地区生产总值比重) and the places of a ratio (三次产业结构为5.1:40.2:54.7)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.binding import Sentence, claim
from pipeline.claims.claim import Claim
from pipeline.claims.completion import is_plan
from pipeline.claims.levels import in_bracket
from pipeline.claims.members import AND
from pipeline.claims.parts import among
from pipeline.claims.stretch import Stretch
from pipeline.claims.wholeness import Wholeness
from pipeline.mentions import Term


def share(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「第一产业增加值占地区生产总值比重为6.6%」 to the indicator of that share, or as a share of its part."""
    if (
        sentence.quantity(index).unit != "%"
        or not stretch.has("share")
        or in_bracket(sentence, index) is not None
    ):
        return False
    tokens = sentence.reading.tokens
    first = next(step for step in stretch.indices if tokens[step].kind == "share")
    if not stretch.has("to") and any(
        tokens[step].kind in ("up", "down") for step in stretch.indices if step > first
    ):
        sentence.reject(index, "growth_points")
        return True
    if is_plan(sentence.reading.text[tokens[first].end : tokens[index].start]):
        sentence.reject(index, "of_plan")
        return True
    mentions = [step for step in stretch.indices if tokens[step].kind == "mention"]
    # 「在工业投资中的占比为42.2%」 is the share of another thing
    before = [step for step in mentions if step < first and not among(sentence, step)]
    whole_of = next((step for step in mentions if step > first), None)
    if before:
        part = _part(sentence, index, before[-1], first)
    elif _of_another(sentence, index):
        part = None
    elif sentence.topic and not any(tokens[step].kind == "rest" for step in stretch.indices if step < first):
        part = _of_topic(sentence, sentence.topic, stretch, first)
    else:
        part = None
    if part is None:
        sentence.reject(index, "part", sentence.reading.word(tokens[first]))
        return False
    named = _named_share(sentence, part.indicator, whole_of)
    bound = replace(
        part,
        indicator=named or part.indicator,
        measure="level" if named else "share",
        quantity=sentence.quantity(index),
        value=sentence.quantity(index).value,
        rule="share_of_whole",
    )
    sentence.bind(index, bound, topic=False)
    return True


def _of_another(sentence: Sentence, index: int) -> bool:
    """Say whether the figure before in the same bracket has no indicator: 「(其中,65岁及以上4906人,占15.6%)」."""
    bracket = sentence.reading.bracket
    before = next(reversed(sentence.before(index)), None)
    return (
        bracket[index] >= 0
        and before is not None
        and bracket[before] == bracket[index]
        and before not in sentence.bound
    )


def _of_topic(sentence: Sentence, topic: Claim, stretch: Stretch, first: int) -> Claim | None:
    """Return the share of the topic: of the place named before 占 (「全县80亿元，清溪镇占9%」), of no other subject."""
    tokens = sentence.reading.tokens
    named = [
        tokens[step] for step in stretch.indices if step < first and tokens[step].kind in ("place", "subject")
    ]
    if any(token.kind == "subject" for token in named) or len(named) > 1:
        return None
    place = named[0].value if named else topic.place
    return replace(topic, measure="share", place=place, own="" if named else topic.own)


def _part(sentence: Sentence, index: int, mention: int, first: int) -> Claim | None:
    between = sentence.reading.tokens[mention + 1 : first]
    if any(token.kind in ("rest", "subject", "quantity", "up", "down") for token in between):
        return None
    for term, _ in sentence.candidates(mention):
        whole = sentence.whole(mention, term)
        if whole.whole:
            return claim(sentence, index, term, "share_of_whole", measure="share", whole=whole)
    return None


def _named_share(sentence: Sentence, part: str, whole_of: int | None) -> str:
    """Return the indicator of the catalogue that is this part's share of this whole, or ""."""
    if whole_of is None:
        return ""
    wholes = {term.indicator for term, _ in sentence.candidates(whole_of)}
    for entry in sentence.entries.values():
        if entry.share_of and entry.share_of[0] == part and entry.share_of[1] in wholes:
            return entry.id
    return ""


def ratio(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind each number of 「三次产业结构为5.1:40.2:54.7」 to the indicator of its position."""
    tokens = sentence.reading.tokens
    mention = stretch.last("mention")
    if mention is None and stretch.has("to"):  # 「由13.7∶46.4∶39.9调整为12.4∶48.3∶39.3」
        earlier = (step for step in range(index, -1, -1) if tokens[step].kind == "mention")
        mention = next(earlier, None)
    if mention is None:
        return False
    positions: dict[int, Term] = {
        term.position: term for term in tokens[mention].value.terms if term.position
    }
    if not positions:
        return False
    row = _row(sentence, index, stretch)
    if len(row) != len(positions):
        return False
    for position, step in enumerate(row, start=1):
        term = positions[position]
        whole = sentence.whole(mention, term)
        if not whole.whole:
            return False
        sentence.bind(
            step, claim(sentence, step, term, "ratio", whole=Wholeness(whole=True, place=whole.place))
        )
    return True


def _row(sentence: Sentence, index: int, stretch: Stretch) -> list[int]:
    """Return the figures of 「5.1:40.2:54.7」, or of 「由5.1%、40.2%和54.7%调整为…」 where no other word leads to them."""
    tokens = sentence.reading.tokens
    percents = sentence.quantity(index).unit == "%" and not stretch.has(
        "each", "up", "down", "share", "block"
    )
    joins = (":", "：", *AND) if percents else (":", "：")
    row = [index]
    while (
        row[-1] + 2 < len(tokens)
        and sentence.reading.word(tokens[row[-1] + 1]) in joins
        and tokens[row[-1] + 2].kind == "quantity"
    ):
        row.append(row[-1] + 2)
    return row
