"""Say how sure a row is: the share of right rows among those that the same rule made with the same reach.

The shares are counted over labelled tables and made sentences by `python -m pipeline confidence` and kept in
words/confidence.yaml; no number is typed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from pipeline.words import words_of

if TYPE_CHECKING:
    from pipeline.observations.observation import Observation

# What a share counts for where few labelled rows are known: as so many rows, right in the prior's share.
_PRIOR_ROWS = 5
_ENOUGH = 20  # made sentences from which their share is taken for a prior
LABELLED, SPELLINGS = "labelled", "spellings"


Counts = Mapping[
    str, Mapping[str, Mapping[str, tuple[int, int]]]
]  # rule → reach → source → right rows, all rows


def reach_of(observation: Observation) -> str:
    """Name how far a row had to reach: for its indicator (near, far, assumed) and for its period (stated, inherited …)."""
    return f"{observation.claim.reach}, {observation.period_source}"


@cache
def confidence_of(rule: str, reach: str) -> float:
    """Return the share of right rows, 0 to 1, two digits, of a rule and the reach that it needed; 1 for a row by hand."""
    if rule not in _counts():
        return 1.0 if rule == "by_hand" else round(_share(_cells(_counts()), LABELLED), 2)
    return share_of(_counts(), rule, reach)


def share_of(counts: Counts, rule: str, reach: str) -> float:
    """Return the share of right rows in labelled documents, drawn towards what is known besides as if by five rows more.

    Besides is known the share in made sentences, else that of the rule in all, else that of all rows: a rule that was
    seen twice is neither sure nor worthless.
    """
    cell = counts[rule].get(reach, {})
    right, rows = cell.get(LABELLED, (0, 0))
    made_right, made = cell.get(SPELLINGS, (0, 0))
    prior = made_right / made if made >= _ENOUGH else _share(counts[rule].values(), LABELLED)
    prior = prior or _share(_cells(counts), LABELLED)
    return round((right + _PRIOR_ROWS * prior) / (rows + _PRIOR_ROWS), 2)


@cache
def _counts() -> Counts:
    counts: Counts = words_of("confidence")["counts"]
    return counts


def _cells(counts: Counts) -> Iterable[Mapping[str, tuple[int, int]]]:
    return (cell for of_rule in counts.values() for cell in of_rule.values())


def _share(cells: Iterable[Mapping[str, tuple[int, int]]], source: str) -> float:
    """Return the share of right rows of one source over several cells of the counts, 0 where there is none."""
    pairs = [cell.get(source, (0, 0)) for cell in cells]
    rows = sum(pair[1] for pair in pairs)
    return sum(pair[0] for pair in pairs) / rows if rows else 0.0
