"""What states a fact roughly contradicts no exact figure that bears it out, and the exact one is drawn."""

import datetime as dt

import pytest

from app.overview.headlines import headlines
from app.report.package_readme import contradicted
from app.rows.row_flags import flags_of_row
from pipeline import find_quantities
from pipeline.crosschecks import findings
from pipeline.indicators import load_catalogue
from pipeline.revisions import REVISION, with_revisions
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows
from tests.report_items import items

CATALOGUE = load_catalogue()


def told(*figures, **cells):
    """Give a row for each figure as printed, of one fact, each of them a day later than the one before."""
    lines = []
    for number, text in enumerate(figures):
        (found,) = find_quantities(text)
        lines.append(
            {"value": found.value, "low": found.low, "high": found.high, "value_text": found.text, "unit": found.unit,
             "qualifier": found.qualifier, "published": dt.date(2025, 1, 20 + number), "document": f"{number}.txt",
             "conflict": "c", **cells}
        )  # fmt: skip
    return rows(*lines)


def kinds(table):
    return [one.kind for one in findings(table, CATALOGUE) if one.kind != "low_confidence"]


@pytest.mark.parametrize(
    "rough",
    ["超九十万人次", "突破90万人次", "近100万人次", "约90万人次", "93万余人次", "90多万人次", "不足100万人次",
     "90万人次以上", "93万人次左右", "至少90万人次", "90—95万人次", "94万人次"],
)  # fmt: skip
def test_what_an_exact_figure_bears_out_is_the_same_fact_told_roughly(rough):
    for table, exact in ((told("93.6万人次", rough), 0), (told(rough, "93.6万人次"), 1)):
        assert kinds(table) == []
        marked = with_revisions(table)
        assert marked[REVISION].iloc[exact] == "exact"
        assert marked[REVISION].iloc[1 - exact] == "rough"
        assert not contradicted(marked).any()
        assert all("disputed" not in flags_of_row(row) for row in marked.itertuples())
        (item,) = items(marked)
        (one,) = item.panel.series
        assert ([point.value for point in one.levels], one.disputed) == ([936000], ())
        ((card, _),) = headlines(FrameTable(with_revisions(table))).chosen
        assert card.value == 936000


@pytest.mark.parametrize(
    "figures",
    [("超100万人次", "93.6万人次"), ("不足90万人次", "93.6万人次"), ("超40万人次", "93.6万人次"),
     ("近300万人次", "93.6万人次"), ("约80万人次", "93.6万人次"), ("50—60万人次", "93.6万人次"),
     ("95万人次", "93.6万人次"), ("93.6万人次", "93.7万人次")],
)  # fmt: skip
def test_what_no_exact_figure_bears_out_contradicts_it(figures):
    table = told(*figures)
    assert kinds(table) == ["conflict"]
    assert [*with_revisions(table)[REVISION]] == ["", ""]


def test_a_bound_beside_two_figures_that_differ_is_no_part_of_their_contradiction():
    table = told("超九十万人次", "93.6万人次", "91.2万人次")
    (found,) = findings(table, CATALOGUE)
    assert (found.kind, found.rows) == ("conflict", ("row1", "row2"))


def test_a_bound_leaves_a_revision_one():
    office = {"source": "安平县统计局"}
    table = told("超九十万人次", "93.6万人次", "94.1万人次", **office)
    assert [*with_revisions(table)[REVISION]] == ["rough", "earlier", "latest"]


def test_a_figure_rounded_less_is_no_contradiction_and_what_an_office_rounds_anew_is_a_revision():
    assert kinds(told("1.2亿人次", "11987万人次")) == []
    assert [*with_revisions(told("1.2亿人次", "11987万人次"))[REVISION]] == ["rough", "exact"]
    assert kinds(told("1.3亿人次", "11987万人次")) == ["conflict"]
    later = with_revisions(told("43.6万人次", "44万人次", source="安平县统计局"))
    assert [*later[REVISION]] == ["earlier", "latest"]


def test_falls_are_held_together_by_their_size():
    fell = told("下降超5%", "下降5.3%", measure="yoy")
    assert kinds(fell.assign(value=-fell["value"], low=-fell["low"])) == []
    assert kinds(fell.assign(value=[-5.0, 5.3])) == ["conflict"]
