"""Complete shortened members of a list: 「3家省级、5家市级工程技术研究中心」."""

from __future__ import annotations

from pipeline.claims.behind import next_mention
from pipeline.claims.binding import Sentence, claim
from pipeline.claims.members import AND
from pipeline.clauses.lead_in import Stretch
from pipeline.clauses.tokens import Token
from pipeline.dimensions import fits
from pipeline.terms.mentions import Term, completed


def complete_member(sentence: Sentence, word: str, mention: Token) -> Term | None:
    """Complete a shortened member with the end of the whole term behind it."""
    return completed(word, sentence.reading.word(mention), sentence.catalogue)


def shared_tail(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind the first figure of 「3家省级、5家市级工程技术研究中心」: its term ends where the second one's does."""
    del stretch
    tokens = sentence.reading.tokens
    figures = [
        step for step in range(index + 1, min(index + 5, len(tokens))) if tokens[step].kind == "quantity"
    ]
    if not figures or sentence.reading.word(tokens[figures[0] - 1]) not in AND:
        return False
    mention = next_mention(sentence, figures[0])
    word = sentence.reading.text[tokens[index].end : tokens[figures[0] - 1].start]
    if mention is None or not word or len(word) > 8:
        return False
    term = completed(word, sentence.reading.word(tokens[mention]), sentence.catalogue)
    if term is None or not fits(sentence.entries[term.indicator], sentence.quantity(index).unit):
        return False
    sentence.bind(index, claim(sentence, index, term, "shared_tail"))
    return True
