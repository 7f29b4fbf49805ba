"""Give the dashboard's words in one of its languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold the texts of one language by dotted key (`compare.title`)."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Give the text of a key with its {placeholders} filled in."""
        return self.texts[key].format(**values)

    def either(self, key: str, fallback: str) -> str:
        """Give the text of a key, or the fallback where the language has no such key."""
        return self.texts.get(key, fallback)

    def name(self, names: Any) -> str:
        """Pick a catalogue entry's name in this language."""
        return str(getattr(names, self.language))


def flatten(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Walk nested mappings and give dotted keys with their texts."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


@lru_cache
def wording(language: str) -> Wording:
    """Read the words of a language (`zh` or `en`)."""
    path = FOLDER / f"strings.{language}.yaml"
    return Wording(language, dict(flatten(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))))
