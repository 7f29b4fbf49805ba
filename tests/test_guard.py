"""Ask the running dashboard from elsewhere: refused, and nothing is looked up on the Internet for it."""

import http.client
import os
import subprocess
import sys

import pytest

from tests.dashboard_server import ROOT, free_port, wait_for
from tests.patience import SECONDS

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
# Notes each name that the server looks up and each address that it connects to, and lets none through.
NOTED = """
import socket, sys
def note(real):
    def noting(*given, **named):
        with open({log!r}, "a") as log:
            log.write(repr(given[-1] if real is connect else given[0]) + "\\n")
        return real(*given, **named)
    return noting
connect = socket.socket.connect
socket.socket.connect = note(connect)
socket.getaddrinfo = note(socket.getaddrinfo)
socket.gethostbyname = note(socket.gethostbyname)
"""
STARTS = {
    "own": ["-m", "app.serve"],
    "bare": ["-m", "streamlit", "run", "dashboard.py"],
}


@pytest.fixture(scope="module", params=[*STARTS])
def watched(request, tmp_path_factory):
    """Run the dashboard by either start; give its port and the file in which its look-ups are noted."""
    folder = tmp_path_factory.mktemp("watched")
    log, port = folder / "lookups.txt", free_port()
    (folder / "sitecustomize.py").write_text(NOTED.format(log=str(log)), encoding="utf-8")
    environment = {
        **os.environ, "PYTHONPATH": str(folder), "COUNTY_INDICATORS_WORKSPACE": str(folder / "workspace"),
    }  # fmt: skip
    command = [sys.executable, *STARTS[request.param], "--server.port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield port, log
        finally:
            server.terminate()


def status(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in {"Host": f"127.0.0.1:{port}", **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse().status
    connection.close()
    return answer


def test_its_own_page_is_let_in(watched):
    port, _ = watched
    assert status(port, "/") == 200
    assert status(port, "/_stcore/stream", Origin=f"http://127.0.0.1:{port}", **UPGRADE) == 101
    own = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
    assert status(port, "/_stcore/stream", **own, **UPGRADE) == 101


@pytest.mark.parametrize(
    "origin", ["https://example.com", "http://127.0.0.1:1", "null", "http://localhost:8501", "http://["]
)
def test_another_origin_is_refused_and_nothing_is_looked_up(watched, origin):
    port, log = watched
    before = log.read_text() if log.exists() else ""
    assert status(port, "/_stcore/stream", Origin=origin, **UPGRADE) == 403
    assert status(port, "/", Origin=origin) == 403
    after = log.read_text() if log.exists() else ""
    assert after == before


@pytest.mark.parametrize(
    "host",
    ["example.com", "127.0.0.1.example.com", "", "[::1", "192.168.1.5:8501", "127.0.0.1:8501.example.com"],
)
def test_another_host_is_refused(watched, host):
    port, _ = watched
    assert status(port, "/", Host=host) == 403
    assert status(port, "/_stcore/stream", Host=host, **UPGRADE) == 403


def test_the_look_ups_are_noted_at_all(tmp_path):
    log = tmp_path / "lookups.txt"
    (tmp_path / "sitecustomize.py").write_text(NOTED.format(log=str(log)), encoding="utf-8")
    script = "import socket\ntry: socket.create_connection(('127.0.0.1', 1), timeout=1)\nexcept OSError: pass"
    subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
        timeout=SECONDS,
    )
    assert "127.0.0.1" in log.read_text()
