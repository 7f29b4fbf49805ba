import csv
import io

import pytest

from pipeline.words import words_of
from pipeline.workspace import Key, Verdict, Workspace
from pipeline.workspace.verdict_files import VerdictFileError, read_verdicts, unknown, verdicts_csv

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n"
ROW = {
    "indicator": "tourist_arrivals", "measure": "level", "place": "安平县", "place_code": "", "subject": "",
    "period": "2023", "value": 12.5, "unit": "人次", "value_text": "36.2万人次", "status": "actual", "title": "",
    "published": "2025-01-20", "source": "", "published_inferred": True, "sentence": "一句，\r\n“两行”", "year": 2023,
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    return filled(tmp_path / "first")


def filled(folder):
    made = Workspace(folder)
    made.add("20250120.txt", PAGE.encode())
    made.refresh()
    return made


def key(workspace):
    (row,) = [
        one for one in workspace.extracted().table.itertuples() if one.measure == "level" and not one.derived
    ]
    return workspace.key(row.id)


def decided(workspace):
    """Write decisions of every kind, with text that a spreadsheet would run or change."""
    own = key(workspace)
    workspace.verdicts.append([Verdict(own, "accepted", file="=cmd()|x.txt")])
    workspace.verdicts.append([Verdict(own, "withdrawn", reason="'quoted")])
    workspace.verdicts.append([Verdict(own, "rejected", reason='-3.4%\n+第二行；"x"')])
    workspace.verdicts.append(
        [
            Verdict(
                own,
                "corrected",
                "@原因",
                {"value": -0.1 + 0.3, "subject": "", "place": "'=安平县", "period": ""},
                "a.txt",
            )
        ]
    )
    workspace.verdicts.append(
        [Verdict(own._replace(period="2023"), "added", changes=ROW, file="20250120.txt")]
    )
    return workspace.verdicts.history()


def test_a_history_written_as_csv_and_read_back_is_the_same(workspace):
    history = decided(workspace)
    octets = verdicts_csv(history)
    assert octets.startswith(b"\xef\xbb\xbf")
    read = read_verdicts(octets)
    assert [(one.key, one.decision, one.reason, dict(one.changes), one.file, one.at) for one in read] == [
        (one.key, one.decision, one.reason, dict(one.changes), one.file, one.at) for one in history
    ]
    assert unknown(read, history) == []


def test_a_spreadsheet_runs_no_cell_of_the_file(workspace):
    import csv
    import io

    text = verdicts_csv(decided(workspace)).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_decisions_hold_in_another_workspace_with_the_same_documents_and_only_once(workspace, tmp_path):
    octets = verdicts_csv(decided(workspace))
    other = filled(tmp_path / "second")
    for _ in range(2):
        other.verdicts.append(unknown(read_verdicts(octets), other.verdicts.history()))
    assert len(other.verdicts.history()) == 5
    assert other.observations().table.equals(workspace.observations().table)


def test_decisions_on_documents_that_are_not_there_become_orphans(workspace, tmp_path):
    octets = verdicts_csv(decided(workspace))
    other = Workspace(tmp_path / "second")
    other.verdicts.append(read_verdicts(octets))
    assert [one.decision for one in other.observations().orphans] == ["corrected", "added"]


def test_an_older_decision_that_is_imported_does_not_undo_a_newer_one(workspace, tmp_path):
    octets = verdicts_csv(decided(workspace))
    other = filled(tmp_path / "second")
    other.observations()
    other.verdicts.append([Verdict(key(other), "accepted")])
    other.verdicts.append(read_verdicts(octets))
    own = key(other)
    assert other.verdicts.standing()[own].decision == "accepted"
    assert set(other.observations().table.query("start == @own.start and measure == 'level'")["review"]) >= {
        "accepted"
    }


def test_a_file_that_excel_saved_in_the_chinese_codepage_is_read(workspace):
    octets = verdicts_csv(decided(workspace))
    again = octets.decode("utf-8-sig").encode("gb18030")
    assert [one.reason for one in read_verdicts(again)] == [one.reason for one in read_verdicts(octets)]


def altered(octets, before, after):
    text = octets.decode("utf-8-sig")
    assert before in text
    return text.replace(before, after, 1).encode()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("digest", "fingerprint", "digest"), (",decision,", ",decision,colour,", "colour"),
        (",accepted,", ",maybe,", "第 2 行“decision”"), (",accepted,", ",accepted,x,", "第 2 行有"),
        ("12.5", "twelve", "new_value"), (",2024,", ",Jan-24,", "第 2 行“period”"),
        ("2025-01-20,", "20.1.25,", "new_published"),
        (",rejected,", ",corrected,", "new_value"), ("tourist_arrivals", "=cmd()", "indicator"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_line_and_column(workspace, before, after, said):
    octets = altered(verdicts_csv(decided(workspace)), before, after)
    with pytest.raises(VerdictFileError) as raised:
        read_verdicts(octets)
    assert said in raised.value.said("zh")
    assert raised.value.said("en").isascii() or "“" not in raised.value.said("en")


def test_a_quotation_mark_left_open_swallows_no_decision(workspace):
    octets = altered(verdicts_csv(decided(workspace)), ",withdrawn,", ',withdrawn,"')
    with pytest.raises(VerdictFileError, match="第 3 行的引号没有配对"):
        read_verdicts(octets)


@pytest.mark.parametrize("octets", [b"\xff\xfe\x00\x01", b"PK\x03\x04\x00\x00", b"\x80", b"x" * 65_000_001])
def test_what_is_no_such_text_is_refused(octets):
    with pytest.raises(VerdictFileError):
        read_verdicts(octets)


def test_an_empty_file_is_refused_and_one_with_only_a_heading_holds_nothing():
    with pytest.raises(VerdictFileError):
        read_verdicts(b"")
    assert read_verdicts(verdicts_csv([])) == []


def test_a_decision_is_never_older_than_those_before_it(workspace):
    own = key(workspace)
    workspace.verdicts.append([Verdict(own, "rejected", at="2999-01-01T00:00:00.000Z")])
    workspace.verdicts.append([Verdict(own, "accepted")])
    assert workspace.verdicts.standing()[own].decision == "accepted"


def test_every_sentence_has_both_languages():
    worded = words_of("verdict_files")
    assert all({*texts} == {"zh", "en"} for texts in (*worded["allowed"].values(), *(
        text for name, text in worded.items() if name != "allowed"
    )))  # fmt: skip


def test_a_row_made_by_hand_is_found_by_its_id(workspace):
    own = Key(*key(workspace)[:5], "2023")
    workspace.verdicts.append([Verdict(own, "added", changes=ROW, file="20250120.txt")])
    (row,) = [one for one in workspace.observations().table.itertuples() if one.rule == "by_hand"]
    assert workspace.key(row.id) == own
    assert workspace.key("nothing") is None


def test_a_quote_left_open_in_the_last_cell_loses_no_decision_in_silence(workspace):
    lines = verdicts_csv(decided(workspace)).decode("utf-8-sig").splitlines()
    assert len(lines) > 2
    broken = "\r\n".join([lines[0], lines[1] + '"x', *lines[2:]]) if lines[1].endswith(",") else ""
    with pytest.raises(VerdictFileError) as raised:
        read_verdicts(broken.encode())
    assert "引号" in raised.value.said("zh")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("at", "9999-12-31T00:00:00.000Z", "“at”一列"),
        ("at", "2025-13-01T00:00:00.000Z", "“at”一列"),
        ("at", "0001-01-01T00:00:00.000Z", "“at”一列"),
        ("end", "0", "“end”一列"),
    ],
)
def test_a_time_to_come_or_a_span_that_ends_before_it_begins_is_refused(workspace, column, cell, said):
    lines = list(csv.reader(verdicts_csv(decided(workspace)).decode("utf-8-sig").splitlines()))
    lines[1][lines[0].index(column)] = cell
    held = io.StringIO()
    csv.writer(held).writerows(lines)
    with pytest.raises(VerdictFileError, match=said):
        read_verdicts(held.getvalue().encode())


def test_a_decision_that_stands_twice_in_a_file_is_taken_once(workspace):
    (first, *others) = read_verdicts(verdicts_csv(decided(workspace)))
    assert unknown([first, first, *others], []) == [first, *others]
