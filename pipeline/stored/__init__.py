"""Ask the table of observations for the rows, columns and counts that a view shows, wherever it is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Where:
    """Say which rows are meant: each column of `among` has one of its values, and none of those of `without`.

    "" stands for a cell without a text, too. With `in_years` only the rows that stand in a year's comparison are meant,
    and `year` is the year that each is compared in (see pipeline/comparable.py); with False only the others. `names` are
    those of subjects, and of the areas of rows about no subject, also as all areas of one name are called; `years` those
    that rows are compared in; `holding` is a text in sentence, title, place or subject, in capitals or not.
    """

    among: Mapping[str, Collection[Any]] = field(default_factory=dict)
    without: Mapping[str, Collection[Any]] = field(default_factory=dict)
    in_years: bool | None = None
    names: Collection[str] = ()
    years: Collection[int] = ()
    holding: str = ""

    def also(self, **among: Collection[Any]) -> Where:
        """Return the same with further columns that must have one of some values."""
        return replace(self, among={**self.among, **among})


EVERY = Where()
HELD_IN = ("sentence", "title", "place", "subject")


class StoredTable(Protocol):
    """Be the table of observations as decided, with `digest`, `fact`, `area` and further columns beside its own."""

    def rows(self, where: Where = EVERY, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return rows, in the order of the table, with the columns named or all."""

    def count(self, where: Where = EVERY) -> int:
        """Count rows."""

    def counts(self, by: Sequence[str], where: Where = EVERY) -> pd.DataFrame:
        """Return each combination of values in some columns, with its `count`, in no certain order."""

    def distinct(self, by: Sequence[str], of: Sequence[str], where: Where = EVERY) -> pd.DataFrame:
        """Return each combination of values in columns `by` with the number of values that it has in each of `of`."""

    def with_doubts(self, kinds: Mapping[str, Collection[str]]) -> StoredTable:
        """Return the table with the column `doubt`, as `pipeline.doubts.with_doubts` makes it."""

    def part(self, where: Where) -> StoredTable:
        """Return the table that some rows are, whose areas are called as in the whole."""
