"""Read into parts: the table is that of one run in one process, whoever read them and however often it was broken off."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from pipeline.__main__ import main
from pipeline.batches import extract_batches, handed
from pipeline.execution import Failure
from pipeline.execution.cluster import ClusterError
from pipeline.execution.processes import end_idle
from pipeline.files import read_table
from pipeline.parts import Reading, extract_parts, on_this_machine, told_of, written_elsewhere
from pipeline.table_of_parts import TableOfParts
from tests.patience import SECONDS

ROOT = Path(__file__).resolve().parent.parent
FACT = "{}年，青禾县累计接待游客{}万人次，同比增长12.5%。\n"


@pytest.fixture
def documents(tmp_path):
    """Make texts that disagree, a copy, a list, an archive, what cannot be read, and what is stated of them."""
    made = tmp_path / "documents"
    (made / "公报").mkdir(parents=True)
    for number in range(6):
        text = FACT.format(2020 + number // 2, f"{36 + number}.2")
        (made / "公报" / f"{number}.txt").write_text(text, encoding="utf-8")
    shutil.copy(made / "公报" / "0.txt", made / "抄.txt")
    rows = "".join(f"第{n}篇,2024年{n}月，青禾县接待游客{n}万人次。\n" for n in range(1, 11))
    (made / "list.csv").write_text(f"标题,正文\n{rows}", encoding="utf-8")
    with zipfile.ZipFile(made / "a.zip", "w") as archive:
        archive.writestr("里.txt", FACT.format(2019, "31.5"))
    (made / "坏.txt").write_bytes(b"\x00\x01\x02" * 50)
    (made / "空.txt").write_text("没有数字。\n", encoding="utf-8")
    (made / "近.txt").write_text(
        "2024年，九天峰恋接待游客7645人次。\n", encoding="utf-8"
    )  # gives a suggestion
    (made / "documents.csv").write_text(
        "file,title,published\n公报/1.txt,统计公报,2021-03-01\n", encoding="utf-8"
    )
    for seed in (ROOT / "seeds").glob("*.txt"):
        shutil.copy(seed, made)
    return made


def run(*arguments, code=0):
    assert main([str(one) for one in arguments]) == code


def parts_of(target):
    return target.with_name(f".{target.name}.parts")


def reading_of(folder):
    return Reading.by(None, folder)


class Broken:
    """Read on this machine, and break off after so many batches, as a scheduler that is lost does."""

    def __init__(self, after):
        """Break off when the parts of so many batches are there and one more is."""
        self.after, self.batches = after, []

    def __call__(self, reading, batches):
        """Read batches, and remember them."""

        def counted():
            for batch in batches:
                self.batches.append(batch)
                yield batch

        for number, counts in enumerate(on_this_machine(1)(reading, counted())):
            if number == self.after:
                raise ClusterError("lost", address="tcp://10.0.0.1:8786")
            yield counts


@pytest.mark.parametrize(("suffix", "workers"), [(".csv", 2), (".parquet", 1), (".json", 1)])
def test_a_table_of_parts_is_byte_for_byte_that_of_one_run(
    documents, tmp_path, suffix, workers, capsys, monkeypatch
):
    asked = tmp_path / f"asked{suffix}"
    run("extract", documents, "-o", tmp_path / f"table{suffix}", "--suggestions", asked)
    expected, told = asked.read_bytes(), capsys.readouterr()
    assert ("1 条建议" in told.out, told.err.count("跳过")) == (True, 2)

    monkeypatch.setattr(
        "pipeline.parts.on_cluster", lambda address: on_this_machine(int(address))
    )  # its way to the table, without machines
    monkeypatch.setattr("pipeline.table.FACTS", 5)  # looked at together, so that it is done in turns
    again = tmp_path / f"again{suffix}"
    run("extract", documents, "-o", again, "--suggestions", asked, "--cluster", workers)
    assert again.read_bytes() == (tmp_path / f"table{suffix}").read_bytes()
    assert (read_table(again)["conflict"].fillna("") != "").sum() >= 6
    assert asked.read_bytes() == expected
    assert capsys.readouterr().err.splitlines()[-2:] == told.err.splitlines()[-2:]
    assert not parts_of(again).exists()


def test_a_folder_of_parquet_files_has_the_rows_of_a_file(documents, tmp_path, capsys):
    run("extract", documents, "-o", tmp_path / "table.csv")
    for workers in (1, 2):  # the second takes the place of the first
        run("extract", documents, "-o", f"{tmp_path / 'table'}/", "--workers", workers)
    assert [file.name for file in (tmp_path / "table").iterdir()] == ["part-00000.parquet"]
    capsys.readouterr()
    run("changes", tmp_path / "table.csv", tmp_path / "table")
    assert capsys.readouterr().out == "+0 -0 ~0\n"


def test_a_parquet_file_of_more_rows_than_one_holds_becomes_a_folder_and_a_file_again(
    documents, tmp_path, monkeypatch
):
    target = tmp_path / "table.parquet"
    run("extract", documents, "-o", target)
    whole = read_table(target)
    for module in ("files", "parquet_folder"):
        monkeypatch.setattr(f"pipeline.{module}.MOST_ROWS", 30)
    monkeypatch.setattr("pipeline.files._CHUNK", 10)
    run("extract", documents, "-o", target)
    assert len(list(target.iterdir())) == -(-len(whole) // 30)
    assert read_table(target).equals(whole)
    monkeypatch.undo()
    run("extract", documents, "-o", target)
    assert target.is_file()


@pytest.mark.parametrize("there", ["notes.txt", "part-00000.csv"])
def test_a_folder_with_anything_else_in_it_is_not_replaced(documents, tmp_path, there, capsys):
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / there).write_text("mine", encoding="utf-8")
    run("extract", documents, "-o", f"{tmp_path / 'table'}/", code=2)
    assert "别的文件" in capsys.readouterr().err
    assert (tmp_path / "table" / there).read_text(encoding="utf-8") == "mine"


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(documents, tmp_path):
    sources, _ = handed(documents)
    reading = reading_of(tmp_path / "parts")
    with pytest.raises(ClusterError):
        extract_parts(sources, reading, executor=Broken(after=5))
    kept = {file.name: file.stat().st_mtime_ns for file in reading.folder.glob("*.parquet")}
    assert len(kept) >= 5
    rest = Broken(after=1000)
    told = []
    parts = extract_parts(sources, reading, executor=rest, progress=lambda *said: told.append(said[0]))
    assert not {batch.part.name for batch in rest.batches} & kept.keys()
    assert len(rest.batches) + len(kept) == len(parts) == len({*parts})
    assert told[-1] == sum(1 for _ in sources)
    assert {name: (reading.folder / name).stat().st_mtime_ns for name in kept} == kept


def altered(documents):
    (documents / "公报" / "2.txt").write_text(FACT.format(2021, "99.9"), encoding="utf-8")


def stated(documents):
    (documents / "documents.csv").write_text("file,title\n公报/1.txt,另一个题目\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "read"), [(altered, {"公报/2.txt"}), (stated, {"公报/1.txt", "抄.txt", "公报/5.txt"})]
)
def test_what_has_changed_since_is_read_again(documents, tmp_path, change, read):
    reading = reading_of(tmp_path / "parts")
    extract_parts(handed(documents)[0], reading, executor=on_this_machine(1))
    change(documents)
    again = Broken(after=1000)
    extract_parts(handed(documents)[0], reading, executor=again)
    files = {source.file for batch in again.batches for source in batch.sources}
    assert read <= files
    assert ("公报/3.txt" in files) is (change is stated)  # a table of what is stated may speak of any


def test_a_part_that_is_damaged_and_a_document_that_may_have_returned_are_read_again(documents, tmp_path):
    reading = reading_of(tmp_path / "parts")
    first = Broken(after=1000)
    parts = extract_parts(handed(documents)[0], reading, executor=first)
    assert not any("坏" in batch.sources[0].file for batch in first.batches[1:3])
    octets = bytearray(parts[1].read_bytes())
    octets[len(octets) // 2] ^= 1
    parts[1].write_bytes(octets)
    again = Broken(after=1000)
    assert extract_parts(handed(documents)[0], reading, executor=again) == parts
    files = [source.file for batch in again.batches for source in batch.sources]
    assert sorted(files) == sorted([first.batches[1].sources[0].file, "坏.txt"])


def test_a_process_that_is_killed_costs_no_document(documents, tmp_path):
    line = "".join(f"甲{number}公司投资{number + 1}万元。\n" for number in range(150))
    for number in range(4):
        (documents / f"long{number}.txt").write_text(f"{2020 + number}年\n{line}", encoding="utf-8")
    expected = [
        (read.file, len(read.rows), read.skipped) for batch in extract_batches(documents) for read in batch
    ]

    end_idle()
    read = []
    for batch in extract_batches(documents, workers=2):
        read += [(one.file, len(one.rows), one.skipped) for one in batch]
        if len(read) in (3, 25, 27):
            _kill_children()
    assert read == expected

    def killing(reading, batches):
        for number, counts in enumerate(on_this_machine(2)(reading, batches)):
            if number in (3, 10, 12):
                _kill_children()
            yield counts

    sources, left_out = handed(documents)
    parts = extract_parts(sources, reading_of(tmp_path / "parts"), executor=killing)
    told = [*map(told_of, left_out), *TableOfParts(parts).documents]
    assert [(one.file, one.count, one.error.said() if one.error else "") for one in told] == expected


def _kill_children():
    for child in psutil.Process().children():
        child.kill()


def test_a_document_that_kills_its_process_each_time_is_told_and_costs_no_other(documents, monkeypatch):
    killed = []

    def run_all(function, jobs, **_):
        for job in jobs:
            bad = any(source.file == "公报/3.txt" for source in job[0])
            killed.extend([1] * bad)
            yield Failure("died") if bad else function(job)

    monkeypatch.setattr("pipeline.batches.run_all", run_all)
    reads = {read.file: read for batch in extract_batches(documents) for read in batch}
    assert (reads["公报/3.txt"].error.why, len(killed)) == ("reading_died", 2)
    assert reads["公报/2.txt"].rows


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_the_same_command_goes_on_where_the_program_was_killed(documents, tmp_path, capsys):
    line = "".join(f"甲{number}公司投资{number + 1}万元。\n" for number in range(200))
    for number in range(8):
        (documents / f"long{number}.txt").write_text(f"{2020 + number}年\n{line}", encoding="utf-8")
    run("extract", documents, "-o", tmp_path / "table.csv")
    target = tmp_path / "table"
    command = [sys.executable, "-m", "pipeline", "extract", documents, "-o", f"{target}/"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as program:
        try:
            for _ in range(20 * SECONDS):
                if len(kept := [*parts_of(target).glob("*.parquet")]) >= 5:
                    break
                time.sleep(0.05)
        finally:
            os.kill(program.pid, signal.SIGKILL)
    assert not target.exists()
    before = {file.name: file.stat().st_mtime_ns for file in kept}
    reading = reading_of(parts_of(target))
    rest = Broken(after=0)
    with pytest.raises(ClusterError):
        extract_parts(handed(documents)[0], reading, executor=rest)
    assert not before.keys() & {batch.part.name for batch in rest.batches}
    run("extract", documents, "-o", f"{target}/")
    assert not parts_of(target).exists()
    capsys.readouterr()
    run("changes", tmp_path / "table.csv", target)
    assert capsys.readouterr().out == "+0 -0 ~0\n"


def test_a_machine_that_sees_not_all_or_would_read_otherwise_says_so(documents, tmp_path):
    found = []
    extract_parts(
        handed(documents)[0],
        reading_of(tmp_path / "parts"),
        executor=lambda _, batches: found.extend(batches) or iter(()),
    )
    batch = found[-1]
    seen = tmp_path / "seen"
    with pytest.raises(ClusterError, match=str(seen)):
        written_elsewhere(batch, seen=seen)
    seen.touch()
    assert written_elsewhere(batch, seen=seen).documents == 1
    other = replace(batch, reading=replace(batch.reading, reader="another"))
    with pytest.raises(ClusterError, match="规则"):
        written_elsewhere(other, seen=seen)
    batch.sources[0].path.unlink()
    with pytest.raises(ClusterError, match=batch.sources[0].path.name):
        written_elsewhere(batch, seen=seen)
