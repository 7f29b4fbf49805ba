"""Tables of official figures as offices keep them: Chinese headings, names of indicators, wide tables, pasted cells."""

from dataclasses import replace

import pytest

from pipeline.indicators import load_catalogue
from pipeline.reference_series import ReferenceTableError, reference_rows
from pipeline.reference_tables import cells_of_text, figures, indicator_named, table_of, understood, unused

ENTRIES = load_catalogue().entries
FACTS = {
    ("鹤山市", "2022", "gdp", "level", 4521.5e8), ("鹤山市", "2023", "gdp", "level", 4700e8),
}  # fmt: skip


def taken(text, **given):
    """Take a pasted table; give what it says: place, period, indicator, measure, value."""
    cells = cells_of_text(text)
    columns = understood(cells, ENTRIES)
    columns = replace(columns, given={**columns.given, **given})
    rows = reference_rows("表.csv", table_of(figures(cells, columns)), ENTRIES)
    return {(row["place"], row["period"], row["indicator"], row["measure"], row["value"]) for row in rows}


@pytest.mark.parametrize(
    "text",
    [
        "地区\t年份\t指标\t数值\t单位\t来源\n鹤山市\t2022\t地区生产总值\t4521.5\t亿元\t年鉴\n鹤山市\t2023\t地区生产总值\t4700\t亿元\t年鉴\n",
        "地区,年份,指标名称,数据,计量单位,资料来源\n鹤山市,2022年,地区生产总值,4521.5,亿元,年鉴\n鹤山市,2023年,GDP,4700,亿元,年鉴\n",
        "指标\t单位\t2022年\t2023年\n地区生产总值\t亿元\t4521.5\t4700\n",
        "指标\t2022\t2023\n地区生产总值（亿元）\t4521.5\t4700\n",
        "鹤山市国民经济主要指标\n\t\t单位：亿元\n指标\t2022年\t2023年\n地区生产总值\t4521.5\t4700\n注：初步核算数。\n",
        "年份\t地区生产总值（亿元）\n2022\t4521.5\n2023\t4700\n",
        "年份\t指标\t鹤山市\n2022\t地区生产总值（亿元）\t4521.5\n2023\t地区生产总值（亿元）\t4700\n",
        "\t2022年\t2023年\n地区生产总值（亿元）\t4521.5\t4,700\n",
    ],
)
def test_a_table_says_the_same_however_it_is_laid_out(text):
    assert taken(text, place="鹤山市", source="年鉴") == FACTS


def test_counties_as_columns_and_as_lines():
    wide = "年份\t鹤山市\t开平市\n2023\t500\t450\n"
    assert taken(wide, indicator="gdp", unit="亿元", source="年鉴") == {
        ("鹤山市", "2023", "gdp", "level", 500e8), ("开平市", "2023", "gdp", "level", 450e8),
    }  # fmt: skip
    lines = "县（市、区）\t地区生产总值（亿元）\t地区生产总值增速（%）\n鹤山市\t500\t5.2\n开平市\t450\t—\n"
    assert taken(lines, period="2023", source="年鉴") == {
        ("鹤山市", "2023", "gdp", "level", 500e8), ("鹤山市", "2023", "gdp", "yoy", 5.2),
        ("开平市", "2023", "gdp", "level", 450e8),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "指标\t2022\t2023\n鹤山市地区生产总值（亿元）\t4521.5\t4700\n",
        "指标\t单位\t2022\t2023\n鹤山市的地区生产总值\t亿元\t4521.5\t4700\n",
        "年份\t鹤山市地区生产总值（亿元）\n2022\t4521.5\n2023\t4700\n",
        "地区\t指标\t2022\t2023\n江门市\t鹤山市地区生产总值（亿元）\t4521.5\t4700\n",
    ],
)
def test_an_area_before_the_name_of_an_indicator_says_whose_the_figures_are(text):
    assert taken(text, source="年鉴") == FACTS


def test_an_indicator_whose_own_name_begins_with_an_area_keeps_it():
    own = {
        **ENTRIES,
        "own": ENTRIES["tourist_arrivals"].model_copy(update={"id": "own", "terms": ("凤凰县古城游客",)}),
    }
    cells = cells_of_text("指标\t2022\n凤凰县古城游客\t12\n凤凰县地区生产总值\t34\n")
    lines = figures(cells, understood(cells, own))
    assert [(line["indicator"], line["place"]) for line in lines] == [
        ("own", ""), ("gdp", "凤凰县"),
    ]  # fmt: skip


def test_a_name_that_is_no_indicators_is_left_open_not_guessed():
    assert indicator_named("地区生产总值", ENTRIES) == "gdp"
    assert indicator_named("其中：民营经济增加值", ENTRIES) == ""
    cells = cells_of_text("指标\t单位\t2023年\n地区生产总值\t亿元\t4700\n神秘指标\t亿元\t3\n")
    columns = understood(cells, ENTRIES)
    assert columns.names == {"地区生产总值": "gdp", "神秘指标": ""}
    assert [line["indicator"] for line in figures(cells, columns)] == ["gdp"]


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        *((f"{word}常住人口", "permanent_population") for word in ("", "年末", "年底", "期末")),
        *((f"{word}常住人口", "") for word in ("全年", "年初")),
        ("全年接待游客", "tourist_arrivals"), ("年末接待游客", ""), ("年末", ""),
    ],
)  # fmt: skip
def test_a_name_may_say_of_what_of_a_year_its_figures_are(name, indicator):
    assert indicator_named(name, ENTRIES) == indicator


def test_what_a_table_does_not_say_is_asked_not_made_up():
    with pytest.raises(ReferenceTableError) as refused:
        taken("指标\t2023年\n地区生产总值\t4700\n")
    assert {one.why for one in refused.value.mistakes} == {"empty"}


@pytest.mark.parametrize("text", ["", "地区平稳", "甲\t乙\n丙\t丁\n", "地区\t年份\n鹤山市\t2023\n"])
def test_what_is_no_table_of_figures_is_not_understood(text):
    assert understood(cells_of_text(text), ENTRIES) is None


@pytest.mark.parametrize(
    ("title", "name", "place"),
    [
        ("鹤山市主要经济指标", "", "鹤山市"),
        ("表3-1 鹤山市2024年主要经济指标", "", "鹤山市"),
        ("主要经济指标", "鹤山市统计年鉴2024", "鹤山市"),
        ("鹤山主要经济指标", "", ""),  # a bare name may be another word
        ("各县主要经济指标", "", ""),
        ("2024年主城区人口", "", ""),
        ("2024年鹤山市主要经济指标", "", "鹤山市"),
        ("主要经济指标", "年鉴_鹤山市", "鹤山市"),
        ("主要经济指标（鹤山市）", "", "鹤山市"),
        ("主要经济指标", "广东省江门市鹤山市-2024", "鹤山市"),
        ("主要经济指标", "年鉴-安吉", "安吉县"),  # alone, and of one area
        ("主要经济指标", "年鉴-鹤山", ""),  # of a city and of a district
    ],
)
def test_the_area_that_a_title_or_file_names_is_offered_as_that_of_all_figures(title, name, place):
    cells = cells_of_text(f"{title}\n指标\t2022年\t2023年\n地区生产总值（亿元）\t1\t2\n")
    assert understood(cells, ENTRIES, name).given.get("place", "") == place


def test_the_area_of_a_title_gives_way_to_a_column_of_places():
    cells = cells_of_text("江门市各县\n地区\t2022年\t2023年\n鹤山市\t1\t2\n")
    assert "place" not in understood(cells, ENTRIES).given


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("3-1 主要年份接待游客人次（万人次）", ""), ("历年接待游客人次(万人次)", ""),
        ("2024年各县（市、区）接待游客人次（万人次）", ""),
        ("接待游客人次", "单位：万人次"), ("表3-1 鹤山市接待游客人次（万人次）", ""),
    ],
)  # fmt: skip
def test_the_indicator_that_a_title_is_and_its_unit_are_those_of_all_figures(title, unit):
    text = f"{title}\n\t{unit}\n年份\t鹤山市\t开平市\n2023\t500\t450\n"
    assert taken(text, source="年鉴") == {
        ("鹤山市", "2023", "tourist_arrivals", "level", 500e4), ("开平市", "2023", "tourist_arrivals", "level", 450e4),
    }  # fmt: skip


@pytest.mark.parametrize(
    "title", ["农村接待游客人次（万人次）", "接待游客人次增速（%）", "接待游客人次与旅游收入", "主要经济指标"]
)
def test_a_title_that_says_more_than_an_indicator_is_not_taken_for_one(title):
    columns = understood(cells_of_text(f"{title}\n\t\n年份\t鹤山市\t开平市\n2023\t500\t450\n"), ENTRIES)
    assert "indicator" not in columns.given


@pytest.mark.parametrize("county", ["州平县", "州平市", "州平区", "北原旗"])
def test_a_county_of_no_list_beside_known_ones_is_one_too(county):
    wide = f"年份\t鹤山市\t{county}\t合计\t全市\t备注\n2023\t500\t450\t950\t950\t初步数\n"
    assert taken(wide, indicator="gdp", unit="亿元", source="年鉴") == {
        ("鹤山市", "2023", "gdp", "level", 500e8), (county, "2023", "gdp", "level", 450e8),
    }  # fmt: skip
    cells = cells_of_text(wide)
    assert unused(cells, understood(cells, ENTRIES)) == ["合计", "全市"]


@pytest.mark.parametrize(
    ("whole", "title", "city"),
    [
        ("全市", "江门市各县（市、区）生产总值", "江门市"), ("全市", "广东省江门市主要指标", "江门市"),
        ("全县", "江门市各县（市、区）生产总值", ""), ("全市", "各县（市、区）生产总值", ""),
        ("合计", "江门市生产总值", ""),
    ],
)  # fmt: skip
def test_the_whole_city_among_its_counties_is_that_of_the_title(whole, title, city):
    facts = {("鹤山市", "2023", "gdp", "level", 500e8), ("开平市", "2023", "gdp", "level", 450e8)}
    facts |= {(city, "2023", "gdp", "level", 3900e8)} if city else set()
    given = {"indicator": "gdp", "unit": "亿元", "source": "年鉴"}
    assert taken(f"{title}\n年份\t{whole}\t鹤山市\t开平市\n2023\t3900\t500\t450\n", **given) == facts
    lines = f"{title}\n地区\t2023年\n{whole}\t3900\n鹤山市\t500\n开平市\t450\n"
    if city:
        assert taken(lines, **given) == facts


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("各县（市、区）主要经济指标（2024年）", "2024年"), ("2024年一季度各县主要指标", "2024年一季度"),
        ("主要经济指标（2019—2024年）", ""), ("江门统计年鉴2025年", ""), ("2024年与2023年主要指标", ""), ("主要指标", ""),
    ],
)  # fmt: skip
def test_the_one_period_that_a_title_names_is_offered_as_that_of_all_figures(title, period):
    cells = cells_of_text(f"{title}\n指标\t鹤山市\t开平市\n地区生产总值（亿元）\t1\t2\n")
    assert understood(cells, ENTRIES).given.get("period", "") == period
    years = cells_of_text(f"{title}\n年份\t鹤山市\t开平市\n2023\t1\t2\n")
    assert "period" not in understood(years, ENTRIES).given
