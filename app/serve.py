"""Start Streamlit, and load the large libraries while the browser is still opening.

    python -m app.serve [streamlit's options] [-- --data PATH]

`streamlit run dashboard.py` does the same a second or two slower.
"""

from __future__ import annotations

import importlib
import sys
import threading
from pathlib import Path

LARGE = ("pandas", "pyarrow.parquet", "plotly.graph_objects", "pipeline.table", "pipeline.indicators")


def load_libraries() -> None:
    """Import what the first page needs; a failure shows when the page imports it."""
    for name in LARGE:
        try:
            importlib.import_module(name)
        except ImportError:
            return


def main() -> None:
    """Run the dashboard with the options given."""
    from streamlit.web import cli

    threading.Thread(target=load_libraries, daemon=True).start()
    dashboard = Path(__file__).resolve().parent.parent / "dashboard.py"
    sys.argv = ["streamlit", "run", str(dashboard), *sys.argv[1:]]
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
