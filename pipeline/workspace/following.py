"""Bring the decided table up to date with the latest decisions: only their documents are looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.workspace.edited import Moves
from pipeline.workspace.laying import inserted, replaced
from pipeline.workspace.ruling import Ruled, remarked, ruled
from pipeline.workspace.verdicts import Key, Verdict, in_force, latest


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold a decided table with what it was made from: the state of the extracted one, the latest decision of each row.

    `last` is the number of the decision written last, `moves` says where those about former texts belong.
    """

    made: object
    last: int
    latest: Mapping[Key, Verdict]
    ruled: Ruled
    moves: Moves = Moves()

    def standing(self) -> dict[Key, Verdict]:
        """Return the decisions that hold, by their keys in today's texts."""
        return self.moves.placed(in_force(self.latest))


def decided_anew(
    extracted: pd.DataFrame, made: object, history: Iterable[Verdict], moves: Moves = Moves()
) -> Decided:
    """Apply every decision ever written."""
    written = list(history)
    whole = latest({}, written)
    last = written[-1].number if written else 0
    return Decided(made, last, whole, ruled(extracted, moves.placed(in_force(whole)), moves.files), moves)


def followed(before: Decided, extracted: pd.DataFrame, written: list[Verdict]) -> Decided:
    """Apply decisions written since; the result is that of applying all of them."""
    home = before.moves.home
    whole = latest(before.latest, written)
    digests = {home(one.key) for one in written}
    own = in_force({key: one for key, one in whole.items() if home(key) in digests})
    part = ruled(
        extracted[extracted["digest"].isin(digests)].reset_index(drop=True),
        before.moves.placed(own),
        before.moves.files,
    )
    table = before.ruled.table
    old = table.loc[table["digest"].isin(digests), ["id", "fact"]]
    again = part.table["id"].isin(old["id"])
    table = replaced(table, part.table[again], set(old["id"]) - set(part.table["id"]))
    table = inserted(table, part.table[~again])
    table = remarked(table, {*old["fact"], *part.table["fact"]})
    orphans = [one for one in before.ruled.orphans if home(one.key) not in digests] + [*part.orphans]
    orphans.sort(key=lambda one: one.number)
    carried = {row: one for row, one in before.ruled.carried.items() if home(one.key) not in digests}
    now = Ruled(table, tuple(orphans), carried | dict(part.carried))
    return Decided(before.made, written[-1].number, whole, now, before.moves)
