"""Ask the dictionary whose words are loaded when they are needed what jieba itself answers."""

from pathlib import Path

import jieba
import jieba.posseg
import pytest

from pipeline.dictionary import Dictionary

SEEDS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
]


@pytest.mark.parametrize("hmm", [True, False])
def test_texts_are_cut_as_jieba_cuts_them(hmm):
    dictionary = Dictionary()
    for text in SEEDS:
        assert dictionary.lcut(text, HMM=hmm) == jieba.lcut(text, HMM=hmm)


def test_it_holds_the_words_of_jieba_with_their_counts_and_classes():
    jieba.initialize()
    dictionary = Dictionary()
    for word in jieba.dt.FREQ:
        assert dictionary.holds(word) == bool(jieba.dt.FREQ[word])
        assert dictionary.class_of(word) == jieba.posseg.dt.word_tag_tab.get(word, "")
    assert jieba.dt.FREQ == dictionary.FREQ
    assert dictionary.total == jieba.dt.total


def test_a_character_that_begins_no_word_is_none():
    dictionary = Dictionary()
    assert not dictionary.holds("☃")
    assert not dictionary.holds("")
    assert dictionary.class_of("☃") == dictionary.class_of("") == ""


def test_only_words_of_characters_that_were_asked_for_are_loaded():
    dictionary = Dictionary()
    dictionary.lcut("旅游收入")
    assert {word[0] for word in dictionary.FREQ} <= set("旅游收入")
