"""Find among many groups of statements the few that a further one may belong to, without comparing it with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice

from pipeline.observations.observation import Observation

MOST = 200  # groups that a statement is compared with, so that no text takes quadratic time
_ANY = None

Days = tuple[str, str]


@dataclass(slots=True)
class Alike:
    """Hold groups of statements by whom and which days their first one names.

    Given all `names` there are: a name goes with itself, with those that it holds, and with those that hold it
    (望海公司, 青禾望海公司); a headline's, or none, goes with each.
    """

    names: Iterable[str]
    groups: list[list[Observation]] = field(default_factory=list)
    _kin: dict[str, list[str]] = field(init=False)
    _under: dict[tuple[str | None, Days | str | None], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        """Find which names hold which."""
        self._kin = defaultdict(list)
        known = set(self.names) - {""}
        for name in sorted(known):
            spans = ((low, high) for low in range(len(name)) for high in range(low + 1, len(name) + 1))
            for held in {name[low:high] for low, high in spans if high - low < len(name)} & known:
                self._kin[name].append(held)
                self._kin[held].append(name)

    def add(self, group: list[Observation]) -> None:
        """Add a group, behind those that are there."""
        number = len(self.groups)
        self.groups.append(group)
        for name in (name_of(group[0]), _ANY):
            for days in (_days(group[0]), _ANY):
                self._under[name, days].append(number)

    def near(self, one: Observation) -> Iterator[list[Observation]]:
        """Yield the groups whose first statement may be of the same subject and days, in the order they came."""
        name, days = name_of(one), _days(one)
        names = [name, "", *self._kin.get(name, ())][: 2 + MOST] if name else [_ANY]
        found = [
            self._under.get((who, when), ()) for who in names for when in ((days, "") if days else (_ANY,))
        ]
        return (self.groups[number] for number in islice(merge(*filter(None, found)), MOST))


def name_of(one: Observation) -> str:
    """Return the subject by which a statement is told from others: none in a headline."""
    return "" if one.headline else one.subject


def _days(one: Observation) -> Days | str:
    last = one.last_day()
    return (one.first_day(), last) if last else ""
