"""A report with a section for each of its counties, and a page of several counties' articles: whose 全县 is."""

import pytest

from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue

CITY = "台州市各县2024年情况汇编"
BODY = "2024年，全县地区生产总值{}亿元。全县出口总额{}亿元。"


def places_of(text):
    """Return the place of each printed figure of a text, "" where it has none."""
    rows = extract_document(document_of(text, None), load_catalogue()).rows
    return {row["value_text"].removesuffix("亿元"): row["place"] for row in rows if not row["derived"]}


def two(first, second, title=CITY, word="全县"):
    parts = (title, first, BODY.format("350.1", "16.6"), second, BODY.format("310.2", "12.7"))
    return "\n\n".join(parts).replace("全县", word)


HEADINGS = {
    "alone": "{}",
    "numbered": "一、{}",
    "in brackets": "（一）{}",
    "by digits": "1.{}",
    "a chapter": "第一章 {}",
    "a part": "第一部分 {}",
    "with an aside": "{}（排名第1）",
    "with a colon": "{}：",
    "in lenses": "【{}】",
    "quoted": "“{}”",
    "with a bullet": "◆{}",
    "with a time": "{}（2024年1—12月）",
    "a title": "{}2024年经济运行情况",
    "numbered title": "一、{}经济运行情况",
    "run in": "{}：\n",
}


@pytest.mark.parametrize("form", HEADINGS.values(), ids=HEADINGS.keys())
@pytest.mark.parametrize("title", [CITY, "各县2024年经济亮点"])
def test_a_section_is_of_the_county_that_its_heading_names(form, title):
    text = two(form.format("天台县"), form.format("仙居县").replace("一", "二").replace("1.", "2."), title)
    assert places_of(text) == {"350.1": "天台县", "16.6": "天台县", "310.2": "仙居县", "12.7": "仙居县"}


@pytest.mark.parametrize(
    ("title", "word", "first", "second"),
    [
        ("台州市各县2024年情况汇编", "全市", "临海市", "温岭市"),
        ("温州市各区2024年情况", "全区", "鹿城区", "瓯海区"),
        ("鄂尔多斯市各旗区2024年经济运行情况", "全旗", "准格尔旗", "伊金霍洛旗"),
        ("云南省各州市2024年经济运行情况", "全州", "大理白族自治州", "楚雄彝族自治州"),
        ("浙江省各市2024年经济运行情况", "全市", "杭州市", "宁波市"),
    ],
)
def test_the_whole_is_of_the_rank_that_the_section_has(title, word, first, second):
    found = places_of(two(f"一、{first}", f"二、{second}", title, word))
    assert found == {"350.1": first, "16.6": first, "310.2": second, "12.7": second}


def test_a_heading_of_the_same_rank_ends_a_section_and_one_below_does_not():
    text = """台州市2024年经济运行情况

一、天台县

（一）工业

规模以上工业增加值88.1亿元，高于仙居县。

（二）外贸

全县出口总额16.6亿元。

二、仙居县

全县出口总额12.7亿元。

三、工业经济

规模以上工业增加值1800.6亿元。
"""
    assert places_of(text) == {"88.1": "天台县", "16.6": "天台县", "12.7": "仙居县", "1800.6": "台州市"}


@pytest.mark.parametrize("heading", ["全市", "二、全市", "全市情况"])
def test_the_text_comes_back_to_the_city(heading):
    text = f"台州市2024年经济运行情况\n\n一、天台县\n\n全县出口总额16.6亿元。\n\n{heading}\n\n出口总额2105.5亿元。\n"
    assert places_of(text) == {"16.6": "天台县", "2105.5": "台州市"}


def test_a_table_is_of_the_section_that_it_stands_in():
    table = "指标\t2024年\n出口总额（亿元）\t{}\n"
    text = f"台州市主要指标\n\n天台县\n\n{table.format('16.6')}\n仙居县\n\n{table.format('12.7')}"
    assert places_of(text) == {"16.6": "天台县", "12.7": "仙居县"}


def test_a_list_of_figures_below_the_name_of_a_county_is_of_the_county():
    text = "台州市各县亮点\n\n玉环市\n\n全市出口总额110.1亿元\n\n全市税收收入12.2亿元\n\n天台县\n\n全县出口总额16.6亿元"
    assert places_of(text) == {"110.1": "玉环市", "12.2": "玉环市", "16.6": "天台县"}


def test_a_headline_of_the_city_with_a_figure_behind_a_county_is_of_the_city():
    text = "台州市各县亮点\n\n天台县\n\n全县出口总额110.1亿元。\n\n全市出口突破2000亿元\n\n全市税收收入12.2亿元。"
    assert places_of(text)["12.2"] == "台州市"


@pytest.mark.parametrize("zone", ["经济开发区", "二、经济开发区", "工业园区"])
def test_a_section_about_a_zone_is_not_the_countys(zone):
    text = f"仙居县2024年经济情况\n\n2024年，全县税收收入12.2亿元。\n\n{zone}\n\n2024年，实现规上工业总产值16.6亿元。"
    assert places_of(text) == {"12.2": "仙居县", "16.6": ""}


def test_a_list_of_names_heads_nothing():
    text = "台州市2024年经济运行情况\n\n椒江区\n\n黄岩区\n\n天台县\n\n2024年，全市出口总额2105.5亿元。\n"
    assert places_of(text) == {"2105.5": "台州市"}


def test_a_headline_without_an_area_behind_a_county_is_of_nobody_known():
    text = f"{two('天台县', '仙居县')}\n\n小海鲜卖出大市场\n\n全县出口总额12.2亿元。\n"
    assert places_of(text)["12.2"] == ""


NEWS = "{}\n\n上半年，全县出口总额16.6亿元。\n\n{}\n\n上半年，全县税收收入12.2亿元。仙居县民宿预订火爆。"
DATED = NEWS.replace("上半年，", "本报讯（记者 王一）上半年，")


@pytest.mark.parametrize("page", [NEWS, DATED])
@pytest.mark.parametrize(
    "headline", ["天台工业加速跑", "三门青蟹卖全国", "一颗杨梅红了天台", "一湾青蟹香飘三门"]
)
def test_a_headline_that_may_name_another_county_leaves_the_text_below_it_without_place(page, headline):
    assert places_of(page.format(headline, "仙居杨梅红透半边天")) == {"16.6": "", "12.2": "仙居县"}


@pytest.mark.parametrize("headline", ["仙居工业加速跑", "本县与天台", "天台仙居两地牵手", "工业加速跑"])
def test_a_headline_that_names_the_county_of_the_page_leaves_its_text_with_it(headline):
    assert places_of(NEWS.format(headline, "仙居杨梅红透半边天"))["16.6"] == "仙居县"


def test_an_ordinary_word_that_opens_the_only_headline_is_no_county():
    text = "三门课程进校园\n\n上半年，全县教育支出3.3亿元。仙居县教育局说，仙居县教师充足。"
    assert places_of(text) == {"3.3": "仙居县"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "台州市2024年经济运行情况\n\n2024年，天台县地区生产总值350.1亿元。全县出口总额16.6亿元。",
            {"350.1": "天台县", "16.6": "天台县"},
        ),
        (
            "今年上半年，天台县出口总额16.6亿元。全县税收收入3.1亿元。\n\n仙居县出口总额12.7亿元。仙居县很美。",
            {"16.6": "天台县", "3.1": "天台县", "12.7": "仙居县"},
        ),
        ("台州市2024年经济运行情况\n\n天台县与仙居县签约，全县出口总额16.6亿元。", {"16.6": ""}),
        ("台州市2024年经济运行情况\n\n2024年，全县出口总额16.6亿元。", {"16.6": ""}),
        (
            "天台：工业\n\n本报讯（记者 张三）今年，天台县出口总额16.6亿元。\n\n三门：渔业\n\n今年，全县出口总额1.2亿元。",
            {"16.6": "天台县", "1.2": "三门县"},
        ),
    ],
)
def test_the_whole_is_of_the_county_of_its_paragraph_or_of_nobody_known(text, places):
    assert places_of(text) == places


TOWNS = {
    "alone": ("石浦镇", "丹东街道"),
    "numbered": ("（一）石浦镇", "（二）丹东街道"),
    "in lenses": ("【石浦镇】", "【丹东街道】"),
    "with a colon": ("石浦镇：", "丹东街道："),
    "behind the county's name": ("象山县石浦镇", "象山县丹东街道"),
    "with an aside": ("石浦镇（渔港小镇）", "丹东街道（城关）"),
    "a title": ("石浦镇2024年经济运行情况", "丹东街道2024年经济运行情况"),
}


@pytest.mark.parametrize("title", ["象山县2024年各镇情况", "象山县2024年镇乡街道发展概况"])
@pytest.mark.parametrize(("first", "second"), TOWNS.values(), ids=TOWNS.keys())
def test_a_section_of_a_town_is_of_the_town_and_the_whole_of_the_county(title, first, second):
    south = "位于县境东南部，户籍人口8.81万人。\n2024年，实现财政总收入3.21亿元。"
    town = "辖区常住人口15.6万人。2024年，完成财政总收入4.41亿元。全县规上工业总产值412.7亿元。"
    text = f"{title}\n\n{first}\n\n{south}\n\n{second}\n\n{town}"
    assert places_of(text) == {
        "8.81万人": "石浦镇",
        "3.21": "石浦镇",
        "15.6万人": "丹东街道",
        "4.41": "丹东街道",
        "412.7": "象山县",
    }


def test_a_section_of_a_town_ends_where_a_heading_of_a_higher_rank_begins():
    text = (
        "象山县2024年工作总结\n\n一、各镇情况\n（一）石浦镇\n2024年，实现财政总收入3.8亿元。\n"
        "（二）西周镇、大徐镇\n2024年，实现财政总收入5.8亿元。\n二、财政情况\n2024年，实现财政总收入66亿元。\n"
    )
    assert places_of(text) == {"3.8": "石浦镇", "5.8": "", "66": "象山县"}


def test_the_towns_of_two_counties_lie_in_theirs():
    below = "2024年，实现财政总收入{}亿元。全县地区生产总值{}亿元。"
    text = "\n\n".join(
        (
            "宁波市各县镇情况",
            "象山县",
            "石浦镇",
            below.format("3.8", "750.8"),
            "宁海县",
            "长街镇",
            below.format("5.5", "920.8"),
        )
    )
    assert places_of(text) == {"3.8": "石浦镇", "750.8": "象山县", "5.5": "长街镇", "920.8": "宁海县"}


@pytest.mark.parametrize(
    ("title", "said", "place"),
    [
        ("义乌市2024年经济运行情况", "金华全市地区生产总值99.1亿元，增长6.4%。", "金华市"),
        ("义乌市2024年经济运行情况", "其中，金华市全市常住人口99.1万人。", "金华市"),
        ("义乌市2024年经济运行情况", "东阳全市一般公共预算收入99.1亿元。", "东阳市"),
        ("义乌市2024年经济运行情况", "义乌全市一般公共预算收入99.1亿元。", "义乌市"),
        ("象山县2024年经济运行情况", "与象山县相邻的宁海县工业向好，该县规上工业增加值99.1亿元。", "宁海县"),
        ("象山县2024年经济运行情况", "宁海县与象山县接壤，该县规上工业增加值99.1亿元。", "宁海县"),
        ("象山县2024年经济运行情况", "宁海县、三门县工业向好，该县规上工业增加值99.1亿元。", ""),
    ],
)
def test_the_whole_and_that_county_are_of_the_area_named_before(title, said, place):
    own = "全市" if "市" in title else "全县"
    found = places_of(f"{title}\n\n{own}出口总额50.2亿元。{own}进口总额9.5亿元。\n{said}")
    assert found.pop("9.5") == title[:3]
    assert found.pop("50.2") == title[:3]
    assert next(iter(found.values())) == place
