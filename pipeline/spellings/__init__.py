"""Write one stated fact in the many ways of Chinese texts, have the rules read it, and judge each row against the truth.

A frame (tests/spellings/frames) is a text with slots; a truth fills them; each figure of a slot states the row that it must
give. A spelling gives the fact's own row, or none with a reason: never another value, sign, period, place or indicator.
"""

from pipeline.spellings.book import Book, SpellingsError, load_book
from pipeline.spellings.judge import Verdict, judge
from pipeline.spellings.sentence import Sentence, Wanted, sentence_of
from pipeline.spellings.trial import Tally, run

__all__ = [
    "Book",
    "Sentence",
    "SpellingsError",
    "Tally",
    "Verdict",
    "Wanted",
    "judge",
    "load_book",
    "run",
    "sentence_of",
]
