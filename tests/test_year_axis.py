"""The years stay on the axis of a comparison; only one point in time of several is drawn as sorted bars, and says so."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest

from app.charts.facets import facet_places, facets
from app.charts.figure import figure
from app.charts.first_to_last import changes, changes_html
from app.charts.key_html import key_html
from app.charts.label_room import fitting, rooms_of
from app.charts.legend import shared_key
from app.charts.marks_laid import Marks, runs_through
from app.charts.notes import notes
from app.charts.views import View
from app.compare.comparison import compared
from app.report.data_sheet import Placed
from app.report.document import document
from app.report.grid import grid
from app.report.kept_figures import changes as changes_since
from app.report.native_key import native_key
from app.report.workbook import parts_of, workbook
from app.selection import Selection
from app.wording import wording
from pipeline.indicators import load_catalogue
from pipeline.reference_series import RULE
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows
from tests.report_items import items

CATALOGUE = load_catalogue().entries
ZH, EN = wording("zh"), wording("en")
PLACES = ("安平县", "永宁县", "清河县")
FOUR = ("云渡县", *PLACES)
PARTS = ("primary_value_added", "secondary_value_added", "tertiary_value_added")


def quarter(number, year=2024, value=1e4):
    first, last = dt.date(year, 3 * number - 2, 1), dt.date(year, 3 * number, 28)
    return {
        "period": f"{year}-Q{number}",
        "period_start": first,
        "period_end": last,
        "year": year,
        "value": value,
    }


def seen(table, chart="columns", say=ZH, **view):
    wanted = Selection((*dict.fromkeys(table["indicator"]),))
    return compared(FrameTable(table), wanted, View(chart, **view), CATALOGUE, say)


def visits(**figures):
    return [{"place": place, "period": year.removeprefix("y"), "value": value}
            for place in PLACES for year, value in figures.items()]  # fmt: skip


@pytest.mark.parametrize(("say", "title"), [(ZH, "接待游客人次：2024年，从高到低"),
                                            (EN, "Tourist visits received: 2024, highest first")])  # fmt: skip
def test_one_point_in_time_of_several_places_is_sorted_bars_and_says_so(say, title):
    (panel,) = seen(rows(*visits(y2024=3e4)), say=say).panels
    assert (panel.across, panel.title) == (True, title)


@pytest.mark.parametrize("places", [2, 3, 6, 9])
def test_figures_of_several_years_never_lie_across(places):
    names = [f"{letter}山县" for letter in "甲乙丙丁戊己庚辛壬"[:places]]
    sparse = rows(
        *(
            {"place": name, "period": str(2019 + number % 4), "value": 1e4}
            for number, name in enumerate(names)
        )
    )
    (panel,) = seen(sparse).panels
    assert not panel.across
    assert panel.apart == (places > 5)
    assert panel.periods == tuple(str(year) for year in range(2019, 2019 + min(places, 4)))
    if panel.apart:
        assert {tuple(part.periods) for part in facets(panel)} == {panel.periods}


def test_years_come_before_their_parts():
    table = rows(quarter(1, 2023), {"period": "2023", "value": 5e4}, {"period": "2024", "value": 6e4})
    assert [panel.periods[0] for panel in seen(table).panels] == ["2023", "2023年一季度"]


def structures(places=PLACES, years=("2023", "2024")):
    shares = zip(PARTS, (1e9, 4e9, 5e9), strict=True)
    return rows(*({"place": place, "period": year, "indicator": part, "unit": "元", "value": value}
                  for part, value in (("gdp", 1e10), *shares) for place in places for year in years))  # fmt: skip


def test_structures_of_several_places_are_small_charts_of_stacked_shares_with_the_years():
    (panel,) = [one for one in seen(structures(), "shares").panels if len(one.indicators) == 3]
    small = facets(panel)
    assert [one.title for one in small] == [*PLACES]
    assert all(one.stacked and one.periods == ("2023", "2024") for one in small)
    for one in small:
        drawing = figure(one, ZH)
        sums = [
            sum(trace.y[at] for trace in drawing.data if trace.type == "bar" and trace.customdata)
            for at in (0, 1)
        ]
        assert (drawing.layout.barmode, sums) == ("stack", [pytest.approx(100), pytest.approx(100)])
    names = [CATALOGUE[part].name.zh for part in PARTS]
    assert [trace["name"] for trace in shared_key(panel, ZH)][:3] == names
    places = facet_places(panel)
    assert sorted(number for one in places for number in one) == [*range(9)]
    assert [[panel.series[number].who for number in one] for one in places] == [
        [place] * 3 for place in PLACES
    ]


@pytest.mark.parametrize("say", [ZH, EN])
def test_a_place_whose_parts_exceed_its_whole_is_named_where_none_is_stacked_for_it(say):
    table = structures()
    worn = table["indicator"].eq(PARTS[0]) & table["place"].eq(PLACES[1]) & table["period"].eq("2024")
    table.loc[worn, "value"] *= 3
    panels = [one for one in seen(table, "shares", say).panels if {*one.indicators} & {*PARTS}]
    assert not any(one.structures for one in panels)
    for panel in panels:
        told = "".join(notes(panel, say))
        assert f"{PLACES[1]} 2024 " in told
        assert PLACES[0] not in told.split("2024 ")[0].split(say("note.join"))[-1]
    fit = [one for one in seen(structures(), "shares", say).panels if len(one.indicators) == 3]
    assert not any(panel.unstacked for panel in fit)


@pytest.mark.parametrize(("others", "told"), [
    (("鹤山市", "开平市"), "江门市包括图中的开平市、鹤山市，不与它们并列"),
    (("鹤山市",), "江门市包括图中的鹤山市，不与它们并列"), (("长沙县",), ""),
])  # fmt: skip
def test_a_prefecture_beside_its_own_counties_is_said_to_hold_them(others, told):
    held = [{"place": place, "period": "2024", "value": 3e4} for place in ("江门市", *others)]
    (panel,) = seen(rows(*held)).panels
    note, *_ = notes(panel, ZH)
    assert told in note
    assert ("包括" in note) is bool(told)


def test_a_place_that_lacks_a_part_keeps_the_colours_of_the_others():
    table = structures()
    table = table[~((table["place"] == "永宁县") & (table["indicator"] == PARTS[0]))]
    (panel,) = [one for one in seen(table, "shares").panels if len(one.indicators) == 3]
    (part,) = [one for one in facets(panel) if one.title == "永宁县"]
    assert [(one.indicator, len(one.levels)) for one in part.series] == [
        (PARTS[0], 0),
        (PARTS[1], 2),
        (PARTS[2], 2),
    ]


def test_an_index_starts_with_the_first_year_that_all_have():
    early = {"place": "安平县", "period": "2021", "value": 2e4}
    table = rows(early, *visits(y2022=3e4, y2023=4e4))
    made = seen(table, "index", base=2022)
    assert made.panels[0].periods == ("2022", "2023")
    assert ZH("compare.before_base", count=1, year=2022) in made.remarks
    assert seen(table, "index", base=2021).panels[0].periods[0] == "2021"  # asked for


@pytest.mark.parametrize("chart", ["columns", "lines"])
def test_official_figures_differ_from_read_ones_by_mark_and_colour(chart):
    read = [{"period": year, "value": 3e4} for year in ("2022", "2023")]
    table = rows(*read, *({**one, "rule": RULE, "value": 4e4} for one in read))
    drawing = figure(seen(table, chart).panels[0], ZH)
    kind = "bar" if chart == "columns" else "scatter"
    first, second = (trace for trace in drawing.data if trace.type == kind and trace.customdata is not None)
    looks = [
        (trace.marker.pattern.shape if chart == "columns" else trace.marker.symbol)
        for trace in (first, second)
    ]
    assert looks[0] != looks[1]
    assert first.marker.line.color != second.marker.line.color


@pytest.mark.parametrize(
    ("chart", "years", "mark"),
    [
        ("columns", ("2022", "2023"), b"pct20"),
        ("lines", ("2022", "2023"), b'symbol val="square"'),
        ("columns", ("2023",), b"pct20"),
    ],
)
def test_official_figures_have_their_mark_in_charts_of_office_files_too(chart, years, mark):
    read = [{"period": year, "value": 3e4} for year in years]
    table = rows(*read, *({**one, "rule": RULE, "value": 4e4} for one in read))
    for given, times in ((table, 1), (table[table["rule"] != RULE], 0)):
        (item,) = items(given, chart=chart)
        with zipfile.ZipFile(io.BytesIO(workbook([item], CATALOGUE, ZH))) as parts:
            assert parts.read("xl/charts/chart1.xml").count(mark) == times
        if chart == "columns":
            shapes = [
                trace.marker.pattern.shape
                for trace in figure(item.panel, ZH).data
                if trace.customdata is not None
            ]
            assert sum("." in shape for shape in shapes) == times


def told(table, **view):
    (panel,) = seen(table, **view).panels
    return [(one.name, one.first.x, one.last.x, round(one.growth, 1), one.points) for one in changes(panel)]


def test_the_change_from_the_first_to_the_last_year_is_told_in_figures():
    assert told(rows(*visits(y2020=2e4, y2022=1e4, y2024=3e4))) == [
        (name, "2020", "2024", 50.0, False) for name in PLACES
    ]
    html = changes_html(seen(rows(*visits(y2020=2e4, y2024=3e4))).panels[0], ZH)
    assert "<span>安平县</span> 2020 <b>2</b> → 2024 <b>3</b> <strong>+50.0%</strong>" in html


@pytest.mark.parametrize(
    "odd", [{"qualifier": "over"}, {"qualifier": "range", "high": 9e4}, {"status": "planned"}]
)
def test_no_change_is_told_of_bounds_ranges_and_plans(odd):
    first, last = {"period": "2020", "value": 2e4}, {"period": "2024", "value": 3e4}
    assert told(rows(first, last | odd)) == []


def test_of_rates_the_difference_is_told_in_points_and_of_one_year_nothing():
    share = {"indicator": "primary_share", "unit": "%"}
    assert told(rows({"period": "2020", "value": 8.0, **share}, {"period": "2024", "value": 6.5, **share})) == [
        ("安平县", "2020", "2024", -1.5, True)]  # fmt: skip
    assert told(rows({"period": "2024", "value": 8.0, **share})) == []
    assert told(rows(quarter(1), quarter(2, value=2e4))) == []


def test_native_charts_of_structures_have_the_figures_of_their_place_alone():
    (panel,) = [one for one in seen(structures(), "shares").panels if len(one.indicators) == 3]
    parts = parts_of(Placed(grid(panel, ZH), "数据", 1), panel)
    assert [part.title for part, _ in parts] == [*PLACES]
    for part, placed in parts:
        assert [column.number for column in placed.grid.columns] == [0, 1, 2]
        drawn = {point.id for one in part.series for point in one.levels}
        assert {point.id for column in placed.grid.columns for point in column.known} == drawn


def beside_official(chart="columns"):
    """Give the panel of four places with figures read and figures of a reference table, which lacks the first."""
    read = [{"place": place, "period": str(year), "value": value, "review": "accepted"}
            for place in FOUR for year, value in ((2022, 3e4), (2023, 5e4), (2024, 4e4))]  # fmt: skip
    planned = [{"place": PLACES[1], "period": "2025", "value": 6e4, "status": "planned"}]
    official = [one | {"rule": RULE, "period": one["period"]} for one in read if one["place"] != FOUR[0]]
    table = rows(*official, *read, *planned)
    (panel,) = seen(table, chart).panels
    return panel


@pytest.mark.parametrize("kind", [0, 1])
def test_a_changed_figure_is_told_where_the_place_has_official_figures_of_the_period_too(kind):
    kept = beside_official()
    told = [one for one in kept.series if one.who == PLACES[0]][kind]
    last = replace(told.levels[-1], value=5e4, label="5")
    now = replace(told, levels=(*told.levels[:-1], last))
    changed = replace(kept, series=tuple(now if one == told else one for one in kept.series))
    words = f"{PLACES[0]} {told.kind} 2024 {told.levels[-1].label} {kept.scale.unit} → 5 {kept.scale.unit}"
    assert (changes_since(kept, changed, ZH), changes_since(kept, kept, ZH)) == (words, "")


def test_reported_and_official_figures_of_a_place_stand_side_by_side_in_its_small_chart():
    panel = beside_official()
    small = facets(panel)
    assert (panel.apart, [part.title for part in small]) == (True, [*FOUR])
    assert [[one.name for one in part.series] for part in small] == [["报道数据", "官方数据"]] * 4
    assert not small[0].series[1].levels
    for part, places in zip(small, facet_places(panel), strict=True):
        held = {
            place: {point.id for point in panel.series[number].levels} for number, place in places.items()
        }
        drawn = {number: {point.id for point in one.levels} for number, one in enumerate(part.series)}
        assert all(drawn[place] == ids for place, ids in held.items())
    assert not replace(panel, split="apart").by_place


def test_the_legend_of_small_charts_tells_the_marks_of_all_of_them():
    panel = beside_official()
    told = ["报道数据", "官方数据", "计划数", "推算同比（右轴，%）"]
    assert [trace["name"] for trace in shared_key(panel, ZH)] == told
    assert re.findall(r"<img[^>]+>([^<]+)</li>", key_html(panel, ZH)) == told
    shown = [trace.name for trace in figure(panel, ZH).data if trace.showlegend is not False]
    assert shown == told  # in a print, too, where only the second small chart has a plan
    assert [one.words for one in native_key(panel, ZH)] == told
    assert not native_key(facets(panel)[0], ZH)
    lines = beside_official("lines")
    assert [trace["name"] for trace in shared_key(lines, ZH)][:2] == told[:2]


def test_no_label_of_a_single_line_is_run_through_by_it():
    for part in facets(replace(beside_official("lines"), split="apart")):
        for label, *_ in fitting(part, ZH):
            room = rooms_of(part)[0]
            marks = Marks(part, room)
            assert marks.strokes
            assert not any(runs_through(stroke, marks.box(label)) for stroke in marks.strokes)


def test_the_change_from_the_first_to_the_last_year_is_in_the_files_too():
    made = items(rows({"period": "2020", "value": 2e4}, {"value": 3e4}))
    told = "首尾年变化（由图中数值算得）：安平县 2020 2 → 2024 3 +50.0%。"
    page = docx.Document(io.BytesIO(document([replace(one, chart=False) for one in made], CATALOGUE, ZH)))
    assert told in [one.text for one in page.paragraphs]
    book = openpyxl.load_workbook(io.BytesIO(workbook(made, CATALOGUE, ZH)))
    assert sum(cell.value == told for sheet in book for row in sheet.iter_rows() for cell in row) == 2
