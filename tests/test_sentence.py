"""Hold the sentence of a chart to what its rows say, in both languages and in every file."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from app.charts.areas_within import holders
from app.charts.figure_words import without_unit
from app.charts.notes import notes
from app.charts.panels import arrange
from app.charts.prints import SCREEN, WORD, folded, print_figure
from app.charts.rooms import text_wide
from app.charts.views import View
from app.compare.viewed_rows import viewed
from app.report.kinds import KINDS
from app.selection import Selection, select
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows
from tests.report_items import CATALOGUE, EN, ZH, arrivals, items, made_up

GROWTH = {"measure": "yoy", "unit": "%"}
GDP = {"indicator": "gdp", "unit": "元"}
PLACES = (("甲县", 1e10), ("乙县", 2e10), ("丙县", 3e10), ("丁县", 5e10))


def said(*given, say=ZH, chart="columns", base=0):
    """Give the sentences of the charts of rows made up for a case."""
    table = rows(*given)
    wanted = Selection(tuple(dict.fromkeys(table["indicator"])))
    view = View(chart=chart, base=base)
    seen, _ = viewed(
        select(table, wanted).assign(completion=float("nan")), FrameTable(table), wanted, CATALOGUE, view, say
    )
    return [panel.sentence for panel in arrange(seen, CATALOGUE, say, view=view)]


def test_a_figure_with_its_growth_is_said_as_a_newspaper_would():
    assert arrivals().panel.sentence == "鹤山市2025年清明假期接待游客13.64万人次，比上年增长62%。"
    assert arrivals(EN).panel.sentence == (
        "鹤山市: Tourist visits received stood at 136.4 thousand visits (Qingming 2025), up 62% on the year before."
    )


CASES = {
    "one place over years, what lies beyond both ends and what is missing": (
        [
            {"period": "2021", "value": 1.02e5}, {"period": "2023", "value": 9e4}, {"value": 1.5e5},
            {"value": 62.0, **GROWTH},
        ],
        "安平县接待游客由2021年的10.2万人次增至2024年的15万人次，其间最低为2023年的9万人次，其间2022年没有数，2024年比上年增长62%。",
        (
            "安平县: Tourist visits received rose from 102 thousand visits (2021) to 150 thousand visits (2024), lowest"
            " between at 90 thousand visits (2023); no figure for 2022; up 62% on the year before (2024)."
        ),
    ),
    "a rate falls and does not shrink": (
        [
            {"indicator": "urban_unemployment_rate", "unit": "%", "period": year, "value": value}
            for year, value in (("2023", 5.2), ("2024", 5.0))
        ],
        "安平县城镇失业率由2023年的5.2%降至2024年的5%。",
        None,
    ),
    "an unchanged figure": (
        [{"period": "2023", "value": 1e5}, {"value": 1e5}], "安平县接待游客2023年和2024年都是10万人次。",
        "安平县: Tourist visits received stood at 100 thousand visits both (2023) and (2024).",
    ),
    "a bound is no figure to reckon with": (
        [
            {"period": "2023", "value": 9e4}, {"value": 1.2e5, "qualifier": "over"},
            {"value": 10.0, "qualifier": "over", **GROWTH},
        ],
        "安平县接待游客2023年为9万人次，2024年为超12万人次，2024年比上年增长超10%。",
        None,
    ),
    "a plan is said as one": (
        [{"value": 1.2e5}, {"period": "2025", "status": "planned", "value": 2e5}],
        "安平县2024年接待游客12万人次；2025年计划20万人次。",
        None,
    ),
    "only a plan": (
        [{"period": "2025", "status": "planned", "value": 2e5, "qualifier": "about"}],
        "安平县2025年计划接待游客约20万人次。",
        None,
    ),
    "a figure without a period claims none": (
        [{"period": "", "value": 2e5}], "安平县接待游客20万人次（2024年文件所载）。",
        "安平县: Tourist visits received stood at 200 thousand visits (in a document of 2024).",
    ),
    "growth alone": (
        [{**GDP, **GROWTH, "period": "2021", "value": 8.1}, {**GDP, **GROWTH, "value": -5.2}],
        "安平县地区生产总值2021年比上年增长8.1%，2024年比上年下降5.2%。",
        "安平县: Gross domestic product up 8.1% on the year before (2021), down 5.2% on the year before (2024).",
    ),
    "no growth": ([{"value": 1e5}, {"value": 0.0, **GROWTH}], "安平县2024年接待游客10万人次，与上年持平。", None),
    "a range": (
        [{"value": 3e4, "high": 5e4, "qualifier": "range", "value_text": "3万—5万人次"}],
        "安平县2024年接待游客3–5万人次。",
        None,
    ),
    "a computed figure": (
        [{"value": 3e4, "derived": True}], "安平县2024年接待游客3.00万人次（推算）。", None,
    ),
    "ranks are neither high nor low": (
        [
            {"indicator": "county_economy_rank", "unit": "位", "period": year, "value": value}
            for year, value in (("2023", 8), ("2024", 6))
        ],
        "安平县县域经济综合发展力排名2023年为第8位，2024年为第6位。",
        None,
    ),
    "many places at the last year that all have, against the first": (
        [{**GDP, "place": p, "period": y, "value": v * f} for p, v in PLACES for y, f in (("2020", 1), ("2024", 1.3))],
        "2024年地区生产总值，图中有数的4个里丁县最高，为650亿元；甲县最低，为130亿元，均高于2020年。",
        (
            "Gross domestic product (2024): of the 4 with a figure here 丁县 has the highest, 65,000 million yuan, and"
            " 甲县 the lowest, 13,000 million yuan; all above their figures for 2020."
        ),
    ),
    "a few places in order": (
        [{**GDP, "place": p, "value": v} for p, v in PLACES[:3]],
        "2024年地区生产总值，丙县300亿元、乙县200亿元、甲县100亿元。",
        None,
    ),
    "places of which one has a bound are in no order": (
        [{**GDP, "place": p, "value": v, "qualifier": "over" if p == "乙县" else "exact"} for p, v in PLACES],
        "2024年地区生产总值，丁县500亿元、丙县300亿元、乙县超200亿元等。",
        None,
    ),
    "what is not asked of all places is said of each": (
        [{**GDP, "place": "甲县", "period": "2020", "value": 1e10}, {**GDP, "place": "乙县", "value": 2e10}],
        "乙县2024年地区生产总值200亿元；甲县2020年地区生产总值100亿元。",
        None,
    ),
    "several indicators of one place": (
        [
            {**GDP, "value": 1e10}, {**GDP, **GROWTH, "value": 5.0},
            {"indicator": "retail_sales", "unit": "元", "value": 4e9},
        ],
        "安平县2024年地区生产总值100亿元，比上年增长5%；社会消费品零售总额40亿元。",
        None,
    ),
    "a growth beside the levels of others stays a growth": (
        [{**GDP, "value": 1e10}, {**GROWTH, "indicator": "retail_sales", "value": 5.0}],
        "安平县2024年地区生产总值100亿元；社会消费品零售总额比上年增长5%。",
        None,
    ),
    "the growth of one place is no level beside that of another": (
        [
            {**GDP, "place": "甲县", "value": 1e10}, {**GDP, "place": "乙县", "value": 2e10},
            {**GDP, **GROWTH, "place": "丙县", "value": 5.0},
        ],
        "2024年地区生产总值，乙县200亿元、甲县100亿元；丙县2024年地区生产总值比上年增长5%。",
        None,
    ),
    "a narrower scope is named": (
        [{"indicator": "fixed_asset_investment", "unit": "元", "scope": "不含农户", "value": 4e9}],
        "安平县2024年固定资产投资（不含农户）40亿元。",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_sentence_says_what_the_rows_say(name):
    given, chinese, english = CASES[name]
    assert sorted(said(*given)[0].rstrip("。").split("；")) == sorted(chinese.rstrip("。").split("；"))
    assert english is None or said(*given, say=EN) == [english]


def test_parts_of_a_whole_are_said_beside_those_of_the_first_year():
    given = [
        {"indicator": name, "unit": "元", "period": year, "value": value}
        for year, values in (("2020", (2e9, 5e9, 3e9, 1e10)), ("2024", (2e9, 6e9, 8e9, 1.6e10)))
        for name, value in zip(
            ("primary_value_added", "secondary_value_added", "tertiary_value_added", "gdp"),
            values,
            strict=True,
        )
    ]
    assert said(*given, chart="shares")[0] == (
        "安平县2024年第一产业增加值占比12.5%（推算）、第二产业增加值占比37.5%（推算）、第三产业增加值占比50.0%（推算）；"
        "2020年依次为20.0%（推算）、50.0%（推算）、30.0%（推算）。"
    )


def test_an_index_and_a_figure_per_head_are_said_as_such():
    levels = [{**GDP, "period": "2020", "value": 8e9}, {**GDP, "value": 1e10}]
    people = [
        {"indicator": "permanent_population", "unit": "人", "period": y, "value": 5e5}
        for y in ("2020", "2024")
    ]
    assert said(*levels, chart="index", base=2020)[0].startswith(
        "以2020年同期为100，安平县地区生产总值由2020年的100.0升至2024年的125.0，"
    )
    assert said(*levels, *people, chart="per_head")[0].startswith(
        "安平县地区生产总值（按常住人口平均）由2020年的16,000元/人增至2024年的20,000元/人，"
    )


def test_a_doubtful_figure_is_said_so_and_not_reckoned_with():
    table = rows({"period": "2023", "value": 8e4}, {"value": 8.4e6}).assign(doubt=["", "jump"])
    (item,) = items(table)
    assert item.panel.sentence == "安平县接待游客2023年为8万人次，2024年为840万人次（存疑）。"
    (item,) = items(table, say=EN)
    assert item.panel.sentence.endswith("and at 8,400 thousand visits (in doubt) (2024).")


def test_months_are_not_set_against_each_other():
    months = [
        {
            "period": f"2024-{month:02}",
            "period_start": dt.date(2024, month, 1),
            "period_end": dt.date(2024, month, 28),
            "value": 1e4 * month,
        }
        for month in (3, 4)
    ]
    assert said(*months, {**months[1], **GROWTH, "value": 3.0}) == [
        "安平县2024年4月接待游客4万人次，同比增长3%。"
    ]


def test_an_area_is_no_rival_of_those_that_lie_in_it():
    within = (("江门市", 9e10), ("鹤山市", 1e10), ("台山市", 2e10), ("开平市", 3e10), ("恩平市", 5e10))
    given = [GDP | {"place": place, "value": value} for place, value in within]
    assert said(*given) == [
        "江门市2024年地区生产总值900亿元；2024年地区生产总值，图中有数的4个里恩平市最高，为500亿元；鹤山市最低，为100亿元。"
    ]
    assert holders({"江门市", "鹤山市", "广东省", "高邮市"}) == {"江门市", "广东省"}
    assert not holders({"甲县", "鹤山市", "星河集团"})


def test_official_figures_are_said_once_and_as_such():
    table = rows({"value": 1e5}, {"value": 1.1e5, "rule": "reference"})
    assert [item.panel.sentence for item in items(table)] == ["安平县2024年接待游客（官方数据）11万人次。"]


def test_official_figures_beside_reported_ones_are_told_apart():
    table = rows({"value": 1e5}, {"value": 1.1e5, "rule": "reference", "place": "乙县"})
    assert [item.panel.sentence for item in items(table)] == [
        "2024年接待游客，乙县（官方数据）11万人次、安平县10万人次。"
    ]


@pytest.mark.parametrize(
    ("name", "unit", "bare"),
    [
        ("接待游客人次", "万人次", "接待游客"),
        ("规上工业企业数", "家", "规上工业企业"),
        ("总户数", "万户", "总户数"),
        ("在院长者人数", "人", "在院长者人数"),
        ("居民消费价格指数", "指数", "居民消费价格指数"),
        ("地区生产总值", "亿元", "地区生产总值"),
        ("城镇化率", "%", "城镇化率"),
    ],
)
def test_a_name_does_not_say_its_unit_twice(name, unit, bare):
    assert without_unit(name, unit) == bare


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "docx", "html"])
def test_each_file_has_the_sentence_and_the_subtitle(kind):
    item = arrivals()
    item = replace(item, panel=replace(item.panel, subtitle="三天假期"), chart=False)
    made = KINDS[kind].write([item], CATALOGUE, ZH)
    if kind == "html":
        texts = [made.decode("utf-8")]
    else:
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            texts = [parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml")]
    for words in ("13.64万人次，比上年增长62%", "三天假期"):
        assert any(words in text or words.encode("unicode_escape").decode() in text for text in texts), words


def test_a_picture_has_the_sentence_below_its_title_and_above_its_unit():
    drawing = print_figure(arrivals().panel, notes(arrivals().panel, ZH), ZH, SCREEN)
    told = {note.text: note for note in drawing.layout.annotations}
    sentence, unit = (
        next(note for text, note in told.items() if words in text) for words in ("比上年增长", "单位")
    )
    assert sentence.text == arrivals().panel.sentence
    assert sentence.yshift > unit.yshift > 0


def test_a_long_title_of_a_picture_is_broken_into_lines_and_cut_nowhere():
    names = (
        "Primary industry value added, Secondary industry value added, Tertiary industry value added: shares"
    )
    heads = []
    for title in ("Tourist visits", names):
        drawing = print_figure(replace(arrivals(EN).panel, title=title), [], EN, WORD)
        heads.append(drawing.layout.margin.t)
        lines = drawing.layout.title.text.removeprefix("<b>").removesuffix("</b>").split("<br>")
        assert " ".join(lines) == title
        assert all(text_wide(line, drawing.layout.title.font.size) <= drawing.layout.width for line in lines)
    assert heads[1] > heads[0]


def test_a_line_of_a_picture_breaks_in_no_number():
    for columns in range(8, 40):
        lines = folded("2024年地区生产总值1,234.56亿元，增长62.5%。", columns)
        assert "".join(lines) == "2024年地区生产总值1,234.56亿元，增长62.5%。"
        if columns > 9:
            assert any("1,234.56" in line for line in lines), lines
            assert any("62.5%" in line for line in lines), lines


def test_a_sentence_of_every_chart_of_made_up_rows_ends_once():
    item = made_up({"value": 1.0}, {"value": 2.0, "period": "2023"})
    assert item.panel.sentence.count("。") == 1
    assert pd.notna(item.panel.lead[0])
