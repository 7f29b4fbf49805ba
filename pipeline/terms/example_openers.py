"""Tell what opens an example: 「全市入住率达74%。如清溪县由于高铁开通，入住率达90%」."""

from __future__ import annotations

from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.places.place_words import place_words

_EXAMPLES = frozenset(place_words()["examples"])


def opens_example(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a word gives the place behind it as an example."""
    if sentence.word(token) not in _EXAMPLES:
        return False
    behind = sentence.following(token.end, 2)
    place = next((one for one in behind if not one.is_mark("，,：:")), None)
    return place is not None and place.kind == "place"
