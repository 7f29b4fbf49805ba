import random
import shutil

import pytest

from pipeline.workspace import Key, Verdict, Workspace
from pipeline.workspace.ruling import ruled
from tests.samples import RULINGS

PAGE = (
    "{town}日报讯（记者/李文）1月20日，2024年，{town}县累计接待游客{visits}万人次，同比增长12.5%；"
    "实现旅游收入{revenue}亿元，同比增长{growth}%。\n"
    "{town}县青云山景区开园首日接待游客2万人次。\n"  # of no year
)
DECISIONS = 40


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read three pages once."""
    made = Workspace(tmp_path_factory.mktemp("read") / "workspace")
    for number, (town, visits, revenue, growth) in enumerate(
        [("安平", 36.2, 1.8, 9.3), ("安平", 36.9, 1.8, 9.3), ("临水", 41.7, 2.2, -3)]
    ):
        page = PAGE.format(town=town, visits=visits, revenue=revenue, growth=growth)
        made.add(f"2025012{number}.txt", page.encode())
    made.refresh()
    return made.folder


@pytest.fixture
def workspace(read, tmp_path):
    """Copy the workspace, in which nothing was decided yet."""
    return Workspace(shutil.copytree(read, tmp_path / "workspace"))


def some_verdict(table, chance):
    """Make one decision at random about one printed row."""
    row = chance.choice([*table[~table["derived"]].itertuples()])
    key = Key(row.digest, int(row.start), int(row.end), row.indicator, row.measure, row.period)
    decision = chance.choice(
        ["accepted", "corrected", "corrected", "rejected", "withdrawn", "added", "orphaned"]
    )
    if decision == "orphaned":
        return Verdict(key._replace(start=key.start + 1), "rejected", file=row.document)
    if decision == "added":
        whole = {
            "indicator": row.indicator, "measure": "level", "place": row.place, "place_code": "", "subject": "",
            "period": "2023", "value": chance.choice([1.0, 2.0]), "unit": row.unit, "value_text": "1",
            "status": "actual", "title": "", "published": "", "source": "", "published_inferred": False,
            "sentence": "", "year": 2023,
        }  # fmt: skip
        return Verdict(
            key._replace(period="2023", measure="level"), "added", changes=whole, file=row.document
        )
    changes = chance.choice([{"value": 370000.0}, {"value": 12.5}, {"period": "2023"}, {"place": "临水县"}])
    return Verdict(key, decision, changes=changes if decision == "corrected" else {}, file=row.document)


@pytest.mark.parametrize("seed", range(RULINGS.size))
def test_decisions_applied_as_they_come_give_what_all_of_them_at_once_give(workspace, seed):
    chance = random.Random(seed)  # noqa: S311 - only has to be the same in every run
    extracted = workspace.extracted().table
    left = DECISIONS
    while left > 0:
        coming = min(
            left, chance.choice([1, 1, 2, 4])
        )  # several at once, as where they are imported or taken back
        left -= coming
        workspace.verdicts.append([some_verdict(extracted, chance) for _ in range(coming)])
        as_they_come = workspace.stored().rows(columns=[*extracted.columns])
        at_once = ruled(extracted, workspace.verdicts.standing())
        order = ["document", "start", "id"]
        expected = at_once.table.sort_values(order, ignore_index=True)
        assert as_they_come.sort_values(order, ignore_index=True).equals(expected)
        assert as_they_come["document"].is_monotonic_increasing
        assert {one.key for one in workspace.decisions().orphans} == {one.key for one in at_once.orphans}


def test_a_decision_does_not_touch_the_table_as_extracted(workspace):
    before = workspace.extracted().table.copy(deep=True)
    workspace.verdicts.append([some_verdict(before, random.Random(seed)) for seed in range(20)])  # noqa: S311
    assert not workspace.observations().table.equals(before)
    assert workspace.extracted().table.equals(before)
