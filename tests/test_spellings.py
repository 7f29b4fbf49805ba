"""Hold the rules to the generator: a few thousand spellings of stated facts, and guards that show what they keep away."""

import pytest

from pipeline.spellings import load_book, run
from pipeline.spellings.trial import sentence_at

SEED = 1
A_KIND = 60


def test_the_same_seed_gives_the_same_sentences():
    kinds = tuple(load_book().kinds)
    assert [sentence_at(n, SEED, kinds) for n in range(60)] == [
        sentence_at(n, SEED, kinds) for n in range(60)
    ]


@pytest.mark.parametrize("kind", load_book().kinds)
def test_each_kind_is_read(kind):
    (tally,) = run(A_KIND, SEED, (kind,))
    assert tally.total == A_KIND
