"""Whatever a file does to its reader, it has an outcome, within its limits, and reaches nothing outside."""

from itertools import islice

from pipeline.documents.formats import _READERS
from pipeline.documents.kinds import kind_of
from tests.hostile.sound import sound
from tests.hostile.trial import files, listening, reach_out, trial
from tests.samples import HOSTILE

# Parts of the names of files that are made and refused within a second; the others take minutes together.
QUICK = (
    "laughs",
    "entity",
    "outside",
    "lead out",
    "loop",
    "links",
    "locked",
    "size huge",
    "claims",
    "wide cell",
    "web ",
)
CONVERTED = ("old_word", "rtf", "odt")  # LibreOffice takes seconds for each


def some(reach):
    """Yield a few bombs and damaged files of each format that is read; of those that take seconds, one of the two."""
    made = [*files(10_000, 7, reach)]  # once: some bombs take seconds to make ready
    wounded = [one for one in made if one[0].startswith("damaged ")]
    bombs = [one for one in made if not one[0].startswith("damaged ")]
    for suffix, octets in sound().items():
        kind = kind_of(octets)
        if kind not in _READERS:
            continue
        slow = kind in CONVERTED
        few = 1 if slow else HOSTILE.size
        quick = [one for one in bombs if one[0].endswith(suffix) and any(word in one[0] for word in QUICK)]
        damaged = (one for one in wounded if one[0].endswith(suffix))
        yield from quick[:few]
        if not (slow and quick) or HOSTILE.size > HOSTILE.few:
            yield from islice(damaged, few)


def test_a_hostile_file_has_an_outcome_and_reaches_nothing():
    with listening() as (reach, asked):
        assert not [str(outcome) for outcome in trial(some(reach)) if outcome.is_fault]
        assert not asked


def test_a_file_that_asks_or_writes_is_noticed():
    (outcome,) = trial([("asks.txt", lambda: b"a")], read=reach_out)
    assert {note.split()[0] for note in outcome.noted} == {"socket.connect", "writes"}
