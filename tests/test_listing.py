"""Of many rows only the first are taken, and they are those that stand first when all are put in order."""

from itertools import product

import pytest

from app.rows.listing import listed_rows
from app.rows.row_view import ROW
from app.selection import Selection, present_indicators, select
from pipeline.indicators import load_catalogue
from pipeline.stored import EVERY, Where
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows

ENTRIES = load_catalogue().entries
ABOUT = (
    {"place": "安平县"}, {"place": "青禾县"}, {"place": "安平县", "subject": "安平县"},
    {"place": "", "subject": "东源公司"}, {"place": ""},
)  # fmt: skip
TABLE = FrameTable(
    rows(
        *(
            {"indicator": indicator, "period": year, "value": 1.0, "document": f"{number}.txt", **about}
            for number, (year, about, indicator) in enumerate(
                product(("2024", "2023"), ABOUT, ("tourist_arrivals", "gdp"))
            )
        )
    )
)


@pytest.mark.parametrize("most", [1, 3, 5, 7, 11, 100])
@pytest.mark.parametrize(
    "where",
    [EVERY, Where({"indicator": ["tourist_arrivals"]}), Where(names=("安平县",)), Where(years=(2023,))],
)
def test_the_first_rows_are_those_that_stand_first_among_all(monkeypatch, most, where):
    monkeypatch.setattr("app.rows.listing.MOST_ROWS", most)
    listed = listed_rows(TABLE, where, ENTRIES)
    indicators = tuple(present_indicators(TABLE, ENTRIES, where))
    whole = select(TABLE.rows(where), Selection(indicators))
    assert listed.count == len(whole)
    assert [*listed.first["id"]] == [*whole["id"]][:most]


def test_the_row_that_the_address_names_is_there_though_it_stands_last(monkeypatch):
    monkeypatch.setattr("app.rows.listing.MOST_ROWS", 2)
    last = listed_rows(TABLE, EVERY, ENTRIES).whole()["id"].iloc[-1]
    monkeypatch.setattr("app.rows.listing.asked", {ROW: last}.get)
    shown = listed_rows(TABLE, EVERY, ENTRIES).first["id"]
    assert len(shown) == 3
    assert shown.iloc[-1] == last
