"""Lay the entries that people changed over the program's rules: what is wrong among them costs only itself."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from pipeline.indicators import (
    RULES,
    Catalogue,
    Indicator,
    catalogue_of,
    entry_of,
    load_catalogue,
    reference_faults,
)
from pipeline.indicators.entry_blocks import with_entries
from pipeline.indicators.faults import Fault, LeftOut, RulesError
from pipeline.indicators.own_entries import HIDDEN, MADE_FROM, OwnEntry, own_entries
from pipeline.indicators.own_words import ReadWords, read_words
from pipeline.indicators.rules_text import no_access
from pipeline.indicators.saving import digest, read_rules
from pipeline.words import OwnWords

WORDS = "words.yaml"
FOLDERS = "folders"  # of a workspace: those of folders that are shown by their path


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """Name where the rules stand: in `whole`, and what people changed of them in `own`, which may be missing.

    The words that people changed stand beside `own`; a whole file is read by the program's words alone.
    """

    whole: Path = RULES
    own: Path | None = None

    @property
    def label(self) -> str:
        """Name the file of what people changed as it is said to them: workspace/indicators.yaml."""
        return "/".join(self.own.parts[-2:]) if self.own else self.whole.name

    @property
    def words(self) -> Path | None:
        """Name the file of the words that people changed, which may be missing."""
        return self.own.with_name(WORDS) if self.own else None

    @property
    def words_label(self) -> str:
        """Name that file as it is said to people: workspace/words.yaml."""
        return "/".join(self.words.parts[-2:]) if self.words else ""

    def named(self) -> list[Path]:
        """List the files that rules and words are read from, also those that are missing."""
        return [self.whole, *filter(None, (self.own, self.words))]

    def absolute(self) -> RuleFiles:
        """Return the same files, whatever the current folder is."""
        return RuleFiles(self.whole.absolute(), self.own.absolute() if self.own else None)


Rules = RuleFiles | Path | str | None


@dataclass(frozen=True, slots=True)
class Laid:
    """Hold the rules as they are read by: the text of one whole file, what it says, and `digest` of all that it is made of.

    `program` is the text of the file below, `own` what people changed, also where it is left out; `words` is what they
    changed of the words.
    """

    text: str
    catalogue: Catalogue
    digest: str
    program: str
    own: Mapping[str, OwnEntry] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    words: ReadWords = field(default_factory=ReadWords)

    @property
    def all_left_out(self) -> tuple[LeftOut, ...]:
        """Return what people changed of entries and words that is not used."""
        return self.left_out + self.words.left_out


def rule_files(rules: Rules = None) -> RuleFiles:
    """Find the rules that are meant: a file is whole, a folder is a workspace. Raise RulesError where it is neither."""
    if isinstance(rules, RuleFiles):
        return rules
    path = Path(rules) if rules else RULES
    try:
        if not path.is_dir():
            return RuleFiles(path)
        inside = [path / name for name in ("documents.sqlite3", RULES.name, WORDS)]
        is_workspace = any(one.exists() or one.is_symlink() for one in inside)
    except OSError as error:
        raise RulesError(no_access(error, path)) from error
    if not is_workspace:
        raise RulesError(Fault("no_workspace", file=path.name, values={"path": path}))
    return rules_of(path)


def rules_of(workspace: Path) -> RuleFiles:
    """Return the rules of a workspace: the program's, and over them what people changed.

    That of a folder that is shown by its path (workspace/folders/…) goes by those of the workspace that it lies in.
    """
    home = workspace.parent.parent if workspace.parent.name == FOLDERS else workspace
    return RuleFiles(RULES, home / RULES.name)


def laid(rules: Rules = None) -> Laid:
    """Read the rules that are meant, laid together; kept in memory until a file changes.

    Raise RulesError where the program's own, or the whole file given, are wrong.
    """
    files = rule_files(rules)
    return _with_words(files, _stamp(files.whole), _stamp(files.own), _stamp(files.words))


def catalogue_by(rules: Rules = None) -> Catalogue:
    """Return the indicators of the rules that are meant. Raise RulesError as `laid` does."""
    return laid(rules).catalogue


def words_by(rules: Rules = None) -> OwnWords:
    """Return the changes of the words that texts are read by. Raise RulesError as `laid` does."""
    return laid(rules).words.used


def _stamp(path: Path | None) -> tuple[int, int]:
    """Return what changes with a file, and (0, 0) while there is none; a link that leads nowhere is something."""
    state = None
    for look in (os.stat, os.lstat):
        with contextlib.suppress(OSError):
            state = state or (look(path) if path else None)
    return (state.st_mtime_ns, state.st_size) if state else (0, 0)


@lru_cache(maxsize=8)
def _with_words(
    files: RuleFiles, whole: tuple[int, int], own: tuple[int, int], words: tuple[int, int]
) -> Laid:
    rules = _laid(files, whole, own)
    if files.words is None or words == (0, 0):
        return rules
    known = f"{words}"  # of what cannot be read
    try:
        file = read_rules(files.words)
        known = file.digest
        read = read_words(file.text, files.words_label)
    except RulesError as error:
        fault = Fault(error.fault.reason, file=files.words_label, values=error.fault.values)
        read = ReadWords(left_out=(LeftOut(fault, instead="own_words_left_out"),))
    return replace(rules, words=replace(read, digest=known))


@lru_cache(maxsize=8)
def _laid(files: RuleFiles, _whole: tuple[int, int], own: tuple[int, int]) -> Laid:
    try:
        catalogue, whole = load_catalogue(files.whole), read_rules(files.whole)
    except RulesError as error:
        if error.fault.where in (MADE_FROM, HIDDEN):
            raise RulesError(Fault("not_whole", file=files.whole.name)) from error
        raise
    alone = Laid(whole.text, catalogue, whole.digest, whole.text)
    if files.own is None or own == (0, 0):
        return alone
    try:
        text = read_rules(files.own).text
    except RulesError as error:
        fault = Fault(error.fault.reason, file=files.label, values=error.fault.values)
        return replace(alone, left_out=(LeftOut(fault),))
    return lay(text, whole.text, catalogue, files.label)


def lay(own_text: str, program: str, catalogue: Catalogue, label: str) -> Laid:
    """Lay the text of what people changed over that of the program's rules, whose indicators are given.

    An entry that is wrong by itself or beside the others is left out, all are where the text is no rules file.
    """
    known = digest((program + "\0" + own_text).encode("utf-8", "surrogatepass"))
    try:
        own = own_entries(own_text, label)
        used, left_out = _usable(own, catalogue, label)
        blocks = {entry: None if own[entry].hidden else own[entry].text for entry in used}
        text = with_entries(program, blocks) if blocks else program
        return Laid(
            text, catalogue_of(text, label) if blocks else catalogue, known, program, own, tuple(left_out)
        )
    except RulesError as error:
        return Laid(program, catalogue, known, program, left_out=(LeftOut(error.fault),))


def _usable(
    own: Mapping[str, OwnEntry], catalogue: Catalogue, label: str
) -> tuple[dict[str, Indicator | None], list[LeftOut]]:
    """Return what of it can be used (None: hidden), and why the rest cannot."""
    used: dict[str, Indicator | None] = {}
    left_out = []
    for entry, one in own.items():
        indicator, faults = (None, []) if one.hidden else entry_of(entry, one.fields, label)
        if faults:
            left_out.append(LeftOut(faults[0], entry, "own_entry_left_out"))
        else:
            used[entry] = indicator
    while wrong := next(_faults_between(used, catalogue, label), None):
        named = (wrong.entry, wrong.values.get("other"))
        entry = next(str(one) for one in named if one in used)  # the program's agree with each other
        left_out.append(LeftOut(wrong, entry, "own_entry_left_out"))
        del used[entry]
    return used, left_out


def _faults_between(
    used: Mapping[str, Indicator | None], catalogue: Catalogue, label: str
) -> Iterator[Fault]:
    both = {**catalogue.entries, **used}
    sound = {entry: indicator for entry, indicator in both.items() if indicator is not None}
    return reference_faults(Catalogue(entries=sound), label)
