"""Arrange chosen rows into panels: figures that may stand on one axis, one scale, equal decimals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.amounts import AUTO, Scale
from app.charts.marks import marks_of
from app.charts.panel import MOST_SERIES, WHOLE_SHARE, Panel
from app.charts.panel_rows import SERIES, disputed_of, drawable, kept_of
from app.charts.panel_scales import unit_words, with_decimals
from app.charts.period_axes import axis_of
from app.charts.period_parts import SERIAL, WHOLE, part_words
from app.charts.points import COLUMNS as COLUMNS_OF_POINTS
from app.charts.points import Series, series_of
from app.charts.sentence import sentence
from app.charts.views import INDEX, SHARES, View
from app.charts.vintages import outdated_growth, outdated_words, revised_of, vintages
from app.citations import citations
from app.labels import indicator_name, series_name, title_of
from app.period_labels import period_words
from app.selection import years_of
from pipeline.quantities.shown_units import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.wording import Wording

RANK = "位"  # the unit of ranks
MOST_DRAWN = 24  # series that one picture may hold
MOST_SMALL = 12  # of them in small charts
MOST_OVER = 3  # names whose parts exceed a whole that are told
MOST_SOURCES = 6  # named under a picture; the table has them all
# The largest level of one indicator against that of another: a lower line lies flat on the axis.
FARTHEST_APART = 10


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
        over = over_wholes(group) if view.chart == SHARES else ()
        panels += [
            replace(panel_of(part, shown, catalogue, say, view), unstacked=over)
            for part in split(group, view)
        ]
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
    return bool(sums_of_shares(group)["sum"].max() <= WHOLE_SHARE)


def over_wholes(group: pd.DataFrame) -> tuple[str, ...]:
    """Name those whose parts together exceed a whole, with the period and the sum, where others have parts that do not."""
    sums = sums_of_shares(group)
    sums = sums[sums["count"] > 1]
    over = sums[sums["sum"] > WHOLE_SHARE]
    if len(over) == len(sums):  # these are no parts of one whole
        return ()
    told = [f"{who} {x} {total:.1f}%" for (who, x), total in over["sum"].items()]
    return (*told[:MOST_OVER], *["…"] * (len(told) > MOST_OVER))


def sums_of_shares(group: pd.DataFrame) -> pd.DataFrame:
    """Add up the shares of each name and period: columns `sum` and `count`."""
    each = group.drop_duplicates([*SERIES, "x"])
    return each.groupby(["who", "x"], sort=False)["value"].agg(["sum", "count"])


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
    whose = [*dict.fromkeys(key[:2] for key in first)]
    # what was read stands before what is official
    keys = sorted(first, key=lambda key: (whose.index(key[:2]), key[3]))
    ordered = by_series(kept.sort_values(["year", "period_end"], kind="stable"))
    for key in keys:
        indicator, about, scope, official = key
        name = series_name(names[indicator], about, len(names) > 1, many_names)
        told = [scope] if many_scopes and scope else []
        told += [say("chart.official" if official else "chart.read")] if mixed else []
        if told:
            name = say("list.dot").join([name, *told] if many_names or len(names) > 1 else told)
        yield series_of(
            ordered[key], disputed.get(key, []), name, scale, names[indicator], say("list.dot").join(told)
        )


def by_series(rows: pd.DataFrame) -> dict[tuple[Any, ...], list[Any]]:
    """Give the rows of each series as named tuples, in their order."""
    grouped: dict[tuple[Any, ...], list[Any]] = {}
    columns = dict.fromkeys([*SERIES, *COLUMNS_OF_POINTS])
    for row in rows[[name for name in columns if name in rows]].itertuples():
        grouped.setdefault(tuple(getattr(row, name) for name in SERIES), []).append(row)
    return grouped
