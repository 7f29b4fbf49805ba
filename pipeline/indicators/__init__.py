"""Load `indicators.yaml`: which indicators exist, how texts name them, and the examples that hold them to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from pipeline.indicators.faults import FILE, Fault, RulesError
from pipeline.indicators.rules_text import check_is_file, no_access, not_yaml, raw_entries
from pipeline.quantities.shown_units import shows
from pipeline.words import words_of

__all__ = ["RULES", "Catalogue", "Indicator", "RulesError", "catalogue_of", "load_catalogue"]
USUAL_DAY = "2025-04-07"  # the date of an example that gives none
LONGEST_EXAMPLE = 5000  # characters
RULES = Path(__file__).resolve().parents[2] / FILE


def _day(value: object) -> object:
    """Take a date with or without quotes; refuse what is none."""
    said = str(value)
    try:
        date.fromisoformat(said)
    except ValueError:
        raise PydanticCustomError("no_day", "no date", {"found": said}) from None
    return said


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Strict):
    """Name an indicator in both languages of the dashboard."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Example(_Strict):
    """Give a sentence and the rows of this indicator that it must give; columns left out are not asked for."""

    text: str = Field(min_length=1, max_length=LONGEST_EXAMPLE)
    rows: list[dict[str, str | float | int]] = Field(min_length=1)
    published: Annotated[str, BeforeValidator(_day)] = USUAL_DAY
    place: str = ""


class Ratio(_Strict):
    """Name this indicator as one place of a ratio: 三次产业结构为5.1:40.2:54.7, positions 1 to 3."""

    terms: tuple[str, ...] = Field(min_length=1)
    position: int = Field(ge=1, le=5)


class Counterexample(_Strict):
    """Give a sentence that must give no row of this indicator, and why."""

    text: str = Field(min_length=1, max_length=LONGEST_EXAMPLE)
    because: str = Field(min_length=1)


class Indicator(_Strict):
    """Describe one indicator: what it measures and the words that name it.

    - terms: stand before their figure. In one, ~ stands for neutral words (A级景区~接待游客), * for any few characters,
      # for the figure itself (签约#项目).
    - generic_terms: count only where the text says whose figure it is (投资 of a named project, 税收 of a zone).
    - after: stand behind their figure (62项技术合作); with loose, any modifier may come between (4家高端企业落户).
    - allow: modifiers that leave the term whole (省级). block: words behind it that make it another thing (出口退税).
    - context: words of which one must stand in the sentence, its headline or before; not_context: words none of which may.
    - about: whose figure it is, the place's, a subject's, or either; subjects narrows the kinds of subject.
    - units: base units accepted besides unit. not_units: count words that tell another thing (套 of flats).
    - shown_in: the unit that its figures are shown in, 万亩 for a base unit of 平方米; without it the base unit.
    - ratio: the place that this indicator has in a ratio. share_of: part and whole whose ratio it is.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Name
    group: str
    unit: str
    kind: Literal["flow", "stock", "rate", "rank"]
    growth: Literal["nominal", "real", "none"] = "none"
    about: Literal["place", "subject", "either"] = "place"
    subjects: tuple[Literal["company", "project", "scenic", "fund", "zone", "event"], ...] = ()
    terms: tuple[str, ...] = ()
    generic_terms: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    not_units: tuple[str, ...] = ()
    shown_in: str = ""
    context: tuple[str, ...] = ()
    not_context: tuple[str, ...] = ()
    loose: bool = False
    ratio: Ratio | None = None
    share_of: tuple[str, str] | None = None
    examples: tuple[Example, ...] = Field(min_length=1)
    not_examples: tuple[Counterexample, ...] = ()

    @field_validator("terms", "after", "generic_terms")
    @classmethod
    def _well_formed(cls, terms: tuple[str, ...]) -> tuple[str, ...]:
        for term in terms:
            if not re.fullmatch(r"[^~*#\s]{2,}|[^~*#\s]+[~*#][^~*#\s]{2,}", term):
                raise PydanticCustomError("term_shape", "no term", {"term": term})
            if terms.count(term) > 1:
                raise PydanticCustomError("term_twice", "twice", {"term": term})
        return terms

    @field_validator("shown_in")
    @classmethod
    def _showable(cls, shown_in: str, others: ValidationInfo) -> str:
        unit = str(others.data.get("unit", ""))
        if shown_in and unit and not shows(shown_in, unit):
            raise PydanticCustomError("not_shown_in", "no such unit", {"found": shown_in, "unit": unit})
        return shown_in

    @property
    def name_zh(self) -> str:
        """Give the Chinese name."""
        return self.name.zh

    @property
    def name_en(self) -> str:
        """Give the English name."""
        return self.name.en


class Catalogue(BaseModel):
    """Hold all indicators by id, in the order of the file."""

    model_config = ConfigDict(frozen=True)

    entries: dict[str, Indicator]

    def __getitem__(self, indicator: str) -> Indicator:
        """Return the entry of an id."""
        return self.entries[indicator]

    def __hash__(self) -> int:
        """Hash by identity: a catalogue is loaded once and compiled once."""
        return id(self)


def load_catalogue(path: Path | str | None = None) -> Catalogue:
    """Read and check the rules file (the program's own by default).

    Raise RulesError with file, entry, field and what was allowed.
    """
    file = Path(path) if path else RULES
    try:
        check_is_file(file)
        return _load(file, file.stat().st_mtime_ns)
    except OSError as error:
        raise RulesError(no_access(error, file)) from error


@lru_cache(maxsize=8)
def _load(file: Path, _modified: int) -> Catalogue:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RulesError(not_yaml(error, file.name)) from error
    return catalogue_of(text, file.name)


def catalogue_of(text: str, file: str = FILE) -> Catalogue:
    """Read and check the text of a rules file. Raise RulesError with entry, field and what was allowed."""
    entries = {}
    for key, value in raw_entries(text, file).items():
        indicator, faults = entry_of(key, value, file)
        if indicator is None:
            raise RulesError(faults[0])
        entries[key] = indicator
    catalogue = Catalogue(entries=entries)
    for fault in reference_faults(catalogue, file):
        raise RulesError(fault)
    return catalogue


def entry_of(key: str, value: object, file: str = FILE) -> tuple[Indicator | None, list[Fault]]:
    """Check one entry by itself; return it, or None and every fault of its fields, one a field."""
    if not isinstance(value, dict):
        return None, [Fault("not_fields", key, file=file, values={"found": repr(value)})]
    try:
        # An id among the fields is one field too many, not another id.
        return Indicator.model_validate(
            {("id " if name == "id" else name): one for name, one in value.items()} | {"id": key}
        ), []
    except ValidationError as error:
        # A field that does not exist is often the one that is missing, misspelt.
        errors = sorted(error.errors(), key=lambda one: one["type"] == "extra_forbidden")
        faults = [_fault(key, one, file) for one in errors]
        inner = {fault.where.split(".", 1)[0] for fault in faults if "." in fault.where}
        # A list whose only item is wrong counts as too short besides.
        faults = [fault for fault in faults if fault.reason != "too_short" or fault.where not in inner]
        return None, list({fault.where: fault for fault in reversed(faults)}.values())[::-1]


def _fault(key: str, error: ErrorDetails, file: str) -> Fault:
    reason = error["type"] if error["type"] in words_of("rule_faults") else "other_shape"
    where = [str(part).strip() for part in error["loc"]]
    if where[:1] == ["examples"] and "rows" in where and len(where) > 5:
        where, reason = where[:5], "no_cell"  # a cell is text or a number: one mistake, not one a type
    values = {
        "allowed": "、".join(_fields(where)),
        "found": repr(error["input"]),
        **error.get("ctx", {}),
    }
    return Fault(reason, key, ".".join(where), file, values)


def _fields(where: list[str]) -> list[str]:
    """List the fields that may stand beside the one at this place."""
    inner: dict[str, type[BaseModel]] = {
        "name": Name,
        "ratio": Ratio,
        "examples": Example,
        "not_examples": Counterexample,
    }
    model = inner.get(where[0], Indicator) if len(where) > 1 else Indicator
    return [name for name in model.model_fields if name != "id"]


def reference_faults(catalogue: Catalogue, file: str = FILE) -> Iterator[Fault]:
    """Yield what is wrong between entries: a `share_of` that names none, a term that two of them claim."""
    owner: dict[tuple[str, str, str], str] = {}
    for entry in catalogue.entries.values():
        for other in entry.share_of or ():
            if other not in catalogue.entries:
                yield Fault("no_such_entry", entry.id, "share_of", file, {"other": other})
        if not (entry.terms or entry.generic_terms or entry.after or entry.share_of or entry.ratio):
            yield Fault("no_terms", entry.id, "terms", file)
        for term in entry.terms:
            first = owner.setdefault((term, entry.unit, entry.about), entry.id)
            if first != entry.id:
                yield Fault("term_owned", entry.id, "terms", file, {"term": term, "other": first})
