"""Hold the suite and the server to ending: when told to, when nothing goes on, when who started them is gone."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from app import lifeline
from tests.dashboard_server import free_port, wait_for
from tests.patience import SECONDS

ROOT = Path(__file__).resolve().parent.parent
STUCK = """
import pathlib, threading

def test_that_waits_for_ever():
    # when it waits: what is raised where an object is freed would be lost
    threading.Timer(0.5, pathlib.Path("begun").touch).start()
    threading.Event().wait()
"""
# A launcher as run.py is one: it keeps the other end of the server's input, and is killed without a word.
LAUNCHING = """
import subprocess, sys, time
server = subprocess.Popen([sys.executable, "-m", "app.serve", *sys.argv[1:]], stdin=subprocess.PIPE)
print(server.pid, flush=True)
time.sleep(600)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")


def stuck(folder, *options):
    """Start pytest on a test that does not end, with the signals that a background job of a script inherits."""
    (folder / "test_stuck.py").write_text(STUCK)
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    command += ["--basetemp", str(folder / "temporary"), "-p", "tests.conftest"]
    return subprocess.Popen(
        ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command, *options, "test_stuck.py"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_tests_told_to_end_say_what_was_running_whatever_they_inherited(tmp_path, told):
    process = stuck(tmp_path)
    while not (tmp_path / "begun").exists():
        assert process.poll() is None, process.stdout.read()
    process.send_signal(told)
    output, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert ("Told to end while at test_stuck.py::test_that_waits_for_ever" in output) == (
        told == signal.SIGTERM
    )
    assert "KeyboardInterrupt" in output


def test_a_test_that_does_not_end_is_ended_with_a_word_on_where_it_is(tmp_path):
    output, _ = stuck(tmp_path, "-o", "faulthandler_timeout=1").communicate(timeout=SECONDS)
    assert "Timeout (0:00:01)!" in output
    assert "in test_that_waits_for_ever" in output


def test_the_dashboard_ends_when_its_launcher_is_killed():
    port = free_port()
    options = [lifeline.OPTION, "--server.port", str(port), "--server.headless", "true"]
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCHING, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as launcher:
        try:
            server = psutil.Process(int(launcher.stdout.readline()))
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        finally:
            launcher.kill()
    _, alive = psutil.wait_procs([server], timeout=SECONDS)
    for one in alive:
        one.kill()
    assert not alive
