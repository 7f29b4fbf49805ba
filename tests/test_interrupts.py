"""Break the command line off at any moment: one line, no process stays, and what is left is swept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.documents import digest_of
from pipeline.files import write_table
from pipeline.indicators.saving import read_rules, save_rules
from pipeline.unfinished import sweep, unfinished
from pipeline.workspace import Key, Verdict, Workspace
from pipeline.workspace.originals import Originals

ROOT = Path(__file__).resolve().parent.parent
TEXT = "2024年，凤阳县旅游收入46亿元，粮食产量3万吨。\n"
WAIT = 120  # seconds after which a test gives up
# Run the command line, and press Ctrl-C when a module is imported, a file opened or renamed: sys.argv[1] in its name.
PRESS = """
import runpy, signal, sys
at = sys.argv.pop(1)
pressed = False
def press(event, arguments):
    global pressed
    if not pressed and event in ("import", "open", "os.rename") and at in f"{event} {arguments[0]}":
        pressed = True
        signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.addaudithook(press)
runpy.run_module("pipeline", run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def documents(tmp_path):
    made = tmp_path / "documents"
    made.mkdir()
    for number in range(3):
        (made / f"{number}.txt").write_text(TEXT.replace("46", f"{number + 1}"), encoding="utf-8")
    return made


def without_a_process():
    """Return the number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(WAIT)
    return ended.pid


@pytest.mark.parametrize(
    "moment",
    [
        "import argparse", "import pipeline.documents", "import pipeline.batches", "import psutil", "import pandas",
        "import pyarrow.parquet", ".part", "import xlsxwriter", "os.rename",
    ],
)  # fmt: skip
def test_ctrl_c_at_any_moment_is_one_line(documents, tmp_path, moment):
    target = tmp_path / "out" / "table.xlsx"
    target.parent.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PRESS, moment, "extract", documents, "-o", target],
        cwd=ROOT, capture_output=True, text=True, timeout=WAIT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.removeprefix("3/3\n") == "已中断。\n"
    assert list(target.parent.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
@pytest.mark.parametrize("end", ["SIGTERM", "SIGKILL"])
def test_no_worker_stays_when_the_program_is_killed_and_the_next_start_sweeps(documents, tmp_path, end):
    line = "".join(f"甲{number}公司投资{number + 1}万元。\n" for number in range(40_000))
    for number in range(4):
        (documents / f"long{number}.txt").write_text(f"{number}年\n{line}", encoding="utf-8")
    target = tmp_path / "out" / "table.csv"
    target.parent.mkdir()
    command = [sys.executable, "-m", "pipeline", "extract", documents, "-o", target, "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as program:
        try:
            workers = _until(lambda: [one for one in _workers(program) if _busy(one)], least=2)
            _until(lambda: list(target.parent.iterdir()), least=1)
            os.kill(program.pid, getattr(signal, end))
            program.wait(WAIT)
        finally:
            program.kill()
    gone, alive = psutil.wait_procs(workers, timeout=WAIT)
    assert (len(gone), alive) == (2, [])
    assert len(list(target.parent.iterdir())) == 1  # what was being written
    assert write_table([[]], target) == 0
    assert list(target.parent.iterdir()) == [target]


def _workers(program):
    """Give the processes below a program that have none below them: what others are forked of reads nothing."""
    try:
        below = psutil.Process(program.pid).children(recursive=True)
        return [one for one in below if not one.children()]
    except psutil.Error:
        return []


def _busy(process):
    try:
        return process.cpu_times().user > 0.5
    except psutil.Error:
        return False


def _until(look, *, least):
    """Look again and again until there are enough."""
    for _ in range(20 * WAIT):
        found = look()
        if len(found) >= least:
            return found
        time.sleep(0.05)
    return pytest.fail("nothing came")


def test_files_of_programs_that_are_gone_are_swept_and_others_stay(tmp_path):
    gone = without_a_process()
    target = tmp_path / "table.csv"
    swept = [
        f".table.csv.{gone}{end}" for end in ("-1.part", ".rows", ".part", ".csv", "")
    ]  # all but the first are of earlier versions
    kept = [
        unfinished(target).name, f".other.csv.{gone}-1.part", "table.csv", f"table.csv.{gone}-1.part",
        f".notes.{gone}", ".table.csv.backup",
    ]  # fmt: skip
    for name in [*swept, *kept]:
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep(target)
    assert {file.name for file in tmp_path.iterdir()} == set(kept)


def test_what_was_begun_for_another_name_is_swept_where_its_machine_is_this_one(tmp_path):
    here = unfinished(tmp_path / "other.csv").name.split(".")[-2].split("-")[0]
    gone = without_a_process()
    swept = f".other.csv.{here}-{gone}-1.part"
    kept = [
        unfinished(tmp_path / "other.csv").name,  # being written just now
        f".other.csv.{'0' * 8}-{gone}-1.part",  # by another computer, whose processes nobody sees here
        f".table.csv.{'0' * 8}-{gone}-1.part", f"other.csv.{here}-{gone}-1.part", f".notes.{gone}-1.part.txt",
    ]  # fmt: skip
    for name in [swept, *kept]:
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep(tmp_path / "table.csv")
    assert {file.name for file in tmp_path.iterdir()} == set(kept)


def test_a_workspace_that_is_opened_sweeps_what_a_killed_program_left(tmp_path):
    gone = without_a_process()
    Workspace(tmp_path)
    left = [
        tmp_path / f".observations.parquet.{gone}-1.part", tmp_path / f".folder.json.{gone}-2.part",
        tmp_path / "originals" / f".0123.txt.{gone}-3.part",
        # of earlier versions
        tmp_path / f".observations.parquet.{gone}", tmp_path / f".folder.json.{gone}",
        tmp_path / "originals" / f"{'0a' * 32}.{gone}",
    ]  # fmt: skip
    others = [tmp_path / f".notes.{gone}", tmp_path / "originals" / f"{'0a' * 32}.{os.getpid()}"]
    for file in [*left, *others]:
        file.write_text("", encoding="utf-8")
    Workspace(tmp_path)
    assert [file for file in [*left, *others] if file.exists()] == others


def test_bytes_that_a_killed_program_kept_and_nothing_names_go_when_they_are_old(tmp_path):
    workspace, pages = Workspace(tmp_path / "w"), tmp_path / "pages"
    originals = Originals(tmp_path / "w" / "originals", tmp_path / "w" / "contents")
    pages.mkdir()
    texts = {name: TEXT.replace("46", number) for name, number in zip("abcdef", "123456", strict=True)}
    listed = workspace.add("listed.txt", texts["a"].encode()).digest
    for name in "bc":
        (pages / f"{name}.txt").write_text(texts[name], encoding="utf-8")
    typed, decided = (one.digest for one in workspace.mirror(pages))
    workspace.register.restate({typed: {"place": "凤阳县"}})
    workspace.verdicts.append([Verdict(Key(decided, 1, 2, "gdp", "level", "2024"), "rejected", reason="x")])
    for file in pages.iterdir():
        file.unlink()
    workspace.mirror(pages)  # off the list, and what people said of them stays
    old, young, again = (digest_of(texts[name]) for name in "def")
    originals.keep({digest_of(texts[name]): texts[name].encode() for name in "def"})
    for file in (tmp_path / "w" / "originals").iterdir():
        if file.stem != young:
            os.utime(file, (0, 0))
    originals.mend({again: texts["f"].encode()})  # another program is adding it just now
    Workspace(tmp_path / "w")
    kept = originals.digests()
    assert kept == {listed, typed, decided, young, again}
    assert old not in kept


@pytest.mark.parametrize("lost", ["documents.sqlite3", "reviews.sqlite3"])
def test_no_bytes_go_where_the_list_that_may_name_them_was_lost(tmp_path, lost):
    workspace = Workspace(tmp_path)
    workspace.add("listed.txt", TEXT.encode())
    originals = Originals(tmp_path / "originals", tmp_path / "contents")
    octets = TEXT.replace("46", "47").encode()
    originals = Originals(tmp_path / "originals", tmp_path / "contents")
    originals.keep({digest_of(octets.decode()): octets})
    for file in (tmp_path / "originals").iterdir():
        os.utime(file, (0, 0))
    (tmp_path / lost).write_bytes(b"no database")
    for _ in range(2):  # also at the start after the one that kept it aside
        Workspace(tmp_path)
        assert len(originals.digests()) == 2


def test_a_rule_that_is_saved_sweeps_what_a_killed_program_left(tmp_path):
    gone = without_a_process()
    rules, history = tmp_path / "indicators.yaml", tmp_path / "history"
    history.mkdir()
    rules.write_text("a: 1\n", encoding="utf-8")
    left = [tmp_path / f".indicators.yaml.{gone}-1.part", history / f".0001.yaml.{gone}-2.part"]
    for file in left:
        file.write_text("", encoding="utf-8")
    save_rules("a: 2\n", read_rules(rules), history)
    assert not any(file.exists() for file in left)


def test_two_names_for_one_target_are_never_the_same():
    assert len({unfinished(Path("table.csv")) for _ in range(100)}) == 100
