"""Lay the entries that people changed over the program's rules: what is wrong among them costs only itself."""

from __future__ import annotations

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
from pipeline.rule_faults import Fault, RulesError
from pipeline.rule_own import HIDDEN, MADE_FROM, OwnEntry, own_entries
from pipeline.rule_reading import no_access
from pipeline.rule_saving import digest, read_rules
from pipeline.rule_text import with_entries
from pipeline.words import words_of

FOLDERS = "folders"  # of a workspace: those of folders that are shown by their path


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """Name where the rules stand: in `whole`, and what people changed of them in `own`, which may be missing."""

    whole: Path = RULES
    own: Path | None = None

    @property
    def label(self) -> str:
        """Name the file of what people changed as it is said to them: workspace/indicators.yaml."""
        return "/".join(self.own.parts[-2:]) if self.own else self.whole.name

    def absolute(self) -> RuleFiles:
        """Return the same files, whatever the current folder is."""
        return RuleFiles(self.whole.absolute(), self.own.absolute() if self.own else None)


Rules = RuleFiles | Path | str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Be a fault of what people changed, for which an entry, or every one where `entry` is empty, is not used."""

    fault: Fault
    entry: str = ""

    def said(self, language: str = "zh") -> str:
        """Say what is wrong and what is done instead, in "zh" or "en"."""
        instead = words_of("rule_faults")["own_entry_left_out" if self.entry else "own_file_left_out"][
            language
        ]
        return self.fault.said(language) + str(instead).format(entry=self.entry)


@dataclass(frozen=True, slots=True)
class Laid:
    """Hold the rules as they are read by: the text of one whole file, what it says, and `digest` of all that it is made of.

    `program` is the text of the file below, `own` what people changed, also where it is left out.
    """

    text: str
    catalogue: Catalogue
    digest: str
    program: str
    own: Mapping[str, OwnEntry] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def rule_files(rules: Rules = None) -> RuleFiles:
    """Find the rules that are meant: a file is whole, a folder is a workspace. Raise RulesError where it is neither."""
    if isinstance(rules, RuleFiles):
        return rules
    path = Path(rules) if rules else RULES
    try:
        if not path.is_dir():
            return RuleFiles(path)
        is_workspace = any((path / name).is_file() for name in ("documents.sqlite3", RULES.name))
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
    return _laid(files, _stamp(files.whole), _stamp(files.own))


def catalogue_by(rules: Rules = None) -> Catalogue:
    """Return the indicators of the rules that are meant. Raise RulesError as `laid` does."""
    return laid(rules).catalogue


def _stamp(path: Path | None) -> tuple[int, int]:
    """Return what changes with a file, and (0, 0) while there is none."""
    try:
        state = path.stat() if path else None
    except OSError:
        state = None
    return (state.st_mtime_ns, state.st_size) if state else (0, 0)


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
            left_out.append(LeftOut(faults[0], entry))
        else:
            used[entry] = indicator
    while wrong := next(_faults_between(used, catalogue, label), None):
        named = (wrong.entry, wrong.values.get("other"))
        entry = next(str(one) for one in named if one in used)  # the program's agree with each other
        left_out.append(LeftOut(wrong, entry))
        del used[entry]
    return used, left_out


def _faults_between(
    used: Mapping[str, Indicator | None], catalogue: Catalogue, label: str
) -> Iterator[Fault]:
    both = {**catalogue.entries, **used}
    sound = {entry: indicator for entry, indicator in both.items() if indicator is not None}
    return reference_faults(Catalogue(entries=sound), label)
