import time
from pathlib import Path

import pytest
import yaml

from pipeline.places import PlaceFinder, own_area
from pipeline.places.gazetteer import ancestors, areas, areas_named, contains

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "places.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sentence_names_exactly_its_places(case, request):
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    found = PlaceFinder(case["own"], case["text"]).find(case["text"])
    assert [[p.text, p.name, p.code, p.level] for p in found] == case["places"]
    assert all(case["text"][p.start : p.end] == p.text for p in found)


def test_every_area_has_a_six_digit_code_and_an_area_above_it():
    for area in areas().values():
        assert area.code.startswith("TW-") or (len(area.code) == 6 and area.code.isdigit()), area
        assert area.level == "province" or ancestors(area)[-1].level == "province", area


def test_a_province_holds_its_prefectures_and_their_counties():
    (heshan,) = areas_named("鹤山市")
    assert contains("440000", heshan)
    assert contains("440700", "440784")
    assert not contains(heshan, "440700")
    assert not contains("", heshan)
    assert areas_named("") == ()


@pytest.mark.parametrize(
    ("title", "text", "source", "own"),
    [
        ("怀化市2025年统计公报", "全市生产总值增长5%。", "怀化市统计局", "怀化市"),
        (
            "",
            "青禾日报讯 近日，鹤山市召开会议，落实江门市委部署。\n鹤山产业提速\n鹤山新增企业9家。",
            "",
            "鹤山市",
        ),
        ("", "江门日报讯 会议召开。", "江门日报", ""),
        ("柳河简介", "柳河县地处吉林省东南部，柳河辖15个乡镇。", "", "柳河县"),
        ("", "黄石市阳新县2003年统计公报\n全县粮食产量12万吨。", "", "阳新县"),
        (
            "",
            "恩施自治州2013年统计公报\n全州生产总值320亿元，全州粮食产量80万吨。",
            "",
            "恩施土家族苗族自治州",
        ),
        ("", "通州区2022年经济运行情况\n全区税收增长3%。", "", "通州区"),
        ("", "阳新县的开工仪式昨日举行。我县今年已开工9个项目。", "", "阳新县"),
        ("", "昨日，阳新县举行开工仪式。县委书记宣布开工。", "", "阳新县"),
        ("", "昨日，公司的货车从阳新县开出。", "", ""),
        ("", "我县的柳河青山矿业公司等2家企业已投产。", "", ""),
        ("", "昨日，阳新县与柳河县签约。我县派员参加。", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_document_is_about_the_area_that_its_headlines_and_ledes_name(title, text, source, own):
    assert own_area(title, text, source) == own


def test_a_newspaper_page_is_searched_in_milliseconds():
    text = "位于双合镇的项目由鹤山市与江门市共同推进，全市城镇居民增收。" * 200
    finder = PlaceFinder("鹤山市", text)
    finder.find(text)
    begun = time.perf_counter()
    finder.find(text)
    assert time.perf_counter() - begun < 0.1
