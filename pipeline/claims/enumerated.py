"""Read the members of a list of terms: 「城镇、农村居民人均可支配收入」."""

from __future__ import annotations

from pipeline.claims.binding import Sentence
from pipeline.claims.members import AND, Named
from pipeline.claims.shortened import complete_member
from pipeline.claims.stretch import Stretch


def enumerated(sentence: Sentence, stretch: Stretch, each: int) -> list[Named | None]:
    """Return the members of the list before 分别: mentions, what shortened members stand for, None for others.

    「城镇、农村居民人均可支配收入」 has two members, the first shortened; 「增值税、税收收入」 an unknown first.
    """
    tokens = sentence.reading.tokens
    members: list[Named | None] = []
    pending: list[str] = []
    for step in stretch.indices:
        if step >= each:
            break
        token = tokens[step]
        if token.kind == "mention":
            held = [term for term, _ in sentence.candidates(step)]
            completed = [complete_member(sentence, word, token) for word in pending]
            alone = (
                sentence.reading.word(tokens[step - 1]) in AND or step == stretch.indices[0] or not pending
            )
            if not alone:
                completed, pending = completed[:-1], pending[-1:]
            members += [(step, term, True) if term else None for term in completed]
            members.append((step, held[0], any(completed)) if held and (alone or not pending) else None)
            pending = []
        elif token.is_mark("，,；;"):
            members, pending = [], []
        elif token.kind == "rest":
            pending.append(sentence.reading.word(token))
    return members + [None for _ in pending]
