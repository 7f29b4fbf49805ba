"""Two areas of one name are two areas everywhere; one area is one, whether a row has its code or not."""

import pandas as pd
import pytest

from app.charts.views import View
from app.compare.comparison import compared
from app.overview.headlines import headlines
from app.report.sdmx import sdmx_files
from app.rows.other_reports import other_reports
from app.rows.row_tables import readable
from app.selection import PLACES, Selection, named, select
from app.wording import wording
from pipeline.areas_apart import areas_apart, with_areas
from pipeline.comparable import SERIES, comparable
from pipeline.computed import completions, growth_between
from pipeline.crosschecks import findings
from pipeline.indicators import load_catalogue
from pipeline.revisions import with_revisions
from pipeline.stored.in_memory import FrameTable
from pipeline.table import Conflicts
from pipeline.workspace.extracted import frame_of
from pipeline.workspace.ruling import marked
from tests.dashboard_rows import BLANK, rows

CATALOGUE = load_catalogue()
NANJING, XUZHOU = "320106", "320302"
GULOU = {"place": "鼓楼区", "indicator": "tourist_arrivals"}


def gulou(*given):
    """Make rows of 鼓楼区: code and value, and what else is given."""
    return rows(
        *(
            {**GULOU, "place_code": code, "value": value, "value_text": f"{value}人次"} | more
            for code, value, more in given
        )
    )


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([("鼓楼区", NANJING), ("鼓楼区", XUZHOU)], ["鼓楼区（南京市）", "鼓楼区（徐州市）"]),
        ([("鼓楼区", NANJING), ("鼓楼区", NANJING)], ["鼓楼区", "鼓楼区"]),
        ([("鼓楼区", NANJING), ("鼓楼区", "")], ["鼓楼区", "鼓楼区"]),
        (
            [("鼓楼区", NANJING), ("鼓楼区", XUZHOU), ("鼓楼区", "")],
            ["鼓楼区（南京市）", "鼓楼区（徐州市）", "鼓楼区"],
        ),
        ([("朝阳区", "110105"), ("朝阳区", "220104")], ["朝阳区（北京市）", "朝阳区（长春市）"]),
        ([("桃源镇", "440784"), ("桃源镇", "")], ["桃源镇", "桃源镇"]),
        ([("桃源镇", "440784"), ("桃源镇", "440700")], ["桃源镇", "桃源镇"]),  # one lies in the other
        ([("桃源镇", "440784"), ("桃源镇", NANJING)], ["桃源镇（鹤山市）", "桃源镇（鼓楼区）"]),
        ([("桃源镇", NANJING), ("桃源镇", XUZHOU)], ["桃源镇（南京市鼓楼区）", "桃源镇（徐州市鼓楼区）"]),
        ([("清溪镇", "999999"), ("清溪镇", "440784")], ["清溪镇（999999）", "清溪镇（鹤山市）"]),
        ([("", NANJING), ("", XUZHOU), ("安平县", "")], ["", "", "安平县"]),
    ],
)
def test_areas_of_one_name_are_told_apart_by_the_area_above_them(places, told):
    table = rows(*({"place": place, "place_code": code} for place, code in places))
    assert [*areas_apart(table)] == told


def test_a_part_of_a_table_keeps_what_its_areas_are_called_in_the_whole():
    table = with_areas(gulou((NANJING, 1.0, {}), (XUZHOU, 2.0, {}), ("", 3.0, {})))
    assert [*named(table[table["place_code"] != XUZHOU], PLACES)["who"]] == ["鼓楼区（南京市）", "鼓楼区"]


def conflicts_of(table):
    given = [
        row | {name: str(row[name] or "") for name in ("period_start", "period_end")}
        for row in table.to_dict("records")
    ]
    noted = Conflicts()
    noted.note(given)
    noted.mark(given)
    again = marked(frame_of([{name: row[name] for name in BLANK} for row in given], ["d"] * len(given)))
    assert [*again["conflict"]] == [row["conflict"] for row in given]  # the workspace says the same
    return [bool(row["conflict"]) for row in given]


@pytest.mark.parametrize(
    ("codes", "values", "disputed"),
    [
        ([NANJING, XUZHOU], [1.0, 2.0], [False, False]),
        ([NANJING, NANJING], [1.0, 2.0], [True, True]),
        ([NANJING, ""], [1.0, 2.0], [True, True]),
        (["", ""], [1.0, 2.0], [True, True]),
        ([NANJING, ""], [1.0, 1.0], [False, False]),
        ([NANJING, XUZHOU, NANJING], [1.0, 1.0, 2.0], [True, False, True]),
        ([NANJING, XUZHOU, ""], [1.0, 2.0, 3.0], [False, False, False]),
    ],
)
def test_the_figures_of_two_areas_of_one_name_never_contradict_each_other(codes, values, disputed):
    table = gulou(*((code, value, {}) for code, value in zip(codes, values, strict=True)))
    assert conflicts_of(table) == disputed


def test_the_same_area_by_its_code_is_one_series_and_another_of_its_name_is_another():
    table = gulou((NANJING, 1.0, {}), (XUZHOU, 2.0, {}), (NANJING, 3.0, {"period": "2023"}))
    assert comparable(table).groupby(SERIES).ngroups == 2


def test_growth_is_not_computed_from_the_level_of_another_area_of_the_same_name():
    apart = gulou((NANJING, 3e5, {}), (XUZHOU, 2e5, {"period": "2023"}))
    assert growth_between(apart, CATALOGUE.entries).empty
    one = gulou((NANJING, 3e5, {}), ("", 2e5, {"period": "2023"}))
    assert growth_between(one, CATALOGUE.entries)["value"].tolist() == [pytest.approx(50)]


def test_a_target_of_another_area_of_the_same_name_is_not_met():
    apart = gulou((NANJING, 3e5, {}), (XUZHOU, 2e5, {"status": "planned"}))
    assert completions(apart).empty
    assert len(completions(gulou((NANJING, 3e5, {}), (NANJING, 2e5, {"status": "planned"})))) == 1


def test_a_jump_is_found_in_one_area_and_not_between_two_of_one_name():
    years = [{"period": "2022"}, {"period": "2023"}, {"period": "2024"}]
    apart = gulou((NANJING, 2e5, years[0]), (XUZHOU, 9e6, years[1]), (NANJING, 2.1e5, years[2]))
    assert not [one for one in findings(apart, CATALOGUE) if one.kind == "jump"]
    one = gulou(
        (NANJING, 2e5, years[0]), (NANJING, 9e6, years[1]), (NANJING, 2.1e5, years[2]), (XUZHOU, 1e5, {})
    )
    (jump,) = [found for found in findings(one, CATALOGUE) if found.kind == "jump"]
    assert "鼓楼区（南京市） 2023" in jump.said("zh")


@pytest.mark.parametrize(
    ("read", "official", "found"),
    [
        ([NANJING], NANJING, 1),
        ([NANJING], XUZHOU, 0),
        ([NANJING], "", 1),
        ([""], NANJING, 1),
        (["", XUZHOU], NANJING, 0),
        ([NANJING, XUZHOU], "", 0),
    ],
)
def test_an_official_figure_is_held_against_its_own_area(read, official, found):
    table = gulou(*((code, 3e5, {}) for code in read))
    given = gulou((official, 2e5, {"rule": "reference", "id": "official", "source": "年鉴"}))
    off = [one for one in findings(table, CATALOGUE, given) if one.kind == "reference"]
    assert len(off) == found


TWO = [
    (code, value, {"period": year})
    for code, value in ((NANJING, 3e5), (XUZHOU, 2e5))
    for year in ("2023", "2024")
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "names"),
    [("zh", ["鼓楼区（南京市）", "鼓楼区（徐州市）"]), ("en", ["鼓楼区 (南京市)", "鼓楼区 (徐州市)"])],
)
def test_a_chart_draws_two_areas_of_one_name_as_two_series_with_their_own_names(language, names):
    say, table = wording(language), gulou(*TWO)
    seen = compared(
        FrameTable(table), Selection(("tourist_arrivals",), PLACES), View(), CATALOGUE.entries, say
    )
    (panel,) = seen.panels
    assert [one.name for one in panel.series] == names
    assert {point.value for point in panel.series[0].levels} == {3e5}
    told = readable(seen.rows, CATALOGUE.entries, say)[say("column.who")]
    assert [*dict.fromkeys(told)] == names


def test_a_selection_by_the_bare_name_means_every_area_of_that_name():
    table = gulou(*TWO)
    count = {name: len(select(table, Selection(("tourist_arrivals",), names=(name,)))) for name in
             ("鼓楼区", "鼓楼区（南京市）", "鼓楼区（无锡市）")}  # fmt: skip
    assert count == {"鼓楼区": 4, "鼓楼区（南京市）": 2, "鼓楼区（无锡市）": 0}


def test_a_headline_has_the_growth_of_its_own_area():
    table = gulou((NANJING, 3e5, {"confidence": 0.99}), (XUZHOU, 5.0, {"measure": "yoy", "unit": "%"}))
    assert [rate for _, rate in headlines(FrameTable(with_revisions(table))).chosen] == [None]


def test_per_head_divides_by_the_population_of_the_same_area():
    heads = {"indicator": "permanent_population", "unit": "人", "period": "2024", "place": "鼓楼区"}
    table = with_areas(
        pd.concat(
            [
                gulou((NANJING, 3e5, {}), (XUZHOU, 2e5, {})),
                rows(
                    heads | {"place_code": NANJING, "value": 1e5},
                    heads | {"place_code": XUZHOU, "value": 4e5},
                ),
            ]
        ).assign(id=lambda t: [f"r{number}" for number in range(len(t))])
    )
    seen = compared(
        FrameTable(table),
        Selection(("tourist_arrivals",), PLACES),
        View(chart="per_head"),
        CATALOGUE.entries,
        wording("zh"),
    )
    assert dict(zip(seen.figures["who"], seen.figures["value"], strict=True)) == {
        "鼓楼区（南京市）": 3.0, "鼓楼区（徐州市）": 0.5,
    }  # fmt: skip


def test_other_reports_of_a_fact_are_of_the_same_area():
    table = with_areas(gulou((NANJING, 1.0, {}), (XUZHOU, 2.0, {}), (NANJING, 3.0, {})))
    table = table.assign(digest=["a", "b", "c"])
    row = next(table.itertuples())
    assert other_reports(row, FrameTable(table))["value"].tolist() == [3.0]


def test_sdmx_names_the_codes_of_two_areas_of_one_name_apart():
    made = sdmx_files(select(gulou(*TWO), Selection(("tourist_arrivals",))), CATALOGUE.entries)
    structure = made["structure.xml"].decode()
    assert "鼓楼区（南京市）" in structure
    assert "鼓楼区（徐州市）" in structure
    assert f",{NANJING},".encode() in made["observations.csv"]
