"""Lend a figure that has but a label of its own what the one before was told to be: 「甲镇税收收入2亿元，乙镇1亿元」."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.binding import Sentence, claim
from pipeline.claims.claim import Claim
from pipeline.claims.labels import Labelled, labelled_figure
from pipeline.clauses.lead_in import Stretch
from pipeline.clauses.signs import signed
from pipeline.dating.status import status_of
from pipeline.dimensions import fits
from pipeline.places import Place

_JOINS = "，,、；;"
_BESIDE = ("%", "百分点", "位")
_MOST = 4
_ENDS = "，,、；;。）)！"


def inherited(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind a figure whose clause holds but another place or owner, and a growth whose clause holds but another term."""
    before = next(iter(sentence.before(index, 1)), -1)
    if before < 0 or stretch.inside or not _ends(sentence, index):
        return False
    member = labelled_figure(sentence, index)
    if member and member.label == before + 2 and sentence.reading.tokens[before + 1].is_mark(_JOINS):
        topic = _antecedent(sentence, index, "yoy" if sentence.quantity(index).unit == "%" else "level")
        return topic is not None and _of_other(sentence, topic, member)
    topic = next(iter(sentence.bound.get(before, [])), None)
    return topic is not None and _of_other_term(sentence, index, stretch, topic)


def _antecedent(sentence: Sentence, index: int, measure: str) -> Claim | None:
    """Return the nearest claim of a measure before a figure, over growths and ranks: 「甲镇2亿元，增长8%，乙镇1亿元」."""
    for step in reversed(sentence.before(index, _MOST)):
        found = next((one for one in sentence.bound.get(step, []) if one.measure == measure), None)
        if found or sentence.quantity(step).unit not in _BESIDE:
            return found
    return None


def _of_other(sentence: Sentence, topic: Claim, member: Labelled) -> bool:
    """Bind the figure of another place, or another owner, of the kind that the figure before has."""
    label = sentence.reading.tokens[member.label].value
    place, owner = topic.place, topic.subject
    if isinstance(label, Place):
        alike = (
            place is not None and owner is None and place.level == label.level and place.name != label.name
        )
    else:
        alike = owner is not None and getattr(label, "kind", "") == owner.kind and label.name != owner.name
    quantity, entry = sentence.quantity(member.figure), sentence.entries[topic.indicator]
    level = topic.measure == "level"
    fit = fits(entry, quantity.unit) and member.sign == 0 if level else quantity.unit == "%"
    if not (alike and fit) or entry.kind == "rank" or member.sign is None:
        return False
    sign = member.sign or (1 if topic.value >= 0 else -1)
    value = quantity.value if level else signed(sign, quantity.value)
    one = replace(topic, quantity=quantity, value=value, rule="inherited", own="")
    one = replace(one, place=label) if isinstance(label, Place) else replace(one, subject=label)
    sentence.bind(
        member.figure, replace(one, status=status_of(sentence.reading, member.figure, sentence.published))
    )
    return True


def _of_other_term(sentence: Sentence, index: int, stretch: Stretch, topic: Claim) -> bool:
    """Bind the second growth of 「出口增长6.2%、进口3.1%」, which goes the way of the first."""
    mention = stretch.last("mention")
    if topic.measure != "yoy" or sentence.quantity(index).unit != "%" or mention != index - 1:
        return False
    if len(stretch.held) != 2 or not stretch.held[0].is_mark("、，,"):
        return False
    for term, entry in sentence.candidates(mention):
        if term.position or entry.unit == "%" or entry.kind == "rank" or entry.about == "subject":
            continue
        whole = sentence.judge(index, mention, term)
        if not whole.whole:
            return False
        sign = 1 if topic.value >= 0 else -1
        one = claim(
            sentence, index, term, "inherited", measure="yoy", sign=sign, whole=whole, mention=mention
        )
        sentence.bind(index, replace(one, place=topic.place, subject=topic.subject, own=topic.own))
        return True
    return False


def _ends(sentence: Sentence, index: int) -> bool:
    """Say whether nothing but the end of a clause stands behind a figure."""
    tokens = sentence.reading.tokens
    return index + 1 == len(tokens) or tokens[index + 1].is_mark(_ENDS)
