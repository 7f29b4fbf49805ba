"""Measure how long a choice on the page Compare takes from the click to the last stroke of the charts, in Chromium.

    python benchmarks/compare.py WORKSPACE [--against CHECKOUT] [--rounds 9]

WORKSPACE is a folder that the dashboard keeps its documents in; it is copied, not written to. With another checkout of the
program the two take turns, choice by choice, so that the noise of the machine falls on both: the ratio is what counts.
Nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.charts.pictures import find_browser  # noqa: E402 - the path comes first

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 120_000  # milliseconds, for a machine that has much else to do
ADDRESS = "compare?lang=zh&indicators=tourist_arrivals,tourism_revenue"
CHOICES = {  # of each the words to click, one after the other, so that the second undoes the first
    "kind of chart": ("折线图", "柱线图"),
    "index": ("指数", "柱线图"),
    "computed figures": ("含推算数", "含推算数"),
    "chart and table": ("图和表", "图"),
}
# Each change of a chart is noted with its time; what follows the pointer alone is none.
WATCH = """() => {
  window.drawn = 0;
  const inside = (node) => node.closest?.('.js-plotly-plot') || node.querySelector?.('.js-plotly-plot');
  new MutationObserver((changes) => {
    if (changes.some((one) => inside(one.target) || [...one.addedNodes, ...one.removedNodes].some(inside)))
      window.drawn = performance.now();
  }).observe(document.querySelector('.stApp'), {subtree: true, childList: true, attributes: true,
    attributeFilter: ['d', 'transform']});
  addEventListener('pointerdown', () => { window.pressed = performance.now(); window.drawn = 0; }, true);
}"""
SETTLED = """() => {
  const state = document.querySelector('.stApp').dataset.testScriptState;
  return state === 'notRunning' && performance.now() - Math.max(window.drawn, window.pressed) > 700;
}"""


def main() -> None:
    """Print the median of each choice, and the ratio where there is another checkout."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--against", type=Path, help="another checkout of the program")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    checkouts = [ROOT, *([given.against] if given.against else [])]
    with ExitStack() as stack:
        player = stack.enter_context(sync_playwright())
        browser = player.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        stack.callback(browser.close)
        pages = []
        for checkout in checkouts:
            address = stack.enter_context(served(checkout.resolve(), given.workspace))
            page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
            page.set_default_timeout(PATIENCE)
            page.goto(f"{address}/{ADDRESS}")
            page.wait_for_selector(".js-plotly-plot .bars .point path", state="attached")
            page.evaluate(WATCH)
            page.wait_for_timeout(3000)
            pages.append(page)
        for name, words in CHOICES.items():
            print(f"{name}: {told(measured(pages, words, given.rounds))}", flush=True)


def measured(pages: list[Page], words: tuple[str, ...], rounds: int) -> list[list[float]]:
    """Give the seconds of each page, round by round; the first round only warms up."""
    taken: list[list[float]] = [[] for _ in pages]
    for number in range(rounds + 1):
        for word in words:
            for page, times in zip(pages, taken, strict=True):
                seconds = click_to_drawn(page, word)
                if number and seconds:
                    times.append(seconds)
    return taken


def click_to_drawn(page: Page, word: str) -> float | None:
    """Give the seconds from the click to the last change of a chart; None where no chart changed."""
    page.bring_to_front()
    page.get_by_text(word, exact=True).first.click()
    page.wait_for_function(SETTLED)
    milliseconds = page.evaluate("window.drawn - window.pressed")
    return milliseconds / 1000 if milliseconds > 0 else None


def told(taken: list[list[float]]) -> str:
    """Write the medians and their ratio."""
    middle = [statistics.median(times) if times else float("nan") for times in taken]
    if len(middle) == 1:
        return f"{middle[0]:.2f} s"
    return f"{middle[0]:.2f} s, there {middle[1]:.2f} s; {middle[0] / middle[1]:.2f} of it"


@contextmanager
def served(checkout: Path, workspace: Path) -> Iterator[str]:
    """Run the dashboard of a checkout on a copy of the workspace; give its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        copy = shutil.copytree(workspace, Path(folder) / "workspace")
        command = [sys.executable, "-m", "app.serve", "--server.port", str(port)]
        environment = {**os.environ, "PYTHONUTF8": "1", "COUNTY_INDICATORS_WORKSPACE": str(copy)}
        with subprocess.Popen(  # noqa: S603 - the program itself
            command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                address = f"http://127.0.0.1:{port}"
                while server.poll() is None:
                    with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health"):  # noqa: S310
                        break
                    time.sleep(0.2)
                yield address
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
