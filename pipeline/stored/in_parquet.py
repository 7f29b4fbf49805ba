"""Ask the parts that documents were read into with DuckDB: only what a view shows is ever in memory.

What depends on other documents stands in no part and is asked for here: conflicts, areas of one name, doubts.
"""

from __future__ import annotations

import copy
import errno
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from pipeline.areas_apart import areas_apart
from pipeline.comparable import OPEN_ENDED
from pipeline.doubts import DOUBT, JOINED, with_doubts
from pipeline.parquet import schema
from pipeline.revisions import REVISION
from pipeline.stored import EVERY, HELD_IN, Where
from pipeline.stored.beside import FILES, SERIES_SIGN, Beside, current
from pipeline.stored.engine import Space
from pipeline.stored.kept_counts import KeptCounts
from pipeline.table import COLUMNS

_OWN = ("digest", "fact")
_KEPT = (*COLUMNS, *_OWN)  # the columns of a part that the table has
_BESIDE = ("title_stated", "area", REVISION, DOUBT)
_ORDER = "section, document, start, n"
_DOUBTED_BY = (
    "id", "digest", "start", "indicator", "place", "subject", "period", "measure", "derived", "review", "rule",
)  # fmt: skip
# The year that a row is compared in: of a point at a year's beginning the one before.
_COMPARED = (
    "CASE WHEN read.period LIKE '%-01-01' AND read.period_start IS NULL"
    " THEN CAST(left(read.period, 4) AS BIGINT) - 1 ELSE read.year END"
)
# As `pipeline.comparable.whose` has it.
_WHOSE = "coalesce(nullif(split_part(read.place, '（', 1), ''), nullif(read.subject, ''), read.document)"
# Columns whose values are counted over and over, and of these those that have few, by which rows are chosen for that.
_CLOSED = frozenset({"subject", "measure", "review", "rule", "derived", "status"})
_COUNTED = _CLOSED | {"indicator", "place", "place_code", "document", "year", "whose"}
_AREAS = " LEFT JOIN areas ON areas.name = {0}.place AND areas.code = {0}.place_code"
_FETCHED = 20_000  # rows
_SMALL = 10_000  # rows of a table that are all looked at at once
_SHORT, _HELD = 10_000, 64  # rows of an answer that is held, and answers
_NARROW = 12  # columns that are read at once of all rows looked through
_MANY = 1000  # series and documents that are written out, each of which a piece of the doubts tells whether it has
_FEW = 100  # values of a column that are written out, to be looked for where they stand in a file
_TEXTS = pd.StringDtype(na_value=float("nan"))
_DTYPES = {pa.int64(): pd.Int64Dtype(), pa.large_string(): _TEXTS}.get
_TYPES = {**{one.name: one.type for one in schema(_OWN)}, "title_stated": pa.bool_()}


@dataclass(slots=True)
class _Doubts:
    """Say how the doubts told of rows are asked for (series, id, doubt), and whether all rows were `marked` with them.

    `by_series` they are told with the series or the document that they were found in.
    """

    told: str = f"SELECT '' AS series, '' AS id, '' AS {DOUBT} WHERE false"
    by_series: bool = False
    marked: bool = False
    marking: Lock = field(default_factory=Lock)


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

        Conflicts, revisions and doubts may be asked for once `take` was told what stands beside the parts.

        `laid_over` are rows as decided, `hidden` the digests of all documents whose rows in parts do not count: those
        that these are of, and those set aside. `official` are official figures, `titled` documents with a stated title.
        What large parts hold is counted once where there are `kept` counts.
        """
        self._space = Space()
        self._folder = next((str(part.parent) for part in parts), None)
        self._within: tuple[Where, ...] = ()
        self._held: dict[str, pd.DataFrame] = {}
        self._rows = 0
        self._apart: dict[str, str] = {}  # the places of areas that are called otherwise
        self.keep("hidden", pa.table({"digest": pa.array([*hidden], pa.string())}))
        self.keep("titled", pa.table({"digest": pa.array([*titled], pa.string())}))
        self._doubts = _Doubts()
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
        self._doubts = _Doubts(f"SELECT '' AS series, id, {DOUBT} FROM told")
        return self

    def rows(self, where: Where = EVERY, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return rows, in the order of the table, with the columns named or all."""
        wide = columns is None or len(columns) > _NARROW
        if wide and self._rows > _SMALL and (self._within or where != EVERY) and not self._near(where):
            near = self.counts(["document"], where)
            if near["count"].sum() <= _FETCHED:  # of which documents alone the other columns are looked at
                where = where.also(document=near["document"].tolist())
        named = [*(_KEPT + _BESIDE if columns is None else columns)]
        if DOUBT in named and not self._doubts.marked and not self._by_doubts(where):
            needed = dict.fromkeys(
                [*(one for one in named if one != DOUBT), *_DOUBTED_BY, "document", "whose"]
            )
            rows = self.rows(where, [*needed])
            if len(rows) <= _FETCHED:  # whose doubts alone are looked up
                return self._with_own_doubts(rows)[named]
        said, values = self._said(where, {*named})
        selected = ", ".join(f'{_expression(name, where)} AS "{name}"' for name in named)
        return self.ask(f"SELECT {selected} {said} ORDER BY {_ORDER}", values)

    def _by_doubts(self, where: Where) -> bool:
        return any(DOUBT in {*one.among, *one.without} for one in (*self._within, where))

    def _with_own_doubts(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Mark rows (with the columns _DOUBTED_BY, `document`, `whose`); those computed from others share their doubts."""
        made = rows[rows["derived"].astype(bool)]
        marked = with_doubts(rows.assign(derived=False), self._doubts_of(rows))
        if made.empty:
            return marked.assign(derived=rows["derived"])
        whole = self.part(EVERY)
        whole._within = ()  # noqa: SLF001 - a copy of its own
        of = Where({name: made[name].unique() for name in ("digest", "document", "indicator")})
        near = whole.rows(of, [*_DOUBTED_BY, "document", "whose"])
        shared = with_doubts(near, self._doubts_of(near)).drop_duplicates("id").set_index("id")[DOUBT]
        cells = made["id"].map(shared)
        return marked.assign(
            derived=rows["derived"], **{DOUBT: cells.reindex(rows.index).fillna(marked[DOUBT])}
        )

    def _doubts_of(self, rows: pd.DataFrame) -> dict[str, set[str]]:
        """Return the kinds of the doubts told of rows, by their ids."""
        kinds = defaultdict[str, set[str]](set)
        if self._doubts.by_series:
            series = (rows["indicator"].fillna("") + SERIES_SIGN + rows["whose"]).unique()
            values = [*series, *filter(None, rows["digest"].unique())]
            near = f"series IN ({', '.join('?' * len(values))})"
            if len(values) > _MANY:
                near, values = "series IN (SELECT unnest(?))", [values]
        else:
            near, values = "true", []
        own, ids = _has("id", rows["id"].unique())
        asked = f"SELECT id, {DOUBT} FROM ({self._doubts.told}) AS read WHERE {near} AND {own}"
        for name, told in self._arrow(asked, [*values, *ids]).to_pandas().itertuples(index=False, name=None):
            kinds[name] |= {*told.split(JOINED)}
        return kinds

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
        selected = ", ".join(f'{_expression(name, where)} AS "{name}"' for name in by)
        asked = f"SELECT {selected}, count(*) AS count {said} GROUP BY ALL ORDER BY ALL"
        return self._once(asked, values).astype({"count": "int64"})

    def _are_kept(self, by: Sequence[str], where: Where) -> bool:
        """Say whether a question is one that is asked again and again, and needs nothing but the parts."""
        return {*by} <= _COUNTED | {"area"} and not any(
            one.names or one.years or one.holding
            or one.among.keys() - _CLOSED or one.without.keys() - _CLOSED - {"document"}
            or {*one.among.get("subject", ())} - {""} or len(one.without.get("document", ())) > _FEW
            for one in (*self._within, where)
        )  # fmt: skip

    def _counts_kept(self, kept: KeptCounts, by: Sequence[str], where: Where) -> pd.DataFrame:
        """Return what `counts` does: rows of large parts are counted once, and those that do not count taken off."""
        told = [one for each in (*self._within, where) for one in _conditions(each)]
        meant = " AND ".join(condition for condition, _ in told) or "true"
        values = [value for _, given in told for value in given]
        own = dict.fromkeys(
            one for name in by for one in (("place", "place_code") if name == "area" else (name,))
        )
        cells = ", ".join(f'{_expression(name, where)} AS "{name}"' for name in own)

        def counting(source: str, count: str = "count(*)") -> str:
            return f"SELECT {cells}, {count} AS count FROM ({source}) AS read WHERE {meant} GROUP BY ALL"

        def ask() -> pd.DataFrame:
            large, others = kept.of(
                f"{counting('')} {values!r}",
                self._parts,
                lambda parts: self._arrow(counting(_of_files(parts)), values),
            )
            rest = [*([_of_files(others)] if others else []), *self._of_tables()]
            counted = (
                f"{counting(' UNION ALL BY NAME '.join(rest))} UNION ALL {counting('FROM gone', '-count(*)')}"
            )
            cell = {"area": "coalesce(areas.area, counted.place, '') AS area"}
            named = ", ".join(cell.get(name, f'counted."{name}"') for name in by)
            with self._asking() as cursor:
                if large is not None:
                    cursor.register("large", large)
                    counted += " UNION ALL FROM large"
                made = cursor.sql(
                    f"SELECT {named}, sum(count)::BIGINT AS count FROM ({counted}) AS counted"
                    + _AREAS.format("counted") * ("area" in by)
                    + " GROUP BY ALL HAVING sum(count) <> 0 ORDER BY ALL",
                    params=[*values, *values],
                ).to_arrow_table()
            return _framed(made)

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
        selected = [f'{_expression(name, where)} AS "{name}"' for name in by]
        counted = [f'count(DISTINCT {_expression(name, where)}) AS "{name}"' for name in of]
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
        return _framed(self._arrow(sql, values))

    def _arrow(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        with self._asking() as cursor:
            return cursor.sql(sql, params=[*values]).to_arrow_table()

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Make what later queries name."""
        with self._asking() as cursor:
            cursor.execute(sql, [*values])

    @property
    def every_row(self) -> str:
        """Return a query for all rows of parts, of what lies over them and behind."""
        return " UNION ALL BY NAME ".join(self._sources)

    @contextmanager
    def _asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._space.cursor() as cursor:
                yield cursor
        except duckdb.OutOfMemoryException as error:
            raise OSError(errno.ENOMEM, str(error), self._folder) from error
        except duckdb.Error as error:
            raise OSError(errno.EIO, str(error), self._folder) from error

    def keep(self, name: str, table: pa.Table) -> None:
        """Keep a table beside the rows, to be asked together with them."""
        with self._asking() as cursor:
            cursor.register("given", table)
            cursor.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM given')
            cursor.unregister("given")

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
            for condition, given in _conditions(one):
                conditions.append(condition)
                values += given
            if near := self._near(one):
                condition, given = _has("place", near)
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
            self._mark_doubts()
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
        apart = named[named["area"] != named["place"]]
        self._apart = dict(zip(apart["area"], apart["place"], strict=True))
        told = {"name": apart["place"], "code": apart["place_code"], "area": apart["area"]}
        self.keep("areas", pa.table({name: pa.array([*cells], pa.string()) for name, cells in told.items()}))

    def take(self, batches: Sequence[Path], decided: Beside) -> None:
        """Take what stands beside the parts, and what the rows of the series that people decided about say instead."""
        for name, told in decided.items():
            self.keep(f"decided {name}", told)
        again = 'series IN (SELECT series FROM "decided series")'
        with self._asking() as cursor:
            for name in ("disputes", "revisions"):
                columns = ", ".join(FILES[name].names)
                cursor.execute(
                    f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM ({current(batches, name)}) WHERE NOT {again}"
                    f' UNION ALL SELECT {columns} FROM "decided {name}"'
                )
            cursor.execute(
                f"CREATE OR REPLACE VIEW lines AS WITH kept AS ({current(batches, 'findings')})"
                f" SELECT *, NOT {again} AS open FROM kept"
                f' WHERE NOT ({again} AND id IN (SELECT id FROM "decided findings"))'
                ' UNION ALL SELECT *, true AS open FROM "decided findings"'
            )
        told = (
            f'SELECT * FROM ({current(batches, "doubts")}) WHERE NOT {again} UNION ALL FROM "decided doubts"'
        )
        self._held.clear()
        self._doubts = _Doubts(told, by_series=True)

    def _mark_doubts(self) -> None:
        """Mark all rows with the doubts told of them, as `pipeline.doubts.with_doubts` does, once: few questions need it.

        A row has one series, and may have doubts of its document beside those of that.
        """
        with self._doubts.marking:
            if not self._doubts.marked:
                self._mark(self._doubts.told)
                self._doubts.marked = True

    def _mark(self, told: str) -> None:
        columns = ", ".join((*_DOUBTED_BY, "section", "document", "n"))
        fact = ("digest", "indicator", "place", "subject", "period")
        told_of = ", ".join(fact)
        same = " AND ".join(f"rate.{name} IS NOT DISTINCT FROM level.{name}" for name in fact)
        kinds = f"list_sort(list_distinct(flatten(list(string_split({DOUBT}, '{JOINED}')))))"
        with self._asking() as cursor:
            cursor.execute(  # only what more than one may be told of is laid together: that takes as long as all else
                f"CREATE OR REPLACE TABLE doubts AS WITH told AS NOT MATERIALIZED ({told}),"
                " counted AS NOT MATERIALIZED (SELECT * FROM told"
                " WHERE id NOT IN (SELECT id FROM official) AND id NOT IN"
                " (SELECT id FROM laid_over WHERE review <> 'pending')), apart AS (SELECT DISTINCT id FROM told"
                f" WHERE NOT contains(series, chr(31))) SELECT id, {DOUBT} FROM counted WHERE id NOT IN (FROM apart)"
                f" UNION ALL SELECT id, array_to_string({kinds}, '{JOINED}') AS {DOUBT} FROM counted"
                " WHERE id IN (FROM apart) GROUP BY id"
            )
            doubtful = cursor.execute("SELECT 1 FROM doubts LIMIT 1").fetchone()
            computed = cursor.execute(
                f"SELECT DISTINCT document FROM ({self.every_row}) WHERE derived"
            ).fetchall()
            if not (doubtful and computed):
                return
            near, documents = _has("document", [one for (one,) in computed])
            cursor.execute(
                f"CREATE OR REPLACE TEMP TABLE near AS WITH read AS (SELECT {columns} FROM ({self.every_row}) AS read"
                f" WHERE {near}) SELECT read.*, coalesce(doubts.{DOUBT}, '') AS {DOUBT} FROM read SEMI JOIN (SELECT"
                " DISTINCT digest, indicator FROM read WHERE derived) AS made USING (digest, indicator)"
                " LEFT JOIN doubts USING (id)",
                documents,
            )
            cursor.execute(
                f"CREATE OR REPLACE TEMP TABLE shared AS WITH rates AS (SELECT DISTINCT ON ({told_of}) *"
                f" FROM near WHERE {DOUBT} <> '' AND measure = 'yoy' ORDER BY {_ORDER}), levels AS (SELECT"
                " DISTINCT ON (digest, start, indicator) * FROM near WHERE measure = 'level' AND NOT derived"
                f" ORDER BY {_ORDER}) SELECT one.id, list_aggregate(list_sort(list_distinct(list_filter("
                f"string_split(concat_ws('{JOINED}', one.{DOUBT}, level.{DOUBT}, rate.{DOUBT}), '{JOINED}'),"
                f" lambda kind: kind <> ''))), 'string_agg', '{JOINED}') AS {DOUBT}"
                " FROM near AS one JOIN levels AS level USING (digest, start, indicator)"
                f" LEFT JOIN rates AS rate ON {same} WHERE one.derived"
                f" AND (level.{DOUBT} <> '' OR rate.{DOUBT} IS NOT NULL)"
            )
            cursor.execute("DELETE FROM doubts WHERE id IN (SELECT id FROM shared)")
            cursor.execute("INSERT INTO doubts SELECT * FROM shared")
            for made in ("near", "shared"):
                cursor.execute(f"DROP TABLE {made}")


def _framed(made: pa.Table) -> pd.DataFrame:
    types = [
        (one.name, pa.large_string() if _is_text(one.type) else _TYPES.get(one.name, one.type))
        for one in made.schema
    ]
    return made.cast(pa.schema(types)).to_pandas(types_mapper=_DTYPES)


def _numbered(frame: pd.DataFrame) -> pa.Table:
    """Return rows with the columns of a part and their number."""
    table = pa.Table.from_pandas(frame[[*_KEPT]], schema=schema(_OWN), preserve_index=False)
    return table.append_column("n", pa.array(range(len(table)), pa.int64()))


def _of_files(parts: Iterable[Path]) -> str:
    named = ", ".join("'" + str(part).replace("'", "''") + "'" for part in parts)
    columns = ", ".join(f'"{name}"' for name in _KEPT)
    return f"SELECT {columns}, number AS n, 0 AS section FROM read_parquet([{named}]) WHERE checks = ''"


def _expression(name: str, where: Where) -> str:
    """Return how a column is asked for."""
    if name == "year" and where.in_years:
        return _COMPARED
    return {
        "area": "coalesce(areas.area, read.place, '')",
        "whose": _WHOSE,
        "conflict": "CASE WHEN read.review = 'rejected' THEN '' ELSE coalesce(disputes.conflict, '') END",
        REVISION: f"coalesce(revisions.{REVISION}, '')",
        DOUBT: f"coalesce(doubts.{DOUBT}, '')",
        "title_stated": "read.digest IN (SELECT digest FROM titled)",
    }.get(name, f'read."{name}"')


def _conditions(where: Where) -> Iterable[tuple[str, list[Any]]]:
    """Yield each condition with the values that it names."""
    for name, values in where.among.items():
        yield _has(name, values)
    for name, values in where.without.items():
        condition, given = _has(name, values)
        yield f"NOT coalesce({condition}, false)", given
    if where.in_years is not None:
        unread = ", ".join(f"'{one}'" for one in OPEN_ENDED)
        span = "contains(read.period, '/') AND read.period_end - read.period_start > 365"
        stands = f"coalesce(read.period_source, '') NOT IN ({unread}) AND NOT coalesce({span}, false)"
        yield stands if where.in_years else f"NOT ({stands})", []
    if where.names:
        (whole, _), names = _has("subject", [""]), [*where.names]
        (of_area, _), (of_place, _), (of_subject, _) = (
            _has(name, names) for name in ("area", "place", "subject")
        )
        given = [names] if len(names) > _FEW else names
        yield (
            f"CASE WHEN {whole} THEN {of_area} OR {of_place} ELSE {of_subject} END",
            ["", *given, *given, *given],
        )
    if where.years:
        yield f"{_COMPARED} IN (SELECT unnest(?))", [[*where.years]]
    if where.holding:
        holds = " OR ".join(f"contains(lower(read.{name}), lower(?))" for name in HELD_IN)
        yield f"coalesce({holds}, false)", [where.holding] * len(HELD_IN)


def _has(name: str, values: Collection[Any]) -> tuple[str, list[Any]]:
    cell, given = _expression(name, EVERY), [*values]
    if not given:
        return "false", []
    if len(given) > _FEW:
        has, given = f"{cell} IN (SELECT unnest(?))", [given]
    else:
        has = f"{cell} IN ({', '.join('?' * len(given))})"
    return (f"({has} OR {cell} IS NULL)" if "" in values else has), given


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
