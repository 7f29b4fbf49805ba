"""Read tables: grids of cells, whatever they were built from, into claims and into reasons why other numbers are none.

`grid.py` says what a grid is, `text_grids.py` builds grids from lines of text; the other modules read any grid:
headings, the header's columns, the caption, the rows.
"""

from pipeline.tables.grid import Cell, Grid, Row
from pipeline.tables.prose_beside import figures_left, places_beside, prose_beside
from pipeline.tables.reading import Around, TableReading, read_tables
from pipeline.tables.table_rows import TableRow
from pipeline.tables.text_grids import grids_of

__all__ = [
    "Around",
    "Cell",
    "Grid",
    "Row",
    "TableReading",
    "TableRow",
    "figures_left",
    "grids_of",
    "places_beside",
    "prose_beside",
    "read_tables",
]
