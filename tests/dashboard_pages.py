"""Open pages of the dashboard without a browser, and read what they show."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.observations import shown_workspace
from tests.patience import SECONDS

ROOT = Path(__file__).parents[1]
DASHBOARD = str(ROOT / "dashboard.py")


def show_documents(monkeypatch, folder, documents):
    """Write documents (texts by file name) into a folder, made where it is missing, and let the pages show it."""
    folder.mkdir(exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(folder))
    return folder


def opened(page, /, **address):
    """Open a page at an address."""
    lay_out_samples()
    app = AppTest.from_file("../dashboard.py", default_timeout=SECONDS)
    app.switch_page(f"app/pages/{page}.py")
    given(app, address)
    app.run()
    assert not app.exception
    return app


def lay_out_samples():
    """Give an empty workspace that shows no folder what every other has once the samples were read."""
    folder = Path(os.environ["COUNTY_INDICATORS_WORKSPACE"])
    if "COUNTY_INDICATORS_DATA" not in os.environ and not any(folder.iterdir()):
        shutil.copytree(_samples_read(), folder, dirs_exist_ok=True)


@cache
def _samples_read():
    """Return a workspace in which the samples were read, in a process of its own: no test has changed anything there."""
    folder = Path(tempfile.mkdtemp(prefix="samples-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    code = f"from streamlit.testing.v1 import AppTest; AppTest.from_file({DASHBOARD!r}, default_timeout={SECONDS}).run()"
    told = {**os.environ, "COUNTY_INDICATORS_WORKSPACE": str(folder)}
    subprocess.run([sys.executable, "-c", code], env=told, cwd=ROOT, check=True, capture_output=True)
    return folder


def press(app, key):
    """Click a button by its key, and give the page that follows."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def history():
    """List the decisions of the workspace that the pages show."""
    return shown_workspace().verdicts.history()


def given(app, address):
    """Put codes into the address."""
    for key, value in address.items():
        app.query_params[key] = value


def shown(app):
    """Give the words of a page."""
    assert not app.exception
    kinds = (app.text, app.title, app.header, app.subheader)
    return "\n".join(
        [str(part.value) for kind in kinds for part in kind]
        + [str(part.proto.body) for part in app.get("html")]
    )
