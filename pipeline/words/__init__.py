"""The word lists of the pipeline, one YAML file a list; each word stands in one list, beside an example."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def words_of(name: str) -> dict[str, Any]:
    """Load the word list `words/{name}.yaml`."""
    loaded: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded
