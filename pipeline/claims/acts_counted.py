"""Bind how many projects an act was done to: 「重点项目120个，其中开工26个，竣工19个」."""

from __future__ import annotations

from pipeline.claims.binding import Sentence, claim
from pipeline.clauses.lead_in import Stretch
from pipeline.terms.mentions import terms_named
from pipeline.words import words_of

_PROJECTS: str = words_of("bindings")["gathered"][0]
_COUNTERS = frozenset(words_of("bindings")["project_counters"])
_NAMES: str = words_of("bindings")["project_counts_named"]
_BY_NOW = tuple(words_of("bindings")["goals"]["by_now"])
_NEUTRAL = ("plain", "event", "mention", "done", "own", "period", "plan")
_ENDS = "，,、；;：:（("


def act_counted(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 26 of 「其中开工26个」 to the projects begun, where the figure before, or the clause, counts projects."""
    if sentence.quantity(index).unit not in _COUNTERS or not stretch.has("event"):
        return False
    held = stretch.tokens()
    ends = [at for at, token in enumerate(held) if token.kind == "part" or token.is_mark(_ENDS)]
    clause = held[ends[-1] + 1 if ends else 0 :]
    named = stretch.last("mention")
    counted = not ends and named in sentence.used and stretch.behind in sentence.bound
    if counted and named is not None:  # 「98个重点|新开工项目已开工23个」
        clause = stretch.after(named)
    if any(token.kind not in _NEUTRAL for token in clause):
        return False
    kinds = [token.kind for token in clause]
    if "plan" in kinds and "mention" in kinds[kinds.index("plan") :]:
        return False  # 「10个计划投产项目实现投产7个」 plans the ten alone
    acts = "".join(sentence.reading.word(token) for token in clause if token.kind == "event")
    terms = terms_named(acts + _PROJECTS, sentence.catalogue)
    if not terms or not (
        counted or _names_projects(sentence, stretch) or _behind_projects(sentence, stretch)
    ):
        return False
    bound = claim(sentence, index, terms[0], "act_counted")
    before = sentence.bound.get(stretch.behind, [])
    said = sentence.reading.text[clause[0].start : clause[-1].end]
    if (
        bound.status == "actual"
        and any(one.status == "planned" for one in before)
        and not said.startswith(_BY_NOW)
    ):
        sentence.reject(
            index, "no_binding", acts
        )  # 「计划实施项目120个，开工80个」: planned too, or done by now
        return True
    sentence.bind(index, bound)
    return True


def _names_projects(sentence: Sentence, stretch: Stretch) -> bool:
    """Say whether the clause is about projects, and all of them: 「全县重点项目已开工86个」."""
    mention = stretch.last("mention")
    if mention is None or not sentence.reading.word(sentence.reading.tokens[mention]).endswith(_PROJECTS):
        return False
    whole = (sentence.whole(mention, term).whole for term, _ in sentence.candidates(mention))
    return any(whole)


def _behind_projects(sentence: Sentence, stretch: Stretch) -> bool:
    """Say whether the figure before counts projects: those of 「签约项目86个、」, 「，开工52个，」."""
    bound = sentence.bound.get(stretch.behind, [])
    counted = stretch.carried and bool(stretch.held) and not stretch.inside and not stretch.has("mention")
    return counted and any(
        one.measure == "level"
        and sentence.entries[one.indicator].about == "place"
        and one.quantity.unit in _COUNTERS
        and sentence.entries[one.indicator].name_zh.endswith(_NAMES)
        for one in bound
    )
