"""Give the tests that need a browser one, or skip them with a reason."""

import os

import pytest

from app.charts.pictures import find_browser


@pytest.fixture(autouse=True)
def workspace(tmp_path_factory, monkeypatch):
    """Keep each test's documents and decisions in a workspace of its own."""
    folder = tmp_path_factory.mktemp("workspace")
    monkeypatch.setenv("COUNTY_INDICATORS_WORKSPACE", str(folder))
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
