"""Tell areas of one name apart: 鼓楼区（南京市）, 鼓楼区（徐州市）; an area whose name is nobody else's keeps it."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from pipeline.places.gazetteer import ancestors, areas, contains


def with_areas(table: pd.DataFrame) -> pd.DataFrame:
    """Add `area`, what each row's area is called among all of the table; a part of the table keeps what it has."""
    return table if "area" in table else table.assign(area=areas_apart(table))


def areas_apart(table: pd.DataFrame) -> pd.Series[str]:
    """Return each row's place, with the area above it where the table has several codes for the name.

    A row without a code is of the one area that its name has in the table; of several it is neither, and keeps the
    bare name.
    """
    places, codes = table["place"].fillna(""), table["place_code"].fillna("")
    known = pd.DataFrame({"place": places, "code": codes}).drop_duplicates()
    known = known[(known["place"] != "") & (known["code"] != "")]
    known = known[known["place"].duplicated(keep=False)]
    names = {
        (name, code): told
        for name, group in known.groupby("place", sort=False)
        for code, told in _told_apart(str(name), [*group["code"]]).items()
    }
    if not names:
        return places
    told = places.astype(object)
    shared = places.isin({name for name, _ in names}).to_numpy(dtype=bool)
    told[shared] = [
        names.get(both, both[0]) for both in zip(places[shared], codes[shared], strict=True)
    ]  # fmt: skip
    return told.astype("str")


def _told_apart(name: str, codes: Collection[str]) -> dict[str, str]:
    """Name the areas with some codes, as high up as it takes; nothing where one lies in the other.

    桃源镇 has the code of 鹤山市 in one document, of 江门市 in another: that is one town.
    """
    narrow = [code for code in codes if not any(code != one and contains(code, one) for one in codes)]
    if len(narrow) < 2:
        return {}
    above = {code: _above(name, code) for code in codes}
    deepest = max(map(len, above.values()))
    told: dict[str, str] = {}
    for depth in range(1, deepest + 1):
        told = {code: f"{name}（{''.join(reversed(names[:depth]))}）" for code, names in above.items()}
        if len({*told.values()}) == len(told):
            break
    return told


def _above(name: str, code: str) -> list[str]:
    """List the areas that tell an area apart, nearest first: for a county those above it, for a town its county first."""
    area = areas().get(code)
    if area is None:
        return [code]
    names = [one.name for one in ancestors(area)]
    return names or [code] if area.name == name else [area.name, *names]
