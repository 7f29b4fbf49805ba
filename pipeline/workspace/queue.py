"""Line up what a person should look at: what the checks find in a table, and what is suggested."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.crosschecks import Finding
from pipeline.crosschecks.finding import LEAST_HARM
from pipeline.doubts import NO_DOUBTS
from pipeline.indicators import Indicator
from pipeline.stored.in_parquet import ParquetTable
from pipeline.workspace.asked_items import ALIKE, SUGGESTION, Item

__all__ = ["Asked", "Item", "Queue", "Tally", "waiting"]

FOUND_BY = ("sentence", "place", "subject", "document", "value_text")  # and the names of the indicator
_ORDER = "weight DESC, among, item"
_ALIKE = ", ".join(f"'{kind}'" for kind in sorted(ALIKE))  # of other kinds each finding is an item of its own


@dataclass(frozen=True, slots=True)
class Asked:
    """Say which items are meant: of some kinds, of one document, of one indicator, holding words; nothing means all.

    `rest` are the items from which too little harm is to be expected for them to be asked about.
    """

    kinds: tuple[str, ...] = ()
    document: str = ""
    indicator: str = ""
    sought: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Count items: all, those that wait, and of these the suggestions."""

    every: int
    waiting: int
    suggested: int


class Queue:
    """Line up the findings about a table and suggestions; items that are settled stay, as done.

    All stand in one order, by the harm to be expected where nobody looks: first what cannot be true, for it is in the
    table and drawn (leaps, contradictions, sums and shares, reference figures, growth, ceilings), then doubts, of which
    most are right (periods unread, targets far exceeded, little certainty), then revisions, and last suggestions, which
    stand in no table: of whole places and their headline indicators before others, with fewer failed checks before more.
    The weight of a finding says all that; an item has that of its first one. Nothing of it is held in memory but what is
    asked for.
    """

    def __init__(
        self,
        table: ParquetTable,
        entries: Mapping[str, Indicator],
        suggestions: pd.DataFrame,
        suggested: pa.Table,
    ) -> None:
        """Take a table with what stands beside it, and suggestions: the rows with what became of each, and their items."""
        self._table, self._entries = table, entries
        texts = [suggestions[name].fillna("") for name in FOUND_BY]
        said = pd.Series("", index=suggestions.index, dtype="str")
        for one in texts:
            said = said + "\n" + one
        self._keep("suggestion rows", {
            "id": suggestions["id"], "indicator": suggestions["indicator"], "said": said,
            "open": suggestions["review"] == "pending",
        })  # fmt: skip
        self._keep("names", {
            "indicator": [*entries], "names": [f"{one.name.zh}\n{one.name.en}" for one in entries.values()],
        })  # fmt: skip
        table.keep("suggested", suggested)
        table.run(
            "CREATE OR REPLACE VIEW asked AS SELECT id, kind, item, item AS among, said, weight, rows, documents,"
            f" indicators, open, harm < {LEAST_HARM} AS rest FROM lines"
            f" UNION ALL SELECT id, '{SUGGESTION}' AS kind, id AS item, among,"
            " said, weight, rows, documents, indicators, list_has_any(rows, (SELECT coalesce(list(id), []) FROM"
            ' "suggestion rows" WHERE open)) AS open, false AS rest FROM suggested',
        )

    def _keep(self, name: str, columns: Mapping[str, Any]) -> None:
        self._table.keep(name, pa.Table.from_pandas(pd.DataFrame(columns), preserve_index=False))

    def kinds(self, *, rest: bool = False) -> dict[str, int]:
        """Count the items of each kind."""
        return self._counted("kind", f"SELECT item, kind FROM {self._items} WHERE rest = {rest}")

    def documents(self, *, rest: bool = False) -> dict[str, int]:
        """Count the items of each document, most first."""
        return self._counted("name", _names("documents", rest=rest))

    def indicators(self, *, rest: bool = False) -> dict[str, int]:
        """Count the items of each indicator, most first."""
        return self._counted("name", _names("indicators", rest=rest))

    def _counted(self, by: str, items: str) -> dict[str, int]:
        told = self._table.ask(
            f"SELECT {by} AS name, count(*) AS count FROM ({items}) WHERE {by} <> '' GROUP BY ALL ORDER BY count DESC, name"
        )
        return dict(zip(told["name"], told["count"].astype(int), strict=True))

    @cached_property
    def _items(self) -> str:
        """Lay out the items, a line each; return the name of the table. Only those of several findings are put together."""
        self._table.run(
            "CREATE OR REPLACE TABLE several AS SELECT item, rest, any_value(kind) AS kind, max(weight) AS weight,"
            f" any_value(among) AS among, bool_or(open) AS open FROM asked WHERE kind IN ({_ALIKE}) GROUP BY item, rest"
        )
        self._table.run(
            "CREATE OR REPLACE VIEW items AS FROM several UNION ALL"
            f" SELECT item, rest, kind, weight, among, open FROM asked WHERE kind NOT IN ({_ALIKE})"
        )
        return "items"

    def tally(self, asked: Asked) -> Tally:
        """Count the items asked for."""
        condition, given = self._meant(asked)
        told = self._table.ask(
            f"SELECT count(*) AS every, count(*) FILTER (open) AS waiting,"
            f" count(*) FILTER (open AND kind = '{SUGGESTION}') AS suggested"
            f" FROM {self._items} WHERE {condition}",
            given,
        )
        return Tally(*map(int, told.iloc[0]))

    def rest(self) -> int:
        """Count the items that wait but are not asked about, for too little harm is to be expected from them."""
        return self.tally(Asked(rest=True)).waiting

    def items(self, asked: Asked = Asked(), most: int = 50) -> list[Item]:
        """List the first items asked for."""
        condition, given = self._meant(asked)
        named = self._table.ask(
            f"SELECT item FROM {self._items} WHERE {condition} ORDER BY {_ORDER} LIMIT {most}", given
        )
        return [self._item(name, rest=asked.rest) for name in named["item"]]

    def item(self, name: str, asked: Asked, *, waiting: bool = False) -> Item | None:
        """Return an item by its id where it is asked for, and, with `waiting`, a part of it still waits."""
        condition, given = self._meant(asked)
        told = self._table.ask(
            f"SELECT open FROM {self._items} WHERE {condition} AND item = ?", [*given, name]
        )
        if told.empty or (waiting and not told["open"].iloc[0]):
            return None
        return self._item(name, rest=asked.rest)

    def first(self, asked: Asked, without: Collection[str] = ()) -> Item | None:
        """Return the first item asked for that waits, but for some."""
        condition, given = self._meant(asked)
        told = self._table.ask(
            f"SELECT item FROM {self._items} WHERE {condition} AND open AND item NOT IN (SELECT unnest(?))"
            f" ORDER BY {_ORDER} LIMIT 1",
            [*given, [*without]],
        )
        return self._item(told["item"].iloc[0], rest=asked.rest) if len(told) else None

    def _item(self, name: str, *, rest: bool) -> Item:
        lines = self._table.ask(
            f"SELECT * FROM asked WHERE item = ? AND rest = {rest} ORDER BY weight DESC, id", [name]
        )
        found = tuple(
            Finding(one.id, one.kind, tuple(one.rows), tuple(json.loads(one.said).items()), one.weight)
            for one in lines.itertuples()
        )
        documents = frozenset(digest for some in lines["documents"] for digest in some if digest)
        indicators = frozenset(one for some in lines["indicators"] for one in some)
        return Item(name, found, documents, indicators, bool(lines["open"].any()))

    def _meant(self, asked: Asked) -> tuple[str, list[Any]]:
        """Return a condition for items, with the values that it names."""
        conditions, given = [f"rest = {asked.rest}"], list[Any]()
        if asked.kinds:
            conditions.append("kind IN (SELECT unnest(?))")
            given.append([*asked.kinds])
        for column, value in (("documents", asked.document), ("indicators", asked.indicator)):
            if value:
                conditions.append(f"item IN (SELECT item FROM asked WHERE list_contains({column}, ?))")
                given.append(value)
        if asked.sought:
            conditions.append(f'item IN (SELECT item FROM "{self._holding(asked.sought)}")')
        return " AND ".join(conditions), given

    def _holding(self, sought: str) -> str:
        """Find the items in which every word stands somewhere; return the name of the table that lists them.

        It may stand in a sentence, the name of an indicator in either language, a place, a subject, the name of a
        document, a number as printed.
        """
        words = sought.casefold().split()
        name = f"sought {hashlib.sha256(chr(31).join(words).encode()).hexdigest()[:16]}"
        holds = ", ".join("bool_or(contains(text, ?))" for _ in words)
        texts = " || chr(10) || ".join(f"coalesce({one}, '')" for one in FOUND_BY)
        self._table.run(
            f'CREATE TABLE IF NOT EXISTS "{name}" AS WITH said AS (SELECT id, indicator, {texts} AS said'
            f' FROM ({self._table.every_row}) UNION ALL SELECT id, indicator, said FROM "suggestion rows"),'
            " parts AS (SELECT DISTINCT item, unnest(rows) AS id FROM asked), texts AS (SELECT item, lower(said ||"
            " chr(10) || coalesce(names, indicator)) AS text FROM parts JOIN said USING (id) LEFT JOIN names USING"
            f" (indicator)) SELECT item FROM (SELECT item, [{holds}] AS held FROM texts GROUP BY item)"
            " WHERE list_bool_and(held)",
            words,
        )
        return name


def _names(column: str, *, rest: bool) -> str:
    """Return a query for what the items have in a column of lists, each once an item."""
    asked = f"unnest({column}) AS name FROM asked WHERE rest = {rest} AND kind"
    return f"SELECT {asked} NOT IN ({_ALIKE}) UNION ALL SELECT name FROM (SELECT DISTINCT item, {asked} IN ({_ALIKE}))"


def waiting(table: ParquetTable) -> int:
    """Count the items about a table that wait and are doubts."""
    told = table.ask(
        f"SELECT count(*) FILTER (WHERE kind NOT IN ({_ALIKE}))"
        f" + count(DISTINCT CASE WHEN kind IN ({_ALIKE}) THEN item END) AS count FROM lines"
        f" WHERE open AND harm >= {LEAST_HARM} AND kind NOT IN (SELECT unnest(?))", [[*NO_DOUBTS]],
    )  # fmt: skip
    return int(told["count"].iloc[0])
