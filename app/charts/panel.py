"""Hold what one picture shows, and tell what follows from it: lines or columns, upright or across, parts of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.amounts import AUTO, Scale
from app.charts.views import APART, COLUMNS, SHARES, TOGETHER, View

if TYPE_CHECKING:
    from app.charts.points import Point, Series
    from app.charts.rooms import Room

MOST_SERIES = 5  # more columns a year than this cannot be told apart
MOST_KINDS = 3  # of figures side by side in the small chart of a place
WHOLE_SHARE = 100.5  # per cent, with what rounding adds


@dataclass(frozen=True, slots=True)
class Panel:
    """What one picture shows."""

    title: str
    unit: str
    scale: Scale
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    rank: bool
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    left_out: int
    indicators: tuple[str, ...]
    who: tuple[str, ...]
    chart: str = COLUMNS
    base: int = 0
    split: str = AUTO
    series_found: int = 0  # all of them; `series` holds those that a picture can
    sources_found: int = 0
    row_ids: tuple[str, ...] = ()  # every row of the panel, in order; the table beside lists them
    years: tuple[int, ...] = ()  # that the rows are of
    remark: str = ""  # what a person wrote for the note line
    subtitle: str = ""  # what a person wrote below the title
    vintages: tuple[str, ...] = ()  # of each drawn figure that was revised: what it was, and who said so when
    unstacked: tuple[str, ...] = ()  # whose parts exceed their whole: name, period, sum
    sentence: str = ""  # what is seen, by rules
    own_sentence: str | None = None  # that a person wrote in its place
    ticks: tuple[str, ...] = ()  # the periods as they stand on the axis, shortened
    kind: str = "year"  # of the periods
    money: bool = False  # some levels are amounts of money, or an index of such
    yearly: bool = False  # every place on the axis is the same part of another year
    room: Room | None = None  # that a print gives; a page is of any width
    reach: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())  # levels, rates that the axes must hold too

    @property
    def lead(self) -> tuple[str, ...]:
        """Give the lines below the title: the subtitle, and the sentence that says what is seen."""
        seen = self.sentence if self.own_sentence is None else self.own_sentence
        return tuple(filter(None, (self.subtitle, *seen.split("\n"))))

    @property
    def as_lines(self) -> bool:
        """Whether levels are drawn as lines; a rank always is."""
        return View(self.chart).as_lines

    @property
    def drawn_as_lines(self) -> bool:
        """Whether levels are joined by lines, which must not run through a label; ranks have dots."""
        return self.as_lines and not self.rank

    @property
    def several_lines(self) -> bool:
        """Whether several lines are drawn."""
        return self.drawn_as_lines and len(self.series) > 1

    @property
    def upright(self) -> bool:
        """Whether each series has a place of its own within a period."""
        return not (self.as_lines or self.rank or self.stacked or self.across)

    @property
    def apart(self) -> bool:
        """Whether each series has a small chart of its own, or each place its parts: asked for, or too many for one."""
        if self.split == TOGETHER or len(self.series) < 2:
            return False
        many = len(self.series) > MOST_SERIES and len(self.periods) > 1
        return self.split == APART or many or self.structures

    @property
    def by_place(self) -> bool:
        """Whether each place has a small chart with its kinds of figures side by side: reported, official, by scope."""
        kinds = {one.kind for one in self.series}
        return (
            self.apart and self.split != APART and not self.structures and len(self.indicators) == 1
            and len(self.who) > 1 and 1 < len(kinds) <= MOST_KINDS
        )  # fmt: skip

    @property
    def stacked(self) -> bool:
        """Whether shares stand on each other: several parts of one whole that do not exceed it."""
        return len(self.who) == 1 and self.parted and not self.apart

    @property
    def structures(self) -> bool:
        """Whether several places each have the parts of a whole: a small chart of stacked shares each."""
        each_once = len({(one.who, one.indicator) for one in self.series}) == len(self.series)
        return len(self.who) > 1 and len(self.indicators) > 1 and each_once and self.parted

    @property
    def parted(self) -> bool:
        """Whether the shares of each place are parts that do not exceed a whole."""
        if self.chart != SHARES or len(self.series) < 2:
            return False
        sums: dict[tuple[str, str], float] = {}
        for who, point in ((one.who, point) for one in self.series for point in one.levels):
            sums[who, point.x] = sums.get((who, point.x), 0.0) + point.value
        return max(sums.values(), default=0.0) <= WHOLE_SHARE

    @property
    def across(self) -> bool:
        """Whether bars lie across: of one point in time alone, else the years are on the axis."""
        drawn = sum(bool(one.levels) for one in self.series)
        return len(self.periods) == 1 and drawn > 1 and not (self.rank or self.apart or self.stacked)

    @property
    def sorted(self) -> bool:
        """Whether bars across are sorted, the longest on top: of one indicator; a whole is no rival of its parts."""
        return self.across and len(self.indicators) == 1

    @property
    def bars(self) -> list[tuple[Series, Point]]:
        """Give the bars across from the top down; of equals the last first."""
        found = [(one, point) for one in self.series for point in one.levels]
        return sorted(found, key=lambda bar: bar[1].value)[::-1] if self.sorted else found
