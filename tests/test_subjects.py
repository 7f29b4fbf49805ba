from pathlib import Path

import pytest
import yaml

from pipeline.subjects import aliases_in, subjects_in
from tests.counted_work import assert_in_proportion

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "subjects.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sentence_names_exactly_its_subjects(case, request):
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    text = case["text"]
    found = subjects_in(text, aliases_in(text))
    assert [[s.text, s.name, s.kind] for s in found] == case["subjects"]
    assert all(text[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize("piece", ["(项目", "“有限公司", "重点项目", "年产16万吨云程石墨项目"])
def test_brackets_and_endings_take_work_in_proportion_to_their_number(piece):
    assert_in_proportion(subjects_in, piece, 4000)
    subjects_in(piece * 2000)
