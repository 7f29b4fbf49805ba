"""Say how sure a row is: by its rule, where its place or subject was found, its status, and what its figure is of.

How many rows of each were right is counted by `python -m pipeline confidence`, over tables that were judged before a
rule was made for their texts, labelled tables and made sentences, and kept in words/confidence.yaml; no number is
typed by hand. Where the period was found was counted too, and told nothing more on texts that were not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pipeline.places.gazetteer import short_names
from pipeline.places.place_words import place_words
from pipeline.words import words_of

_PRIOR_ROWS = (
    50  # what the share of all rows counts for beside that of those with one trait, where few are known
)
_MADE = 5  # rows that made sentences count for, however many they are: they hold what was thought of
_SUREST = 0.99
JUDGED, LABELLED, SPELLINGS = "judged", "labelled", "spellings"
SUGGESTION = "suggestion"
_BEGINS = 4  # characters of a subject's name by which it is known in its sentence
_QUOTES = re.compile('[“”"「」『』‘’《》\n]')
_RANK = re.compile(f"(?:{'|'.join(place_words()['suffixes'])})$")  # 鹤城|镇

Counts = Mapping[
    str, Mapping[str, Mapping[str, tuple[int, int]]]
]  # rule → means → source → right rows, all rows


def means_of(row: Mapping[str, Any], group: str, given: str = "") -> str:
    """Name how a printed row was found: whose it is, its status, its kind; of a suggestion the checks that failed.

    The kind is `project` where the `group` of its indicator is one of projects or firms, whose figures texts tell in
    freer words, and no subject tells so already; else `statistic`.

    Whose is `named` where its sentence names the place, `given` where the document was handed in as of that place,
    `titled` where the headline names it, `lent` where only another part of the text does, `unnamed` where nothing does;
    `subject` or `subject_lent` of a company or project, named in its sentence or elsewhere.
    """
    if row["rule"] == SUGGESTION:
        return str(row["checks"])
    of_projects = not row["subject"] and group in words_of("bindings")["groups_of_projects"]
    kind = "project" if of_projects else "statistic"
    return f"{_whose(row, given)}, {row['status']}, {kind}"


def _whose(row: Mapping[str, Any], given: str) -> str:
    sentence = _QUOTES.sub("", row["sentence"])
    if row["subject"]:
        return "subject" if _QUOTES.sub("", row["subject"])[:_BEGINS] in sentence else "subject_lent"
    if not row["place"]:
        return "unnamed"
    names = _names(_QUOTES.sub("", row["place"]))
    if any(name in sentence for name in names):
        return "named"
    if row["place"] == given:
        return "given"
    return "titled" if any(name in row["title"] for name in names) else "lent"


@cache
def _names(place: str) -> tuple[str, ...]:
    """Return the full name of a place and the shortest that it goes by: 鹤山市, 鹤山; 桃源镇, 桃源."""
    short = (*short_names(place)[-1:], _RANK.sub("", place))
    return (place, *(name for name in short if len(name) > 1))


@cache
def confidence_of(rule: str, means: str) -> float:
    """Return how sure a row of a rule is that was found by these means, 0 to 1, two digits; 1 for a row by hand."""
    return 1.0 if rule == "by_hand" else share_of(_counts(), rule, means)


def share_of(counts: Counts, rule: str, means: str) -> float:
    """Return the share of right rows that is to be expected of a rule and means.

    The odds of all rows are multiplied by what the rule and each of the means make of them, so that a combination
    that was seen twice is neither sure nor worthless. Suggestions are a kind apart.
    """
    pool = {name: cells for name, cells in counts.items() if (name == SUGGESTION) == (rule == SUGGESTION)}
    every = _rows(cell for cells in pool.values() for cell in cells.values())
    if not every[1]:
        return 0.0
    share = min(every[0] / every[1], _SUREST)
    odds = _odds(share) * _lift(_rows(pool.get(rule, {}).values()), share)
    for number, trait in enumerate(means.split(", ")):
        alike = (
            cell
            for cells in pool.values()
            for known, cell in cells.items()
            if known.split(", ")[number] == trait
        )
        odds *= _lift(_rows(alike), share)
    return round(min(odds / (1 + odds), _SUREST), 2)


def _rows(cells: Iterable[Mapping[str, tuple[int, int]]]) -> tuple[float, float]:
    """Return how many rows of some cells were right, and how many there were; made sentences count for few."""
    seen = [*cells]
    right, rows = (
        sum(cell[source][which] for cell in seen for source in (JUDGED, LABELLED) if source in cell)
        for which in (0, 1)
    )
    made_right, made = (sum(cell[SPELLINGS][which] for cell in seen if SPELLINGS in cell) for which in (0, 1))
    return (right + _MADE * made_right / made, rows + _MADE) if made else (right, rows)


def _lift(counted: tuple[float, float], share: float) -> float:
    """Return by what the odds of all rows are multiplied for those of one trait."""
    right, rows = counted
    return _odds((right + _PRIOR_ROWS * share) / (rows + _PRIOR_ROWS)) / _odds(share)


def _odds(share: float) -> float:
    return share / (1 - share)


@cache
def _counts() -> Counts:
    counts: Counts = words_of("confidence")["counts"]
    return counts
