"""Verdicts follow their rows when a document is read anew."""

import sqlite3
from contextlib import closing

import pandas as pd
import pytest

from pipeline.workspace import Key, Verdict, Workspace
from pipeline.workspace.ruling import marked, ruled

PAGE = (
    "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%；"
    "实现旅游收入1.8亿元，同比增长9.3%。\n"
)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    made = Workspace(tmp_path_factory.mktemp("workspace") / "workspace")
    made.add("20250120.txt", PAGE.encode())
    made.refresh()
    return made.extracted().table


def visits(table):
    rows = table[(table["indicator"] == "tourist_arrivals") & (table["measure"] == "level")]
    return rows[~rows["derived"]].iloc[0]


def key(row):
    return Key(
        row["digest"], int(row["start"]), int(row["end"]), row["indicator"], row["measure"], row["period"]
    )


def read_anew(table, row, **changes):
    """Give the table as if the row had been read otherwise; its computed row is gone."""
    kept = table[~table["derived"]].reset_index(drop=True)
    for name, value in changes.items():
        kept.loc[kept["id"] == row["id"], name] = value
    kept.loc[kept["id"] == row["id"], "id"] = "f" * 16
    return marked(kept)


def decide(table, *verdicts):
    return ruled(table, {one.key: one for one in verdicts})


def review(made, row="f" * 16):
    return made.table.set_index("id").loc[row, "review"]


@pytest.mark.parametrize("decision", ["accepted", "rejected"])
@pytest.mark.parametrize(
    "changes",
    [
        {"period": "2023"},
        {"period": ""},
        {"start": 1, "end": 60},
        {"place": "临水县"},
        {"rule": "term_after"},
    ],
)
def test_a_verdict_follows_a_row_that_is_read_with_another_period_place_rule_or_span(
    table, decision, changes
):
    row = visits(table)
    if "start" in changes:
        changes = {"start": row["start"] - 1, "end": row["end"] + 2}
    made = decide(read_anew(table, row, **changes), Verdict(key(row), decision))
    assert (review(made), made.orphans) == (decision, ())
    shown = bool({"period", "start"} & {*changes})  # the key holds no place and no rule
    assert [one.decision for one in made.carried.values()] == [decision] * shown


def test_a_period_that_a_person_corrected_stays_as_the_person_wrote_it(table):
    row = visits(table)
    made = decide(
        read_anew(table, row, period="2025-Q1", period_source="unread"),
        Verdict(key(row), "corrected", changes={"period": "2022"}),
    )
    now = made.table.set_index("id").loc["f" * 16]
    assert (now["period"], now["year"], str(now["period_end"]), now["period_source"]) == (
        "2022", 2022, "2022-12-31", "stated",
    )  # fmt: skip
    assert [*made.carried] == ["f" * 16]


def several_years(table, row, years):
    """Give the table with the row once for each year, all from one span: 2022年至2024年，连续三年…."""
    rest = table[(table["id"] != row["id"]) & ~table["derived"]]
    own = [table[table["id"] == row["id"]].assign(period=year, id=year * 4) for year in years]
    return marked(pd.concat([rest, *own], ignore_index=True))


def test_of_several_years_from_one_span_the_verdict_goes_to_its_own_year_though_the_span_grew(table):
    row = visits(table)
    wider = several_years(table, row, ["2022", "2023", "2024"]).assign(
        end=lambda t: t["end"].where(t["start"] != row["start"], t["end"] + 3)
    )
    made = decide(wider, Verdict(key(row), "rejected"))
    assert made.table.set_index("id")["review"].loc[["2022" * 4, "2023" * 4, "2024" * 4]].tolist() == [
        "pending", "pending", "rejected",
    ]  # fmt: skip


def test_where_several_years_are_possible_and_none_is_its_own_the_verdict_waits_without_a_row(table):
    row = visits(table)
    made = decide(several_years(table, row, ["2022", "2023"]), Verdict(key(row), "rejected"))
    assert [one.decision for one in made.orphans] == ["rejected"]
    assert set(made.table["review"]) == {"pending"}


def test_of_two_verdicts_that_could_follow_to_one_row_neither_does(table):
    row = visits(table)
    two = [Verdict(key(row)._replace(period=year), "rejected", number=1) for year in ("2024-Q1", "2024-Q2")]
    made = decide(read_anew(table, row, period="2023"), *two)
    assert (len(made.orphans), review(made)) == (2, "pending")


def test_a_row_with_a_verdict_of_its_own_is_not_taken_by_another(table):
    row = visits(table)
    old = Verdict(key(row)._replace(period="2024-Q1"), "rejected")
    made = decide(table, old, Verdict(key(row), "accepted"))
    assert (review(made, row["id"]), made.orphans, dict(made.carried)) == ("accepted", (old,), {})


def test_what_was_decided_about_last_years_computed_level_does_not_fall_on_the_printed_one(table):
    row = visits(table)
    computed = Verdict(key(row)._replace(period="2023"), "rejected")
    assert decide(table, computed).orphans == ()
    made = decide(read_anew(table, row), computed)
    assert (made.orphans, review(made)) == ((computed,), "pending")


def test_another_indicator_or_measure_of_the_same_number_is_another_row(table):
    row = visits(table)
    for other in ({"indicator": "overnight_tourists"}, {"measure": "change"}):
        made = decide(read_anew(table, row, period="2023"), Verdict(key(row)._replace(**other), "rejected"))
        assert len(made.orphans) == 1


OLD = """
CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    digest TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    indicator TEXT NOT NULL, measure TEXT NOT NULL, period TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'corrected', 'rejected', 'added', 'withdrawn')),
    reason TEXT NOT NULL, changes TEXT NOT NULL, file TEXT NOT NULL)
"""


def test_the_verdicts_of_an_older_workspace_hold_follow_or_wait_but_are_never_lost(tmp_path):
    folder = tmp_path / "workspace"
    made = Workspace(folder)
    made.add("20250120.txt", PAGE.encode())
    made.refresh()
    row = visits(made.extracted().table)
    (folder / "reviews.sqlite3").unlink()
    for rest in folder.glob("reviews.sqlite3-*"):
        rest.unlink()
    written = [
        (key(row)._replace(period="2025"), "rejected"),
        (key(row)._replace(start=1, end=2), "accepted"),
    ]
    with closing(sqlite3.connect(folder / "reviews.sqlite3")) as connection, connection:
        connection.execute(OLD)
        connection.executemany(
            'INSERT INTO verdicts (digest, start, "end", indicator, measure, period, decision, reason, changes, file) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, '', '{}', 'a.txt')",
            [(*one, decision) for one, decision in written],
        )
    result = Workspace(folder).observations()
    assert result.table.set_index("id").loc[row["id"], "review"] == "rejected"
    assert [*result.carried] == [row["id"]]
    assert [one.decision for one in result.orphans] == ["accepted"]
