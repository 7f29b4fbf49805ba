"""Give what rows are about its SDMX code, and gather the codes as lists with their names."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import yaml

from app.amounts import unit_name
from pipeline.places.gazetteer import areas_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STRUCTURE = Path(__file__).resolve().parent / "sdmx.yaml"
Names = dict[str, str]  # language → name
# XML holds no control characters, and sdmx1 ends a record at each of these even inside quotes.
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]+")


@lru_cache
def structure() -> dict[str, Any]:
    """Read sdmx.yaml."""
    read: dict[str, Any] = yaml.load(STRUCTURE.read_text("utf-8"), yaml.CSafeLoader)
    return read


def on_one_line(value: Any) -> str:
    """Return a text without line breaks and control characters, a missing one as the empty text."""
    return "" if pd.isna(value) else _BREAKS.sub(" ", str(value)).strip()


class Codes:
    """Code areas, subjects, documents and units as they come up; `lists` has each code with its names."""

    def __init__(self, catalogue: Mapping[str, Any]) -> None:
        """Begin with the lists that do not depend on rows, and all indicators of the catalogue."""
        fixed = structure()
        self.lists: dict[str, dict[str, Names]] = {
            "CL_INDICATOR": {
                name: {"zh": entry.name.zh, "en": entry.name.en} for name, entry in catalogue.items()
            },
            "CL_DOCUMENT": {},
        }
        for name, codes in (*fixed["codelists"].items(), *fixed["absent"].items()):
            self.lists[name] = dict(codes)

    def area(self, row: Any) -> str:
        """Code a place: 440784 for a county, 440784_ and a suffix for its towns, X_ where no code is known."""
        place, code = on_one_line(row.place), on_one_line(row.place_code)
        if not place and not code:
            return "_U"
        own = not place or any(area.code == code for area in areas_named(place))
        coded = code if code and own else f"{code or 'X'}_{_digest(place)}"
        return self._add("CL_AREA", coded, on_one_line(getattr(row, "area", place)) or code)

    def indicator(self, row: Any) -> str:
        """Code an indicator by its id; one that the catalogue no longer has is listed under its id."""
        self.lists["CL_INDICATOR"].setdefault(str(row.indicator), {"zh": row.indicator, "en": row.indicator})
        return str(row.indicator)

    def subject(self, row: Any) -> str:
        """Code a subject; _Z where a figure is about the place itself."""
        name = on_one_line(row.subject)
        return self._add("CL_SUBJECT", f"S_{_digest(name)}", name) if name else "_Z"

    def documents(self, row: Any) -> Iterator[str]:
        """Yield codes for where a row was read: its document; that with the number's offset; that with the row's id.

        The later ones are for further figures of the same fact in the same document.
        """
        name = on_one_line(row.document)
        document = f"D_{_digest(name)}"
        yield self._add("CL_DOCUMENT", document, name or "_U")
        if not pd.isna(row.start):
            yield self._add("CL_DOCUMENT", f"{document}_{int(row.start)}", f"{name} @{int(row.start)}")
        yield self._add("CL_DOCUMENT", f"{document}_{row.id}", f"{name} @{row.id}")

    def unit(self, row: Any) -> tuple[str, str]:
        """Code a unit, with its power of ten: 万吨 → TNE, 4."""
        unit = on_one_line(row.unit)
        if not unit:
            return "_Z", "0"
        code, power = _units().get(unit, [f"U_{_digest(unit)}", 0])
        whole = next((name for name, given in _units().items() if given == [code, 0]), unit)
        self.lists["CL_UNIT"].setdefault(code, {"zh": whole, "en": unit_name(whole, "en")})
        return code, str(power)

    def _add(self, name: str, code: str, words: str) -> str:
        self.lists[name].setdefault(code, {"zh": words})
        return code


def _units() -> dict[str, list[Any]]:
    units: dict[str, list[Any]] = structure()["units"]
    return units


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
