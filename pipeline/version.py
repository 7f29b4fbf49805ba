"""Say what documents are read by: program, what reads scans, and rules; where one that bears on them changes, again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from pipeline.documents.scans import is_installed
from pipeline.indicators import Catalogue
from pipeline.indicators.faults import RulesError
from pipeline.indicators.layers import Rules, laid, rule_files
from pipeline.indicators.word_lists import groups_in, open_lists, without_open
from pipeline.rulebook.traces import EntryRead, entry_read
from pipeline.words import FOLDER, OwnWords

PIPELINE = Path(__file__).resolve().parent
_CODE = (".py", ".csv", ".txt")
_STORING = ("workspace", "stored")
_LENGTH = 16  # hexadecimal digits of a hash that tells versions of one thing apart


@dataclass(frozen=True)
class Reader:
    """Be all that a text's rows depend on.

    `program` hashes the code, the lists of words that nobody changes, and whether scans can be read. `entries` holds those
    of the rules in their order, `words` the words of each list that people may change, in groups.
    """

    program: str
    entries: Mapping[str, EntryRead] = field(default_factory=dict)
    words: Mapping[str, list[list[str]]] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """Write it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @cached_property
    def digest(self) -> str:
        """Name it: two that read alike have one name."""
        return _hash(self.text)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """Hash code and closed lists of words; what only stores rows is left out, and comments of the lists change nothing."""
    files = PIPELINE.rglob("*")
    code = hash_of(file for file in files if file.suffix in _CODE and file.parent.name not in _STORING)
    lists = {file.stem: without_open(file.stem) for file in sorted(FOLDER.glob("*.yaml"))}
    return _hash(code + json.dumps(lists, ensure_ascii=False, default=str))


def hash_of(files: Iterable[Path]) -> str:
    """Hash what files hold, in the order of their names."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def reader(rules: Rules) -> str:
    """Name what texts are read by: the program together with the rules and words, laid together.

    Raise OSError where the file of the rules is missing.
    """
    return read_by(rules).digest


def read_by(rules: Rules) -> Reader:
    """Return what texts are read by; of wrong rules only what changes with them. Raise OSError as `reader` does."""
    scans = is_installed()
    try:
        read = laid(rules)
        return _reader(read.catalogue, read.words.used, scans=scans)
    except RulesError:  # said where documents are read; when the file changes they are due again
        return Reader(_hash(f"{program()} {scans} {hash_of([rule_files(rules).whole])}"))


@lru_cache(maxsize=8)
def _reader(catalogue: Catalogue, words: OwnWords, *, scans: bool) -> Reader:
    return Reader(
        _hash(f"{program()} {scans}"),
        {name: entry_read(entry) for name, entry in catalogue.entries.items()},
        {name: groups_in(name, words) for name in open_lists()},
    )


def shown_by(rules: Rules) -> str:
    """Name the version of all that rules and words say, also what changes no row: labels, units for display."""
    try:
        read = laid(rules)
    except RulesError:
        return ""
    return f"{read.digest}{read.words.digest}"


def key_of(reading: str, file: str, known: Mapping[str, str]) -> str:
    """Return what a document's rows depend on besides its text: its reader, its name and what is stated of it."""
    parts = (file, *(f"{name}={known[name]}" for name in sorted(known)))
    return f"{reading}.{_hash(chr(0x1F).join(parts))[:_LENGTH]}"


def reader_in(key: str) -> str:
    """Return the name of the reader in a key; empty in one of earlier versions."""
    return key.rpartition(".")[0]


def reader_before(before: str, now: str) -> str:
    """Return the name of the reader in a key where nothing but the reader has changed since, else ""."""
    return reader_in(before) if before.rpartition(".")[2] == now.rpartition(".")[2] else ""
