"""What is no figure of a year is left out of yearly comparison, and said so; what is only nearly one says what it is."""

import datetime as dt

import pytest

from app.charts.mark_looks import hover_of, label_of
from app.charts.notes import notes
from app.charts.views import CHARTS, View
from app.compare.comparison import compared
from app.overview.coverage import coverage, coverage_html
from app.overview.headlines import cards_html, headlines
from app.period_labels import period_words
from app.report.cells import table_cells
from app.report.formats import formats
from app.report.grid import grid
from app.report.native_notes import native_notes, table_notes
from app.report.sdmx import timeless
from app.report.sdmx_periods import time_of
from app.rows.row_flags import flags_of_row
from app.rows.row_tables import readable, when
from app.rows.source_drawer import facts_of
from app.selection import PLACES, Selection, select, telling_indicators, years_of
from app.wording import LANGUAGES, wording
from pipeline.comparable import beyond_a_year, comparable, in_years
from pipeline.computed import BETWEEN_LEVELS, growth_between
from pipeline.crosschecks import findings
from pipeline.indicators import load_catalogue
from pipeline.reference_series import RULE
from pipeline.revisions import with_revisions
from pipeline.stored.in_memory import FrameTable
from pipeline.words import words_of
from pipeline.workspace.ruling import BY_HAND
from tests.dashboard_rows import rows
from tests.samples import SPOKEN

CATALOGUE = load_catalogue()
ENTRIES = CATALOGUE.entries
VISITS = ("tourist_arrivals",)
OPEN = {"period": "", "year": None, "value": 9e6, "value_text": "900万人次"}
UNREAD, UNDATED = OPEN | {"period_source": "unread"}, OPEN | {"period_source": "undated"}
PLAN_YEARS = {
    "period": "2021/2025", "period_start": dt.date(2021, 1, 1), "period_end": dt.date(2025, 12, 31), "year": 2025,
    "value": 8e6,
}  # fmt: skip
LONG = {
    "period": "2016-06/2025-04", "period_start": dt.date(2016, 6, 1), "period_end": dt.date(2025, 4, 30), "year": 2025,
    "value": 7e6,
}  # fmt: skip
ELEVEN_MONTHS = {
    "period": "2024-01/2024-11",
    "period_start": dt.date(2024, 1, 1),
    "period_end": dt.date(2024, 11, 30),
}
OVER_NEW_YEAR = {
    "period": "2023-12/2024-11",
    "period_start": dt.date(2023, 12, 1),
    "period_end": dt.date(2024, 11, 30),
}
BY_DOCUMENT = {"period": "", "year": 2025, "value": 5e5, "period_source": "document"}
PLAIN = [{"period": "2023", "value": 3e5}, {"period": "2024", "value": 4e5}]


def opening(year, value=452.0, **more):
    day = dt.date(year, 1, 1)
    return {"indicator": "hightech_enterprises", "unit": "个", "period": str(day), "period_end": day, "year": year,
            "value": value, "value_text": f"{value:g}家"} | more  # fmt: skip


def seen(table, view=None, language="zh", wanted=None):
    wanted = wanted or Selection((*dict.fromkeys(table["indicator"]),), PLACES)
    return compared(FrameTable(table), wanted, view or View(), ENTRIES, wording(language))


def points(made):
    return [point for panel in made.panels for one in panel.series for point in one.levels]


@pytest.mark.parametrize(
    ("row", "beyond"),
    [(UNREAD, True), (UNDATED, True), (PLAN_YEARS, True), (LONG, True), (ELEVEN_MONTHS, False), (OVER_NEW_YEAR, False),
     (BY_DOCUMENT, False), ({"period": "2024"}, False), (opening(2022), False)],
)  # fmt: skip
def test_what_has_no_dates_or_more_than_a_year_stands_in_no_years_comparison(row, beyond):
    assert [*beyond_a_year(rows(row))] == [beyond]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("language", SPOKEN)
def test_a_comparison_draws_none_of_them_in_any_chart_and_says_how_many_and_why(chart, language):
    say = wording(language)
    made = seen(rows(*PLAIN, UNREAD, UNDATED, UNDATED, PLAN_YEARS, LONG), View(chart, base=2023), language)
    assert not {point.id for point in points(made)} & {"row2", "row3", "row4", "row5", "row6"}
    causes = say("note.join").join(
        say(f"compare.beyond_{code}", count=count)
        for code, count in (("unread", 1), ("undated", 2), ("long", 2))
    )
    assert say("compare.beyond", count=5, causes=causes) in made.remarks
    assert len(made.rows) >= 7  # they are listed


def test_a_comparison_of_nothing_else_has_no_chart_and_still_says_so():
    made = seen(rows(UNREAD, PLAN_YEARS))
    assert (made.panels, len(made.remarks), len(made.rows)) == ([], 1, 2)


def test_nothing_is_said_where_every_figure_is_of_a_year():
    assert seen(rows(*PLAIN)).remarks == []


def test_the_first_page_counts_and_heads_only_figures_of_years():
    table = rows(*PLAIN, UNREAD, UNDATED, PLAN_YEARS)
    assert coverage(FrameTable(table)) == {("tourist_arrivals", 2023): 1, ("tourist_arrivals", 2024): 1}
    assert [level.value for level, _ in headlines(FrameTable(with_revisions(table))).chosen] == [4e5]
    say = wording("zh")
    only = rows(UNREAD, UNDATED, PLAN_YEARS)
    assert headlines(FrameTable(with_revisions(only))).chosen == []
    assert coverage(FrameTable(only)) == {}
    assert coverage_html(FrameTable(only), ENTRIES, say)
    assert telling_indicators(FrameTable(only), ENTRIES) == []


def test_no_growth_and_no_jump_comes_of_them():
    table = rows(*PLAIN, UNREAD, UNDATED, PLAN_YEARS, LONG)
    assert growth_between(table, ENTRIES)["period"].tolist() == ["2024"]
    assert not [one for one in findings(table, CATALOGUE) if one.kind in ("jump", "growth_levels")]


@pytest.mark.parametrize("language", SPOKEN)
def test_an_unread_period_is_a_doubt_until_a_person_says_what_it_is(language):
    (found,) = [one for one in findings(rows(UNREAD, UNDATED), CATALOGUE) if one.kind == "unread_period"]
    assert found.rows == ("row0",)
    assert "900万人次" in found.said(language)
    corrected = rows(UNREAD | {"review": "corrected"})
    assert not [one for one in findings(corrected, CATALOGUE) if one.kind == "unread_period"]


def test_a_stock_of_a_years_beginning_is_compared_as_the_end_of_the_year_before():
    last = dt.date(2022, 12, 31)
    table = rows(opening(2022, 400.0), opening(2022, 500.0) | {"period": str(last), "period_end": last})
    kept = comparable(table)
    assert [*zip(kept["kind"], kept["year"], strict=True)] == [("12-31", 2021), ("12-31", 2022)]
    assert [*in_years(in_years(table))["year"]] == [2021, 2022]  # and once only
    assert growth_between(table, ENTRIES)["value"].tolist() == [pytest.approx(25)]


@pytest.mark.parametrize(("language", "said"), [("zh", "2022年初"), ("en", "start of 2022")])
def test_a_chart_puts_it_at_the_end_of_the_year_before_and_says_what_it_is(language, said):
    table, say = rows(opening(2022), opening(2025, 715.0)), wording(language)
    (panel,) = (made := seen(table, language=language)).panels
    first, last = points(made)
    assert (first.x, last.x, panel.periods[0]) == ("2021", "2024", "2021")
    assert said in label_of(first, say)
    assert say("note.opening") in notes(panel, say)[0]
    assert say("flag.opening") in hover_of("", first, "", say)
    assert said in str(table_cells(grid(panel, say), say))
    row = next(select(table, Selection(("hightech_enterprises",))).itertuples())
    assert when(row, say) == say("period.opening", year=2022)
    assert [*made.rows["year"]] == [2022, 2025]  # the row keeps its own year
    assert coverage(FrameTable(table)) == {
        ("hightech_enterprises", 2021): 1,
        ("hightech_enterprises", 2024): 1,
    }
    assert [*select(table, Selection(("hightech_enterprises",), years=(2021,)))["period"]] == ["2022-01-01"]
    assert say("period.opening", year=2025) in cards_html(
        headlines(FrameTable(with_revisions(table))), ENTRIES, say
    )


def test_a_flow_of_new_years_day_is_of_its_own_year():
    day = dt.date(2022, 1, 1)
    table = rows({"period": "2022-01-01", "period_start": day, "period_end": day, "year": 2022, "value": 1.0})
    assert [*in_years(table)["year"]] == [2022]


@pytest.mark.parametrize("language", SPOKEN)
def test_a_figure_whose_year_is_only_the_documents_has_a_star_and_a_note_in_charts_tables_and_files(language):
    say = wording(language)
    (panel,) = (made := seen(rows(*PLAIN, BY_DOCUMENT), language=language)).panels
    starred = [point for point in points(made) if point.by_document]
    assert [label_of(point, say)[-1] for point in starred] == ["*"]
    assert sum("*" in label_of(point, say) for point in points(made)) == 1
    assert say("flag.by_document") in hover_of("", starred[0], "", say)
    for told in (notes(panel, say), native_notes(panel, say), table_notes(panel, say)):
        assert any(say("note.by_document") in note for note in told)
    assert "*" in str(table_cells(grid(panel, say), say))


@pytest.mark.parametrize("language", SPOKEN)
def test_a_row_says_where_its_period_comes_from_and_why_it_has_none(language):
    say = wording(language)
    for row in select(rows(UNREAD, UNDATED, BY_DOCUMENT, {"period": "2024"}), Selection(VISITS)).itertuples():
        facts = dict(facts_of(row, say))
        assert facts[say("column.period_source")] == say(f"period_source.{row.period_source}")
        if row.period_source in ("unread", "undated"):
            assert when(row, say) == say(f"period.{row.period_source}") == facts[say("column.period")]
            assert "unstated" not in flags_of_row(row)  # its period says why there is none


@pytest.mark.parametrize(("language", "said"), [("zh", "2021—2025年"), ("en", "2021–2025")])
def test_a_span_of_years_is_written_in_words(language, said):
    assert period_words("2021/2025", wording(language)) == said


def test_every_export_takes_rows_without_period_and_year():
    table = select(
        rows(*PLAIN, UNREAD, UNDATED, PLAN_YEARS, opening(2022)), Selection((*VISITS, "hightech_enterprises"))
    )
    for language in LANGUAGES:
        assert len(readable(table, ENTRIES, wording(language))) == 6
        for one in formats():
            assert one.write(table, ENTRIES, wording(language))
    assert int(timeless(table).sum()) == 2
    assert years_of(table) == [2022, 2023, 2024, 2025]
    assert {time_of(row) for row in table.itertuples()} >= {
        ("", ""),
        ("I", "2021-01-01/P5Y"),
        ("D", "2022-01-01"),
    }


@pytest.mark.parametrize("language", SPOKEN)
def test_the_rule_that_read_a_figure_is_told_in_words(language):
    say = wording(language)
    made = {*words_of("confidence")["counts"], "last_year_from_yoy", BETWEEN_LEVELS, RULE, BY_HAND}
    told = [
        dict(facts_of(row, say))[say("column.rule")]
        for row in rows(*({"rule": rule} for rule in made)).itertuples()
    ]
    assert all(told)
    assert not made & {*told}
    assert len({*told}) == len(made)
