"""Say what a document was read by: documents are read again when the program, what reads scans or the rules change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache, lru_cache
from pathlib import Path

from pipeline.documents.scans import is_installed
from pipeline.indicators.faults import RulesError
from pipeline.indicators.layers import Rules, laid, rule_files
from pipeline.words import OwnWords

PIPELINE = Path(__file__).resolve().parent
_READING = (".py", ".yaml", ".csv", ".txt")


@cache
def program() -> str:
    """Hash the code and word lists that reading depends on; what only stores rows is left out."""
    files = PIPELINE.rglob("*")
    return hash_of(file for file in files if file.suffix in _READING and file.parent.name != "workspace")


def hash_of(files: Iterable[Path]) -> str:
    """Hash what files hold, in the order of their names."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def reader(rules: Rules) -> str:
    """Hash the program together with the rules and words, laid together, and whether scans can be read.

    Raise OSError where the file of the rules is missing.
    """
    scans = is_installed()
    try:
        read_by = laid(rules)
        return _reader(read_by.text, read_by.words.used, scans=scans)
    except RulesError:  # said where documents are read; when the file changes they are due again
        return _reader(rule_files(rules).whole.read_bytes().decode("utf-8", "replace"), scans=scans)


@lru_cache(maxsize=8)
def _reader(text: str, words: OwnWords = (), *, scans: bool) -> str:
    said = json.dumps([asdict(one) for one in words], ensure_ascii=False) if words else ""
    return hashlib.sha256("\0".join((program(), text, said, str(scans))).encode()).hexdigest()


def key_of(reading: str, file: str, known: Mapping[str, str]) -> str:
    """Return what a document's rows depend on besides its text: the reader's hash, its name, what is stated of it."""
    parts = (reading, file, *(f"{name}={known[name]}" for name in sorted(known)))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
