"""Turn the claims of a sentence, or of a row of a table, into observations, or say why they are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.claims import Claim, Rejection
from pipeline.claims.claim import Candidate, Failed
from pipeline.clauses.tokens import ParsedSentence
from pipeline.dating.budgets import budgeted
from pipeline.dating.goals import opens_list
from pipeline.indicators import Indicator
from pipeline.observations.article_context import Aims, ArticleContext, Told
from pipeline.observations.breakdowns import of_a_breakdown
from pipeline.observations.counterparts import counterpart_of, part_of_wider
from pipeline.observations.divided import divided
from pipeline.observations.grades import grade_gone_on, is_graded, of_higher_grade, opens_list_of_others
from pipeline.observations.joint_places import counted_together, left_out, shared_by
from pipeline.observations.nobodys import at_ceremony_of_zone, of_other_phase, of_project, of_visit
from pipeline.observations.observation import Observation, money_of
from pipeline.observations.other_owners import TRADE, industry_of, owner_of
from pipeline.observations.period_of import date_claim
from pipeline.observations.place_of import (
    bracketed,
    only_located,
    place_before,
    settled_in,
    topping,
    unknown_own,
)
from pipeline.observations.places_by_name import place_by_name
from pipeline.observations.subject_of import subject_of
from pipeline.observations.unlisted_owners import unlisted_owner
from pipeline.observations.yields import is_made_by_one, of_nobody, own_yield
from pipeline.observations.zones_gone_on import gone_on_behind, zone_gone_on
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.places.gazetteer import contains, is_bare
from pipeline.subjects.names import subject_words
from pipeline.tables import TableRow
from pipeline.words import words_of

_YEAR, _MONTH = 366, 31  # days
_PROJECTS, _YUAN = "项目", "元"
_NO_NAMES = (None, "", *subject_words()["anaphors"]["zone"])
_SENTENCE_ENDS = "。！？!?；;”"
_EXPECTS = tuple(words_of("bindings")["expects"])
_BY_PARTNER = frozenset(words_of("bindings")["told_by_partner"])
_OTHERS = tuple(words_of("bindings")["others"])
_ALSO = tuple(words_of("bindings")["also"])
_SECTORS = tuple(words_of("bindings")["sectors"])


def observe(
    sentence: ParsedSentence,
    claims: list[Claim],
    rejected: Sequence[Rejection],
    catalogue: dict[str, Indicator],
    context: ArticleContext,
) -> tuple[list[Observation], list[Rejection]]:
    """Return the observations of one sentence's claims, one for each year where a claim holds for several.

    A claim by a word that means an indicator only where somebody's figure is spoken of (投资, 税收) is rejected
    where the text names nobody. A sentence that opens with 其中 is about the period of the sentence before, and of
    another's figures where that sentence was: `rejected` are the sentence's figures that made no claim.
    """
    opens = sentence.tokens[0].kind == "part"
    also = next((word for word in _ALSO if sentence.text.startswith(word, sentence.start)), "")
    goes_on = opens and context.said is not None
    reporting = lent_to(sentence, context)
    stated = (claim.period for claim in claims if claim.period and claim.period.first_day)
    context.said = next(stated, context.said if goes_on else None if claims else _holiday_of(sentence))
    years = _years_before(sentence, context)
    told = _told_before(sentence, claims, catalogue, context)
    headline = sentence.text[sentence.end - 1] not in _SENTENCE_ENDS
    observations: list[Observation] = []
    rejections: list[Rejection] = []
    for claim in claims:
        claim, entry, own, subject = _whose(sentence, claim, catalogue, context)  # noqa: PLW2901 - a firm's output is no project's
        if (opens or also) and context.anothers and not (own or subject or claim.own):
            rejections.append(refused(claim, entry, "part", also or sentence.word(sentence.tokens[0])))
            continue
        if own is None and not (subject or claim.own) and (gone_on := context.gone_on.get(sentence.start)):
            if not gone_on.sure and gone_on.place.name != context.place.name:
                rejections.append(refused(claim, entry, "other_place", gone_on.place.name))
                continue
            own = gone_on.place
        if why := _unowned(sentence, claim, entry, own, context, subject):
            rejections.append(why)
            continue
        made = entry.name_zh if is_made_by_one(entry) else ""  # 「技改后产能提高三成」
        if (base := years.text if years else made) and _grows_in_them(sentence, claim):
            rejections.append(refused(claim, entry, "other_base", base))
            continue
        lent = _of_told(reporting, told, entry)
        dated = date_claim(sentence, claim, claims, entry, lent, context, owned=bool(subject))
        if dated is None:
            rejections.append(refused(claim, entry, "expected"))
            continue
        claim, period = within_years(*dated, context)  # noqa: PLW2901 - what is expected of a year that is over is no plan
        place, source = own or context.place, period_source(claim, period)
        observations += [
            Observation(
                claim,
                entry,
                place,
                subject or "",
                one,
                (sentence.start, sentence.end),
                context.title,
                headline,
                source,
                context.money(own),
            )
            for one in _years(period, claim.years)
        ]
    if not opens:
        context.anothers = _of_a_sector(sentence) or (
            not observations
            and (
                any(
                    why.reason == "restricted" and (why.about.endswith(_OTHERS) or _told_by_partner(why))
                    for why in (*rejected, *rejections)
                )
                or _of_towns(sentence, context)
                or _of_others(sentence)
            )
        )
    context.aims = _aims_of(sentence, observations, context.aims)
    subjects = {one.subject for one in observations if one.entry.about == "place"}  # zones alone
    context.zone = subjects.pop() if len(subjects) == 1 else ""
    context.zone_told = gone_on_behind(sentence, context.zone, context.zone_told)
    return observations, rejections


def _whose(
    sentence: ParsedSentence, claim: Claim, catalogue: dict[str, Indicator], context: ArticleContext
) -> tuple[Claim, Indicator, Place | None, str | None]:
    """Return a claim as the indicator that its owner makes it, the place that the text states, and the subject."""
    entry = catalogue[claim.indicator]
    own = own_place(sentence, claim, entry, context)
    subject = subject_of(sentence, claim, entry, context, own)
    if subject == "" and own is None and entry.about == "place" and sentence.tokens[0].kind == "part":
        subject = context.zone  # 「青禾开发区生产总值增长5%。其中，第二产业增加值增长2%」
    if subject == "" and own is None and entry.about != "subject":
        subject = zone_gone_on(sentence, context.zone_told)
    if subject and (yields := own_yield(sentence, claim, subject)) != claim.indicator:
        entry, claim = catalogue[yields], replace(claim, indicator=yields)
        subject = subject_of(sentence, claim, entry, context, own) or subject
    gone_on = context.gone_on.get(sentence.start)
    if own is None and subject and gone_on is not None and gone_on.place is context.area:
        own = context.area  # 「全县接待游客90万人次。其中青云山景区9万人次」 in an article about a village
    if subject:
        own = place_by_name(subject, own, context.place, claim.quantity.start)
    return claim, entry, own, subject


def _aims_of(
    sentence: ParsedSentence, observations: Sequence[Observation], before: Aims | None
) -> Aims | None:
    """Return the goals that a sentence is all of, None where it tells of a deed or of what is only expected too."""
    said = [one.claim for one in observations]
    expected = any(
        sentence.word(token) in _EXPECTS for token in sentence.tokens if token.kind == "plan_onward"
    )
    if not said or expected or any(budgeted(sentence, one.quantity.start, one.quantity.end) for one in said):
        return None  # what a budget's list sets is no aim that later sentences go on with
    if any(one.status != "planned" or one.subject for one in said):
        return None
    opened = any(opens_list(sentence, step) for step in range(len(sentence.tokens)))
    goes_on = before is not None and before.listed and before.period == observations[-1].period
    return Aims(sentence.end, observations[-1].period, opened or goes_on)


def lent_to(sentence: ParsedSentence, context: ArticleContext) -> Period | None:
    """Return the period that the text around lends a sentence: behind 其中 that of the sentence before."""
    if sentence.tokens[0].kind == "part" and context.said is not None:
        return context.said
    return context.years_gone_on.get(sentence.start, context.reporting)


def _told_before(
    sentence: ParsedSentence,
    claims: Sequence[Claim],
    catalogue: dict[str, Indicator],
    context: ArticleContext,
) -> Told | None:
    """Return what the sentences before in the paragraph were told of and when, and keep what this one says of it."""
    before = context.told
    if before is not None and "\n" in sentence.text[before.end : sentence.start]:
        before = None
    times = [token for token in sentence.tokens if token.kind == "period"]
    if not times:
        context.told = before and replace(before, end=sentence.end)
        return before
    opening = times[0].value
    first = next((one for one in claims if one.period == opening and one.quantity.start > times[0].end), None)
    span = first is not None and isinstance(opening, Period) and opening.first_day and not opening.lasts_year
    context.told = Told(sentence.end, opening, catalogue[first.indicator].group) if first and span else None
    return None


def _of_told(reporting: Period | None, told: Told | None, entry: Indicator) -> Period | None:
    """Return the time lent to a figure: that of the sentence before where that was of the same kind of indicators.

    「前三季度，城镇居民人均可支配收入2.8万元。全体居民人均可支配收入2.3万元」 in a report on ten months. Behind one month
    nothing tells whether the next is of the month or of all.
    """
    if told is None or reporting is None or told.group != entry.group or told.period.holiday:
        return reporting
    one, other = told.period, reporting
    if (one.first_day, one.last_day) == (other.first_day, other.last_day):
        return reporting
    return one if one.days > _MONTH else None


def _holiday_of(sentence: ParsedSentence) -> Period | None:
    """Return the one holiday that a sentence without a row tells of: 「“五一”假期接待国内游客9万人次。其中，…」."""
    told = [
        token.value for token in sentence.tokens if token.kind == "period" and isinstance(token.value, Period)
    ]
    holidays = [one for one in told if one.holiday]
    return holidays[0] if len(holidays) == 1 and holidays[0].anchored else None


def refused(claim: Claim, entry: Indicator, reason: str, about: str = "") -> Rejection:
    """Return why a claim is no row; it stays the candidate that came nearest."""
    failed = Failed("whole" if reason == "restricted" else reason, about)
    return Rejection(claim.quantity, reason, about, Candidate(entry, "", (failed,), claim))


def _years_before(sentence: ParsedSentence, context: ArticleContext) -> Period | None:
    """Return the span of years that the sentences before are about, and keep what this one says of it."""
    before = context.span
    if before is not None and "\n" in sentence.text[before.end : sentence.start]:
        before = None
    times = [one.value for one in sentence.tokens if one.kind == "period"]
    spans = [one for one in times if isinstance(one, Period) and one.first_day and one.days > _YEAR]
    context.span = before if not times else spans[-1] if times[-1:] == spans[-1:] else None
    return before


def _grows_in_them(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether a growth may be on another base: it names no time, and no year that it is measured on."""
    led = sentence.leading_to(claim.quantity.start)
    return claim.measure == "yoy" and not any(one.kind in ("period", "base_year") for one in led)


def _told_by_partner(why: Rejection) -> bool:
    """Say whether an amount is of trade with some or of one way of it: 「对东盟进出口额20亿元。其中，出口10亿元」."""
    return why.nearest is not None and why.nearest.entry.id in _BY_PARTNER


def _of_a_sector(sentence: ParsedSentence) -> bool:
    """Say whether a sentence tells an indicator of a sector: 「民营经济增加值90亿元。其中，第二产业增加值60亿元」."""
    mentions = (token for token in sentence.tokens if token.kind == "mention")
    return any(sentence.word(token).startswith(_SECTORS) for token in mentions)


def _of_others(sentence: ParsedSentence) -> bool:
    """Say whether a sentence begins with a figure of some of all: 「民营企业进出口90亿元」."""
    for token in sentence.tokens:
        if token.kind in ("quantity", "mention"):
            return False
        if token.kind == "rest" and sentence.word(token).endswith(_OTHERS):
            return True
    return False


def _of_towns(sentence: ParsedSentence, context: ArticleContext) -> bool:
    """Say whether a sentence is about an unknown town (全镇) or about places that are only counted."""
    end = sentence.end
    return bool(unknown_own(sentence, end, context.own, context.area) or counted_together(sentence, end))


def _unowned(
    sentence: ParsedSentence,
    claim: Claim,
    entry: Indicator,
    own: Place | None,
    context: ArticleContext,
    subject: str | None,
) -> Rejection | None:
    """Say why a claim is no figure of the place and subject found for it, None where it is.

    「今日东坪再传喜讯，全镇税收收入3亿元」 on a page about the county is nobody's that is known.
    """
    figure = claim.quantity.start
    if with_whom := counterpart_of(sentence, figure, context.place.name):
        return refused(claim, entry, "part", with_whom)
    if own and money_of(own) != context.money(own) and (entry.group == TRADE or claim.quantity.unit == _YUAN):
        return refused(claim, entry, "part", own.text)  # 「台湾地区累计进口513.7亿元」 on a page about 东莞
    if own is None and (ours := part_of_wider(sentence, claim.quantity.end)):
        return refused(claim, entry, "other_place", ours)
    told = "" if subject and context.speaks_of_zone(claim.own) else claim.own
    titled = context.institution if entry.about != "subject" else ""  # 「青禾县人民医院2023年工作总结」
    town = told or (not subject and (unknown_own(sentence, figure, context.own, context.area) or titled))
    if town and own is None:
        return refused(claim, entry, "restricted", town)
    together, counted = (
        shared_by(sentence, claim, own) or left_out(sentence, claim),
        counted_together(sentence, figure),
    )
    if (not subject and together) or (counted and subject in _NO_NAMES):
        return refused(claim, entry, "places", together or counted)
    unsaid = (claim.generic and claim.subject is None) or of_nobody(sentence, claim, entry)
    unsaid = unsaid or only_located(sentence, own, entry) or of_project(sentence, figure)
    anothers = of_visit(sentence, figure, context.title) or of_other_phase(sentence, figure, subject or "")
    if not claim.own and entry.group == _PROJECTS:
        anothers = anothers or at_ceremony_of_zone(sentence, figure, own or context.place)
    if subject is None or (not subject and unsaid) or anothers:
        return refused(claim, entry, "no_subject")
    restricts = _restricted(sentence, claim, entry, subject, (own, own or context.place))
    return refused(claim, entry, "restricted", restricts) if restricts else None


def own_place(
    sentence: ParsedSentence, claim: Claim, entry: Indicator, context: ArticleContext
) -> Place | None:
    """Return the place that the sentence says a figure is about, None where it leaves that to the article."""
    if (tops := topping(sentence, claim.quantity.start)) is not None:
        return tops
    own = claim.place or bracketed(sentence, claim) or settled_in(sentence, claim, entry, context.area)
    if claim.own:
        own = own or context.own(claim.own)
    else:
        own = own or place_before(sentence, claim, entry, context.own, context.wider)
    if own and entry.about == "subject" and _holds(own, context.area):
        return None  # 「安徽某某公司年产5000吨…」 on a page about a county in Anhui
    return own


def _holds(place: Place, area: Place) -> bool:
    """Say whether a short name is that of a larger area around the document's own."""
    larger = bool(place.code and area.code) and place.code != area.code and contains(place.code, area.code)
    return larger and is_bare(place.text)


def _restricted(
    sentence: ParsedSentence, claim: Claim, entry: Indicator, subject: str, places: tuple[Place | None, Place]
) -> str:
    """Return the owner, the industry or the higher office that makes a figure no whole of its place, or ""."""
    own, area = places
    unowned = not subject or is_graded(subject)
    if own and entry.group == _PROJECTS and opens_list_of_others(sentence.text, own.start):
        return own.text
    if unowned and (
        grade := of_higher_grade(sentence, claim, entry, area.name) or grade_gone_on(sentence, claim, entry)
    ):
        return grade
    if unowned and entry.group == _PROJECTS and (some := divided(sentence, claim.quantity.start)):
        return some
    if entry.about == "place" and (
        owner := owner_of(sentence, claim, own) or of_a_breakdown(sentence, entry)
    ):
        return owner
    if subject:
        return ""
    industry = industry_of(sentence, claim, entry) if entry.about != "subject" else ""
    return industry or unlisted_owner(sentence, claim, entry)


def observe_row(row: TableRow, catalogue: dict[str, Indicator], context: ArticleContext) -> list[Observation]:
    """Return the observations of one row of a table: what it does not say of place and period is its article's."""
    span = (row.start, row.end)
    observations = []
    for claim in row.claims:
        lent = None if claim.period_flaw or claim.status == "planned" else context.reporting
        period = claim.period or lent
        claim, period = within_years(claim, period, context)  # noqa: PLW2901 - 上年同期 of 1900 has no days
        entry, place = catalogue[claim.indicator], claim.place or context.place
        source = period_source(claim, period)
        observations.append(
            Observation(
                claim,
                entry,
                place,
                "",
                period,
                span,
                context.title,
                period_source=source,
                money=context.money(),
            )
        )
    return observations


def period_source(claim: Claim, period: Period | None) -> str:
    """Say where a row's period comes from: a value of the column of that name."""
    if claim.period_flaw:
        return claim.period_flaw
    return "stated" if claim.period else "inherited" if period else "document"


def within_years(claim: Claim, period: Period | None, context: ArticleContext) -> tuple[Claim, Period | None]:
    """Return a claim and its period, open where it lies in a year that no figures are of, or nothing tells the year."""
    told = period.is_of_figures if period else True
    if context.undatable and not (period and period.anchored) and not claim.period_flaw:
        told = False
    if told:
        return claim, period
    return replace(claim, period=None, period_flaw="unread"), None


def _years(period: Period | None, years: tuple[int, ...]) -> list[Period | None]:
    if not years or period is None:
        return [period]
    return [replace(period, first_day=date(year, 1, 1), last_day=date(year, 12, 31)) for year in years]
