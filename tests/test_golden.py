"""Hold the two newspaper pages of seeds/ to their golden table, checked row by row against the page."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import isnan
from pathlib import Path

import pandas as pd
import pytest

import pipeline

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
GOLDEN = Path(__file__).parent / "golden" / "seeds.csv"
BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")

# Every amount of money on page 003, in the order of the page. 50亿元 only names a class of enterprises.
AMOUNTS = (
    ("11.65亿元", 1_165_000_000),
    ("2.6亿元", 260_000_000),
    ("千亿元", 100_000_000_000),
    ("50亿元", 5_000_000_000),
    ("2000万元", 20_000_000),
    ("0.6亿元", 60_000_000),
    ("90万元", 900_000),
    ("2亿元", 200_000_000),
    ("2000万元", 20_000_000),
    ("1.2亿元", 120_000_000),
    ("5000万元", 50_000_000),
    ("1亿元", 100_000_000),
    ("1亿元", 100_000_000),
    ("5000万元", 50_000_000),
    ("1.1亿元", 110_000_000),
    ("1亿元", 100_000_000),
    ("4.6亿元", 460_000_000),
)
NO_INDICATOR = ("50亿元",)


@cache
def found():
    return pipeline.extract(SEEDS)


def said(cell):
    """Write a cell alike whether it was computed or read from the file."""
    if isinstance(cell, float):
        return "" if isnan(cell) else f"{cell:.9g}"
    return "" if cell is None or cell is pd.NA else str(cell)


def lines_of(frame):
    columns = list(pd.read_csv(GOLDEN, nrows=0).columns)
    return [" | ".join(map(said, row)) for row in frame[columns].itertuples(index=False)]


def test_the_sample_pages_give_exactly_their_golden_rows():
    golden = pd.read_csv(GOLDEN, dtype=str, keep_default_na=False)
    golden["value"] = golden["value"].astype(float)
    wanted, given = Counter(lines_of(golden)), Counter(lines_of(found()))
    lost = [f"- {line}" for line in sorted((wanted - given).elements())]
    gained = [f"+ {line}" for line in sorted((given - wanted).elements())]
    assert not lost + gained, "\n" + "\n".join(lost + gained)


def text_of(name):
    return pipeline.read_text(SEEDS / name)


def page():
    return next(path.name for path in SEEDS.glob("003_*.txt"))


def test_every_row_leads_to_its_printed_characters():
    frame = found()
    assert set(frame["document"]) == {path.name for path in SEEDS.glob("*.txt")}
    for row in frame.itertuples():
        printed = BREAK.sub("", text_of(row.document)[row.start : row.end])
        assert printed == row.value_text
        assert printed in row.sentence


def test_every_repetition_leads_to_the_same_amount():
    frame = found()
    repeated = frame[frame["repeats"] != ""]
    assert len(repeated)
    for row in repeated.itertuples():
        spans = [tuple(map(int, span.split("-"))) for span in row.repeats.split(";")]
        assert row.mentions == 1 + len(spans)
        for start, end in spans:
            (quantity,) = pipeline.find_quantities(text_of(row.document)[start:end])
            assert quantity.value == abs(row.value)


def test_all_amounts_of_money_are_read_from_the_wrapped_page():
    text = text_of(page())
    amounts = [quantity for quantity in pipeline.find_quantities(text) if quantity.unit == "元"]
    assert [(quantity.text, quantity.value) for quantity in amounts] == list(AMOUNTS)
    for quantity in amounts:
        assert BREAK.sub("", text[quantity.start : quantity.end]) == quantity.text


def test_each_amount_of_money_that_names_an_indicator_is_a_row_with_its_value():
    frame = found()
    rows = frame[(frame["document"] == page()) & (frame["unit"] == "元") & ~frame["derived"]]
    wanted = Counter(amount for amount in AMOUNTS if amount[0] not in NO_INDICATOR)
    assert Counter(zip(rows["value_text"], rows["value"], strict=True)) == wanted


BLANK_LINES = pytest.param(
    "\n\n",
    id="a blank line after each line",
    marks=pytest.mark.xfail(reason="a line that ends in a company's name reads as a heading", strict=True),
)


@pytest.mark.parametrize("ending", ["\r\n", " \n  ", BLANK_LINES])
def test_the_pages_give_the_same_rows_with_other_line_ends(tmp_path, ending):
    wanted = Counter(lines_of(found()[found()["document"] == page()]))
    (tmp_path / page()).write_text(
        re.sub(r"\n", lambda _: ending, text_of(page())), encoding="utf-8", newline=""
    )
    given = Counter(lines_of(pipeline.extract(tmp_path)))
    assert given == wanted
