"""Ask what the findings beside the parts say of rows: of those that a page shows, or, once, of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import pandas as pd

from pipeline.doubts import DOUBT, JOINED, with_doubts
from pipeline.stored import Where
from pipeline.stored.beside import SERIES_SIGN
from pipeline.stored.conditions import ORDER, has
from pipeline.stored.space import Space

_TOLD_BY = (
    "id", "digest", "start", "indicator", "place", "subject", "period", "measure", "derived", "review", "rule",
)  # fmt: skip
DOUBTED_BY = (*_TOLD_BY, "document", "whose")  # the columns of rows that doubts are looked up by
_MANY = 1000  # series and documents that are written out, each of which a piece of the doubts tells whether it has
_TABLES = ("near", "shared")  # that are made while all rows are marked


@dataclass(slots=True)
class ToldDoubts:
    """Say how the doubts told of rows are asked for (series, id, doubt), and whether all rows were `marked` with them.

    `by_series` they are told with the series or the document that they were found in.
    """

    told: str = f"SELECT '' AS series, '' AS id, '' AS {DOUBT} WHERE false"
    by_series: bool = False
    marked: bool = False
    _marking: Lock = field(default_factory=Lock)

    def marks(self, rows: pd.DataFrame, space: Space, ask: Callable[[Where], pd.DataFrame]) -> pd.DataFrame:
        """Mark rows (with the columns DOUBTED_BY); those computed from others share the doubts of these.

        `ask` returns rows of the whole table with these columns.
        """
        made = rows[rows["derived"].astype(bool)]
        marked = with_doubts(rows.assign(derived=False), self._of(rows, space))
        if made.empty:
            return marked.assign(derived=rows["derived"])
        near = ask(Where({name: made[name].unique() for name in ("digest", "document", "indicator")}))
        shared = with_doubts(near, self._of(near, space)).drop_duplicates("id").set_index("id")[DOUBT]
        cells = made["id"].map(shared)
        return marked.assign(
            derived=rows["derived"], **{DOUBT: cells.reindex(rows.index).fillna(marked[DOUBT])}
        )

    def _of(self, rows: pd.DataFrame, space: Space) -> dict[str, set[str]]:
        """Return the kinds of the doubts told of rows, by their ids."""
        kinds = defaultdict[str, set[str]](set)
        if self.by_series:
            series = (rows["indicator"].fillna("") + SERIES_SIGN + rows["whose"]).unique()
            values = [*series, *filter(None, rows["digest"].unique())]
            near = f"series IN ({', '.join('?' * len(values))})"
            if len(values) > _MANY:
                near, values = "series IN (SELECT unnest(?))", [values]
        else:
            near, values = "true", []
        own, ids = has("id", rows["id"].unique())
        asked = f"SELECT id, {DOUBT} FROM ({self.told}) AS read WHERE {near} AND {own}"
        for name, told in space.arrow(asked, [*values, *ids]).to_pandas().itertuples(index=False, name=None):
            kinds[name] |= {*told.split(JOINED)}
        return kinds

    def mark_all(self, space: Space, every_row: str) -> None:
        """Mark all rows with the doubts told of them, as `pipeline.doubts.with_doubts` does, once: few questions need it.

        A row has one series, and may have doubts of its document beside those of that. `every_row` is a query for all.
        """
        with self._marking:
            if not self.marked:
                self._mark(space, every_row)
                self.marked = True

    def _mark(self, space: Space, every_row: str) -> None:
        columns = ", ".join((*_TOLD_BY, "section", "document", "n"))
        fact = ("digest", "indicator", "place", "subject", "period")
        told_of = ", ".join(fact)
        same = " AND ".join(f"rate.{name} IS NOT DISTINCT FROM level.{name}" for name in fact)
        kinds = f"list_sort(list_distinct(flatten(list(string_split({DOUBT}, '{JOINED}')))))"
        with space.cursor() as cursor:
            cursor.execute(  # only what more than one may be told of is laid together: that takes as long as all else
                f"CREATE OR REPLACE TABLE doubts AS WITH told AS NOT MATERIALIZED ({self.told}),"
                " counted AS NOT MATERIALIZED (SELECT * FROM told"
                " WHERE id NOT IN (SELECT id FROM official) AND id NOT IN"
                " (SELECT id FROM laid_over WHERE review <> 'pending')), apart AS (SELECT DISTINCT id FROM told"
                f" WHERE NOT contains(series, chr(31))) SELECT id, {DOUBT} FROM counted WHERE id NOT IN (FROM apart)"
                f" UNION ALL SELECT id, array_to_string({kinds}, '{JOINED}') AS {DOUBT} FROM counted"
                " WHERE id IN (FROM apart) GROUP BY id"
            )
            doubtful = cursor.execute("SELECT 1 FROM doubts LIMIT 1").fetchone()
            computed = cursor.execute(f"SELECT DISTINCT document FROM ({every_row}) WHERE derived").fetchall()
            if not (doubtful and computed):
                return
            near, documents = has("document", [one for (one,) in computed])
            cursor.execute(
                f"CREATE OR REPLACE TEMP TABLE near AS WITH read AS (SELECT {columns} FROM ({every_row}) AS read"
                f" WHERE {near}) SELECT read.*, coalesce(doubts.{DOUBT}, '') AS {DOUBT} FROM read SEMI JOIN (SELECT"
                " DISTINCT digest, indicator FROM read WHERE derived) AS made USING (digest, indicator)"
                " LEFT JOIN doubts USING (id)",
                documents,
            )
            cursor.execute(
                f"CREATE OR REPLACE TEMP TABLE shared AS WITH rates AS (SELECT DISTINCT ON ({told_of}) *"
                f" FROM near WHERE {DOUBT} <> '' AND measure = 'yoy' ORDER BY {ORDER}), levels AS (SELECT"
                " DISTINCT ON (digest, start, indicator) * FROM near WHERE measure = 'level' AND NOT derived"
                f" ORDER BY {ORDER}) SELECT one.id, list_aggregate(list_sort(list_distinct(list_filter("
                f"string_split(concat_ws('{JOINED}', one.{DOUBT}, level.{DOUBT}, rate.{DOUBT}), '{JOINED}'),"
                f" lambda kind: kind <> ''))), 'string_agg', '{JOINED}') AS {DOUBT}"
                " FROM near AS one JOIN levels AS level USING (digest, start, indicator)"
                f" LEFT JOIN rates AS rate ON {same} WHERE one.derived"
                f" AND (level.{DOUBT} <> '' OR rate.{DOUBT} IS NOT NULL)"
            )
            cursor.execute("DELETE FROM doubts WHERE id IN (SELECT id FROM shared)")
            cursor.execute("INSERT INTO doubts SELECT * FROM shared")
            for made in _TABLES:
                cursor.execute(f"DROP TABLE {made}")
