"""Arrange chosen rows into panels: figures that may stand on one axis, one scale, equal decimals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.amounts import AUTO, Scale
from app.charts.marks import marks_of
from app.charts.panel_rows import SERIES, disputed_of, drawable, kept_of
from app.charts.panel_scales import unit_words, with_decimals
from app.charts.period_axes import axis_of
from app.charts.period_parts import SERIAL, WHOLE, part_words
from app.charts.points import COLUMNS as COLUMNS_OF_POINTS
from app.charts.points import Point, Series, series_of
from app.charts.sentence import sentence
from app.charts.views import APART, COLUMNS, INDEX, SHARES, TOGETHER, View
from app.charts.vintages import outdated_growth, outdated_words, revised_of, vintages
from app.citations import citations
from app.labels import indicator_name, series_name, title_of
from app.period_labels import period_words
from app.selection import years_of
from pipeline.quantities.shown_units import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.charts.label_room import Room
    from app.wording import Wording

__all__ = ["Panel", "Point", "Series", "arrange"]

RANK = "位"  # the unit of ranks
MOST_SERIES = 5  # more columns a year than this cannot be told apart
MOST_DRAWN = 24  # series that one picture may hold
MOST_SMALL = 12  # of them in small charts
MOST_SOURCES = 6  # named under a picture; the table has them all
WHOLE_SHARE = 100.5  # per cent, with what rounding adds
# The largest level of one indicator against that of another: a lower line lies flat on the axis.
FARTHEST_APART = 10


@dataclass(frozen=True, slots=True)
class Panel:
    """What one picture shows."""

    title: str
    unit: str
    scale: Scale
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    rank: bool
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    left_out: int
    indicators: tuple[str, ...]
    who: tuple[str, ...]
    chart: str = COLUMNS
    base: int = 0
    split: str = AUTO
    series_found: int = 0  # all of them; `series` holds those that a picture can
    sources_found: int = 0
    row_ids: tuple[str, ...] = ()  # every row of the panel, in order; the table beside lists them
    years: tuple[int, ...] = ()  # that the rows are of
    remark: str = ""  # what a person wrote for the note line
    subtitle: str = ""  # what a person wrote below the title
    vintages: tuple[
        str, ...
    ] = ()  # of each drawn figure that was revised: what it was before, and who said so when
    sentence: str = ""  # what is seen, by rules
    own_sentence: str | None = None  # that a person wrote in its place
    ticks: tuple[str, ...] = ()  # the periods as they stand on the axis, shortened
    kind: str = "year"  # of the periods
    money: bool = False  # some levels are amounts of money, or an index of such
    yearly: bool = False  # every place on the axis is the same part of another year
    room: Room | None = None  # that a print gives; a page is of any width
    reach: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())  # levels, rates that the axes must hold too

    @property
    def lead(self) -> tuple[str, ...]:
        """Give the lines below the title: the subtitle, and the sentence that says what is seen."""
        seen = self.sentence if self.own_sentence is None else self.own_sentence
        return tuple(filter(None, (self.subtitle, *seen.split("\n"))))

    @property
    def as_lines(self) -> bool:
        """Whether levels are drawn as lines; a rank always is."""
        return View(self.chart).as_lines

    @property
    def upright(self) -> bool:
        """Whether each series has a place of its own within a period."""
        return not (self.as_lines or self.rank or self.stacked or self.across)

    @property
    def apart(self) -> bool:
        """Whether each series has a small chart of its own, or each place its parts: asked for, or too many for one."""
        if self.split == TOGETHER or len(self.series) < 2:
            return False
        many = len(self.series) > MOST_SERIES and len(self.periods) > 1
        return self.split == APART or many or self.structures

    @property
    def stacked(self) -> bool:
        """Whether shares stand on each other: several parts of one whole that do not exceed it."""
        return len(self.who) == 1 and self.parted and not self.apart

    @property
    def structures(self) -> bool:
        """Whether several places each have the parts of a whole: a small chart of stacked shares each."""
        each_once = len({(one.who, one.indicator) for one in self.series}) == len(self.series)
        return len(self.who) > 1 and len(self.indicators) > 1 and each_once and self.parted

    @property
    def parted(self) -> bool:
        """Whether the shares of each place are parts that do not exceed a whole."""
        if self.chart != SHARES or len(self.series) < 2:
            return False
        sums: dict[tuple[str, str], float] = {}
        for who, point in ((one.who, point) for one in self.series for point in one.levels):
            sums[who, point.x] = sums.get((who, point.x), 0.0) + point.value
        return max(sums.values(), default=0.0) <= WHOLE_SHARE

    @property
    def across(self) -> bool:
        """Whether bars lie across: of one point in time alone, else the years are on the axis."""
        drawn = sum(bool(one.levels) for one in self.series)
        return len(self.periods) == 1 and drawn > 1 and not (self.rank or self.apart or self.stacked)

    @property
    def sorted(self) -> bool:
        """Whether bars across are sorted, the longest on top: of one indicator; a whole is no rival of its parts."""
        return self.across and len(self.indicators) == 1

    @property
    def bars(self) -> list[tuple[Series, Point]]:
        """Give the bars across from the top down; of equals the last first."""
        found = [(one, point) for one in self.series for point in one.levels]
        return sorted(found, key=lambda bar: bar[1].value)[::-1] if self.sorted else found


def arrange(
    rows: pd.DataFrame,
    catalogue: Mapping[str, Any],
    say: Wording,
    scale: str = AUTO,
    view: View | None = None,
) -> list[Panel]:
    """Arrange the rows of `selection.select` into panels, in the order of the rows."""
    view = view or View(scale=scale)
    rows = drawable(rows, catalogue, say, view)
    if rows.empty:
        return []
    alike = rows["part"].where(~rows["kind"].isin(SERIAL), "")
    panels = []
    groups = rows.groupby([rows["kind"], alike, rows["shown"]], sort=False)
    years_first = sorted(groups, key=lambda one: one[0][0] != "year")
    for (_, _, shown), group in years_first:
        panels += [panel_of(part, shown, catalogue, say, view) for part in split(group, view)]
    return panels


def split(group: pd.DataFrame, view: View) -> Iterator[pd.DataFrame]:
    """Keep indicators of one unit together while they can be read together.

    They can where the largest figure of each is at least a tenth of the largest of all; the others have a panel, or
    more, of their own in the same way. Of too many series, or of companies and projects, each indicator has its own.
    """
    indexed = view.chart == INDEX
    many = len(group[["indicator", "who"]].drop_duplicates()) > MOST_SERIES
    whole = view.chart == SHARES and parts_of_wholes(group)
    about_subjects = not indexed and bool((group["subject"] != "").any())
    if len(group["indicator"].unique()) == 1 or whole:
        yield group
    elif many or about_subjects:
        yield from (part for _, part in group.groupby("indicator", sort=False))
    elif indexed:
        yield group
    else:
        yield from (part for _, part in group.groupby(group["indicator"].map(sizes(group)), sort=False))


def sizes(group: pd.DataFrame) -> dict[str, float]:
    """Give for each indicator the largest level of those that it can be read beside; one of growth alone goes with them."""
    levels = group[group["measure"] == "level"]
    tops = levels["value"].abs().groupby(levels["indicator"]).max().sort_values(ascending=False)
    found: dict[str, float] = dict.fromkeys(
        group["indicator"].unique(), float(tops.max()) if len(tops) else 0.0
    )
    largest = float("inf")
    for indicator, top in tops.items():
        largest = largest if largest <= FARTHEST_APART * top else float(top)
        found[str(indicator)] = largest
    return found


def parts_of_wholes(group: pd.DataFrame) -> bool:
    """Tell whether the shares of each name and period are parts that do not exceed a whole."""
    each = group.drop_duplicates([*SERIES, "x"])
    return bool(each.groupby(["who", "x"])["value"].sum().max() <= WHOLE_SHARE)


def panel_of(
    rows: pd.DataFrame, shown: Scale, catalogue: Mapping[str, Any], say: Wording, view: View
) -> Panel:
    """Build one panel from rows that are shown in one unit and of one kind of period."""
    scale = with_decimals(shown, rows)
    outdated = outdated_growth(rows)
    current = rows.drop(outdated.index)
    kept = kept_of(current)
    others = disputed_of(rows, kept)
    names = {name: indicator_name(name, catalogue, say) for name in rows["indicator"].unique()}
    who = tuple(rows["who"].unique())
    told = revised_of(current.drop(kept.index))
    left_out = sum(
        int((~some["derived"]).sum()) * sign for some, sign in ((current, 1), (kept, -1), (told, -1))
    )
    left_out -= len(others)
    keys = list(kept[SERIES].drop_duplicates().itertuples(index=False, name=None))
    small = len(kept["x"].unique()) > 1 and view.chart != SHARES
    chosen = fullest(kept, keys, MOST_SMALL if small else MOST_DRAWN)
    drawn = kept if len(chosen) == len(keys) else kept.merge(pd.DataFrame(chosen, columns=SERIES), on=SERIES)
    sources = citations(drawn, say)
    periods, ticks = axis_of(drawn, say)
    panel = Panel(
        title=heading(rows, names, who, say, view),
        unit=unit_words(scale, rows, say, view),
        scale=scale,
        periods=periods,
        series=tuple(serieses(drawn, others, names, scale, say)),
        rank=bool((rows["axis_unit"] == RANK).all()),
        marks=marks_of(drawn, others, left_out, len(keys) - len(chosen), view),
        sources=tuple(sources[:MOST_SOURCES]),
        left_out=left_out,
        indicators=tuple(names),
        who=who,
        chart=view.chart,
        base=view.base,
        split=view.split,
        series_found=len(keys),
        sources_found=len(sources),
        row_ids=tuple(rows["id"].astype(str)),
        years=tuple(years_of(rows)),
        ticks=ticks,
        kind=str(rows["kind"].iloc[0]),
        money=view.chart != SHARES and any(catalogue[one].unit in MONEY for one in names if one in catalogue),
        yearly=len(rows["part"].unique()) == 1,
        vintages=(
            *vintages(told, drawn, names, scale, say),
            *outdated_words(outdated, drawn, names, scale, say),
        ),
    )
    panel = replace(panel, sentence=sentence(panel, names, str(rows["kind"].iloc[0]), say))
    return replace(panel, title=panel.title + said_across(panel, say)) if panel.across else panel


def said_across(panel: Panel, say: Wording) -> str:
    """Say in a title of which point in time the bars across are, and whether they are sorted."""
    period = period_words(panel.periods[0], say) if panel.periods[0].isdigit() else panel.periods[0]
    return say("chart.title_sorted" if panel.sorted else "chart.title_across", period=period)


def heading(
    rows: pd.DataFrame, names: Mapping[str, str], who: tuple[str, ...], say: Wording, view: View
) -> str:
    """Title a panel with place, indicators, the part of the year where it is one, and the kind of view."""
    title = title_of(list(names.values()), list(who), say)
    parts = rows["part"].unique()
    if len(parts) == 1 and parts[0] != WHOLE:
        title += say("chart.part", part=part_words(str(parts[0]), say))
    if view.chart in (INDEX, SHARES) or view.chart.startswith("per_"):
        title += say(f"chart.title_{view.chart}", base=view.base)
    return title


def fullest(kept: pd.DataFrame, keys: list[tuple[Any, ...]], most: int) -> list[tuple[Any, ...]]:
    """Choose the series that a picture can hold: those with the most figures, of equals the largest."""
    if len(keys) <= most:
        return keys
    size = kept.groupby(SERIES, sort=False)["value"].agg(["count", "max"])
    ranked = size.sort_values(["count", "max"], ascending=False, kind="stable").index[:most]
    chosen = set(ranked)
    return [key for key in keys if key in chosen]


def serieses(
    kept: pd.DataFrame, others: pd.DataFrame, names: Mapping[str, str], scale: Scale, say: Wording
) -> Iterator[Series]:
    """Make the series, each named by what tells it from the others."""
    many_names, many_scopes = len(kept["who"].unique()) > 1, len(kept["scope"].unique()) > 1
    mixed = len(kept["official"].unique()) > 1
    disputed = by_series(others)
    first = dict.fromkeys(zip(*(kept[name] for name in SERIES), strict=True))
    ordered = by_series(kept.sort_values(["year", "period_end"], kind="stable"))
    for key in first:
        indicator, about, scope, official = key
        name = series_name(names[indicator], about, len(names) > 1, many_names)
        told = [scope] if many_scopes and scope else []
        told += [say("chart.official" if official else "chart.read")] if mixed else []
        if told:
            name = say("list.dot").join([name, *told] if many_names or len(names) > 1 else told)
        yield series_of(ordered[key], disputed.get(key, []), name, scale, names[indicator])


def by_series(rows: pd.DataFrame) -> dict[tuple[Any, ...], list[Any]]:
    """Give the rows of each series as named tuples, in their order."""
    grouped: dict[tuple[Any, ...], list[Any]] = {}
    columns = dict.fromkeys([*SERIES, *COLUMNS_OF_POINTS])
    for row in rows[[name for name in columns if name in rows]].itertuples():
        grouped.setdefault(tuple(getattr(row, name) for name in SERIES), []).append(row)
    return grouped
