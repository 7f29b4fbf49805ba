"""Draw the truth that one sentence states: whose figures, of which period, and each value once."""

from __future__ import annotations

from datetime import date
from random import Random

from pipeline.places.gazetteer import ancestors
from pipeline.spellings.areas import named_areas, province_of, tricky_areas
from pipeline.spellings.book import Book, Entry, Frame, SpellingsError
from pipeline.spellings.dates import Dates
from pipeline.spellings.span import Span

_TRIES = 60


class Truth:
    """Hold what is true in one sentence; values are drawn when first asked for and stay what they are."""

    def __init__(self, book: Book, frame: Frame, varied: str, rng: Random) -> None:
        """Draw indicators that fit together, a period they are published for, the place and the day of the text."""
        self._rng = rng
        self._words = book.ways["places"]
        self.dates = Dates(book.ways["dates"], book.ways["numerals"]["digits"], rng)
        self.entries, kind = _drawn(book, frame, rng)
        self.span, self.before = self._spans(kind, frame, rare=varied == "dates")
        self.other = self.dates.earlier(self.span, rng.randint(2, 4)) or self.before
        self.published: date = self.dates.published(self.span)
        self.place, self.county, self.above = self._places(varied, frame.given.get("place", ""))
        self.document_place = frame.given.get("document") or rng.choice((self.place, self.above))
        if self.document_place in ("own", "above"):
            self.document_place = self.place if self.document_place == "own" else self.above
        self.province = province_of(self.place)
        self.towns = rng.sample(self._words["towns"], 3)
        self.firms = [self._stem() + name for name in rng.sample(self._words["firms"], 2)]
        self.projects = [self._stem() + name for name in rng.sample(self._words["projects"], 2)]
        self.scenic = rng.sample(self._words["scenic"], 2)
        self.zone = self._stem() + rng.choice(self._words["zones"])
        self._levels: dict[str, int] = {}
        self._growth: dict[str, float] = {}

    def level(self, letter: str, context: str) -> int | None:
        """Return the value already drawn for an indicator in a context, None where none is."""
        return self._levels.get(letter + context)

    def draw_level(self, letter: str, context: str) -> int:
        """Draw a value of an indicator: two to five digits that count, the rest noughts; a part is below its whole."""
        entry, rng = self.entries[letter], self._rng
        low, high = entry.low, entry.high
        whole = self._levels.get(letter)
        if "~" in context or any(c in context for c in "TUMzs"):
            high = max(low * 1.2, (whole or high) * 0.45)
            low = high * 0.1 if "~" in context or whole else low
            high = high if whole else low * 20
        elif not context:
            low = max(low, 2 * sum(self._levels.get(letter + part, 0) for part in "TUsz"))
            high = max(high, low * 2)
        value = int(low * (high / low) ** rng.random())
        keep = rng.choice((1, 2, 3, 3, 4, 4, 5))
        step: int = 10 ** max(0, len(str(value)) - keep)
        return max(step, (value + step // 2) // step * step)

    def keep_level(self, letter: str, context: str, value: int) -> None:
        """Say which value an indicator has in a context, once and for all."""
        self._levels[letter + context] = value

    def growth(self, letter: str, context: str, sign: str = "") -> float:
        """Return the growth of an indicator in a context, drawn once, with one or two decimals, never nought."""
        key = letter + context
        if key not in self._growth:
            low, high = self.entries[letter].growth
            drawn = 0.0
            while not drawn:
                drawn = round(self._rng.uniform(low, high), self._rng.choice((1, 1, 1, 2)))
            self._growth[key] = {"+": abs(drawn), "-": -abs(drawn)}.get(sign, drawn)
        return self._growth[key]

    def span_of(self, context: str) -> Span:
        """Return the period that a context means: Q another one, L the year before, N none."""
        if "N" in context or "X" in context:
            return Span("none", None, None)
        if "M" in context:
            return self.span.last_month()
        return self.other if "Q" in context else self.before if "L" in context else self.span

    def places_of(self, context: str) -> tuple[str, ...]:
        """Return the names that the place of a figure may have in a context."""
        given = {
            "T": (self.towns[0],),
            "U": (self.towns[1],),
            "C": (self.county,),
            "V": (self.province,),
            "W": tuple(self._words["country"]),
            "D": (self.document_place,),
        }
        return next((names for letter, names in given.items() if letter in context), (self.place,))

    def subject_of(self, context: str) -> str:
        """Return the project, firm, zone or scenic area that a context means, "" for the place itself."""
        given = {
            "p": self.projects[0],
            "q": self.projects[1],
            "f": self.firms[0],
            "g": self.firms[1],
            "s": self.scenic[0],
            "r": self.scenic[1],
            "z": self.zone,
        }
        return next((name for letter, name in given.items() if letter in context), "")

    def _spans(self, kind: str, frame: Frame, *, rare: bool) -> tuple[Span, Span]:
        """Draw the period of the fact, and the same of the year before, which a frame may ask for."""
        asked = "L" in frame.text
        for _ in range(_TRIES):
            span = self.dates.span(kind, rare=rare)
            before = self.dates.earlier(span, 1)
            if before or not asked:
                return span, before or span.moved(-1)
        raise SpellingsError(f"没有上一年的同一时期：{frame.text}")

    def _places(self, varied: str, settled: str) -> tuple[str, str, str]:
        """Return the place of the fact, which a frame may settle, another county, and the area that both lie in."""
        if settled:
            return settled, self._rng.choice(self._words["neighbours"]), settled
        if varied == "places":
            tricky = tuple(self._words["tricky"])
            pool = tricky_areas(tricky) if self._rng.random() < 0.4 else named_areas()
            area = self._rng.choice(pool)
            above = ancestors(area)
            beside = [
                one.name for one in named_areas() if one.parent == area.parent and one.name != area.name
            ]
            other = self._rng.choice(beside or [one for one in self._words["neighbours"] if one != area.name])
            return area.name, other, above[0].name if above else area.name
        names = self._words["made_up"] if self._rng.random() < 0.5 else self._words["neighbours"]
        name = self._rng.choice(names)
        return name, self._rng.choice([one for one in self._words["neighbours"] if one != name]), name

    def _stem(self) -> str:
        return self.place[:-1] if len(self.place) > 2 else self.place


def _drawn(book: Book, frame: Frame, rng: Random) -> tuple[dict[str, Entry], str]:
    """Return an entry a letter, no two alike, and a kind of period that all are published for."""
    for _ in range(_TRIES):
        entries: dict[str, Entry] = {}
        for letter, given in frame.picks.items():
            pool = [
                name for name in book.sets.get(given, (given,)) if book.entries[name] not in entries.values()
            ]
            if pool:
                entries[letter] = book.entries[rng.choice(pool)]
        if len(entries) < len(frame.picks):
            continue
        kinds = [kind for kind in _kinds(frame, entries) if all(_fits(kind, one) for one in entries.values())]
        if kinds:
            return entries, rng.choice(kinds)
    raise SpellingsError(f"句式没有合适的指标和时期：{frame.text or frame.table}")


def _kinds(frame: Frame, entries: dict[str, Entry]) -> tuple[str, ...]:
    return frame.periods or next(iter(entries.values())).periods


def _fits(kind: str, entry: Entry) -> bool:
    """Say whether a figure is published for such a period: a stock also for the year whose end it is of."""
    dates = ("year", "point", "year_end", "now", "year_begin", "target")
    spans = ("plan", "since", "target")
    always = kind == "none" or "any" in entry.periods  # a project's total is of no period
    return always or kind in entry.periods or kind in (dates if entry.kind == "stock" else spans)
