"""Read workbooks (XLSX, XLS, ODS): `xlsx`, `xls` and `ods` give the cells as they are shown, `laying` makes them a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from pipeline.documents.content import Content
from pipeline.documents.kinds import kind_of
from pipeline.documents.workbook.laying import laid
from pipeline.documents.workbook.sheet import Sheet


def read(octets: bytes, file: str | Path) -> Content:
    """Return the sheets of a workbook as tables under their names. Raise DocumentError where they cannot be read."""
    module = import_module(f"{__name__}.{kind_of(octets)}")
    sheets_of: Callable[[bytes, str | Path], Sequence[Sheet]] = module.sheets_of
    return laid(sheets_of(octets, file), file)
