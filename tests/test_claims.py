"""Run the sentences of tests/cases/claims: a whole sentence in, all its printed rows out.

A row of a case begins with its figure, as `indicator: value` or `indicator.measure: value`; the columns
beside it differ from DEFAULTS. A column that stands in no default is compared where a row names it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest
import yaml

from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from tests.samples import in_turn

CASES = Path(__file__).parent / "cases" / "claims"
DEFAULTS = {"qualifier": "exact", "status": "actual", "period": "", "place": "青禾县", "subject": ""}
PUBLISHED = "2025-04-07"
REPORT = "2019年青禾县政府工作报告"
PLANNED = "国民经济和社会发展计划执行情况及国民经济和社会发展计划草案的报告\n受县人民政府委托，将两年的报告提请审议。"
FEWEST = 100  # sentences; a catalogue of rules needs at least as many
OF_WHICH = "其中"


@cache
def sentences():
    return [
        pytest.param(
            case,
            id=f"{file.stem}: {case['name']}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def wanted(row, case):
    """Return a row of a case with all the columns that are compared; YAML has read ISO dates as dates."""
    entries = load_catalogue().entries
    figure = next(iter(row))
    indicator, _, measure = figure.partition(".")
    unit = "%" if measure in ("yoy", "share") else entries[indicator].unit
    named = {column: str(value) if isinstance(value, date) else value for column, value in row.items()}
    value = named.pop(figure)
    defaults = DEFAULTS | {"unit": unit, "place": case.get("place", DEFAULTS["place"])}
    return {"indicator": indicator, "measure": measure or "level", "value": value} | defaults | named


def given(case):
    published = str(case.get("published", PUBLISHED))
    place = case.get("place", DEFAULTS["place"])
    document = document_of(case["text"], date.fromisoformat(published) if published else None, place)
    rows = extract_document(replace(document, title=case.get("title", "")), load_catalogue()).rows
    return [row for row in rows if not row["derived"]]


def key(row):
    return row["indicator"], row["measure"], float(row["value"]), row["period"]


@pytest.mark.parametrize("case", sentences())
def test_a_sentence_gives_exactly_its_rows(case):
    expected = sorted((wanted(row, case) for row in case["rows"]), key=key)
    found = sorted(given(case), key=key)
    assert [(row["indicator"], row["measure"], row["value_text"]) for row in found[len(expected) :]] == []
    for row, columns in zip_longest(found, expected, fillvalue={}):
        shown = {column: row.get(column) for column in columns}
        numbers = {column: pytest.approx(v) for column, v in columns.items() if isinstance(v, int | float)}
        assert shown == columns | numbers


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("上半年，全县生产总值31亿元。\n2024年6月末，各项存款余额150亿元。", "2024-H1"),
        ("青禾县1958年设县。上半年，全县生产总值31亿元。", ""),
        ("今年一季度，全县生产总值31亿元。", ""),
        ("今年一季度，全县生产总值31亿元。2024年，全县粮食产量8万吨。", ""),
        ("2024年，全县粮食产量8万吨。去年，全县生产总值31亿元。", ""),
        ("2024年5月，县里开会。今年一季度，全县生产总值31亿元。", "2024-Q1"),
        ("2024年上半年，全县粮食产量8万吨。今年一季度，全县生产总值31亿元。", "2024-Q1"),
    ],
)
def test_a_text_without_a_date_takes_the_year_that_it_reports_on(text, period):
    rows = extract_document(document_of(text, None, "青禾县"), load_catalogue()).rows
    assert [row["period"] for row in rows if row["indicator"] == "gdp"] == [period]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            f"{REPORT}\n一、过去一年工作成效显著\n2019年，是非同寻常的一年。预计到年末，全县地区生产总值增长3.3%。",
            "2019",
        ),
        (f"{REPORT}\n全县地区生产总值增长3.3%。", "2018"),
        (f"{PLANNED}\n一、2007年计划执行情况\n预计全年实现地区生产总值24.9亿元。", "2007"),
    ],
)
def test_what_an_undated_report_expects_of_the_year_it_sums_up_is_done(text, period):
    rows = extract_document(document_of(text, None, "青禾县"), load_catalogue()).rows
    assert [(row["period"], row["status"]) for row in rows] == [(period, "actual")]


def test_the_sentences_are_many_and_no_two_are_alike():
    texts = [case.values[0]["text"] for case in sentences()]
    names = [case.id for case in sentences()]
    assert len(texts) == len(set(texts)) >= FEWEST
    assert len(names) == len(set(names))


FIGURE = re.compile(
    r"(?<![0-9] )(?<![0-9.,，/:—–~A-Za-z−﹣\ufffd-])([0-9]+(?:[.,][0-9]+)*)(?=[年月日万亿%元个家人吨公亩户所张件])"
)
YEAR = re.compile("(?<![0-9])20[0-9]{2}(?=年)")
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def spaced(text):
    """Put a space round each figure of the prose, as many web pages do: 「2024 年，增长 8 %」."""
    lines = text.split("\n")
    return "\n".join(
        FIGURE.sub(r" \1 ", line).strip() if re.search("[，。；]", line) else line for line in lines
    )


def with_commas(text):
    return text.replace("，", ", ")


def with_numerals(text):
    """Write the years of one line in numerals; they are wider, and of several lines the widths tell which go together."""
    if "\n" in text:
        return text
    return YEAR.sub(lambda year: year[0].translate(NUMERALS), text)


def told(text):
    """Let a sentence begin with a word that only says that somebody told it; a list and a title begin with none."""
    opens = "\n" not in text and text.endswith("。") and re.match("[一-鿿“]{3}|[0-9]{4}年", text)
    return f"据统计，{text}" if opens and not text.startswith("据") else text


def listed(text):
    """Write each line as an item of a list; where lines are no sentences, they may be headings of what is below them."""
    lines = text.split("\n")
    prose = all(re.match("[一-鿿]|[0-9]{4}年", line) and line.endswith("。") for line in lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)) if prose else text


def with_full_stops(text):
    return text.replace("；", "。")


SETTINGS = (spaced, with_commas, with_numerals, told, listed, with_full_stops)
NOT_YET = pytest.mark.xfail(
    reason="what a semicolon goes on about (a part, a kind of project, a plan) a full stop does not",
    strict=True,
)


def said(row):
    """Return what a row says, a name without its spaces and commas."""
    name = re.sub("[ ，,]", "", row["subject"])
    return key(row)[:3], row["period"], row["status"], row["place"], name, row["scope"]


@pytest.mark.parametrize("setting", [*SETTINGS[:-1], pytest.param(with_full_stops, marks=NOT_YET)])
def test_another_setting_of_a_text_gives_no_row_but_those_that_it_gives(setting):
    cases = [case.values[0] for case in sentences() if not case.marks]
    turn = SETTINGS.index(setting)
    for case in cases if setting is with_full_stops else in_turn(cases, turn, 3 * len(SETTINGS)):
        other = setting(case["text"])
        if other == case["text"]:
            continue
        rows = {said(row) for row in given(case)}
        assert {said(row) for row in given(case | {"text": other})} <= rows, other


def unread(text, figure):
    """Return a text in which a figure cannot be read whole: its last digit is a letter."""
    return text[: figure.end() - 1] + "O" + text[figure.end() :]


def test_a_figure_that_cannot_be_read_gives_no_other_row_in_its_place():
    tried = 0
    for entry in load_catalogue().entries.values():
        for text in (example.text for example in entry.examples if OF_WHICH in example.text):
            told = {key(row)[:3] for row in given({"text": text})}
            for figure in re.finditer(r"[0-9]+(?![年月日.0-9])", text[: text.index(OF_WHICH)]):
                damaged = unread(text, figure)
                assert {key(row)[:3] for row in given({"text": damaged})} <= told, damaged
                tried += 1
    assert tried >= FEWEST // 4
