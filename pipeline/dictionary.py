"""Cut text into words by jieba's dictionary, and tell which part of speech a word is.

Of its 349,000 words only those are loaded that begin with a character of what is cut: a document has some hundreds of
12,000. All of them, with jieba's own loading, take a second and 130 MB.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

# jieba would ask pkg_resources where its files lie, which takes longer to import than jieba; it does without, too.
_loaded = sys.modules.setdefault("pkg_resources", None)  # type: ignore[arg-type]
import jieba  # noqa: E402 - see above

if _loaded is None:
    del sys.modules["pkg_resources"]

_OF_A_CHARACTER = re.compile(r"^(.).*\n(?:\1.*\n)*", re.MULTILINE)
_COUNT = re.compile(r" (\d+) ")  # 「京东 63 nz」: how often the word was seen


class Dictionary(jieba.Tokenizer):
    """Be jieba's tokenizer, whose words of a character are loaded when a text first has it."""

    initialized: bool

    def __init__(self) -> None:
        """Load nothing yet."""
        super().__init__()
        self._classes: dict[str, str] = {}
        self._unread: dict[str, list[slice]] = {}
        self._lines = ""

    def initialize(self, dictionary: str | None = None) -> None:
        """Look where the words of each character stand, and how often all of them were seen together."""
        with self.lock:
            if self.initialized:
                return
            path = Path(dictionary or Path(jieba.__file__).with_name(jieba.DEFAULT_DICT_NAME))
            self._lines = path.read_text(encoding="utf-8")
            for found in _OF_A_CHARACTER.finditer(self._lines):
                self._unread.setdefault(found[1], []).append(slice(*found.span()))
            self.total = sum(map(int, _COUNT.findall(self._lines)))
            self.initialized = True

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802 - jieba's name
        """Return where words of a sentence end, by where they begin."""
        self._load(sentence)
        dag: dict[int, list[int]] = super().get_DAG(sentence)
        return dag

    def _load(self, text: str) -> None:
        """Load the words that begin with the characters of a text."""
        self.check_initialized()
        for character in text:
            if character in self._unread:
                self._read(character)

    def _read(self, character: str) -> None:
        """Load the words that begin with a character; each beginning of a word stands there too, as seen 0 times."""
        for part in self._unread[character]:
            for line in self._lines[part].splitlines():
                word, count, self._classes[word] = line.split(" ")
                self.FREQ[word] = int(count)
                for end in range(2, len(word)):
                    self.FREQ.setdefault(word[:end], 0)
        self.FREQ.setdefault(character, 0)
        del self._unread[character]

    def holds(self, word: str) -> bool:
        """Tell whether this is a word of the dictionary."""
        self._load(word[:1])
        return bool(self.FREQ.get(word))

    def class_of(self, word: str) -> str:
        """Return the part of speech of a word as jieba writes it (京东 → nz), "" where it is none of the dictionary."""
        self._load(word[:1])
        return self._classes.get(word, "")


dictionary = Dictionary()
