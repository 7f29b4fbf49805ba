"""Suggest rows for figures that nearly are one: what a person can make a row of, and the program does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims import Claim, Rejection
from pipeline.claims.candidates import ASKED, RULE
from pipeline.claims.claim import Candidate
from pipeline.clauses.tokens import ParsedSentence
from pipeline.indicators import Indicator
from pipeline.observations.article_context import ArticleContext
from pipeline.observations.observation import Observation
from pipeline.observations.observing import lent_to, own_place, period_source, within_years
from pipeline.observations.period_of import date_claim
from pipeline.observations.subject_of import subject_of
from pipeline.words import words_of

_NOBODYS = "no_subject"
_ANYBODYS = frozenset(words_of("checks")["anybodys"])


def suggested(
    sentence: ParsedSentence,
    claims: Sequence[Claim],
    rejections: Sequence[Rejection],
    catalogue: dict[str, Indicator],
    context: ArticleContext,
) -> list[Observation]:
    """Return what the figures of a sentence that gave no row would be, where no more speaks against it than is asked about.

    `claims` are those of the sentence. Place, period and subject are filled in as those of a row are; a person sees to
    them. `setting` stays as it is.
    """
    nearest = [why.nearest for why in rejections if why.nearest is not None and _is_asked(why.nearest)]
    made = [replace(one.claim, rule=RULE) for one in nearest if one.claim]
    return [_observed(sentence, one, claims, catalogue, context) for one in made]


def _is_asked(nearest: Candidate) -> bool:
    """Say whether a candidate is asked about: not what anybody may make or pay, where nobody is named."""
    return nearest.checks in ASKED and not (_NOBODYS in nearest.checks and nearest.entry.id in _ANYBODYS)


def _observed(
    sentence: ParsedSentence,
    claim: Claim,
    claims: Sequence[Claim],
    catalogue: dict[str, Indicator],
    context: ArticleContext,
) -> Observation:
    entry = catalogue[claim.indicator]
    own = own_place(sentence, claim, entry, context)
    subject = subject_of(sentence, claim, entry, context, own) or (
        claim.subject.name if claim.subject else ""
    )
    reporting = lent_to(sentence, context)
    dated = date_claim(sentence, claim, claims, entry, reporting, context, owned=bool(subject))
    claim, period = within_years(*(dated or (claim, claim.period)), context)
    gone_on = context.gone_on.get(sentence.start)
    place = own or (gone_on.place if gone_on and not (subject or claim.own) else context.place)
    span = (sentence.start, sentence.end)
    return Observation(
        claim, entry, place, subject, period, span, context.title, period_source=period_source(claim, period),
        money=context.money(),
    )  # fmt: skip
