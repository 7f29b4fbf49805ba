"""Take entries out of the text of the rules and put them back: nothing else changes, and comments stay."""

from __future__ import annotations

from functools import cache

import pytest
import yaml

from pipeline.indicators import RULES, RulesError, catalogue_of
from pipeline.indicators.canonical import canonical, canonical_entry
from pipeline.indicators.entry_blocks import blocks_of, entry_text, tidy_entry, with_entries, with_entry
from tests.rule_entries import product

SMALL = """\
# Rules of our own.

# 农业农村

# oysters first
oyster_output:
  name: {zh: 蚝产量, en: Oyster output}   # both names
  group: 农业农村
  unit: 吨
  kind: flow
  # as the bureau writes it
  terms: [生蚝产量, 鲜蚝产量]
  examples:
    # from spring
    - text: "2024年全县生蚝产量3万吨。"
      rows: [{measure: level, value: 30000}]
  # to do: a planned one


# 工业

steel_output:
  name: {zh: 钢产量, en: Steel output}
  group: 工业
  unit: 吨
  kind: flow
  terms: [粗钢产量]
  examples:
    - {text: 全年粗钢产量5万吨。, rows: [{measure: level, value: 50000}]}
# the end
"""
SCALLOPS = canonical_entry(
    "scallop_output", product("扇贝产量", "Scallop output", "扇贝产量", "扇贝产量2万吨。", 20000)
)


@cache
def shipped():
    return RULES.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [SMALL, SMALL.replace("\n", "\r\n")], ids=["line feeds", "carriage returns"])
def test_an_entry_put_back_as_it_was_gives_the_identical_text(text):
    for entry in blocks_of(text):
        assert with_entry(text, entry, entry_text(text, entry)) == text


def test_every_entry_of_the_rules_is_canonical_by_itself_and_stands_where_it_is_found():
    text = shipped()
    blocks = blocks_of(text)
    assert list(blocks) == list(catalogue_of(text).entries)
    for entry, block in blocks.items():
        own = text[block.start : block.end]
        assert tidy_entry(own, entry) == own
    for entry in list(blocks)[::80]:
        assert with_entry(text, entry, entry_text(text, entry)) == text


def test_only_the_lines_of_the_entry_change():
    block = entry_text(SMALL, "oyster_output").replace("鲜蚝产量", "蚝总产量")
    changed = with_entry(SMALL, "oyster_output", tidy_entry(block, "oyster_output"))
    here, there = blocks_of(SMALL)["oyster_output"], blocks_of(changed)["oyster_output"]
    assert changed[: there.start] == SMALL[: here.start]
    assert changed[there.end :] == SMALL[here.end :]
    assert catalogue_of(changed)["oyster_output"].terms == ("生蚝产量", "蚝总产量")


def test_a_tidied_entry_keeps_each_comment_beside_what_it_was_written_for():
    lines = tidy_entry(entry_text(SMALL, "oyster_output"), "oyster_output").splitlines()
    assert lines[1].endswith("# both names")
    for comment, beside in (("# as the bureau writes it", "terms:"), ("# from spring", "- text:")):
        at = next(number for number, line in enumerate(lines) if comment in line)
        assert lines[at + 1].strip().startswith(beside)
    assert lines[-1].strip() == "# to do: a planned one"
    assert tidy_entry("\n".join(lines), "oyster_output").splitlines() == lines


def test_a_comment_outlives_the_line_that_it_stood_beside():
    block = "\n".join(
        line for line in entry_text(SMALL, "oyster_output").splitlines() if "terms:" not in line
    )
    assert "# as the bureau writes it" in tidy_entry(block, "oyster_output")


def test_a_number_sign_inside_a_term_or_a_text_is_no_comment():
    fields = yaml.safe_load(SCALLOPS)["scallop_output"] | {"terms": ["养殖#扇贝"]}
    fields["examples"][0]["text"] = "产量 # 2万吨"
    block = canonical_entry("scallop_output", fields)
    assert tidy_entry(block, "scallop_output") == block


def test_a_new_entry_comes_last_in_its_group_and_leaves_the_rest_alone():
    longer = with_entry(SMALL, "scallop_output", SCALLOPS)
    assert list(blocks_of(longer)) == ["oyster_output", "scallop_output", "steel_output"]
    assert longer.replace("\n" + SCALLOPS, "", 1) == SMALL


def test_a_new_group_is_opened_at_the_end_under_its_heading():
    longer = with_entry(SMALL, "scallop_output", SCALLOPS.replace("农业农村", "海洋"))
    assert longer.startswith(SMALL.rstrip())
    assert longer.count("# 海洋\n\nscallop_output:\n") == 1


def test_an_entry_that_changes_its_group_moves_there():
    moved = with_entry(
        SMALL, "oyster_output", entry_text(SMALL, "oyster_output").replace("group: 农业农村", "group: 工业")
    )
    assert list(blocks_of(moved)) == ["steel_output", "oyster_output"]
    assert [line for line in SMALL.splitlines() if line.startswith("#")] == [
        line for line in moved.splitlines() if line.startswith("#")
    ]


def test_moving_an_entry_of_the_rules_to_a_group_and_back_to_the_end_of_its_own_stays_loadable():
    text = shipped()
    there = with_entry(text, "gdp", entry_text(text, "gdp").replace("group: 综合", "group: 旅游"))
    assert catalogue_of(there)["gdp"].group == "旅游"
    assert len(blocks_of(there)) == len(blocks_of(text))


@pytest.mark.parametrize(
    "text", ["{a: {group: x}, b: {group: y}}\n", "[a, b]\n", "a: [\n", "# nothing\n", "a: " + "{a: " * 20_000]
)
def test_a_file_that_cannot_be_cut_into_entries_is_refused_in_one_sentence(text):
    with pytest.raises(RulesError) as error:
        blocks_of(text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "steel_output: {}\n",
        SMALL,
        "oyster_output: 3\n",
        "a: [",
        "? [x]\n: y\n",
        "a: " + "[" * 90_000,
        "- " * 40_000,
    ],
)
def test_a_draft_that_is_not_the_one_entry_is_refused_in_one_sentence(draft):
    with pytest.raises(RulesError) as error:
        tidy_entry(draft, "oyster_output")
    assert "\n" not in str(error.value)


def test_the_whole_file_is_the_sum_of_its_canonical_entries():
    entries = yaml.load(shipped(), Loader=yaml.CSafeLoader)
    text = canonical({"gdp": entries["gdp"]})
    for entry in ("gdp_per_capita", "tourist_arrivals"):
        text = with_entry(text, entry, canonical_entry(entry, entries[entry]))
    wanted = {entry: entries[entry] for entry in ("gdp", "gdp_per_capita", "tourist_arrivals")}
    assert text == canonical(wanted)


@pytest.mark.parametrize(
    "text", [SMALL, SMALL.replace("\n", "\r\n"), SMALL.rstrip("\n")], ids=["lf", "crlf", "no end"]
)
def test_several_entries_are_laid_into_a_file_at_once_as_one_by_one(text):
    steel = entry_text(SMALL, "steel_output").replace("粗钢产量]", "粗钢产量, 钢总产量]")
    oysters = entry_text(SMALL, "oyster_output").replace("农业农村", "海洋")
    blocks = {"steel_output": steel, "scallop_output": SCALLOPS, "oyster_output": oysters}
    laid = with_entries(text, blocks)
    assert list(blocks_of(laid)) == ["scallop_output", "steel_output", "oyster_output"]
    step = text
    for entry, block in blocks.items():
        step = with_entry(step, entry, block)
    assert laid == step
    assert {key: one.group for key, one in catalogue_of(laid).entries.items()} == {
        "steel_output": "工业", "scallop_output": "农业农村", "oyster_output": "海洋",
    }  # fmt: skip


def test_an_entry_taken_out_leaves_every_other_character():
    less = with_entries(SMALL, {"oyster_output": None, "no_such": None})
    assert list(blocks_of(less)) == ["steel_output"]
    assert less.split() == SMALL.replace(entry_text(SMALL, "oyster_output"), "").split()


def test_where_every_entry_was_taken_out_a_new_one_finds_room():
    other = with_entries(SMALL, dict.fromkeys(blocks_of(SMALL)) | {"scallop_output": SCALLOPS})
    assert list(blocks_of(other)) == ["scallop_output"]
