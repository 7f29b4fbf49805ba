"""Try the barrier: what one job does to its process costs only that job."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from pipeline.execution import Failure, Limits, forking, processes, run_all
from pipeline.execution.processes import end_idle
from tests.patience import SECONDS

SHORT = Limits(seconds=1, megabytes=400)
LONG = Limits(seconds=60, megabytes=400)
GOOD = "pass"


def told(answer):
    return answer.why if isinstance(answer, Failure) else answer


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("1/0", "raised"),
        ("import time; time.sleep(600)", "time"),
        ("while True: pass", "time"),
        ("import os; os._exit(3)", "died"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", "died"),
        (
            "x = bytearray(600_000_000); x[::4096] = b'1' * len(x[::4096]); import time; time.sleep(600)",
            "memory",
        ),
        ("raise MemoryError", "memory"),
        ("raise RecursionError", "raised"),
        ("print('noise'); import sys; sys.stdout.flush()", None),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_job_costs_only_itself(bad, why, workers):
    jobs, limits = [GOOD, bad, GOOD, GOOD], SHORT if why == "time" else LONG
    assert [told(one) for one in run_all(exec, jobs, workers=workers, limits=limits)] == [
        None,
        why,
        None,
        None,
    ]


def test_a_job_that_goes_on_may_take_longer_than_one_that_does_not():
    page = "import time; from pipeline.execution import goes_on; time.sleep(0.6); goes_on();"
    done, stuck = run_all(exec, [page * 4, page + "time.sleep(600)"], limits=SHORT)
    assert (told(done), told(stuck)) == (None, "time")


def test_a_page_that_is_told_lengthens_no_limit():
    page = (
        "import time; from pipeline.execution.going_on import reads_page; time.sleep(0.6); reads_page(1, 9);"
    )
    heard = []
    (done,) = run_all(
        exec, [page * 9], limits=SHORT, heard=lambda number, said: heard.append((number, said.page))
    )
    assert told(done) == "time"
    assert heard[0] == (0, 1)


def test_a_job_that_was_done_while_another_process_was_started_is_over_no_limit(monkeypatch):
    end_idle()
    assert [*run_all(str, [1])] == ["1"]  # a process is there for the first job, none for the second
    begun = processes.Process.__init__

    def slowly(*given, **named):
        time.sleep(2 * SHORT.seconds)
        begun(*given, **named)

    monkeypatch.setattr(processes.Process, "__init__", slowly)
    monkeypatch.setattr(processes, "FORKS", False)
    answers = run_all(exec, [GOOD, GOOD], workers=2, limits=SHORT)
    assert told(next(answers)) is None
    answers.close()
    end_idle()


def test_results_come_in_the_order_of_the_jobs():
    jobs = [*range(200)]
    assert [*run_all(str, jobs, workers=2)] == [str(job) for job in jobs]


def test_what_was_raised_is_named_with_its_place_in_the_program():
    (failure,) = run_all(int, ["no number"])
    assert (failure.why, failure.values["kind"]) == ("raised", "ValueError")


def test_a_process_that_a_large_job_made_grow_is_not_kept_for_the_next():
    end_idle()
    whose = "import pathlib, os; pathlib.Path({!r}).write_text(str(os.getpid()));"
    keep = "import builtins; builtins.kept = bytearray(500_000_000); builtins.kept[::4096] = b'1' * 122_071"
    with tempfile.TemporaryDirectory() as folder:
        small, large, after = (str(Path(folder, name)) for name in ("small", "large", "after"))
        jobs = [whose.format(small), whose.format(large) + keep, whose.format(after)]
        assert list(run_all(exec, jobs, limits=Limits(seconds=60, megabytes=900))) == [None] * 3
        pids = [Path(one).read_text() for one in (small, large, after)]
    assert pids[0] == pids[1] != pids[2]


def children():
    """Give the processes that this one started; a browser for other tests may be among them."""
    return {*psutil.Process().children()}


def test_who_stops_asking_ends_what_is_at_work():
    end_idle()
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    answers = run_all(exec, [GOOD, "import time; time.sleep(600)"], workers=2)
    next(answers)
    answers.close()
    end_idle()
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


@pytest.mark.skipif(not forking.FORKS, reason="this system does not fork")
def test_several_processes_are_forked_of_one_that_has_loaded_what_reading_needs():
    end_idle()
    before = children()
    loaded = "import os, sys; assert 'pipeline.extraction' in sys.modules; " * 2
    jobs = [loaded + "import time; time.sleep(0.2)"] * 4
    assert [*run_all(exec, jobs, workers=2)] == [None] * 4
    (template,) = children() - before
    forks = template.children()
    assert len(forks) == 2
    for fork in forks:
        fork.kill()
    psutil.wait_procs(forks)
    assert [*run_all(exec, jobs, workers=2)] == [None] * 4
    template.kill()
    template.wait()
    assert [*run_all(exec, jobs, workers=2)] == [None] * 4
    end_idle()
    assert children() <= before


def test_where_a_system_does_not_fork_each_process_is_started(monkeypatch):
    end_idle()
    before = children()
    monkeypatch.setattr(processes, "FORKS", False)
    assert [*run_all(str, [1, 2, 3, 4], workers=2)] == ["1", "2", "3", "4"]
    assert all(not child.children() for child in children() - before)
    end_idle()


@pytest.mark.skipif(not forking.FORKS, reason="this system does not fork")
def test_where_nothing_can_be_forked_a_process_is_started(monkeypatch):
    end_idle()
    monkeypatch.setattr(forking, "environment", lambda: {"PYTHONPATH": "/nowhere"})
    assert [*run_all(str, [1, 2], workers=2)] == ["1", "2"]
    end_idle()


def test_processes_end_with_the_program_that_started_them_however_it_ends():
    script = (
        "from pipeline.execution import run_all\n"
        "import os, threading, time\n"
        "jobs = ['import os; os.environ[\"X\"] = \"1\"', 'import time; time.sleep(600)', 'while True: pass']\n"
        "threading.Thread(target=lambda: [*run_all(exec, jobs, workers=3)], daemon=True).start()\n"
        "import psutil\n"
        "from pipeline.execution.forking import FORKS\n"
        "while len(children := psutil.Process().children(recursive=True)) < 3 + FORKS: time.sleep(0.05)\n"
        "print(*[child.pid for child in children], flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=SECONDS
    )
    started = [int(pid) for pid in run.stdout.split()]
    assert len(started) == 3 + forking.FORKS
    _, left = psutil.wait_procs(
        [psutil.Process(pid) for pid in started if psutil.pid_exists(pid)], timeout=SECONDS
    )
    assert left == []


def test_a_folder_of_the_same_name_where_one_stands_is_not_taken_for_the_program(tmp_path, monkeypatch):
    end_idle()
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline" / "__init__.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [*run_all(str, [1])] == ["1"]
    end_idle()
