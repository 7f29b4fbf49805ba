"""Tell which figures revise or only roughly state others of the same fact, and which contradict each other."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby, pairwise, product
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.comparable import counted
from pipeline.datelines import is_newspaper
from pipeline.datelines import words as dateline_words
from pipeline.rough_figures import rough_among
from pipeline.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

REVISION = (
    "revision"  # the column: what a figure is to the others of its fact, "" where nothing is known of that
)
EARLIER, LATEST = "earlier", "latest"  # of a figure that was revised
ROUGH, EXACT = (
    "rough",
    "exact",
)  # a bound (超九十万) or a rounding, and the one figure (93.6万) that bears it out
# A census or a new way of counting moved no county's GDP by half; a figure twice another is a mistake in one of them.
_MOST_REVISED = 2.0
_NEAR = 40  # characters from a word to the figure that it is said of
_NEEDED = [
    "id", "indicator", "measure", "place", "subject", "conflict", "value", "high", "qualifier", "value_text",
    "document", "start", "published", "source", "title", "scope", "sentence",
]  # fmt: skip
MARKED_BY = [*_NEEDED, "derived", "rule", "review", "area"]  # the columns that say what is revised
# The columns that say which of several figures for one fact counts.
PREFERRED = ["derived", REVISION, "published", "confidence"]


def disputed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each `conflict` that still differ, in order of publication.

    Added are `issued` (a day), and `revised`, which says of a whole conflict whether it is a revision. What states
    roughly what another figure states exactly differs from none.
    """
    rows = _told_together(table)
    rows = rows[~rows["rough"]]
    return rows[rows.groupby("conflict")["value"].transform("nunique") > 1].drop(columns="rough")


def with_revisions(table: pd.DataFrame) -> pd.DataFrame:
    """Give the table with the column `revision`: what was revised, and what stands in its place; what is but rough."""
    if not (table["conflict"] != "").any():
        return table.assign(**{REVISION: pd.Series("", index=table.index, dtype="str")})
    rows = _told_together(table)
    marks = pd.Series("", index=rows.index, dtype="str").where(~rows["rough"], ROUGH)
    rows = rows[~rows["rough"]]
    by_conflict = rows.groupby("conflict")["value"]
    last, values = by_conflict.transform("last"), by_conflict.transform("nunique")
    marks[rows.index[values == 1]] = EXACT
    revised = rows["revised"] & (values > 1)
    marks[rows.index[revised]] = EARLIER
    marks[rows.index[revised & (rows["value"] == last)]] = LATEST
    return table.assign(**{REVISION: marks.reindex(table.index, fill_value="")})


def preferred(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order in which those of one fact count: printed before computed, exact, the latest, the surest."""
    rough = rows[REVISION] == ROUGH if REVISION in rows else False
    ordered = rows.assign(rough=rough).sort_values(
        ["derived", "rough", "published", "confidence"], ascending=[True, True, False, False], kind="stable"
    )
    return ordered.drop(columns="rough")


def _told_together(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each `conflict` that differ, in order of publication, with `issued`, `rough` and `revised`."""
    rows = counted(table[table["conflict"] != ""])
    rows = rows.assign(issued=pd.to_datetime(rows["published"], errors="coerce"))
    rows = rows[rows.groupby("conflict")["value"].transform("nunique") > 1]
    rows = rows.sort_values(["conflict", "issued", "document", "start"], na_position="first")
    rough: set[str] = set()
    revised: dict[str, bool] = {}
    told = rows[[*_NEEDED, "issued"]].itertuples(index=False)
    for name, group in groupby(told, key=attrgetter("conflict")):
        figures = [*group]
        bounds = rough_among(figures)
        figures = [one for one in figures if one.id not in bounds]
        revised[name] = are_revisions(figures)
        rough |= bounds if revised[name] else bounds | rough_among(figures, rounded=True)
    return rows.assign(
        rough=rows["id"].isin(rough).astype(bool), revised=rows["conflict"].map(revised).astype(bool)
    )


def of_two_vintages(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series[bool]:
    """Tell of pairs of figures (columns revision, issued) whether one was revised since the other was published.

    Nothing may be computed from such a pair: a part before a census is no share of a whole after it.
    """
    marks, other_marks = rows[REVISION] == LATEST, others[REVISION] == LATEST
    since = ~marks & other_marks & ~(rows["issued"] >= others["issued"])
    before = marks & ~other_marks & ~(others["issued"] >= rows["issued"])
    return since | before


def are_revisions(rows: Sequence[Any]) -> bool:
    """Tell whether the figures of one fact, in order of publication, are one figure and its revisions.

    They are where it is known whose they are, each day gives one figure, levels differ no more than revisions do, and
    each figure that differs from the one before it was published by who revises that one. Whoever repeats one of them
    adds nothing: a newspaper beside the office, a table without a day. Whatever else they may be, it is a contradiction.
    """
    dated = [row for row in rows if not pd.isna(row.issued)]
    values = {row.value for row in dated}
    if not (rows[0].place or rows[0].subject) or any(row.value not in values for row in rows):
        return False
    if any(len({row.value for row in day}) > 1 for _, day in groupby(dated, key=attrgetter("issued"))):
        return False
    if rows[0].measure == "level" and max(values) > min(values) * _MOST_REVISED:
        return False
    told = [[*same] for _, same in groupby(dated, key=attrgetter("value"))]
    return len(told) > 1 and all(
        any(revises(one, other) for one, other in product(before, after)) for before, after in pairwise(told)
    )


def revises(earlier: Any, later: Any) -> bool:
    """Tell whether a figure takes the place of another that was published before it.

    It does where its words say so, where the same office published both, or where it stands in a publication of an
    official series and the other in one too, or in one of an office, or is called preliminary.
    """
    if said(later, "final"):
        return True
    office = bool(earlier.source) and not is_newspaper(earlier.source) and _is_office(earlier.source)
    if office and earlier.source == later.source:
        return True
    early = said(earlier, "preliminary") or earlier.scope in words_of("same_scopes")["preliminary"]
    return in_series(later) and (in_series(earlier) or office or early)


def in_series(row: Any) -> bool:
    """Tell whether a figure stands in an official series: a communiqué, a yearbook, what a statistics office publishes."""
    words = words_of("revisions")
    title = str(row.title or "")
    return any(word in title for word in words["series"]) or str(row.source or "").endswith(
        tuple(words["keepers"])
    )


def said(row: Any, kind: str) -> bool:
    """Tell whether words of a kind (final, preliminary) are said of a figure: before it or in a bracket behind it."""
    sentence, figure = str(row.sentence or ""), str(row.value_text or "")
    at = sentence.find(figure) if figure else -1
    if at < 0 or sentence.count(figure) > 1 or sentence[at - 1 : at].isdigit():
        return False
    before, behind = _said_of(kind)
    return bool(before.search(sentence[:at]) or behind.match(sentence[at + len(figure) :]))


@cache
def _said_of(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match a word before a figure, with no other figure but days between them, and one in a bracket behind it."""
    lists = words_of("revisions")
    words, compared = "|".join(lists[kind]), "".join(lists["compared"])
    between = rf"(?:[^0-9。；;]|\d{{4}}年|\d{{1,2}}[月日]){{0,{_NEAR}}}"
    before = re.compile(rf"(?:^|[，。；;（(])[^，。；;（({compared}]*(?:{words}){between}$")
    return before, re.compile(rf"[（(][^）)]{{0,10}}(?:{words})")


def _is_office(name: str) -> bool:
    return name.endswith(tuple(dateline_words()["offices"]))
