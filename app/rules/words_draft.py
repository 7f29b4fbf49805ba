"""Keep what is being changed of each list of words until it is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from app.rules.draft import next_generation

if TYPE_CHECKING:
    from pipeline.indicators.layers import Laid
    from pipeline.indicators.own_words import ReadWords
    from pipeline.words import WordChange

DRAFTS = "word drafts"


@dataclass(slots=True)
class WordsDraft:
    """Hold the words of a list that are to be added and taken away, as they are typed.

    `saved` is how they stand in the file, `digest` names the version of the file that the draft was begun with.
    """

    saved: WordChange
    digest: str
    added: list[str]
    removed: list[str]
    generation: int = field(default_factory=next_generation)

    @property
    def changed(self) -> bool:
        """Say whether there is something to save."""
        return (self.added, self.removed) != ([*self.saved.added], [*self.saved.removed])

    def ask(self, field: str) -> str:
        """Fill the widget of a field where it is drawn for the first time; return its key."""
        key = self._key(field)
        st.session_state.setdefault(key, [*getattr(self, field)])
        return key

    def _key(self, field: str) -> str:
        return f"words {self.saved.name} {self.generation} {field}"

    def take_typed(self) -> None:
        """Bring in what was typed just now, before the draft is asked whether it was changed."""
        self.added = [*st.session_state.get(self._key("added"), self.added)]
        self.removed = [*st.session_state.get(self._key("removed"), self.removed)]

    def judged(self, words: ReadWords, file: str) -> ReadWords:
        """Return the changes of all lists with this draft among them."""
        from pipeline.indicators.own_words import with_list

        return with_list(words, self.saved.name, {"added": self.added, "removed": self.removed}, file)


def words_drafts() -> dict[str, WordsDraft]:
    """Return the drafts of this session by list."""
    kept: dict[str, WordsDraft] = st.session_state.setdefault(DRAFTS, {})
    return kept


def words_draft(name: str, rules: Laid) -> WordsDraft:
    """Return the draft of a list; where nothing was changed yet, begin with what is saved."""
    kept = words_drafts().get(name)
    if kept is not None:
        kept.take_typed()
    if kept is not None and (kept.changed or kept.digest == rules.words.digest):
        return kept
    saved = rules.words.of(name)
    words_drafts()[name] = WordsDraft(saved, rules.words.digest, [*saved.added], [*saved.removed])
    return words_drafts()[name]


def follow_words(before: str, rules: Laid) -> None:
    """Let the drafts begun with the version `before` go on from the one that was just saved."""
    for name, draft in [*words_drafts().items()]:
        if not draft.changed:
            words_drafts().pop(name)
        elif draft.digest == before:
            draft.digest, draft.saved = rules.words.digest, rules.words.of(name)
