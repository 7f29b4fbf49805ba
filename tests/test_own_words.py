"""Read by words that people add to the program's lists and take away: rows change, the program's lists do not."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

import pytest
import yaml

from pipeline import extract, words
from pipeline.__main__ import main
from pipeline.apart import by_words
from pipeline.documents import DocumentError
from pipeline.execution.processes import end_idle
from pipeline.explanation import explained
from pipeline.indicators import RULES, layers, load_catalogue
from pipeline.indicators.canonical import canonical
from pipeline.indicators.layers import RuleFiles, laid, rule_files
from pipeline.indicators.own_words import read_words, with_words
from pipeline.indicators.word_lists import open_lists, words_in
from pipeline.rulebook.checking import all_failures
from pipeline.rulebook.word_changing import go_back, save_words
from pipeline.rulebook.word_preview import preview_words
from pipeline.version import reader
from pipeline.words import WordChange, program_words
from pipeline.workspace import Workspace
from tests.patience import SECONDS

SAID = "安平日报讯 1月20日，记者获悉，2024年，安平县斩获旅游收入5亿元。\n"
PRINTED = "安平日报讯 1月20日，记者获悉，2024年，安平县录得旅游收入7亿元。\n"
READ = WordChange("cues.plain", added=("斩获",))
IDLE = WordChange("cues.plain", removed=("没有这词",))  # no process is needed to try it
BOTH = WordChange("cues.plain", ("斩获",), ("录得",))


@pytest.fixture
def files(tmp_path):
    """Name a program's file of two indicators, so that its examples are soon run, and a workspace's file."""
    entries = yaml.load(RULES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    program = tmp_path / "program" / "indicators.yaml"
    program.parent.mkdir()
    few = {entry: entries[entry] for entry in ("tourist_arrivals", "tourism_revenue")}
    program.write_text(canonical(few), encoding="utf-8")
    return RuleFiles(program, tmp_path / "w" / "indicators.yaml")


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number, text in enumerate((SAID, PRINTED)):
        (folder / f"2025012{number}.txt").write_text(text, encoding="utf-8")
    return folder


def written(files, text):
    files.words.parent.mkdir(exist_ok=True)
    files.words.write_text(text, encoding="utf-8")
    return laid(files)


def done(files, change):
    changed = save_words(files, change, laid(files).words.digest)
    assert changed.faults == ()
    assert changed.digest == laid(files).words.digest
    return changed


def revenues(table):
    return list(table["value_text"])


def test_words_added_and_taken_away_change_the_rows_and_come_back(files, documents):
    assert revenues(extract(documents, rules=files)) == ["7亿元"]
    assert reader(files) == reader(files.whole)
    done(files, BOTH)
    assert yaml.safe_load(files.words.read_text("utf-8")) == {
        "cues.plain": {"added": ["斩获"], "removed": ["录得"]}
    }
    assert revenues(extract(documents, rules=files)) == ["5亿元"]
    assert revenues(extract(documents, rules=files.whole)) == ["7亿元"]  # in a process of its own
    before = laid(files).words.digest
    assert go_back(files, before).faults == ()
    assert reader(files) == reader(files.whole)
    assert revenues(extract(documents, rules=files)) == ["7亿元"]
    assert go_back(files, laid(files).words.digest).digest == before


def test_a_workspace_previews_other_words_and_reads_again_what_was_read_by_them(files, documents):
    workspace = Workspace(files.own.parent, files)
    workspace.add_folder(documents)
    workspace.refresh()
    assert revenues(workspace.whole()) == ["7亿元"]
    found = preview_words(workspace.sources(), laid(files), (READ,))
    assert [(one.sign, one.row["value_text"]) for one in found.changes] == [("+", "5亿元")]
    assert (found.read, found.documents) == (1, 2)  # the other holds no word in question
    done(files, READ)
    assert len(workspace.unread()) == 1
    workspace.refresh()
    assert sorted(revenues(workspace.whole())) == ["5亿元", "7亿元"]
    assert not workspace.unread()
    found = preview_words(workspace.sources(), laid(files), ())
    assert [(one.sign, one.row["value_text"]) for one in found.changes] == [("-", "5亿元")]
    done(files, WordChange(READ.name))
    workspace.refresh()
    assert revenues(workspace.whole()) == ["7亿元"]
    assert workspace.faults() == []


def test_what_is_done_apart_raises_what_is_to_be_said_and_ends_with_its_process():
    with pytest.raises(DocumentError) as raised:
        by_words((READ,), explained, " ", load_catalogue())
    assert raised.value.why == "no_sentence"
    with pytest.raises(DocumentError) as raised:
        by_words((READ,), exec, "import os; os._exit(3)")
    assert (raised.value.why, raised.value.values["kind"]) == ("sentence_failed", "died")


def test_an_update_of_the_program_that_adds_words_holds_beside_those_of_the_workspace(files, monkeypatch):
    own = WordChange("cues.plain", ("斩获", "揽下"), ("录得", "报收"))
    rules = written(files, with_words("", own, ""))
    assert (rules.words.used, rules.words.left_out) == (
        (WordChange("cues.plain", ("斩获", "揽下"), ("录得",)),),
        (),
    )
    assert rules.words.idle("cues.plain") == {"报收"}
    updated = {**program_words("cues"), "plain": [["揽下", "新收", "报收"], ["录得"]]}
    monkeypatch.setattr(
        words, "program_words", lambda name: updated if name == "cues" else program_words(name)
    )
    read = read_words(files.words.read_text("utf-8"), "")
    assert read.idle("cues.plain") == {"揽下"}
    assert words_in("cues.plain", read.used) == ("揽下", "新收", "斩获")


@pytest.mark.parametrize(
    ("text", "reason", "used"),
    [
        ("places.nowhere: {added: [样本村]}", "no_list", ()),
        ("numerals.joins: {added: [又又]}", "no_list", ()),
        ("rule_faults.head: {added: [又又]}", "no_list", ()),
        ("cues.plain: [斩获]", "no_changes", ()),
        ("cues.plain: {plus: [斩获]}", "no_changes", ()),
        ("cues.plain: {added: 斩获}", "no_changes", ()),
        ("cues.plain: {added: ['', 斩获]}", "no_word", (READ,)),
        ("cues.plain: {added: [斩, 斩获]}", "no_word", (READ,)),
        ("cues.plain: {added: ['斩.*', 斩获]}", "no_word", (READ,)),
        ('cues.plain: {added: ["斩\\x01获", 斩获]}', "no_word", (READ,)),
        ("cues.plain: {added: [一二三四五六七八九十一二三, 斩获]}", "no_word", (READ,)),
        ("cues.plain: {added: [2024, '2024', 斩获]}", "no_word", (READ,)),
        ("cues.plain: {added: [{a: 1}, 斩获]}", "no_word", (READ,)),
        ('cues.plain: {added: [斩获], removed: ["录\\x01得"]}', "no_word", (READ,)),
        ("cues.plain: {added: [斩获, 录得], removed: [录得]}", "word_both", (READ,)),
        ("cues.plain: {added: [斩获, 预计]}", "word_elsewhere", (READ,)),
        ("cues.average: {removed: [平均]}\ncues.plain: {added: [斩获]}", "none_left", (READ,)),
        ("cues.plain: {added: [斩獲]}", "", (READ,)),
        ("cues.plain: {added: [预计, 斩获]}\ncues.plan_onward: {removed: [预计]}", "", None),
        ("# nothing\n", "", ()),
    ],
)  # fmt: skip
def test_what_is_wrong_costs_only_itself_and_is_said_in_one_sentence(files, text, reason, used):
    words = written(files, text).words
    assert [one.fault.reason for one in words.left_out][:1] == [reason] * bool(reason)
    assert used is None or words.used == used
    for one in words.left_out:
        assert one.fault.said("zh").startswith("w/words.yaml")
        assert "\n" not in one.said("zh")
        assert re.match('w/words.yaml(, entry [a-z_.]+)?: [a-z"]', one.said("en"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"cues.plain: [", b"just words", b"a: {a: 1}\na: 2\n"])
def test_a_damaged_file_is_told_and_kept_aside_when_words_are_saved(files, content):
    files.words.parent.mkdir()
    files.words.write_bytes(content)
    rules = laid(files)
    assert rules.words.used == ()
    assert "按程序的词读" in rules.words.left_out[0].said("zh")
    assert rules.all_left_out == rules.words.left_out
    assert re.fullmatch(r"words\.damaged-.*\.yaml", done(files, IDLE).kept)
    assert laid(files).words.left_out == ()


def test_a_folder_in_the_place_of_the_file_is_told_and_kept_aside(files):
    files.words.mkdir(parents=True)
    assert laid(files).words.left_out[0].fault.reason == "is_folder"
    assert done(files, IDLE).kept


def test_the_command_line_says_what_is_left_out_and_checks_examples_by_the_words(files, capsys, monkeypatch):
    monkeypatch.setattr(layers, "RULES", files.whole)
    written(files, "cues.plain: {added: [斩, 斩获]}\ncues.up: {removed: [增长]}\n")
    home = str(files.own.parent)
    assert main(["check", "--rules", home]) == 2
    said = capsys.readouterr().err
    assert "“斩” 不能用" in said
    assert "tourist_arrivals：" in said
    assert main(["check", "--rules", str(files.whole)]) == 0
    assert main(["explain", SAID, "--rules", home]) == 0
    assert "✓ 5亿元" in capsys.readouterr().out


def test_words_that_break_an_example_or_were_changed_meanwhile_are_not_saved(files):
    changed = save_words(files, WordChange("cues.up", removed=("增长",)), "")
    assert {fault.reason for fault in changed.faults} <= {"example", "counterexample"}
    assert changed.faults
    assert not files.words.exists()
    written(files, "# mine\nplaces.generic: {removed: [样本村]}  # ours\n")
    assert [fault.reason for fault in save_words(files, READ, "").faults] == ["changed"]
    done(files, IDLE)
    text = files.words.read_text("utf-8")
    assert text.startswith("# mine\nplaces.generic: {removed: [样本村]}  # ours\n\ncues.plain:")
    assert [fault.reason for fault in save_words(RuleFiles(files.whole), READ, "").faults] == [
        "whole_has_no_words"
    ]


def test_a_workspace_that_changed_only_words_can_be_named_and_a_folder_shown_by_its_path_reads_by_them(files):
    written(files, "cues.plain: {added: [斩获]}")
    home = files.own.parent
    assert laid(rule_files(home)).words.used == (READ,)
    assert Workspace(home / "folders" / "abc").rules.words == files.words


@cache
def names_of_lists():
    return list(open_lists())


@pytest.mark.parametrize("name", names_of_lists())
def test_an_open_list_holds_words_and_its_example_one_of_them(name):
    held = words_in(name)
    assert any(word in open_lists()[name].example for word in held)
    assert any(len(word) > 1 for word in held)
    assert not any(re.search(r"[\\^$.|?*+\[\]{}]", word) for word in held)


def test_a_word_that_no_text_has_changes_nothing_whatever_list_it_is_added_to():
    added = tuple(
        WordChange(name, (f"龘{chr(0x3400 + number)}靐",)) for number, name in enumerate(names_of_lists())
    )
    read = read_words("".join(with_words("", one, "") for one in added), "")
    assert (read.used, read.left_out) == (added, ())
    assert by_words(read.used, all_failures, load_catalogue()) == []
    end_idle()


LOOK_UPS = """
import sys
from datetime import date
import pipeline.words as words
read, whole = set(), words.words_of
words.words_of = lambda name: read.add(name) or whole(name)
import pipeline.crosschecks, pipeline.reference_series, pipeline.workspace.corrections, pipeline.workspace.queue
from pipeline.documents import document_of
from pipeline.lines import flow
from pipeline.periods import find_periods
from pipeline.places.gazetteer import areas_named
from pipeline.quantities import find_quantities
from pipeline.indicators.word_lists import open_lists
find_quantities("约5万人"), find_periods("2024年上半年", date(2025, 1, 1)), areas_named("恩施州")
flow("江门日报讯 一\\n二")
document_of("江门日报讯（记者/李文）5月26日，2024年全县…", None, "")
assert len(read) > 5 and read.isdisjoint(name.split(".")[0] for name in open_lists()), read
"""


def test_what_pages_read_of_forms_and_tables_reads_no_list_that_may_be_changed():
    subprocess.run([sys.executable, "-c", LOOK_UPS], check=True, timeout=SECONDS)
