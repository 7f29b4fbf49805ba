"""Give the tests that need a browser one, or skip them with a reason; end all of them well when told to."""

import faulthandler
import gc
import os
import signal
import sys
from contextlib import suppress
from functools import cache
from urllib.parse import urlparse

import pytest
from hypothesis import settings
from playwright.sync_api import Error, Page, sync_playwright
from streamlit.components.v2 import manifest_scanner

from app import observations
from app.charts.pictures import find_browser
from app.fonts import name_for_fontconfig
from tests.dashboard_server import served
from tests.patience import SECONDS
from tests.samples import EVERYTHING

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run the long checks whole, not samples of them")


def pytest_configure(config):
    """Take signals as a terminal's program does, whatever was inherited: a script's background job ignores SIGINT."""
    if config.getoption("--all"):
        os.environ[EVERYTHING] = "1"
    else:  # the same texts each time: a change is judged by its own faults, new texts are for --all and the fuzzing
        settings.register_profile("repeatable", derandomize=True)
        settings.load_profile("repeatable")
    errors = os.fdopen(os.dup(2), "w")  # later, standard error is captured

    def say_what_runs_and_end(*_):
        signal.signal(
            signal.SIGTERM, signal.SIG_IGN
        )  # a group is told as a whole, and run.py tells it on: once will do
        print(f"\nTold to end while at {os.environ.get('PYTEST_CURRENT_TEST', 'no test')}", file=errors)
        faulthandler.dump_traceback(errors)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, say_what_runs_and_end)


def pytest_collection():
    """Look for no garbage while tests are collected, a third of the time: what they are stays."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """Look for garbage among what tests make alone: Streamlit collects it after each run of a page, a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 100)


def pytest_keyboard_interrupt():
    """Let the fixtures end what they started, without being interrupted again."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def pytest_collection_modifyitems(items):
    """Look a second time at what a browser did not show: it may lose a page where the machine stands still.

    The summary names each test that was looked at twice.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell what the page said where a test in a browser failed."""
    report = yield
    shown = getattr(item, "funcargs", {}).get("page")
    if call.when == "call" and report.failed and isinstance(shown, Page):
        with suppress(Error):
            report.sections.append(("The page", f"{shown.url}\n{shown.inner_text('body', timeout=5000)}"))
    return report


@pytest.fixture(scope="session", autouse=True)
def _components_looked_for_once():
    """Look through the installed packages for Streamlit's components once, not for each app that a test opens."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(autouse=True)
def _main_as_it_was():
    """Take back the page that a test ran as `__main__`: a process that is started later would run it again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def workspace(tmp_path_factory, monkeypatch):
    """Keep each test's documents and decisions in a workspace of its own."""
    folder = tmp_path_factory.mktemp("workspace")
    monkeypatch.setenv("COUNTY_INDICATORS_WORKSPACE", str(folder))
    monkeypatch.setattr(observations, "PAUSE", 0.0)  # on a slow machine too each visit looks through a folder
    return folder


@pytest.fixture(scope="session")
def chromium():
    """Find a Chromium; without one skip, or fail where REQUIRE_BROWSER=1 says that there must be one."""
    found = find_browser()
    if found is None:
        reason = "no Chromium on PATH or in BROWSER_PATH"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def browser(chromium):
    """Run one browser for the tests of a module."""
    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=chromium, args=[*QUIET])
        yield running
        running.close()


@pytest.fixture(scope="module")
def chinese_font(tmp_path_factory):
    """Let a browser that is started find the packaged Chinese font, whatever the machine has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTY_INDICATORS_WORKSPACE", str(tmp_path_factory.mktemp("fonts")))
        patch.setenv("FONTCONFIG_FILE", "")
        name_for_fontconfig()
        yield


@pytest.fixture
def page(browser):
    """Open a window, and hold it to asking nothing of any other machine."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, accept_downloads=True, locale="zh-CN"
    )
    opened = context.new_page()
    opened.set_default_timeout(SECONDS * 1000)
    hosts = set()
    opened.on("request", lambda request: hosts.add(urlparse(request.url).hostname))
    opened.on("websocket", lambda socket: hosts.add(urlparse(socket.url).hostname))
    yield opened
    context.close()
    assert hosts <= {"127.0.0.1", None}  # None: data: and blob: addresses


@pytest.fixture(scope="module")
def address(request, tmp_path_factory):
    """Run the dashboard on the DOCUMENT of a module of tests."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "20250120.txt").write_text(request.module.DOCUMENT, encoding="utf-8")
    with served(folder, tmp_path_factory.mktemp("workspace")) as running:
        yield running
