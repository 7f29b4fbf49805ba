"""Run the dashboard as a user does, for the tests that open it in a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app import lifeline
from tests.patience import SECONDS

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def served(folder, workspace, *, killed=False, **variables):
    """Run the dashboard on a folder of documents, or on the workspace alone; give its address.

    `killed` ends it as hard as a power cut would.
    """
    port = free_port()
    command = [sys.executable, "-m", "app.serve", lifeline.OPTION, "--server.port", str(port)]
    shown = [] if folder is None else ["--", "--data", str(folder)]
    environment = {
        **os.environ,
        "PYTHONUTF8": "1",
        "COUNTY_INDICATORS_WORKSPACE": str(workspace),
        **variables,
    }
    with subprocess.Popen(
        [*command, *shown],
        cwd=ROOT,
        stdin=subprocess.PIPE,  # it closes with this program, however that ends, and the server ends too
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            if not killed:
                server.terminate()
                with suppress(subprocess.TimeoutExpired):
                    server.wait(SECONDS)
            server.kill()


def free_port():
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url):
    """Wait until an address answers."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (its own server)
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"no answer from {url} in {SECONDS} s")
