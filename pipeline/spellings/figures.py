"""Write the words and figures of a frame's slots, and the row that each figure must give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from pipeline.spellings.areas import bare_name
from pipeline.spellings.book import Book, Entry, Frame
from pipeline.spellings.bounds import Bounds
from pipeline.spellings.numerals import Written
from pipeline.spellings.truth import Truth
from pipeline.spellings.wanted import Wanted

_TRIES = 12


class Figures:
    """Write what stands in slots; only the part that the kind varies is written in its rarer ways."""

    def __init__(self, book: Book, truth: Truth, frame: Frame, varied: str, rng: Random) -> None:
        """Take the truth that the slots are filled from."""
        self._book = book
        self._truth = truth
        self._varied = varied
        self._rng = rng
        self._numerals = Bounds(book.ways["numerals"], rng)
        self._given = frame.given
        self._ways = (
            frame.given.get("ways", "").split()
            or book.ways["numerals"]["all" if varied == "numerals" else "plain"]
        )
        self._units: dict[str, str] = {}
        self._words = book.ways["places"]

    def word(self, slot: str) -> str:
        """Return what stands in a slot that is no figure: a term, a unit, a period, a place, a subject."""
        truth = self._truth
        head, _, tail = slot.partition(":")
        if len(head) == 1 and head in truth.entries:
            entry = truth.entries[head]
            return (
                self._unit(head) if tail == "u" else self._given.get("term") or self._rng.choice(entry.terms)
            )
        if head in ("P", "Q", "L"):
            return self._period(head, tail)
        given: dict[str, str] = {
            "place": truth.place,
            "bare": bare_name(truth.place),
            "all": self._whole(truth.document_place),
            "town": truth.towns[0],
            "town2": truth.towns[1],
            "county": truth.county,
            "countybare": bare_name(truth.county),
            "above": truth.above,
            "province": truth.province,
            "firm": truth.firms[0],
            "firm2": truth.firms[1],
            "project": truth.projects[0],
            "project2": truth.projects[1],
            "scenic": truth.scenic[0],
            "scenic2": truth.scenic[1],
            "zone": truth.zone,
            "stem": truth.place[:-1] if len(truth.place) > 2 else truth.place,
            "day": f"{truth.published.month}月{truth.published.day}日",
            "year": f"{truth.published.year}年",
        }
        return given[head]

    def figure(self, letter: str, shape: str, context: str, *, fact: bool) -> tuple[str, Wanted | None]:
        """Return the text of a figure and its row, None where it must give none (a part, a rival of another kind)."""
        if shape[0] == "%":
            return self._growth(letter, shape, context, fact=fact)
        if shape[0] == "^":
            return self._change(letter, shape, context)
        if shape == "/":
            share = self._rng.randint(11, 489) / 10
            return f"{share}%", self._row(letter, "share", share, context, fact=False)
        written = self._level(letter, context, fact=fact) if shape == "=" else self._cell(letter, context)
        row = self._row(letter, "level", written.value, context, fact=fact)
        if row is not None and (written.qualifier != "exact" or written.high):
            row = replace(row, qualifier=written.qualifier, high=written.high)
        return written.text, row

    def _level(self, letter: str, context: str, *, fact: bool) -> Written:
        """Write a value; where none is drawn yet, one that the way can write."""
        entry = self._truth.entries[letter]
        key = _key(context)
        ways = self._ways if fact or self._varied != "numerals" else self._book.ways["numerals"]["plain"]
        way = self._rng.choice(ways)
        known = self._truth.level(letter, key)
        for _ in range(1 if known else _TRIES):
            value = known or self._truth.draw_level(letter, key)
            written = self._numerals.write(way, value, entry.unit)
            if written is not None:
                self._truth.keep_level(letter, key, value)
                return written
        value = known or self._truth.draw_level(letter, key)
        self._truth.keep_level(letter, key, value)
        return self._numerals.write("decimal", value, entry.unit) or Written(f"{value}{entry.unit}", value)

    def _cell(self, letter: str, context: str) -> Written:
        """Write the bare number of a table in the unit that its indicator has there."""
        key = _key(context)
        value = self._truth.level(letter, key) or self._truth.draw_level(letter, key)
        text = self._numerals.scaled(value, self._unit(letter))
        while text is None:
            value = self._truth.draw_level(letter, key)
            text = self._numerals.scaled(value, self._unit(letter))
        self._truth.keep_level(letter, key, value)
        return Written(text, value)

    def _unit(self, letter: str) -> str:
        entry = self._truth.entries[letter]
        if self._given.get("unit") in entry.table:
            return self._given["unit"]
        return self._units.setdefault(letter, self._rng.choice(entry.table))

    def _growth(self, letter: str, shape: str, context: str, *, fact: bool) -> tuple[str, Wanted | None]:
        sign = shape[1:] if shape[1:] in ("+", "-") else ""
        growth = self._truth.growth(letter, _key(context), sign)
        row = self._row(letter, "yoy", growth, context, fact=fact)
        size = f"{abs(growth)}"
        if sign:
            return size + "%", row
        if shape in ("%#", "%%"):
            return f"{growth}" + ("%" if shape == "%%" else ""), row
        forms = self._book.ways["signs"]["all" if fact and self._varied == "signs" else "plain"]
        words = self._book.ways["signs"]
        whole, _, rest = size.partition(".")
        digits = self._book.ways["numerals"]["digits"]["chinese"]
        spelled = self._numerals.spelled(int(whole), "chinese") or digits[0]
        spelled = words["percent"] + spelled + words["point"] + "".join(digits[int(c)] for c in rest)
        same = words["same"] if self._truth.span.kind not in ("year", "year_end", "none") else ""
        return self._rng.choice(forms["down" if growth < 0 else "up"]).format(
            x=size, cx=spelled, same=same
        ), row

    def _change(self, letter: str, shape: str, context: str) -> tuple[str, Wanted | None]:
        """Write a change in the unit itself: 增加3.2亿元; as a row it may be the measure `change` and nothing else."""
        entry = self._truth.entries[letter]
        value = self._truth.draw_level(letter, "~") or 1
        written = self._numerals.write("decimal", value, entry.unit) or Written(f"{value}{entry.unit}", value)
        return written.text, self._row(
            letter, "change", value if shape == "^+" else -value, context, fact=False
        )

    def _row(self, letter: str, measure: str, value: float, context: str, *, fact: bool) -> Wanted | None:
        if "~" in context:
            return None
        entry: Entry = self._truth.entries[letter]
        span = self._truth.span_of(context)
        first: date | None = None if entry.kind == "stock" else span.first
        status = "planned" if "!" in context else entry.status
        return Wanted(
            entry.name,
            measure,
            value,
            None,
            "%" if measure in ("yoy", "share") else self._money(entry),
            "exact",
            first,
            span.last,
            self._truth.places_of(context),
            self._truth.subject_of(context),
            status,
            fact,
            "?" in context,
            "X" in context,
        )

    def _money(self, entry: Entry) -> str:
        """Return the unit of a row: the currency that the group of frames settles, for money."""
        return self._given.get("money", "") or entry.unit if entry.unit == "元" else entry.unit

    def _period(self, which: str, shape: str) -> str:
        truth = self._truth
        span = {"P": truth.span, "Q": truth.other, "L": truth.before}[which]
        if shape and shape != "full":
            return truth.dates.short(span, shape)
        if which == "L":
            return truth.dates.before(truth.span)
        full = which == "Q" or shape == "full"
        return truth.dates.write(span, truth.published, rare=self._varied == "dates" and not full, full=full)

    def _whole(self, place: str) -> str:
        words: dict[str, str] = self._words["whole"]
        return words.get(place[-1], words["other"])


def _key(context: str) -> str:
    """Return what tells one value of an indicator from another: not whether it is planned or its period is said."""
    return "".join(c for c in context if c not in "!?")
