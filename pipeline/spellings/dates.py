"""Draw the period of a fact and write it in each of the ways in which Chinese texts write it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from pipeline.spellings.span import Span, month_end

YEARS = (2021, 2025)
_FRESH = 55  # days after its end in which 一季度 alone means the latest one


class Dates:
    """Draw periods and write them; every choice is drawn from `rng`."""

    def __init__(self, words: dict[str, Any], digits: dict[str, str], rng: Random) -> None:
        """Take the data of dates.yaml and the digits of each alphabet."""
        self._words = words
        self._digits = digits
        self._rng = rng
        self._months: list[str] = words["month_names"]

    def span(self, kind: str, *, rare: bool = False) -> Span:
        """Draw a period of one kind; `rare` draws 元旦 too."""
        year, rng = rng_year(self._rng), self._rng
        if kind == "holiday":
            name, first, last = rng.choice(
                self._words["holidays"] + (self._words["rare_holidays"] if rare else [])
            )
            return Span(kind, first, last, name)
        if kind == "plan":
            name, start = rng.choice(self._words["plans"])
            return Span(kind, date(start, 1, 1), date(start + 4, 12, 31), name)
        return Span(kind, *self._days_of(kind, year))

    def _days_of(self, kind: str, year: int) -> tuple[date | None, date | None]:
        """Return the first and last day of a period of a year; of a date the first is None."""
        rng = self._rng
        if kind in ("since", "now"):
            return date(year, 1, 1) if kind == "since" else None, date(
                year, rng.randint(4, 12), rng.randint(2, 28)
            )
        if kind == "days":
            month, day = rng.randint(1, 12), rng.randint(1, 20)
            return date(year, month, day), date(year, month, day + rng.randint(2, 7))
        if kind in ("point", "year_end"):
            return None, month_end(year, rng.randint(1, 12) if kind == "point" else 12)
        if kind in ("none", "year_begin"):
            return None, date(year, 1, 1) if kind == "year_begin" else None
        first, last = self._months_of(kind)
        return date(year, first, 1), month_end(year, last)

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

    def earlier(self, span: Span, years: int) -> Span | None:
        """Return the same period some years before; of a holiday its own days off, None where they are not known."""
        if span.kind != "holiday" or span.last is None:
            return span.moved(-years)
        year = span.last.year - years
        known = (one for one in self._words["holidays"] if one[0] == span.name and one[2].year == year)
        return next((Span(span.kind, first, last, name) for name, first, last in known), None)

    def published(self, span: Span) -> date:
        """Draw the day on which a text on a period appears: soon after it, or a year later."""
        if span.last is None:
            return date(rng_year(self._rng), self._rng.randint(1, 12), self._rng.randint(1, 28))
        if span.kind in ("since", "now"):
            return span.last
        if span.kind == "target":
            return date(span.last.year, self._rng.randint(1, 3), self._rng.randint(3, 28))
        if span.kind in ("year", "year_end", "plan"):
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
                choices += forms.get("last_rare", ()) if gap == 1 else ()
                choices += forms.get("december", ()) if gap == 1 and span.last.month == 12 else ()
                choices += forms.get("quarter_end", ()) if span.last.month % 3 == 0 else ()
        text = self._filled(self._rng.choice(choices), span)
        for counted, said in self._words["twos"].items():
            text = text.replace(counted, said)
        return text

    def short(self, span: Span, shape: str) -> str:
        """Return a period as the head of a column: y 2024, roc 113, m 6月, cum 1-6月, q 一季度."""
        last = span.last or date.min
        given = {
            "y": f"{last.year}",
            "roc": f"{last.year - 1911}",
            "m": f"{last.month}月",
            "cum": f"1-{last.month}月",
        }
        return given.get(shape) or self._filled(self._words["short"][shape], span)

    def before(self, span: Span) -> str:
        """Return what a text calls the same period a year before: 上年, 上年同期."""
        words = self._words["before"]
        return str(self._rng.choice(words.get(span.kind, words["other"])))

    def _filled(self, form: str, span: Span) -> str:
        last = span.last or date.min
        first = span.first or last
        year = f"{last.year}"
        quarter = (last.month + 2) // 3
        return form.format(
            Y=year,
            yy=year[2:],
            cy=self._spelled(year, "year"),
            zy=self._spelled(year, "chinese"),
            FY=self._spelled(year, "full_width"),
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

    def _spelled(self, year: str, alphabet: str) -> str:
        return "".join(self._digits[alphabet][int(c)] for c in year)

    def _day(self, day: int) -> str:
        tens, ones = divmod(day, 10)
        months = self._months
        head = "" if tens == 0 else months[9] if tens == 1 else months[tens - 1] + months[9]
        return head + (months[ones - 1] if ones else "")


def rng_year(rng: Random) -> int:
    """Draw a year."""
    return rng.randint(*YEARS)
