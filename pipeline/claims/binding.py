"""Bind the figures of one sentence to indicators, one figure after the other, by named rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.claims.claim import Claim, Rejection
from pipeline.claims.going_on import goes_on_about
from pipeline.clauses.asides import is_ranked
from pipeline.clauses.cues import cue_words
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.signs import signed
from pipeline.clauses.tokens import ParsedSentence
from pipeline.dating.goals import of_goal
from pipeline.dating.own_period import Dating, dating_of
from pipeline.dating.status import has_hardly_begun, is_over, is_to_come, status_of, when_built
from pipeline.dating.sums_of_years import of_many_years
from pipeline.dimensions import dimensions
from pipeline.indicators import Catalogue, Indicator
from pipeline.periods import Period
from pipeline.quantities import Quantity
from pipeline.terms.joined_terms import summed_with
from pipeline.terms.meaning import counted_above, resolve, sorted_by
from pipeline.terms.mentions import Term
from pipeline.terms.whole_term import Wholeness, wholeness
from pipeline.words import words_of


@dataclass(frozen=True, slots=True)
class Beside:
    """Hold the text around a sentence in which the context words of an indicator may stand.

    `headline` is that of its article, `before` the characters that lead to it there, `title` the document's.
    """

    headline: str
    before: str
    title: str


@dataclass(slots=True)
class BindingState:
    """Hold what is known while the figures of a sentence are bound from left to right.

    `beside` is what is printed around it. `topic` is the last level or growth that was bound, for growth
    that is carried on, and `topics` what it was behind each figure; `narrowed` group, kind and modifier of a term
    that was only a part. `bound` maps token indices of figures to their claims, `used` holds mentions that have one.
    """

    sentence: ParsedSentence
    catalogue: Catalogue
    beside: Beside
    published: date | None = None
    topic: Claim | None = None
    bound: dict[int, list[Claim]] = field(default_factory=dict)
    rejected: dict[int, Rejection] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    narrowed: tuple[tuple[str, str], str, str] | None = None
    topics: dict[int, Claim | None] = field(default_factory=dict)
    figures: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note where the figures stand."""
        self.figures = [index for index, token in enumerate(self.sentence.tokens) if token.kind == "quantity"]

    @property
    def entries(self) -> dict[str, Indicator]:
        """Return the entries of the catalogue by id."""
        return self.catalogue.entries

    def quantity(self, index: int) -> Quantity:
        """Return the quantity of the token at an index."""
        return self.sentence.tokens[index].value  # type: ignore[no-any-return]

    def word(self, index: int) -> str:
        """Return the characters of the token at an index."""
        return self.sentence.word(self.sentence.tokens[index])

    def before(self, index: int, most: int = 60) -> list[int]:
        """Return the indices of the figures before the one at `index`, the nearest `most` of them, in order."""
        end = bisect_left(self.figures, index)
        return self.figures[max(0, end - most) : end]

    def bind(self, index: int, claim: Claim, *, topic: bool = True) -> None:
        """Keep a claim for the figure at an index; a figure that could not be read whole has none."""
        if flaw := self.quantity(index).flaw:
            self.reject(index, flaw)
            self.topic = None  # a growth behind it is not of what stood before it
            return
        if claim.measure == "level" and self._lacks_unit(index, self.entries[claim.indicator]):
            self.reject(index, "unit", self.entries[claim.indicator].unit)
            return
        if claim.measure == "level" and (day := self._of_one_day(index)):
            self.reject(index, "yardstick", day)
            return
        if self._of_place_money(claim) and (built := when_built(self.sentence, index)):
            self.reject(index, "restricted", built)  # 「全部投产后，出口创汇2000万美元」 is the project's
            return
        if not (claim.place or claim.own or claim.subject) and (
            about := goes_on_about(self, index, self.entries[claim.indicator]) or self._of_sight(index)
        ):
            self.reject(index, "restricted", about)
            self.topic = None
            return
        self.bound.setdefault(index, []).append(claim)
        if topic:
            self.topic = claim

    def _of_sight(self, index: int) -> str:
        """Return the sight without a suffix whose figure stands before, or "": 「云溪古镇接待4万人次，旅游收入300万元」."""
        tokens = self.sentence.tokens
        for step in reversed(self.before(index)):
            if any(one.kind in _OWNERS or one.is_mark("；;") for one in tokens[step + 1 : index]):
                return ""
            for one in self.bound.get(step, []):
                if one.subject is None or one.subject.kind != "scenic":
                    return ""
                start = one.subject.start
                named = any(token.kind == "rest" and token.start == start for token in tokens[:step])
                return one.subject.name if named else ""
        return ""

    def _of_one_day(self, index: int) -> str:
        """Return the word that makes a figure the most of any day, or "": 「单日接待游客1.5万人次」."""
        held = lead_in_of(self.sentence, index).tokens
        said = self.sentence.text[held[0].start : held[-1].end] if held else ""
        return next((word for word in _OF_ONE_DAY if word in said), "")

    def _of_place_money(self, claim: Claim) -> bool:
        entry = self.entries[claim.indicator]
        return entry.about == "place" and dimensions().get(entry.unit) == "currency"

    def _lacks_unit(self, index: int, entry: Indicator) -> bool:
        """Say whether persons are counted without a unit, in fractions or behind one: 「常住人口（万人）42」."""
        quantity = self.quantity(index)
        if quantity.unit or entry.kind == "rate":
            return False
        before = self.sentence.text[self.sentence.start : quantity.start].rstrip(" :：\t")
        return not float(quantity.value).is_integer() or before.endswith((")", "）"))

    def reject(self, index: int, reason: str, about: str = "") -> None:
        """Keep the first reason why a figure was not bound."""
        self.rejected.setdefault(index, Rejection(self.quantity(index), reason, about))

    def reject_all(self, indices: Iterable[int], reason: str, about: str = "") -> bool:
        """Keep one reason for all figures of a list; return True, for the list is done with."""
        for index in indices:
            self.reject(index, reason, about)
        return True

    def candidates(self, mention: int, *, side: str = "before") -> list[tuple[Term, Indicator]]:
        """Return the terms that the mention at an index may stand for."""
        held = resolve(self.sentence, mention, self.entries, side=side)
        return [(term, entry) for term, entry in held if self.fits_context(entry) and not self.barred(entry)]

    def fits_context(self, entry: Indicator) -> bool:
        """Say whether one of the context words of an indicator stands in the sentence, its headline, or before them.

        A company or zone that was named before tells too little: 「投产企业已完成工业产值3亿元」 is of nobody. What a
        document's title names (蔬菜产业) makes no project of its figures.
        """
        said = [self.sentence.text[self.sentence.start : self.sentence.end], self.beside.headline]
        if not entry.subjects or "project" in entry.subjects:
            said.append(self.beside.before)
        if not entry.subjects:
            said.append(self.beside.title)
        return not entry.context or any(word in text for word in entry.context for text in said)

    def barred(self, entry: Indicator) -> str:
        """Return the word in the sentence, its headline or the title that makes an indicator's terms another's, or ""."""
        own = self.sentence.text[self.sentence.start : self.sentence.end]
        said = (own, self.beside.headline, self.beside.title)
        return next((word for word in entry.not_context if any(word in text for text in said)), "")

    def whole(self, mention: int, term: Term) -> Wholeness:
        """Apply the whole-term rule to a mention read as a term."""
        return wholeness(self.sentence, mention, self.entries[term.indicator], term)

    def judge(self, index: int, mention: int, term: Term) -> Wholeness:
        """Apply the whole-term rule for the figure at an index, and keep the reason where it fails.

        A modifier holds on: in 「民营企业进出口60亿元，出口50亿元」 the second figure is a part too.
        """
        kindred = self.entries[term.indicator].group, self.entries[term.indicator].kind
        whole = self.whole(mention, term)
        if whole.whole and (other := summed_with(self.sentence, mention, term, self.catalogue)):
            self.reject(index, "restricted", other)
            return Wholeness(whole=False, reason="restricted", about=other)
        if whole.whole and not whole.place and self.narrowed and self.narrowed[0] == kindred:
            at = mention - 1
            while at > 0 and self.sentence.tokens[at].kind in ("plain", "lead", "done"):
                at -= 1  # 「，实现旅游收入」 names no one either
            before = self.sentence.tokens[at]
            word = self.sentence.word(self.sentence.tokens[mention])
            alike = mention and before.is_mark("，,、")
            if alike and not _side_by_side(word, self.narrowed[2]):
                whole = Wholeness(whole=False, reason="restricted", about=self.narrowed[1])
        if whole.whole:
            self.narrowed = None
        else:
            self.reject(index, whole.reason, whole.about)
            if whole.reason == "restricted" and whole.about not in cue_words():
                self.narrowed = kindred, whole.about, self.sentence.word(self.sentence.tokens[mention])
        return whole


# Products and crops of a row: each is whole for itself, unlike the modes of 「公路客运量…，货运量…」.
_PLAN = "five_year_plan"  # the rule of the grammar
_OWNERS = ("own", "place", "subject")
_OF_ONE_DAY = tuple(words_of("bindings")["of_one_day"])
_PLANNED: str = words_of("bindings")["planned"]
_PLANNED_TERM = 5  # tokens from a year, over its plan, to the figure
_OF_PRODUCTS: tuple[str, ...] = tuple(words_of("bindings")["products"])


def _side_by_side(word: str, before: str) -> bool:
    """Say whether two terms are of different products: 「园林水果产量…，茶叶产量…」."""
    return any(word.endswith(tail) and before.endswith(tail) and word != tail for tail in _OF_PRODUCTS)


Rule = Callable[[BindingState, int, LeadIn], bool]


# A figure that says more about the topic without being a row of its own leaves the topic in place.
_KEEP_TOPIC = ("growth_points", "other_base")
_DEEPEST = 20  # brackets in brackets
# In a bracket these say more about the figure before it: 「30亿元（居全市第3位，增长8%）」.
_BESIDE = ("%", "百分点", "位", "位次", "倍")
_TIME_AND_GROWTH = frozenset(["period", "plain", "up", "down", "base_year", "mark"])


def bind(state: BindingState, rules: dict[str, Rule]) -> None:
    """Try the rules in order on each figure; the first that answers has bound it (or said why not)."""
    for index in state.figures:
        _bind_figure(state, index, rules)
        state.topics[index] = state.topic


def _bind_figure(state: BindingState, index: int, rules: dict[str, Rule]) -> None:
    if index in state.bound or index in state.rejected:
        return
    lead_in = lead_in_of(state.sentence, index)
    state.topic = _restored(state, index)
    if not lead_in.carried and not lead_in.inside and not _only_time_and_growth(lead_in):
        state.topic = None
        state.narrowed = None
    for rule in rules.values():
        if rule(state, index, lead_in):
            break
    else:
        state.reject(index, "no_binding")
        beside = lead_in.inside and state.quantity(index).unit in _BESIDE
        beside = beside or is_ranked(state.sentence, lead_in, state.sentence.tokens[index])
        if not beside and state.rejected[index].reason not in _KEEP_TOPIC:
            state.topic = None


def _restored(state: BindingState, index: int) -> Claim | None:
    """Return the topic, behind a bracket that it had before: 「356万人次（其中过夜120万人次），增长8%」."""
    bracket = state.sentence.bracket
    last = next(iter(state.before(index, 1)), -1)
    if last < 0 or bracket[last] in (-1, bracket[index]):
        return state.topic
    around, opening = {-1}, bracket[index]
    while opening >= 0 and len(around) < _DEEPEST:
        around.add(opening)
        opening = bracket[opening]
    outer = (step for step in reversed(state.before(index)) if bracket[step] in around)
    return state.topics.get(next(outer, -1))


def _only_time_and_growth(lead_in: LeadIn) -> bool:
    """Say whether a clause after a semicolon carries its topic on: 「；上半年增长7.2%」."""
    return lead_in.has("period") and lead_in.kinds <= _TIME_AND_GROWTH


def claim(  # noqa: PLR0913 - a claim says many things
    state: BindingState,
    index: int,
    term: Term,
    rule: str,
    *,
    measure: str = "level",
    sign: int = 1,
    whole: Wholeness | None = None,
    mention: int | None = None,
    reach: str = "near",
) -> Claim:
    """Make the claim of a figure from what its sentence says about it."""
    quantity = state.quantity(index)
    status = status_of(state.sentence, index, state.published)
    period, flaw, since = _dating(state, index, term, status, measure)
    entry = state.entries[term.indicator]
    begun = entry.about != "place" or entry.kind == "rank"  # a list of 2019 is published before its end
    begun = begun or not has_hardly_begun(state.sentence, index, period, state.published)
    if period is not None and (not begun or is_to_come(period, state.published)):
        status = "planned"  # 「到2027年，…超过90家；…超过8家」
    if _PLANNED in entry.name_zh:
        status = "planned"  # 「年度投资7亿元」 is what a year is to bring
    scope = scope_of(state, mention) if mention is not None else ""
    if mention is not None and entry.about == "subject":
        scope = scope or counted_above(state.sentence, mention)
    return Claim(
        quantity=quantity,
        indicator=term.indicator,
        measure=measure,
        value=sign * quantity.value if measure == "level" else signed(sign, quantity.value),
        rule=rule,
        reach="assumed" if whole and whole.assumed else reach,
        period=period,
        place=whole.place if whole else None,
        subject=whole.subject if whole else None,
        status=status,
        own=whole.own if whole else "",
        generic=term.generic,
        scope=scope,
        period_flaw=flaw,
        since=since,
    )


def _dating(state: BindingState, index: int, term: Term, status: str, measure: str = "level") -> Dating:
    """Return the figure's period, and none for what stands for a span and is measured at a time."""
    said = dating_of(state.sentence, index, state.entries[term.indicator].kind)
    period = said.period
    if period is None and not said.flaw and of_many_years(state.sentence, index):
        return Dating(flaw="undated")
    at_once = state.entries[term.indicator].kind != "flow" or measure == "share"
    running = period and period.rule == _PLAN and period.first_day and not is_over(period, state.published)
    if status == "actual" and at_once and running and state.published:
        return Dating(flaw="undated")  # 「“十四五”期间，城镇化率达61%」: at its end, or now
    return dated_as(state, index, said, status)


def dated_as(state: BindingState, index: int, said: Dating, status: str) -> Dating:
    """Return what dates a figure of a status.

    A plan has no period that is over but a goal's, or one printed right before it (2020年计划投资); its 全年 is to come.
    """
    period = said.period
    if status != "planned" or not period:
        return said
    goal = of_goal(state.sentence, index, period)
    if not period.anchored and state.published and not goal:
        return Dating(period.in_year(state.published.year))
    kept = goal or not is_over(period, state.published) or _is_planned_in(state.sentence, index, period)
    return said if kept else Dating()


def _is_planned_in(sentence: ParsedSentence, index: int, period: Period) -> bool:
    """Say whether a plan stands right behind its period, with nothing but a term before the figure: 「2020年计划投资」."""
    tokens = sentence.tokens[max(0, index - _PLANNED_TERM) : index]
    step = next((step for step, token in enumerate(tokens) if token.start == period.start), len(tokens))
    behind = [token.kind for token in tokens[step + 1 :]]
    return behind[:1] == ["plan"] and not {"mark", "quantity"}.intersection(behind)


def scope_of(state: BindingState, mention: int) -> str:
    """Return the 口径 that the term holds, or the bracket behind it (规模以上, 不含农户), or its threshold (亿元以上)."""
    tokens = state.sentence.tokens
    text = state.sentence.word(tokens[mention])
    close = state.sentence.opens.get(mention + 1)
    if close is not None:
        text = state.sentence.text[tokens[mention].start : tokens[close].start]
    return next(
        (word for word in words_of("scopes")["printed"] if word in text), sorted_by(state.sentence, mention)
    )
