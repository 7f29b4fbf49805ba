"""Ask the parts that documents were read into with DuckDB: only what a view shows is ever in memory.

What depends on other documents stands in no part and is asked for here: conflicts, areas of one name, doubts.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.areas_apart import areas_apart
from pipeline.doubts import DOUBT, JOINED
from pipeline.parquet import schema
from pipeline.revisions import REVISION
from pipeline.stored import EVERY, Where
from pipeline.stored.beside import FILES, Beside, current
from pipeline.stored.conditions import FEW, ORDER, conditions_of, expression, has
from pipeline.stored.kept_counts import KeptCounts
from pipeline.stored.space import Space, framed
from pipeline.stored.told_doubts import DOUBTED_BY, ToldDoubts
from pipeline.table import COLUMNS

_OWN = ("digest", "fact")
_KEPT = (*COLUMNS, *_OWN)  # the columns of a part that the table has
_BESIDE = ("title_stated", "area", REVISION, DOUBT)
# Columns whose values are counted over and over, and of these those that have few, by which rows are chosen for that.
_CLOSED = frozenset({"subject", "measure", "review", "rule", "derived", "status"})
_COUNTED = _CLOSED | {"indicator", "place", "place_code", "document", "year", "whose"}
_AREAS = " LEFT JOIN areas ON areas.name = {0}.place AND areas.code = {0}.place_code"
_FETCHED = 20_000  # rows
_SMALL = 10_000  # rows of a table that are all looked at at once
_SHORT, _HELD = 10_000, 64  # rows of an answer that is held, and answers
_NARROW = 12  # columns that are read at once of all rows looked through


class ParquetTable:
    """Be the table that parts hold; see pipeline.stored.StoredTable."""

    def __init__(
        self,
        parts: Mapping[Path, Collection[str]],
        laid_over: pd.DataFrame,
        official: pd.DataFrame,
        hidden: Collection[str] = (),
        titled: Collection[str] = (),
        kept: KeptCounts | None = None,
    ) -> None:
        """Take parts, each with the documents that it does not speak for, and what lies over and behind them.

        `apart` are the areas that are called otherwise than their place: place, place_code, area.

        Conflicts, revisions and doubts may be asked for once `take` was told what stands beside the parts.

        `laid_over` are rows as decided, `hidden` the digests of all documents whose rows in parts do not count: those
        that these are of, and those set aside. `official` are official figures, `titled` documents with a stated title.
        What large parts hold is counted once where there are `kept` counts.
        """
        self._space = Space(next((str(part.parent) for part in parts), None))
        self._within: tuple[Where, ...] = ()
        self._held: dict[str, pd.DataFrame] = {}
        self._rows = 0
        self._apart: dict[str, str] = {}  # the places of areas that are called otherwise
        self.keep("hidden", pa.table({"digest": pa.array([*hidden], pa.string())}))
        self.keep("titled", pa.table({"digest": pa.array([*titled], pa.string())}))
        self._doubts = ToldDoubts()
        for name, frame in (("laid_over", laid_over), ("official", official)):
            self.keep(name, _numbered(frame))
        self._parts, self._kept = [*parts], kept
        self._sources = [*self._of_parts(parts, hiding=bool(hidden)), *self._of_tables()]
        if kept is not None:
            self._lay_out_gone(parts, hiding=bool(hidden))
        self._tell_areas_apart()

    def with_doubts(self, kinds: Mapping[str, Collection[str]]) -> ParquetTable:
        """Take the doubts about rows, and return the table; those computed from one stand in its document."""
        told = [(row, JOINED.join(sorted(some))) for row, some in kinds.items() if some]
        rows, names = (pa.array([one[at] for one in told], pa.string()) for at in (0, 1))
        self.keep("told", pa.table({"id": rows, DOUBT: names}))
        self._held.clear()
        self._doubts = ToldDoubts(f"SELECT '' AS series, id, {DOUBT} FROM told")
        return self

    def rows(self, where: Where = EVERY, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return rows, in the order of the table, with the columns named or all."""
        wide = columns is None or len(columns) > _NARROW
        told = self._near(where) or "document" in where.among
        if wide and self._rows > _SMALL and (self._within or where != EVERY) and not told:
            near = self.counts(["document"], where)
            if near["count"].sum() <= _FETCHED:  # of which documents alone the other columns are looked at
                where = where.also(document=near["document"].tolist())
        named = [*(_KEPT + _BESIDE if columns is None else columns)]
        if DOUBT in named and not self._doubts.marked and not self._by_doubts(where):
            needed = dict.fromkeys([*(one for one in named if one != DOUBT), *DOUBTED_BY])
            rows = self.rows(where, [*needed])
            if len(rows) <= _FETCHED:  # whose doubts alone are looked up
                return self._doubts.marks(rows, self._space, self._doubted)[named]
        said, values = self._said(where, {*named})
        selected = ", ".join(f'{expression(name, where)} AS "{name}"' for name in named)
        return self.ask(f"SELECT {selected} {said} ORDER BY {ORDER}", values)

    def _doubted(self, where: Where) -> pd.DataFrame:
        """Return what doubts are looked up by, of rows of the whole table."""
        whole = self.part(EVERY)
        whole._within = ()  # noqa: SLF001 - a copy of its own
        return whole.rows(where, DOUBTED_BY)

    def _by_doubts(self, where: Where) -> bool:
        return any(DOUBT in {*one.among, *one.without} for one in (*self._within, where))

    def count(self, where: Where = EVERY) -> int:
        """Count rows."""
        if where == EVERY and not self._within:
            return self._rows
        said, values = self._said(where, set())
        return int(self._once(f"SELECT count(read.section) AS count {said}", values)["count"].iloc[0])

    def counts(self, by: Sequence[str], where: Where = EVERY) -> pd.DataFrame:
        """Return each combination of values in some columns, with its `count`."""
        if self._kept is not None and self._are_kept(by, where):
            return self._counts_kept(self._kept, by, where)
        said, values = self._said(where, {*by})
        selected = ", ".join(f'{expression(name, where)} AS "{name}"' for name in by)
        asked = f"SELECT {selected}, count(*) AS count {said} GROUP BY ALL ORDER BY ALL"
        return self._once(asked, values).astype({"count": "int64"})

    def _are_kept(self, by: Sequence[str], where: Where) -> bool:
        """Say whether a question is one that is asked again and again, and needs nothing but the parts."""
        return {*by} <= _COUNTED | {"area"} and not any(
            one.names or one.years or one.holding
            or one.among.keys() - _CLOSED or one.without.keys() - _CLOSED - {"document"}
            or {*one.among.get("subject", ())} - {""} or len(one.without.get("document", ())) > FEW
            for one in (*self._within, where)
        )  # fmt: skip

    def _counts_kept(self, kept: KeptCounts, by: Sequence[str], where: Where) -> pd.DataFrame:
        """Return what `counts` does: rows of large parts are counted once, and those that do not count taken off."""
        told = [one for each in (*self._within, where) for one in conditions_of(each)]
        meant = " AND ".join(condition for condition, _ in told) or "true"
        values = [value for _, given in told for value in given]
        own = dict.fromkeys(
            one for name in by for one in (("place", "place_code") if name == "area" else (name,))
        )
        cells = ", ".join(f'{expression(name, where)} AS "{name}"' for name in own)

        def counting(source: str, count: str = "count(*)") -> str:
            return f"SELECT {cells}, {count} AS count FROM ({source}) AS read WHERE {meant} GROUP BY ALL"

        def ask() -> pd.DataFrame:
            large, others = kept.of(
                f"{counting('')} {values!r}",
                self._parts,
                lambda parts: self._space.arrow(counting(_of_files(parts)), values),
            )
            rest = [*([_of_files(others)] if others else []), *self._of_tables()]
            counted = (
                f"{counting(' UNION ALL BY NAME '.join(rest))} UNION ALL {counting('FROM gone', '-count(*)')}"
            )
            cell = {"area": "coalesce(areas.area, counted.place, '') AS area"}
            named = ", ".join(cell.get(name, f'counted."{name}"') for name in by)
            with self._space.cursor() as cursor:
                if large is not None:
                    cursor.register("large", large)
                    counted += " UNION ALL FROM large"
                made = cursor.sql(
                    f"SELECT {named}, sum(count)::BIGINT AS count FROM ({counted}) AS counted"
                    + _AREAS.format("counted") * ("area" in by)
                    + " GROUP BY ALL HAVING sum(count) <> 0 ORDER BY ALL",
                    params=[*values, *values],
                ).to_arrow_table()
            return framed(made)

        return self._once(f"{by} {counting('')}", values, ask).astype({"count": "int64"})

    def _lay_out_gone(self, parts: Mapping[Path, Collection[str]], *, hiding: bool) -> None:
        """Lay out what parts hold that does not count, by the columns that are counted by."""
        columns = ", ".join(
            sorted(_COUNTED - {"whose"} | {"period", "period_start", "period_end", "period_source"})
        )
        said = []
        if hiding and parts:
            said.append(f"{_of_files(parts)} AND digest IN (SELECT digest FROM hidden)")
        for number, part in enumerate(part for part, without in parts.items() if without):
            hidden = " AND digest NOT IN (SELECT digest FROM hidden)" if hiding else ""
            said.append(f'{_of_files([part])}{hidden} AND digest IN (SELECT digest FROM "without {number}")')
        whole = " UNION ALL BY NAME ".join(said) or "SELECT * FROM laid_over WHERE false"
        self.run(f"CREATE OR REPLACE TABLE gone AS SELECT {columns} FROM ({whole})")

    def distinct(self, by: Sequence[str], of: Sequence[str], where: Where = EVERY) -> pd.DataFrame:
        """Return each combination of values in columns `by` with the number of values that it has in each of `of`."""
        said, values = self._said(where, {*by, *of})
        selected = [f'{expression(name, where)} AS "{name}"' for name in by]
        counted = [f'count(DISTINCT {expression(name, where)}) AS "{name}"' for name in of]
        asked = f"SELECT {', '.join([*selected, *counted])} {said} GROUP BY ALL ORDER BY ALL"
        return self._once(asked, values).astype(dict.fromkeys(of, "int64"))

    def part(self, where: Where) -> ParquetTable:
        """Return the table that some rows are, whose areas are called as in the whole."""
        part = copy.copy(self)
        part._within = (*self._within, where)  # noqa: SLF001 - a copy of its own
        return part

    def _once(
        self, sql: str, values: Sequence[Any], ask: Callable[[], pd.DataFrame] | None = None
    ) -> pd.DataFrame:
        """Return what `ask` does, and hold it where it is short: pages ask for names and years again at each choice."""
        question = f"{sql} {values!r}"
        answer = self._held.get(question)
        if answer is None:
            answer = self.ask(sql, values) if ask is None else ask()
            if len(answer) <= _SHORT:
                if len(self._held) >= _HELD:
                    self._held.clear()
                self._held[question] = answer
        return answer.copy()

    def ask(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """Return what a query gives, with the types of the table; any thread may ask."""
        return self._space.ask(sql, values)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Make what later queries name."""
        self._space.run(sql, values)

    def keep(self, name: str, table: pa.Table) -> None:
        """Keep a table beside the rows, to be asked together with them."""
        self._space.keep(name, table)

    @property
    def every_row(self) -> str:
        """Return a query for all rows of parts, of what lies over them and behind."""
        return " UNION ALL BY NAME ".join(self._sources)

    def _of_parts(self, parts: Mapping[Path, Collection[str]], *, hiding: bool) -> Iterable[str]:
        """Yield a query for the rows of all parts that speak for all of their documents, and one for each other part.

        Without `hiding` nobody asks whether a document is hidden: that costs a tenth of a question about all rows.
        """
        shown = " AND digest NOT IN (SELECT digest FROM hidden)" if hiding else ""
        whole = [part for part, without in parts.items() if not without]
        others = [(part, without) for part, without in parts.items() if without]
        if whole:
            yield _of_files(whole) + shown
        for number, (part, without) in enumerate(others):
            self.keep(f"without {number}", pa.table({"digest": pa.array([*without], pa.string())}))
            yield f'{_of_files([part])}{shown} AND digest NOT IN (SELECT digest FROM "without {number}")'

    def _of_tables(self) -> Iterable[str]:
        for name, section in (("laid_over", 0), ("official", 1)):
            yield f'SELECT *, {section} AS section FROM "{name}"'

    def _said(self, where: Where, columns: set[str]) -> tuple[str, list[Any]]:
        """Return where rows come from and which are meant, with the values that this names."""
        wheres = (*self._within, where)
        conditions, values = [], []
        for one in wheres:
            for condition, given in conditions_of(one):
                conditions.append(condition)
                values += given
            if near := self._near(one):
                condition, given = has("place", near)
                conditions.append(condition)
                values += given
            columns = columns | one.among.keys() | one.without.keys() | ({"area"} if one.names else set())
        joined = f"FROM ({self.every_row}) AS read"
        if "area" in columns:
            joined += _AREAS.format("read")
        if "conflict" in columns:
            joined += " LEFT JOIN disputes ON disputes.fact = read.fact AND disputes.code = read.place_code"
        if REVISION in columns:
            joined += " LEFT JOIN revisions ON revisions.id = read.id"
        if DOUBT in columns:
            self._doubts.mark_all(self._space, self.every_row)
            joined += " LEFT JOIN doubts ON doubts.id = read.id"
        return f"{joined} WHERE {' AND '.join(conditions) or 'true'}", values

    def _near(self, where: Where) -> list[str]:
        """Return the places that all rows meant have, as far as areas are named.

        They are looked for where they stand in a file, so that less of the other columns is read than for areas.
        """
        whole = [*where.among.get("subject", ())] == [""]
        named = [*where.among.get("area", where.names if whole else ())]
        return [*dict.fromkeys([*named, *(self._apart[one] for one in named if one in self._apart)])]

    def _tell_areas_apart(self) -> None:
        self.keep("areas", pa.table({name: pa.array([], pa.string()) for name in ("name", "code", "area")}))
        counted = self.counts(["place", "place_code"])
        self._rows = int(counted["count"].sum())
        named = counted[["place", "place_code"]].fillna("")
        named = named.assign(area=areas_apart(named))
        self.apart = apart = named[named["area"] != named["place"]]
        self._apart = dict(zip(apart["area"], apart["place"], strict=True))
        told = {"name": apart["place"], "code": apart["place_code"], "area": apart["area"]}
        self.keep("areas", pa.table({name: pa.array([*cells], pa.string()) for name, cells in told.items()}))

    def take(self, batches: Sequence[Path], decided: Beside) -> None:
        """Take what stands beside the parts, and what the rows of the series that people decided about say instead."""
        again = 'series IN (SELECT series FROM "decided series")'
        lines = f"SELECT *, true AS open FROM ({current(batches, 'findings')})"
        told = {name: current(batches, name) for name in ("disputes", "revisions", "doubts")}
        if decided[
            "series"
        ].num_rows:  # else nobody asks: that costs as much as the rest of a question about all
            for name, some in decided.items():
                self.keep(f"decided {name}", some)
            lines = (
                f"WITH kept AS ({current(batches, 'findings')}) SELECT *, NOT {again} AS open FROM kept"
                f' WHERE NOT ({again} AND id IN (SELECT id FROM "decided findings"))'
                ' UNION ALL SELECT *, true AS open FROM "decided findings"'
            )
            told = {
                name: f'SELECT * FROM ({kept}) WHERE NOT {again} UNION ALL FROM "decided {name}"'
                for name, kept in told.items()
            }
        self.run(f"CREATE OR REPLACE VIEW lines AS {lines}")
        for name in ("disputes", "revisions"):
            columns = ", ".join(FILES[name].names)
            self.run(f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM ({told[name]})")
        self._held.clear()
        self._doubts = ToldDoubts(told["doubts"], by_series=True)


def _numbered(frame: pd.DataFrame) -> pa.Table:
    """Return rows with the columns of a part and their number."""
    table = pa.Table.from_pandas(frame[[*_KEPT]], schema=schema(_OWN), preserve_index=False)
    return table.append_column("n", pa.array(range(len(table)), pa.int64()))


def _of_files(parts: Iterable[Path]) -> str:
    named = ", ".join("'" + str(part).replace("'", "''") + "'" for part in parts)
    columns = ", ".join(f'"{name}"' for name in _KEPT)
    return f"SELECT {columns}, number AS n, 0 AS section FROM read_parquet([{named}]) WHERE checks = ''"
