from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

import pytest
import yaml

from pipeline.lines import flow
from pipeline.places import PlaceFinder, area_meant, own_area
from pipeline.places.gazetteer import ancestors, area_names, areas, areas_named, contains
from tests.counted_work import assert_in_proportion, steps

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "places.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sentence_names_exactly_its_places(case, request):
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    found = PlaceFinder(case["own"], case["text"]).find(case["text"])
    assert [[p.text, p.name, p.code, p.level] for p in found] == case["places"]
    assert all(case["text"][p.start : p.end] == p.text for p in found)


BEFORE = ["", "其中", "据", "记者从", "在", "从", "自", "与", "对", "被", "到", "由", "至", "向", "经", "将"]


@pytest.mark.parametrize("own", ["", "青禾县"])
@pytest.mark.parametrize("before", BEFORE)
def test_behind_any_word_the_name_of_an_area_is_that_area_or_nothing_and_never_a_town(before, own):
    lines = [f"{before}{name}接待游客20万人次。" for name in area_names()]
    text = "\n".join(lines)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    wrong = []
    for place in PlaceFinder(own, text).find(text):
        line = bisect_right(starts, place.start) - 1
        name = area_names()[line]
        meant = {area.code for area in areas_named(name) if area.level == areas_named(name)[0].level}
        whole = place.start == starts[line] + len(before) and place.text == name
        if not whole or (place.code and meant != {place.code}):
            wrong.append((name, place))
    assert wrong == []


@pytest.mark.parametrize("behind", ["一带", "籍人士", "人", "方言"])
def test_what_stands_behind_the_name_of_an_area_makes_no_town_of_it(behind):
    text = "\n".join(f"其中{name}{behind}接待游客20万人次。" for name in area_names())
    assert {place.level for place in PlaceFinder("", text).find(text)} <= {"province", "prefecture", "county"}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("鼓楼区", "全区税收增长3%。", None),
        ("鼓楼区", "徐州市鼓楼区税收增长3%。", "320302"),
        ("鼓楼区", "江苏和福建都有鼓楼区。", None),
        ("新华区", "石家庄新华区。", "130105"),
        ("吉林", "全省税收增长3%。", "220000"),
        ("朝阳", "全市税收增长3%。", "211300"),
        ("青禾县", "全县税收增长3%。", None),
    ],
)
def test_an_area_of_a_name_that_several_bear_is_told_by_the_area_above_it(name, text, code):
    meant = area_meant(name, text)
    assert (meant.code if meant else None) == code


@pytest.mark.parametrize(("whose", "own"), [("全县", ""), ("全市", "清远市"), ("我县", ""), ("", "清远市")])
def test_a_text_that_speaks_of_a_county_is_not_about_the_one_city_that_it_names(whose, own):
    text = (
        f"{whose}接待游客60万人次，旅游收入4亿元。\n去年，清远市接待游客3200万人次。清远市旅游收入300亿元。"
    )
    assert own_area("", flow(text).text, "") == own


@pytest.mark.parametrize(
    ("text", "source", "own"),
    [
        ("湖南省统计局\n\n2023年长沙市统计公报\n\n2023年，全市生产总值14000亿元。", "湖南省统计局", "长沙市"),
        ("湖南省长沙市2008年统计公报\n\n全市生产总值3000亿元。湖南省政府召开会议。", "", "长沙市"),
        ("湖南省\n\n湖南省\n\n春节期间，长沙市接待游客300万人次，全市旅游收入30亿元。", "", "长沙市"),
        ("江门市统计局\n\n鹤山市2023年经济运行情况\n\n全市生产总值500亿元。", "江门市统计局", "鹤山市"),
        ("石家庄市\n\n石家庄市新华区2023年统计公报\n\n全区生产总值500亿元。", "", "新华区"),
        ("贵州省统计局\n\n清镇市2023年统计公报\n\n全市生产总值400亿元。", "贵州省统计局", "清镇市"),
        ("湖南省统计局\n\n2023年湖南省统计公报\n\n全省生产总值5万亿元，其中长沙市1.4万亿元。", "", "湖南省"),
        ("【深圳】罗湖区2017年统计公报\n\n全年税收97亿元。", "", "罗湖区"),
        ("〔南京〕鼓楼区2017年统计公报\n\n全年税收97亿元。", "", "鼓楼区"),
        ("【安徽】肥西县2017年统计公报\n\n全年税收97亿元。", "", "肥西县"),
        ("(合肥市)肥西县2017年统计公报\n\n全年税收97亿元。", "", "肥西县"),
        ("全县旅游收入30亿元(德清县为77亿元)。\n全县出口9亿元(德清县为20亿元)。", "", ""),
        ("(湖北省)浠水县2023年统计公报\n\n七、财政和金融\n\n全县税收7亿元。", "", "浠水县"),
    ],
)
def test_the_office_above_is_not_what_a_page_is_about(text, source, own):
    assert own_area("", flow(text).text, source) == own


@pytest.mark.parametrize(
    "phrase",
    [
        "惠农补贴",
        "惠农政策",
        "强农惠农富农",
        "大兴调查研究之风",
        "实现社会长治久安",
        "坚持科教兴国战略",
        "健康长寿",
        "同心同德",
        "世外桃源",
        "生意兴隆",
        "手段高明",
        "保障民权",
        "平定叛乱",
        "色泽光泽鲜亮",
        "完成建安工程投资",
        "高密度纤维板",
        "富国裕民",
        "生活幸福安康",
        "大田作物",
        "提高要素保障",
        "确定安排资金",
        "新建水库3座",
        "深化化解风险",
        "富民和谐",
        "保障固安全底线",
        "增加值突破百亿元大关",
        "融入双城经济圈",
    ],
)
def test_an_ordinary_phrase_says_nothing_of_what_a_page_is_about(phrase):
    assert (
        own_area("工作报告", f"我镇情况如下。\n全镇{phrase}，粮食播种面积8万亩。\n继续{phrase}。", "") == ""
    )


@pytest.mark.parametrize(
    "piece", ["桐乡", "鹤山市", "其中", "清溪镇", "鼓楼区（", "和平乡", "镇", "上海的后花园", "A"]
)
def test_places_in_a_row_take_work_in_proportion_to_their_number(piece):
    def read(text):
        PlaceFinder("鹤山市", text).find(text)
        own_area("", text, "")

    assert_in_proportion(read, piece, 4000)
    read(piece * 20_000)


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
        ("", "香格里拉网讯 会议召开。", "香格里拉网", ""),
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
        ("云溪县2024年统计公报", "全县增长5%。松原市、松原市、松原市。", "", "云溪县"),
        ("", "2024年1—6月云溪县经济运行情况\n全县增长5%，居松原市第一。", "", "云溪县"),
        ("", "松原县接待游客增长5%。\n松原县增收。白河县增收。\n白河县接待游客增长3%。", "", ""),
        (
            "",
            "地区\t人口\n河北省\t\n唐山市\t772\n太原市\t5\n长春市\t6\n南京市\t7\n杭州市\t8\n合肥市\t9\n福州市\t9\n济南市\t9\n昆明市\t9\n贵阳市\t9\n",
            "",
            "",
        ),
        (
            "",
            "柳河县赴外招商\n柳河县到唐山市、太原市、南京市、杭州市、合肥市、福州市招商。\n柳河县代表团还走访了柳河商会。",
            "",
            "柳河县",
        ),
    ],
)
def test_a_document_is_about_the_area_that_its_headlines_and_ledes_name(title, text, source, own):
    assert own_area(title, text, source) == own


def test_a_newspaper_page_is_searched_with_some_steps_a_character():
    text = "位于双合镇的项目由鹤山市与江门市共同推进，全市城镇居民增收。" * 200
    finder = PlaceFinder("鹤山市", text)
    finder.find(text)
    assert steps(lambda: finder.find(text)) < 8 * len(text)
