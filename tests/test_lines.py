import re
from bisect import bisect_left
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lines import flow
from pipeline.lines.folding import fold
from pipeline.lines.printed import printed
from tests.counted_work import assert_in_proportion

FOLDER = Path(__file__).parent / "cases" / "lines"
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
SPACES = re.compile("[ \u00a0\u3000]")
LINE_ENDS = ["\n", "\n\n", "\r\n", "\n \n", "  \r\n"]


def case_list():
    for path in (FOLDER / "columns.yaml", FOLDER / "apart.yaml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for name, case in entry.items():
                reason = case.get("xfail")
                marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
                yield pytest.param(case, id=name, marks=marks)


PROSE = yaml.safe_load((FOLDER / "prose.yaml").read_text(encoding="utf-8"))["prose"]


@pytest.mark.parametrize("case", list(case_list()))
def test_line_breaks_of_columns_are_undone_and_all_others_kept(case):
    assert flow(case["raw"]).display.split("\n") == case["paragraphs"]


def by_characters(prose, width):
    return [prose[k : k + width] for k in range(0, len(prose), width)]


def by_width(prose, width):
    lines, room = [""], 2 * width
    for character in prose:
        room -= 1 if character.isascii() else 2
        if room < 0:
            lines.append("")
            room = 2 * width - (1 if character.isascii() else 2)
        lines[-1] += character
    return lines


def rejoined(text):
    """Leave out breaks after a sentence: whether they divide paragraphs, nobody can know."""
    return re.sub(r"(?<=[。！？；])\n", "", text)


@settings(max_examples=150, deadline=None)
@given(
    st.permutations(PROSE),
    st.integers(1, len(PROSE)),
    st.integers(10, 60),
    st.sampled_from(LINE_ENDS),
    st.sampled_from([by_characters, by_width]),
)
def test_prose_wrapped_at_any_width_reads_like_the_same_prose_unwrapped(prose, count, width, line_end, wrap):
    whole = "".join(prose[:count])
    wrapped = flow(line_end.join(wrap(whole, width)))
    assert rejoined(wrapped.text) == flow(whole).text == fold(whole)


@pytest.mark.parametrize("width", [10, 15, 16, 22, 40])
def test_long_prose_in_a_column_is_one_paragraph_to_the_character(width):
    whole = "".join(PROSE)
    assert flow("\n".join(by_characters(whole, width))).text == fold(whole)


def holds(raw):
    page = flow(raw)
    shown, way = printed(raw)  # of the whole: of a pair of bold marks a paragraph may hold one
    way = way or range(len(raw))
    assert len(page.text) == len(page.display) == len(page.offsets)
    assert list(page.offsets) == sorted(set(page.offsets))
    start = 0
    for paragraph in page.display.split("\n"):
        first, last = page.span(start, start + len(paragraph))
        as_printed = BREAK.sub("", shown[bisect_left(way, first) : bisect_left(way, last)])
        assert SPACES.sub("", as_printed) == SPACES.sub("", paragraph)
        assert as_printed == paragraph or any(sign.isdigit() for sign in paragraph)  # a space beside a figure
        start += len(paragraph) + 1
        if start <= len(page.display):
            assert raw[page.offsets[start - 1]] in "\r\n"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="中文，。3.万（）“”　 \t\r\n\x0b\u2028a-讯记者", max_size=200))
def test_offsets_lead_back_to_the_characters_of_any_text(raw):
    holds(raw)


WEB = [
    "中文",
    "，",
    "3",
    "万",
    "。",
    "\u200b",
    "\ufeff",
    "&nbsp;",
    "&lt;",
    "&#8203;",
    "&",
    "**",
    "*",
    "?",
    "📊",
    "1\ufe0f\u20e3",
    "\n",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WEB), max_size=60).map("".join))
def test_offsets_lead_back_to_the_characters_of_any_web_page(raw):
    holds(raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("35\u200b6万", "356万"),
        ("增长&nbsp;8%&lt;", "增长 8%<"),
        ("增长&nbsp;8%，", "增长8%，"),
        ("**356**万，3**万，5**万", "356万，3**万，5**万"),
        ("1\ufe0f\u20e3接待", "●●接待"),
        ("2024?年，35?6万，游客?356?万，吗?全年", "2024 年，35\ufffd6万，游客 356 万，吗?全年"),
        ("增加值?8.95亿", "增加值\ufffd8.95亿"),
        ("2024?年?1—?9?月", "2024 年 1— 9 月"),
        ("2024 年 1— 9 月，", "2024年1—9月，"),
        ("1.接待，1.5万", "1、接待，1.5万"),
        ("\uf0b7 接待35\uf0b7万", "● 接待35\ufffd万"),
        ("○接待，二○二四年", "●接待，2024年"),
        ("一九九八年，二零二四年级，第二〇二四年", "1998年，二零二四年级，第二〇二四年"),
        ("A&B &amp; &#37;", "A&B & &#37;"),
        ("地 区 生 产 总 值 3亿元", "地区生产总值 3亿元"),
        ("第　一　产　业　增　加　值3亿元", "第一产业增加值3亿元"),
        ("社  会  消  费  品  零  售  总  额", "社会消费品零售总额"),
        ("鹤 山 市 2 0 2 4 年 统 计 公 报", "鹤 山 市 2024年统计公报"),
        ("人 口 三 万 人 整", "人 口 三 万 人 整"),
        ("收入3 亿 元 比 上 年", "收入3 亿 元 比 上 年"),
        ("创新 赋 能 积蓄", "创新 赋 能 积蓄"),
        ("1 2 3 4 5", "1 2 3 4 5"),
        ("地 区  生 产 总 值", "地 区  生 产 总 值"),
    ],
)
def test_what_a_web_page_prints_is_what_is_read(raw, text):
    assert flow(raw).text == text


def test_a_span_covers_the_invisible_characters_inside_it():
    raw = "接待游客35\u200b6&nbsp;万人次"
    page = flow(raw)
    first, last = page.span(page.text.index("3"), page.text.index("次") + 1)
    assert (raw[first:last], page.display[page.text.index("3") :]) == (
        "35\u200b6&nbsp;万人次",
        "356\u00a0万人次",
    )


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2024 年，接待游客 356 万人次，增长 8 %。", "2024年，接待游客356万人次，增长8%。"),
        ("2024　年末，余额 3 亿元；", "2024年末，余额3亿元；"),
        ("青禾县人民医院 2023 年工作总结", "青禾县人民医院2023年工作总结"),
        ("青禾县文旅局 2024 年总结及 2025 年计划", "青禾县文旅局2024年总结及2025年计划"),
        ("二、 2025 年工作安排", "二、2025年工作安排"),
        ("（ 2013 年 1 月 17 日）", "(2013年1月17日)"),
        ("1 — 9 月，", "1—9月，"),
        ("2024年, 全县接待游客30万人次, 增长 8 %。", "2024年,全县接待游客30万人次,增长8%。"),
        # what parts cells, a heading from its text, or stands for a lost break, stays
        ("生产总值 亿元 76.82 4.7", "生产总值 亿元 76.82 4.7"),
        ("指标 2023 年 2024 年", "指标 2023年 2024年"),
        ("指标\t2023 年", "指标\t2023 年"),
        ("三次产业结构为4:28:68 年末常住人口30万人。", "三次产业结构为4:28:68 年末常住人口30万人。"),
        ("增长8% 全年完成3亿元。", "增长8% 全年完成3亿元。"),
        ("八、财政金融 2024 年全县税收 3 亿元。", "八、财政金融 2024年全县税收3亿元。"),
        ("粮食 3.2 4.1，合计", "粮食 3.2 4.1，合计"),
        ("“开门红” 2024 年，全县", "“开门红” 2024年，全县"),
    ],
)
def test_spaces_that_typesetting_puts_round_figures_are_not_read(raw, text):
    page = flow(raw)
    assert page.text == text
    figure = page.text.index("3") if "3" in text else 0
    assert page.printed(figure, figure + 1) == text[figure : figure + 1]


def test_a_figure_is_quoted_with_the_spaces_that_it_is_printed_with():
    page = flow("全县接待游客 356 万\n人次，增长 8 %。")
    start = page.text.index("8")
    assert page.printed(start, start + 2) == "8 %"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_no_text_is_too_strange_to_unwrap(raw):
    holds(raw)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_offsets_lead_back_to_the_characters_of_a_newspaper_page(seed):
    holds(seed.read_bytes().decode("utf-8"))


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("1", 5_000_000),
        ("\n", 500_000),
        ("（", 1_000_000),
        ("（\n", 100_000),
        ("记者 ", 500_000),
        ("中，\n", 100_000),
        ("\u200b1", 500_000),
        ("&nbsp;", 200_000),
        ("**a", 300_000),
        ("1?", 500_000),
        ("📊", 500_000),
    ],
)
def test_a_strange_text_takes_work_in_proportion_to_its_length(piece, times):
    assert_in_proportion(flow, piece, 4000)
    flow(piece * times)


def test_a_span_inside_a_wrapped_number_covers_the_break():
    raw = "近年来，全县全社会研发投入达到11.65\n亿元，增速为5.8%。"
    page = flow(raw)
    start = page.text.index("11.65亿元")
    first, last = page.span(start, start + len("11.65亿元"))
    assert raw[first:last] == "11.65\n亿元"
