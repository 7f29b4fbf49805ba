"""Apply the decisions in force to what was read, those about former texts where they belong now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.workspace.edited import Moves
from pipeline.workspace.ruling import Ruled, ruled
from pipeline.workspace.verdicts import Key, Verdict, in_force, latest


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold decided rows with what they were made from: the decisions that hold, by their keys in today's texts.

    `last` is the number of the decision written last.
    """

    last: int
    standing: Mapping[Key, Verdict]
    ruled: Ruled


def decided_anew(
    rows_of: Callable[[set[str]], pd.DataFrame], history: Iterable[Verdict], moves: Callable[[], Moves]
) -> Decided:
    """Apply every decision ever written; `rows_of` gives what was read from some documents at least, by their digests.

    Where texts went is asked for only where anything was decided.
    """
    written = list(history)
    if not written:
        return Decided(0, {}, ruled(rows_of(set()), {}, {}))
    placing = moves()
    standing = placing.placed(in_force(latest({}, written)))
    table = rows_of({key.digest for key in standing})
    return Decided(written[-1].number, standing, ruled(table, standing, placing.files))
