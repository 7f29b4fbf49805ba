"""Read the word list of places once: `words/places.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def place_words() -> dict[str, Any]:
    """Read the suffixes, the words before and after names, and the ordinary words that are no names."""
    path = Path(__file__).parent / "words" / "places.yaml"
    return dict(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
