"""Start a folder made by `run.py bundle` and look at its first page: START CHROMIUM COMMANDS HOME.

A program of its own, so that a test can run it, the folder and the browser where there is no network.
"""

import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.conftest import QUIET
from tests.dashboard_server import free_port, wait_for
from tests.patience import SECONDS


def visit(start, chromium, commands, home):
    """Start the folder with nothing but `commands` on PATH, see its page, end it."""
    Path(home).mkdir()
    with socket.socket() as probe:
        probe.settimeout(2)
        assert probe.connect_ex(("192.0.2.1", 80)) != 0, "there is a network"
    address = f"http://127.0.0.1:{free_port()}"
    command = [start, "--no-browser", "--port", address.rpartition(":")[2]]
    with subprocess.Popen(command, env={"PATH": commands, "HOME": home}, stdin=subprocess.DEVNULL) as server:
        try:
            wait_for(f"{address}/_stcore/health")
            with urllib.request.urlopen(f"{address}/app/static/NotoSansSC-Common.otf") as font:  # noqa: S310 - its own server
                assert len(font.read()) > 1_000_000
            with sync_playwright() as player:
                browser = player.chromium.launch(executable_path=chromium, args=[*QUIET])
                page = browser.new_page(locale="zh-CN")
                page.goto(address)
                page.get_by_text("鹤山市").first.wait_for(timeout=SECONDS * 1000)
                browser.close()
        finally:
            server.terminate()
    print("鹤山市 is on the first page")  # noqa: T201 - its answer


if __name__ == "__main__":
    visit(*sys.argv[1:])
