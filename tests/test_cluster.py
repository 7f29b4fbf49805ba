"""Read on a Dask cluster, of processes of this machine: the rows are those of one process, whatever is lost meanwhile."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from pipeline.__main__ import main
from pipeline.execution import cluster as on_machines
from tests.patience import SECONDS

ROOT = Path(__file__).resolve().parent.parent
FACT = "{}年，青禾县累计接待游客{}万人次，同比增长12.5%。\n"


@pytest.fixture(scope="module")
def started():
    """Have a way to start clusters; without Dask skip, or fail where REQUIRE_CLUSTER=1 says that it must be there."""
    if importlib.util.find_spec("distributed") is None:
        reason = "the packages of requirements-cluster.txt are not installed"
        if os.environ.get("REQUIRE_CLUSTER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from distributed import LocalCluster

    def start(workers):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=60,
        )

    return start


@pytest.fixture
def documents(tmp_path):
    """Make texts that take a while, some that disagree, a copy, and one that is no text."""
    made = tmp_path / "documents"
    made.mkdir()
    line = "".join(f"甲{number}公司投资{number + 1}万元。\n" for number in range(150))
    for number in range(8):
        text = FACT.format(2024, number + 1) + line.replace("甲", "甲乙丙丁戊己庚辛"[number])
        (made / f"{number}.txt").write_text(text, encoding="utf-8")
    (made / "copy.txt").write_text(text, encoding="utf-8")
    (made / "broken.txt").write_bytes(b"\x00\x01\x02" * 50)
    return made


def run(*arguments, code=0):
    assert main([str(one) for one in arguments]) == code


def skipped(capsys):
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("跳过")]


def when_there_are_parts(target, act):
    """Do something when the first parts of a table are there, in a thread; return the thread and what was done."""
    folder = target.with_name(f".{target.name}.parts")

    acted = []

    def watch():
        for _ in range(20 * SECONDS):
            if len([*folder.glob("*.parquet")]) >= 2:
                acted.append(act())
                return
            time.sleep(0.05)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread, acted


def test_rows_are_the_same_though_a_worker_is_killed_and_the_same_command_goes_on_after_a_lost_scheduler(
    documents, tmp_path, capsys, started
):
    run("extract", documents, "-o", tmp_path / "table.csv")
    expected = (tmp_path / "table.csv").read_bytes()
    told = skipped(capsys)
    assert len(told) == 2

    lost = tmp_path / "lost.csv"
    with started(2) as cluster:
        killed = tmp_path / "killed.csv"
        worker = psutil.Process(cluster.workers[0].pid)
        thread, acted = when_there_are_parts(killed, worker.kill)
        run("extract", documents, "-o", killed, "--cluster", cluster.scheduler_address)
        thread.join()
        assert len(acted) == 1
        assert killed.read_bytes() == expected
        assert skipped(capsys) == told

        thread, acted = when_there_are_parts(lost, cluster.close)
        run("extract", documents, "-o", lost, "--cluster", cluster.scheduler_address, code=2)
        thread.join()
    said = capsys.readouterr().err.splitlines()[-1]
    assert "与调度器的连接断了" in said
    assert not lost.exists()
    kept = {part: part.stat().st_mtime_ns for part in (tmp_path / ".lost.csv.parts").glob("*.parquet")}
    assert len(kept) >= 2

    with started(1) as cluster:
        thread, seen = when_there_are_parts(lost, lambda: {one: one.stat().st_mtime_ns for one in kept})
        run("extract", documents, "-o", lost, "--cluster", cluster.scheduler_address)
        thread.join()
    assert seen == [kept]
    assert lost.read_bytes() == expected
    assert not (tmp_path / ".lost.csv.parts").exists()


def test_a_cluster_without_workers_and_an_address_without_scheduler_are_one_line(
    documents, tmp_path, capsys, started, monkeypatch
):
    monkeypatch.setattr(on_machines, "_PATIENCE", 1)
    with started(0) as cluster:
        run("extract", documents, "-o", tmp_path / "a.csv", "--cluster", cluster.scheduler_address, code=2)
        (said,) = capsys.readouterr().err.splitlines()
        assert "没有工作进程" in said
    for address in (cluster.scheduler_address, "nowhere", "http://x:1"):
        run("extract", documents, "-o", tmp_path / "a.csv", "--cluster", address, code=2)
        (said,) = capsys.readouterr().err.splitlines()
        assert said.startswith(f"{address}：连不上")
    assert [*tmp_path.iterdir()] == [documents]


def test_without_its_packages_the_sentence_says_what_to_install(documents, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    run("extract", documents, "-o", tmp_path / "a.csv", "--cluster", "tcp://127.0.0.1:8786", code=2)
    (said,) = capsys.readouterr().err.splitlines()
    assert "python run.py cluster" in said
    assert [*tmp_path.iterdir()] == [documents]


def test_nothing_of_dask_is_loaded_without_a_cluster(documents, tmp_path):
    script = (
        "import sys; from pipeline.__main__ import main\n"
        f"main(['extract', {str(documents / '0.txt')!r}, '-o', {str(tmp_path)!r} + '/table/'])\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('dask', 'distributed')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_machines_and_processes_are_not_asked_for_at_once(documents, capsys):
    with pytest.raises(SystemExit):
        main(["extract", str(documents), "-o", "x.csv", "--cluster", "a", "--workers", "2"])
    assert "--cluster" in capsys.readouterr().err
