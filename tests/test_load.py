"""Read texts twice as long with twice the work: counted in calls, not by the clock."""

from itertools import count

import pytest

from pipeline.batches import Source
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.lines import flow
from pipeline.places.gazetteer import areas
from pipeline.quoting import LONGEST, quoted
from tests.counted_work import MOST, steps
from tests.samples import left_to_all

SHORT = 6000  # bytes
AREAS = [area.name for area in areas().values()]
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def name(number):
    first, second, third = number % 22, number // 22 % 22, number // 484 % 22
    return SIGNS[first] + SIGNS[second] + SIGNS[third]


def area(number):
    return AREAS[number % len(AREAS)]


# Each line of a text names other places, companies, periods and values than the lines before.
LINES = {
    "areas": lambda n: (
        f"{area(4 * n)}实现地区生产总值{n % 900 + 10}.5亿元，{area(4 * n + 1)}增长{n % 9 + 1}.5%，"
        f"{area(4 * n + 2)}固定资产投资{n + 3}亿元，{area(4 * n + 3)}出口{n + 5}万元。\n"
    ),
    "towns": lambda n: f"{name(n)}镇粮食产量{n + 100}吨，{name(n + 1)}街道完成税收{n + 7}万元。\n",
    "companies": lambda n: f"{name(n)}科技有限公司投资{n + 10}.5亿元，{name(n + 1)}项目总投资{n + 3}万元。\n",
    "companies with one figure": lambda n: f"{name(n)}公司计划总投资12.34亿元。\n",
    "companies with another figure": lambda n: f"{name(n)}有限公司总投资3亿元。\n",
    "periods of one figure": lambda n: f"{1950 + n % 75}年{n // 75 % 12 + 1}月，全县粮食产量100吨。\n",
    "values": lambda n: (
        f"全县粮食产量{n + 100}吨，油料产量{7 * n + 13}吨，税收{3 * n + 1}万元，同比增长{n % 90}.5%。\n"
    ),
    "headings": lambda n: f"（{n % 9 + 1}）{name(n)}开发区\n投资{n + 1}万元，税收{n + 2}万元。\n",
    "words that point back": lambda n: (
        f"{name(n)}公司位于{area(n)}。该公司投资{n + 1}万元，其中，出口{n + 2}万元。\n"
    ),
    "ranks without an end": lambda n: f"财政收入居全省第{n % 90 + 1}位，旅游收入{n + 1}万元，",
    "growth without an end": lambda n: f"旅游收入增长{n % 90}.5%，",
    "lists without an end": lambda n: f"旅游收入、出口、进口分别为{n + 1}万元、{n + 2}万元和5万元，",
    "a sentence without an end": lambda n: f"粮食产量{n + 100}吨，{name(n)}公司投资{n + 3}万元，",
}


def document_of(line, size, folder):
    text, numbers = "", count()
    while len(text.encode()) < size:
        text += "".join(line(next(numbers)) for _ in range(20))
    path = folder / f"{size}.txt"
    path.write_text(text, encoding="utf-8")
    return Source("text.txt", path, {"published": "2025-04-07", "place": "青禾县"}).read()


LONG = ("ranks without an end", "growth without an end", "lists without an end")  # another stands for them


@pytest.mark.parametrize(
    "line",
    [pytest.param(line, id=name, marks=[left_to_all] * (name in LONG)) for name, line in LINES.items()],
)
def test_a_text_twice_as_long_takes_twice_the_work(line, tmp_path):
    short, long = (document_of(line, size, tmp_path) for size in (SHORT, 2 * SHORT))
    catalogue = load_catalogue()
    extract_document(long, catalogue)  # what is worked out once for all texts is no part of the work
    once, twice = (steps(lambda: extract_document(document, catalogue)) for document in (short, long))  # noqa: B023
    assert twice <= MOST * once


def test_a_sentence_without_an_end_is_quoted_round_each_figure(tmp_path):
    document = document_of(LINES["a sentence without an end"], 2 * SHORT, tmp_path)
    extraction = extract_document(document, load_catalogue())
    assert len(extraction.rows) > 150
    for row in extraction.rows:
        said = row["sentence"]
        assert row["value_text"] in said
        assert len(said) <= LONGEST + 2
        assert said.startswith(("…", "粮食产量100吨"))
        assert said.endswith(("…", "万元，"))
        assert said.strip("…") in document.text
    middle = extraction.rows[len(extraction.rows) // 2]["sentence"]
    assert (middle[0], middle[-2:]) == ("…", "，…")


def test_the_longest_sentence_is_quoted_whole_and_a_longer_one_is_not():
    clause = "粮食产量1吨，"
    whole = (clause * LONGEST)[:LONGEST]
    assert quoted(flow(whole), (0, LONGEST), (4, 6)) == whole
    longer = whole + clause
    assert quoted(flow(longer), (0, len(longer)), (4, 6)).endswith("，…")
    assert len(quoted(flow(longer), (0, len(longer)), (4, 6))) <= LONGEST + 1


def test_no_number_is_cut_where_a_sentence_is():
    text = "产量1,234.5吨" * 400
    for at in range(2, len(text) - 10, 10):
        said = quoted(flow(text), (0, len(text)), (at, at + 7)).strip("…")
        assert said[0] not in "234.5,"
        assert said[-1] not in "1234.,"
        assert said.count("1,234.5") > 90
