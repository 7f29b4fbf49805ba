"""Count observations by indicator and year, and write the counts as a table that leads to the comparison."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from app.labels import indicator_name
from app.selection import IN_YEARS, indicators_of, years_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from app.wording import Wording
    from pipeline.stored import StoredTable

FEW_YEARS = 5  # beside which names have room when the table is laid in two columns
MOST_YEARS = 14  # the latest; earlier ones are in the comparison


def coverage(table: StoredTable) -> dict[tuple[str, int], int]:
    """Count the printed rows of each indicator in each year; neither rejected rows nor official figures count."""
    return _printed(_told(table))


def _told(table: StoredTable) -> pd.DataFrame:
    return table.counts(["indicator", "year", "derived"], IN_YEARS)


def _printed(told: pd.DataFrame) -> dict[tuple[str, int], int]:
    own = told[~told["derived"].astype(bool)].dropna(subset=["year"])
    return {
        (str(indicator), int(year)): int(count)
        for indicator, year, count in zip(own["indicator"], own["year"], own["count"], strict=True)
    }


def coverage_html(table: StoredTable, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write the matrix as HTML: a table a group, one line an indicator, darker cells for more figures."""
    told = _told(table)
    counts, years = _printed(told), years_of(told)[-MOST_YEARS:]
    groups: dict[str, list[str]] = {}
    for indicator in indicators_of(told, catalogue):
        entry = catalogue.get(indicator)
        groups.setdefault("" if entry is None else entry.group, []).append(indicator)
    most = max(counts.values(), default=1)
    tables = []
    for group, indicators in groups.items():
        label = escape(say.either(f"group.{group}", group))
        head = f'<th scope="col">{label}</th>' + "".join(f'<th scope="col">{year}</th>' for year in years)
        lines = []
        for indicator in indicators:
            name = indicator_name(indicator, catalogue, say)
            cells = [
                cell(indicator, name, year, (counts.get((indicator, year), 0), most), say) for year in years
            ]
            link = f'<a href="{compare_link(say, indicators=indicator)}">{escape(name)}</a>'
            link += definition_link(indicator, name, say)
            lines.append(f'<tr><th scope="row">{link}</th>{"".join(cells)}</tr>')
        tables.append(f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>")
    wide = " wide" if len(years) > FEW_YEARS else ""
    return f'<div class="matrix{wide}">{"".join(tables)}</div>'


def cell(indicator: str, name: str, year: int, counted: tuple[int, int], say: Wording) -> str:
    """Write one cell from its count and the largest count; an empty one holds a dash, as in a yearbook."""
    count, most = counted
    if not count:
        return '<td class="none">—</td>'
    shade = round(14 + 36 * count / most)  # the count is read on it in light and dark
    label = escape(say("overview.cell", name=name, year=year, count=count))
    link = compare_link(say, indicators=indicator, years=year)
    return (
        f'<td style="--shade:{shade}%"><a href="{link}" data-year="{year}" aria-label="{label}" title="{label}">'
        f"{count}</a></td>"
    )


def definition_link(indicator: str, name: str, say: Wording, *, named: bool = False) -> str:
    """Write the way to what an indicator means: its words, unit and kind, and what does not count."""
    address = escape("rules?" + urlencode({"lang": say.language, "rule": indicator}))
    label = escape(say("overview.definition_of", name=name))
    words = label if named else escape(say("overview.definition"))
    return f' <a class="definition" href="{address}" aria-label="{label}" title="{label}">{words}</a>'


def compare_link(say: Wording, **wanted: object) -> str:
    """Give the address of a comparison."""
    return escape("compare?" + urlencode({"lang": say.language, **wanted}))
