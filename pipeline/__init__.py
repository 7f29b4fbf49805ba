"""County Indicators: figures of a local economy, from prose to a tidy table."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.batches import Paths, Progress
    from pipeline.documents import DocumentError
    from pipeline.indicators import Catalogue, Indicator, RulesError, load_catalogue
    from pipeline.indicators.layers import Rules
    from pipeline.periods import Period, find_periods
    from pipeline.quantities import Quantity, find_quantities

__all__ = [
    "Catalogue",
    "DocumentError",
    "Indicator",
    "Period",
    "Quantity",
    "RulesError",
    "extract",
    "find_periods",
    "find_quantities",
    "load_catalogue",
    "read_text",
]

# Imported when first asked for, so that the command line answers Ctrl-C while they are.
_MODULES = {
    "documents": ("DocumentError",),
    "indicators": ("Catalogue", "Indicator", "RulesError", "load_catalogue"),
    "periods": ("Period", "find_periods"),
    "quantities": ("Quantity", "find_quantities"),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"pipeline.{module}"), name)
    raise AttributeError(name)


def extract(
    paths: Paths, *, rules: Rules = None, workers: int = 1, progress: Progress | None = None
) -> pd.DataFrame:
    """Return the table of observations of a file, a folder, or a list of them.

    One row is one figure; the columns are those of pipeline/table.py. `rules` is a whole rules file, or the folder of a
    workspace whose changes of the program's rules are to be read by. Documents that could not be read are listed,
    a sentence each, in `frame.attrs["skipped"]`, parts of others that gave no text (pages that are pictures) in
    `frame.attrs["left_out"]`. Raises DocumentError where a path does not exist, RulesError
    where the rules are wrong.
    """
    from pipeline.batches import extract_batches
    from pipeline.table import table

    batches = extract_batches(paths, rules=rules, workers=workers, progress=progress)
    reads = [read for batch in batches for read in batch]
    frame = table([row for read in reads for row in read.rows])
    frame.attrs["skipped"] = [read.skipped for read in reads if read.skipped]
    frame.attrs["left_out"] = [part.said() for read in reads for part in read.left_out]
    return frame


def read_text(path: str | Path) -> str:
    """Return the text of a document of any kind, which `start` and `end` of the table index.

    Of a plain text it is what the file holds, decoded, without byte-order mark, line ends untouched. Raises DocumentError
    for what cannot be read.
    """
    from pipeline.batches import read_content

    return read_content(Path(path)).text
