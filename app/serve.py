"""Start Streamlit, and load the large libraries and the table while the browser is still opening.

    python -m app.serve [--until-input-ends] [streamlit's options] [-- --data PATH]

`streamlit run dashboard.py` does the same a second or two slower.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import threading
import time
from pathlib import Path

from app import lifeline
from app.observations import DATA, load, own_options, ready
from app.wording import LANGUAGES

FIRST, BROWSER = (
    10,
    3,
)  # seconds: for the first page, and for the browser to draw it, before the table is loaded
LARGE = ("plotly.graph_objects", "app.charts.figure", "app.charts.panels")


def main() -> None:
    """Run the dashboard with the options given."""
    given = sys.argv[1:]
    if given[:1] == [lifeline.OPTION]:
        lifeline.hold()
        del given[0]
    from streamlit.web import cli

    options, own = parted(given)
    if own is not None:  # for what is loaded here, and for the page
        os.environ[DATA] = own
    threading.Thread(target=load_ahead, daemon=True).start()
    dashboard = Path(__file__).resolve().parent.parent / "dashboard.py"
    sys.argv = ["streamlit", "run", str(dashboard), *options]
    cli.main(prog_name="streamlit")


def parted(given: list[str]) -> tuple[list[str], str | None]:
    """Part what is given into Streamlit's options and the folder to show behind `--`."""
    at = given.index("--") if "--" in given else len(given)
    folder, rest = own_options(given[at + 1 :])
    return [*given[:at], *(["--", *rest] if rest else [])], folder


def load_ahead() -> None:
    """Load what the first page needs; a failure shows when the page itself asks."""
    with contextlib.suppress(Exception):
        from app.overview.first_page import drawn, path_of

        for name in LARGE:
            importlib.import_module(name)
        ready()
        if any(path_of(language).exists() for language in LANGUAGES):
            drawn.wait(FIRST)  # it needs no table, and comes before one
            time.sleep(BROWSER)
        load()
    gc.freeze()  # all this stays; Streamlit collects garbage after each run, and need not look through it


if __name__ == "__main__":
    main()
