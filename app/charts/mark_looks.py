"""Give marks their looks: fill, hatch, label, hover text, and the row that a click leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.charts.palette import HOLLOW
from app.charts.texts import as_text
from pipeline.documents.locators import locator_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.points import Point, Series
    from app.wording import Wording


# Official figures stand apart by their marks too, not by colour alone.
SQUARE = "square"
DOTS = "rgba(255,255,255,.8)"
DOTTED = {"shape": ".", "fillmode": "overlay", "fgcolor": DOTS, "size": 6, "solidity": 0.35}


def described(one: Series, points: Sequence[Point], number: int, unit: str, say: Wording) -> dict[str, Any]:
    """Give what all marks have: labels, the row ids that a click leads by, and the hover text."""
    return {
        "text": [label_of(point, say) for point in points],
        "customdata": [[point.id] for point in points],
        "hovertext": [hover_of(one.name, point, unit, say) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "name": as_text(one.name),
        "legendgroup": str(number),
        "showlegend": False,
    }


def label_of(point: Point, say: Wording) -> str:
    """Write a mark's label; below the amount how far a target was met, or that it is of a year's beginning."""
    below = [say("chart.opening", year=point.opening)] if point.opening else []
    if point.completion is not None and not point.planned:
        below.append(say("chart.met", share=f"{point.completion:.1f}"))
    return "<br>".join([point.told, *map(as_text, below)])


def hover_of(name: str, point: Point, unit: str, say: Wording) -> str:
    """Write what shows beside the pointer: series, period, amount, unit, and what the figure is."""
    words = [f"{name} {point.x}: {point.label} {unit}", *(say(f"flag.{flag}") for flag in flags_of(point))]
    if point.completion is not None:
        words.append(say("chart.met", share=f"{point.completion:.1f}"))
    words.append(locator_said(point.place, say.language))
    return as_text(say("list.dot").join(filter(None, words)))


def flags_of(point: Point) -> list[str]:
    """List what sets a figure apart from a plain printed one."""
    present = {
        "planned": point.planned,
        "derived": point.derived,
        "lower": point.bound > 0,
        "upper": point.bound < 0,
        "about": point.qualifier == "about",
        "range": point.qualifier == "range",
        "doubtful": point.doubtful,
        "corrected": point.corrected,
        "by_document": point.by_document,
        "opening": bool(point.opening),
    }
    return [name for name, there in present.items() if there]


def marker(points: Sequence[Point], ink: str, *, computed: str = HOLLOW) -> dict[str, Any]:
    """Fill actual figures, dot official ones, hatch planned ones, leave computed ones hollow unless told otherwise."""
    looks = [
        "" if point.derived else "/" if point.planned else "." if point.official else "" for point in points
    ]
    return {
        "color": [computed if point.derived else ink for point in points],
        "line": {"color": ink, "width": 1.5},
        "pattern": {
            "shape": looks,
            "fillmode": "replace",
            "fgcolor": [DOTS if look == "." else ink for look in looks],
            "bgcolor": [ink if look == "." else HOLLOW for look in looks],
            "size": [6 if look == "." else 7 for look in looks],
            "solidity": 0.3,
        },
    }
