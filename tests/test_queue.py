import pytest

from pipeline.crosschecks import findings
from pipeline.indicators import load_catalogue
from pipeline.workspace import Verdict, Workspace
from pipeline.workspace.queue import Asked, Queue, Tally, waiting

PAGE = "安平日报讯（记者/李文）1月20日，{year}年，安平县累计接待游客{visits}万人次。\n"


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path / "workspace")
    for name, year, visits in [("a", 2024, 36.2), ("b", 2024, 36.9), ("c", 2023, 33), ("d", 2022, 30)]:
        made.add(f"{year + 1}0120{name}.txt", PAGE.format(year=year, visits=visits).encode())
    made.refresh()
    return made


def line(workspace):
    asked = workspace.suggested().assign(review="pending")
    return Queue(workspace.stored(), load_catalogue().entries, asked, workspace.suggested_items())


def kinds(queue):
    return sorted(one.kind for one in queue.items() if one.open)


def decide(workspace, printed, decision, /, **changes):
    table = workspace.extracted().table
    (row,) = table[table["value"] == printed].itertuples()
    workspace.verdicts.append([Verdict(workspace.key(row.id), decision, changes=changes, file=row.document)])
    return row.id


def test_a_contradiction_is_done_when_one_of_its_figures_is_rejected_and_open_again_when_that_is_taken_back(
    workspace,
):
    assert kinds(line(workspace)) == ["conflict"]
    decide(workspace, 369000, "rejected")
    assert (kinds(line(workspace)), len(line(workspace).items())) == ([], 1)
    decide(workspace, 369000, "withdrawn")
    assert kinds(line(workspace)) == ["conflict"]


def test_a_contradiction_is_done_when_a_correction_makes_its_figures_agree(workspace):
    decide(workspace, 369000, "corrected", value=362000.0)
    assert kinds(line(workspace)) == []
    assert waiting(workspace.stored()) == 0


def test_a_figure_that_a_person_corrected_is_not_doubted_again_by_itself(workspace):
    row = decide(workspace, 330000, "corrected", value=3300000000.0)
    # A finding about a corrected row alone counts as settled; what it makes of its neighbours does not.
    assert all(one.finding.rows != (row,) for one in line(workspace).items() if one.open)
    assert "conflict" in kinds(line(workspace))


@pytest.mark.parametrize(
    "steps",
    [
        [(369000, "rejected", {}), (330000, "accepted", {})],
        [(330000, "corrected", {"value": 33.0}), (330000, "withdrawn", {})],
        [(300000, "corrected", {"period": "2023"}), (362000, "accepted", {}), (369000, "accepted", {})],
        [(330000, "corrected", {"place": "临水县"}), (300000, "corrected", {"value": 3e9})],
    ],
)
def test_after_each_verdict_that_is_open_which_checking_everything_again_finds(workspace, steps):
    for value, decision, changes in steps:
        decide(workspace, value, decision, **changes)
        held = {one.finding.id for one in line(workspace).items() if one.open}
        assert held == {one.id for one in findings(workspace.whole(), load_catalogue())}
    anew = Workspace(workspace.folder)
    assert held == {one.finding.id for one in line(anew).items() if one.open}


def test_the_line_is_asked_by_kind_document_and_indicator(workspace):
    queue = line(workspace)
    (item,) = queue.items()
    (digest, *_) = item.documents
    assert queue.items(Asked(("conflict",), digest, "tourist_arrivals")) == [item]
    for other in (Asked(("jump",)), Asked(document="x"), Asked(indicator="gdp"), Asked(sought="没有")):
        assert queue.items(other) == []
        assert queue.tally(other) == Tally(0, 0, 0)
    assert queue.tally(Asked(sought="游客 36.9")) == Tally(1, 1, 0)
    assert queue.first(Asked()) == queue.item(item.id, Asked(), waiting=True) == item
    assert queue.first(Asked(), [item.id]) is None
    assert (queue.kinds(), queue.indicators()) == ({"conflict": 1}, {"tourist_arrivals": 1})
    assert queue.documents() == dict.fromkeys(item.documents, 1)


def test_nobody_is_asked_about_a_doubt_below_the_least_harm_but_it_is_counted(workspace):
    for name, text in (
        ("e", "安平县“十四五”期间将累计接待游客2000万人次。"),
        ("f", "预计2025年安平县接待游客50万人次。"),
    ):
        workspace.add(f"20250120{name}.txt", text.encode())
    workspace.refresh()
    queue = line(workspace)
    (asked,), (rest,) = (queue.items(Asked(("low_confidence",), rest=rest)) for rest in (False, True))
    printed = workspace.extracted().table.set_index("id")["value"]
    assert [printed[one.finding.rows[0]] for one in (asked, rest)] == [500000, 20000000]
    assert (queue.kinds(), queue.kinds(rest=True)) == (
        {"conflict": 1, "low_confidence": 1},
        {"low_confidence": 1},
    )
    assert (queue.rest(), waiting(workspace.stored())) == (1, 2)
    assert queue.documents(rest=True) == dict.fromkeys(rest.documents, 1)
    assert (queue.item(rest.id, Asked()), queue.item(rest.id, Asked(rest=True))) == (None, rest)
