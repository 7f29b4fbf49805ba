"""Tell tabs that divide the columns of a list from tabs in prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.documents.composing import Composer

_PROSE = re.compile("[。；！？]")
_TABS = re.compile("\t+")


@dataclass(slots=True)
class Tabs:
    """Hold back lines with tabs until the lines beside them are known."""

    composer: Composer
    _waiting: list[tuple[str, str]] = field(default_factory=list)

    def paragraph(self, text: str, locator: str) -> None:
        """Take a paragraph, each line of it as one of its own."""
        for line in text.split("\n"):
            if "\t" in line.rstrip() and not _PROSE.search(line):
                self._waiting.append((line.rstrip(), locator))
            elif line.strip():
                self.flush()
                self.composer.paragraph(_TABS.sub(" ", line.strip()), locator)

    def flush(self) -> None:
        """Add the lines held back: as rows where a line beside has as many columns, else with spaces for the tabs.

        Where several tabs in a row only reach a tab stop, they divide two columns: 「人口⇥⇥42.3」 beside 「生产总值⇥90」.
        """
        lines = [line for line, _ in self._waiting]
        raw = [line.count("\t") for line in lines]
        reached = [len(_TABS.findall(line.strip())) for line in lines]
        for k, (line, locator) in enumerate(self._waiting):
            if _alike(raw, k):
                text = line
            elif _alike(reached, k):
                text = _TABS.sub("\t", line.strip())
            else:
                text = _TABS.sub(" ", line.strip())
            self.composer.paragraph(text, locator)
        self._waiting.clear()


def _alike(columns: list[int], k: int) -> bool:
    """Say whether a line before or behind line k has as many columns, and more than one."""
    beside = columns[max(0, k - 1) : k] + columns[k + 1 : k + 2]
    return columns[k] > 0 and columns[k] in beside
