"""Keep which place and which indicators people want on the cards of the first page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.not_kept import told_if_not_kept
from app.observations import workspace_folder
from pipeline.unfinished import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pins:
    """A place (as `area` names it) and ids of indicators in their order; empty where nobody chose."""

    place: str = ""
    indicators: tuple[str, ...] = ()


def pins() -> Pins:
    """Read what was chosen; nothing where no file is there or it cannot be read."""
    try:
        held = json.loads(_path().read_text("utf-8"))
        return Pins(str(held["place"]), tuple(map(str, held["indicators"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Pins()


def keep(chosen: Pins) -> None:
    """Write what was chosen, or remember why that could not be kept."""
    with told_if_not_kept():
        write_whole(_path(), json.dumps(asdict(chosen), ensure_ascii=False).encode("utf-8"))


def _path() -> Path:
    return workspace_folder() / "cards.json"
