"""Suggestions in a workspace: made a row, dismissed with their kind, taken back, carried along by edits and rules."""

import pandas as pd
import pytest

from pipeline.workspace import Verdict, Workspace
from pipeline.workspace.ruling import key_of_row, ruled
from pipeline.workspace.suggesting import dismissal, made_row
from pipeline.workspace.verdict_files import read_verdicts, verdicts_csv

HEAD = "安平日报讯（记者/李文）1月20日，记者获悉，"
NEAR = "2024年，安平县九天峰恋接待游客7645人次。"
PARTS = "2024年，安平县铁路货运量184万吨，公路货运量9130万吨。"


def workspace_of(folder, **texts):
    made = Workspace(folder)
    for name, text in texts.items():
        made.add(f"20250120{name}.txt", (HEAD + text + "\n").encode())
    made.refresh()
    return made


@pytest.fixture
def workspace(tmp_path):
    return workspace_of(tmp_path / "workspace", a=NEAR)


def only(workspace):
    (row,) = workspace.suggestions().itertuples()
    return row


def by_hand(workspace):
    table = workspace.observations().table
    return [*table[table["rule"] == "by_hand"].itertuples()]


def test_what_is_suggested_is_no_part_of_the_table(workspace):
    assert only(workspace).value == 7645
    assert 7645 not in set(workspace.observations().table["value"])


def test_a_suggestion_made_a_row_just_as_it_stands_is_in_the_table_and_is_not_asked_about_again(workspace):
    row = only(workspace)
    workspace.verdicts.append([made_row(row, remark="看过原文")])
    (made,) = by_hand(workspace)
    same = ("indicator", "measure", "place", "subject", "period", "value", "unit", "sentence", "start", "end")
    assert [getattr(made, name) for name in same] == [getattr(row, name) for name in same]
    assert (made.review, len(workspace.suggestions())) == ("accepted", 0)


def test_a_suggestion_made_a_row_of_another_indicator_and_value_has_what_was_typed(workspace):
    row = only(workspace)
    workspace.verdicts.append(
        [made_row(row, {"value": 7.0, "indicator": "overnight_tourists", "subject": "九天峰"})]
    )
    (made,) = by_hand(workspace)
    assert (made.indicator, made.value, made.low, made.high, made.subject) == (
        "overnight_tourists", 7.0, 7.0, 7.0, "九天峰"
    )  # fmt: skip
    assert len(workspace.suggestions()) == 0


def test_a_number_made_a_row_under_another_key_is_not_suggested_any_more(workspace):
    row = only(workspace)
    made = made_row(row)
    workspace.verdicts.append([Verdict(made.key._replace(period="2023"), "added", changes=made.changes)])
    assert len(workspace.suggestions()) == 0


def test_taking_a_made_row_back_has_it_suggested_again(workspace):
    row = only(workspace)
    workspace.verdicts.append([made_row(row)])
    assert by_hand(workspace)
    workspace.verdicts.append([Verdict(key_of_row(row), "withdrawn")])
    assert (by_hand(workspace), only(workspace).id) == ([], row.id)


def test_a_dismissal_is_of_its_kind_in_its_document_alone_and_can_be_taken_back(tmp_path):
    twice = PARTS + "2023年，安平县铁路货运量170万吨。"
    workspace = workspace_of(tmp_path / "own", a=twice, b=PARTS)
    asked = workspace.suggestions()
    railway = asked[asked["about"] == "铁路"]
    assert len(railway) == 3
    first = next(railway[railway["document"] == "20250120a.txt"].itertuples())
    workspace.verdicts.append([dismissal(first)])
    left = workspace.suggestions()
    assert set(left.loc[left["about"] == "铁路", "document"]) == {"20250120b.txt"}
    assert len(left) == len(asked) - 2
    assert workspace.observations().orphans == ()
    workspace.verdicts.append([Verdict(key_of_row(first), "withdrawn")])
    assert len(workspace.suggestions()) == len(asked)


def test_a_dismissal_is_no_orphan_when_nothing_is_suggested_there_any_more(workspace):
    row = only(workspace)
    workspace.verdicts.append([dismissal(row)])
    workspace.remove([row.digest])
    workspace.refresh()
    assert workspace.observations().orphans == ()


@pytest.mark.parametrize(("decide", "rows"), [(made_row, 1), (dismissal, 0)])
def test_a_decision_about_a_suggestion_follows_its_number_in_an_edited_text(tmp_path, decide, rows):
    folder = tmp_path / "documents"
    folder.mkdir()
    file = folder / "20250120a.txt"
    file.write_text(HEAD + "今天是晴天。" + NEAR + "\n", encoding="utf-8")
    workspace = Workspace(tmp_path / "own")
    workspace.mirror(folder)
    workspace.refresh()
    workspace.verdicts.append([decide(only(workspace))])
    file.write_text(HEAD + "昨天和今天都是晴天。" + NEAR + "\n", encoding="utf-8")
    workspace.mirror(folder)
    workspace.refresh()
    assert (len(by_hand(workspace)), len(workspace.suggestions())) == (rows, 0)
    assert workspace.observations().orphans == ()


@pytest.mark.parametrize(
    ("changes", "review", "subject"), [({}, "accepted", ""), ({"subject": "九天峰"}, "corrected", "九天峰")]
)
def test_a_figure_made_a_row_by_hand_that_the_rules_read_by_now_is_one_row(
    workspace, changes, review, subject
):
    row = only(workspace)
    key, table = key_of_row(row), workspace.extracted().table
    made = made_row(row, changes)
    read = pd.DataFrame([row])[[*table.columns]].astype(table.dtypes).assign(rule="amount")
    decided = ruled(read, {key: made})
    assert (decided.table["review"].tolist(), decided.table["rule"].tolist()) == ([review], ["amount"])
    assert decided.table["subject"].tolist() == [subject or row.subject]
    assert (decided.orphans, dict(decided.carried)) == ((), {})


@pytest.mark.parametrize(("decide", "rows"), [(made_row, 1), (dismissal, 0)])
def test_decisions_about_suggestions_are_carried_to_another_workspace_as_a_file(
    tmp_path, workspace, decide, rows
):
    workspace.verdicts.append([decide(only(workspace), remark="看过=原文")])
    (written,) = read_verdicts(verdicts_csv(workspace.verdicts.history()))
    assert written.reason.endswith("看过=原文")
    other = workspace_of(tmp_path / "other", a=NEAR)
    other.verdicts.append([written])
    assert (len(by_hand(other)), len(other.suggestions())) == (rows, 0)


def test_a_bound_without_an_upper_end_is_carried_to_another_workspace_too(tmp_path):
    workspace = workspace_of(tmp_path / "own", a=NEAR.replace("7645", "超过7600"))
    row = only(workspace)
    workspace.verdicts.append([made_row(row)])
    other = workspace_of(tmp_path / "other", a=NEAR.replace("7645", "超过7600"))
    other.verdicts.append(read_verdicts(verdicts_csv(workspace.verdicts.history())))
    for one in (workspace, other):
        (made,) = by_hand(one)
        assert (made.qualifier, made.low, made.high != made.high) == (row.qualifier, 7600, True)
