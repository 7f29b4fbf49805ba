"""Draw the period of a fact and write it in each of the ways in which Chinese texts write it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

YEARS = (2019, 2025)
_FRESH = 55  # days after its end in which 一季度 alone means the latest one


@dataclass(frozen=True, slots=True)
class Span:
    """Hold one period: its kind (a key of dates.yaml), its days, and the name of a holiday.

    A kind `none` is no period at all; `point` and `year_end` are dates, whose first day is None.
    """

    kind: str
    first: date | None
    last: date | None
    name: str = ""

    def moved(self, years: int) -> Span:
        """Return the same span some years later or earlier."""
        return Span(self.kind, _moved(self.first, years), _moved(self.last, years), self.name)


class Dates:
    """Draw periods and write them; every choice is drawn from `rng`."""

    def __init__(self, words: dict[str, Any], years: str, months: Sequence[str], rng: Random) -> None:
        """Take the data of dates.yaml and the digits of years (二〇二四)."""
        self._words = words
        self._digits = years
        self._rng = rng
        self._months = months

    def span(self, kind: str, *, rare: bool = False) -> Span:
        """Draw a period of one kind; `rare` draws 元旦 too."""
        year, rng = rng_year(self._rng), self._rng
        if kind == "none":
            return Span(kind, None, None)
        if kind == "holiday":
            name, first, last = rng.choice(
                self._words["holidays"] + (self._words["rare_holidays"] if rare else [])
            )
            return Span(kind, first, last, name)
        if kind == "days":
            month, day = rng.randint(1, 12), rng.randint(1, 20)
            return Span(kind, date(year, month, day), date(year, month, day + rng.randint(2, 7)))
        if kind == "point":
            return Span(kind, None, _month_end(year, rng.randint(1, 12)))
        if kind == "year_end":
            return Span(kind, None, date(year, 12, 31))
        first, last = self._months_of(kind)
        return Span(kind, date(year, first, 1), _month_end(year, last))

    def _months_of(self, kind: str) -> tuple[int, int]:
        rng = self._rng
        if kind == "month":
            month = rng.randint(1, 12)
            return month, month
        if kind == "months":
            return 1, rng.choice([2, 4, 5, 7, 8, 10, 11])
        if kind == "quarter":
            quarter = rng.randint(0, 3)
            return 3 * quarter + 1, 3 * quarter + 3
        if kind == "half":
            return rng.choice([(1, 6), (1, 6), (7, 12)])
        return (1, 9) if kind == "nine" else (1, 12)

    def published(self, span: Span) -> date:
        """Draw the day on which a text on a period appears: soon after it, or a year later."""
        if span.last is None:
            return date(rng_year(self._rng), self._rng.randint(1, 12), self._rng.randint(1, 28))
        if span.kind in ("year", "year_end"):
            return span.last + timedelta(days=self._rng.randint(12, 150))
        return span.last + timedelta(
            days=self._rng.choice((self._rng.randint(2, _FRESH), self._rng.randint(60, 240)))
        )

    def write(self, span: Span, published: date, *, rare: bool = False, full: bool = False) -> str:
        """Return a period in one of its ways; `full` names its year, `rare` takes every form that there is."""
        if span.last is None:
            return ""
        forms = self._words[span.kind]
        choices = list(forms["always"])
        if not full:
            gap = published.year - span.last.year
            since = (published - span.last).days
            choices += forms.get("this", ()) if gap == 0 else forms.get("last", ()) if gap == 1 else ()
            fresh = since <= _FRESH
            choices += forms.get("fresh", ()) if fresh else ()
            if rare:
                choices = choices + list(forms.get("rare", ())) * 2
                choices += forms.get("fresh_rare", ()) if fresh else ()
                choices += forms.get("december", ()) if gap == 1 and span.last.month == 12 else ()
                choices += forms.get("quarter_end", ()) if span.last.month % 3 == 0 else ()
        usable = [form for form in choices if not _relative(form, span, published)]
        return self._filled(self._rng.choice(usable), span)

    def before(self, span: Span) -> str:
        """Return what a text calls the same period a year before: 上年, 上年同期."""
        words = self._words["before"]
        return str(self._rng.choice(words.get(span.kind, words["other"])))

    def _filled(self, form: str, span: Span) -> str:
        last = span.last or date.min
        first = span.first or last
        year = f"{last.year}"
        chinese = "".join(self._digits[int(c)] for c in year)
        quarter = (last.month + 2) // 3
        wide = "０１２３４５６７８９"
        return form.format(
            Y=year,
            yy=year[2:],
            cy=chinese,
            zy=chinese.replace("〇", "零"),
            FY="".join(wide[int(c)] for c in year),
            half=self._words["halves"][last.month > 6],
            q=self._words["quarters"][quarter - 1],
            n=quarter,
            a=first.month,
            m=last.month,
            mm=f"{last.month:02d}",
            cm=self._months[last.month - 1],
            k=last.month,
            ck=self._months[last.month - 1],
            d=first.day if span.first else last.day,
            d2=last.day,
            dd=f"{first.day:02d}",
            dd2=f"{last.day:02d}",
            cd=self._day(first.day),
            cd2=self._day(last.day),
            name=span.name,
            **{"-": self._rng.choice(self._words["dashes"])},
        )

    def _day(self, day: int) -> str:
        tens, ones = divmod(day, 10)
        months = self._months
        head = "" if tens == 0 else months[9] if tens == 1 else months[tens - 1] + months[9]
        return head + (months[ones - 1] if ones else "")


def rng_year(rng: Random) -> int:
    """Draw a year."""
    return rng.randint(*YEARS)


def _relative(form: str, span: Span, published: date) -> bool:
    """Say whether 去年… does not mean this period: a text that appears in another year than the next."""
    gap = published.year - (span.last or published).year
    return "去年" in form and gap != 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _moved(day: date | None, years: int) -> date | None:
    """Return a day some years on; the last day of a month stays the last one."""
    if day is None:
        return None
    year = day.year + years
    end = _month_end(year, day.month)
    return end if day == _month_end(day.year, day.month) else day.replace(year=year)
