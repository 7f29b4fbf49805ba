import pytest

from pipeline.indicators import load_catalogue
from pipeline.workspace import Verdict, Workspace
from pipeline.workspace.queue import Queue

PAGE = "安平日报讯（记者/李文）1月20日，{year}年，安平县累计接待游客{visits}万人次。\n"


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path / "workspace")
    for name, year, visits in [("a", 2024, 36.2), ("b", 2024, 36.9), ("c", 2023, 33), ("d", 2022, 30)]:
        made.add(f"{year + 1}0120{name}.txt", PAGE.format(year=year, visits=visits).encode())
    made.refresh()
    return made


@pytest.fixture
def queue(workspace):
    return Queue(workspace.stored(), load_catalogue())


def kinds(queue):
    return sorted(one.finding.kind for one in queue.asked() if queue.is_open(one))


def decide(workspace, queue, printed, decision, /, **changes):
    table = workspace.extracted().table
    (row,) = table[table["value"] == printed].itertuples()
    workspace.verdicts.append([Verdict(workspace.key(row.id), decision, changes=changes, file=row.document)])
    queue.follow(workspace.stored(), [row.id])
    return row.id


def test_a_contradiction_is_done_when_one_of_its_figures_is_rejected_and_open_again_when_that_is_taken_back(
    workspace, queue
):
    assert kinds(queue) == ["conflict"]
    decide(workspace, queue, 369000, "rejected")
    assert (kinds(queue), len(queue.asked())) == ([], 1)
    decide(workspace, queue, 369000, "withdrawn")
    assert kinds(queue) == ["conflict"]


def test_a_contradiction_is_done_when_a_correction_makes_its_figures_agree(workspace, queue):
    decide(workspace, queue, 369000, "corrected", value=362000.0)
    assert kinds(queue) == []


def test_a_figure_that_a_person_corrected_is_not_doubted_again_by_itself(workspace, queue):
    row = decide(workspace, queue, 330000, "corrected", value=3300000000.0)
    # A finding about a corrected row alone counts as settled; what it makes of its neighbours does not.
    assert all(one.finding.rows != (row,) for one in queue.asked() if queue.is_open(one))
    assert "conflict" in kinds(queue)


@pytest.mark.parametrize(
    "steps",
    [
        [(369000, "rejected", {}), (330000, "accepted", {})],
        [(330000, "corrected", {"value": 33.0}), (330000, "withdrawn", {})],
        [(300000, "corrected", {"period": "2023"}), (362000, "accepted", {}), (369000, "accepted", {})],
        [(330000, "corrected", {"place": "临水县"}), (300000, "corrected", {"value": 3e9})],
    ],
)
def test_following_verdicts_leaves_open_what_checking_everything_again_would(workspace, queue, steps):
    for value, decision, changes in steps:
        decide(workspace, queue, value, decision, **changes)
    anew = Queue(workspace.stored(), load_catalogue())
    still = {one.finding.id for one in queue.asked() if queue.is_open(one)}
    assert still == {one.finding.id for one in anew.asked()}


def test_the_line_is_asked_by_kind_document_and_indicator(queue):
    (item,) = queue.asked()
    (digest, *_) = item.documents
    assert queue.asked(["conflict"], digest, "tourist_arrivals") == [item]
    assert queue.asked(["jump"]) == queue.asked(document="x") == queue.asked(indicator="gdp") == []
    assert [one.finding.kind for one in queue.about(item.finding.rows[0])] == ["conflict"]
