"""Read the description behind an amount as a subject: 「投资5亿元以上的衍庶街滨水文旅特色商业圈」."""

from __future__ import annotations

import re
from functools import cache

from pipeline.dictionary import dictionary
from pipeline.quantities.units import alternation
from pipeline.subjects import Subject
from pipeline.subjects.names import counts_several, is_generic, subject_words
from pipeline.words import words_of

_LONGEST, _SHORTEST = 48, 4
_PLACED = "[在于]|现已"  # 「项目一期工程|在经济开发区开工」
_LEAD = re.compile(r"(?:以上|左右|余|多)?的?")
_AND_OTHERS = re.compile(r"等 ?\d")
_NEXT_ITEM = re.compile(r"(?:以及|[和与及])(?=[^，,。；;0-9]{1,8}[0-9])")  # 「甲中心|和投资2亿元的乙酒店」
_BUILDS = ("建", "修")
_STOP = re.compile(r"[，,。；;（(：:！？]")


@cache
def _endings() -> dict[str, str]:
    named = subject_words()["endings"]
    built = dict.fromkeys(subject_words()["built"], "project")
    return built | {ending: kind for kind, endings in named.items() for ending in endings}


@cache
def _longest_ending() -> int:
    return max(map(len, _endings()))


@cache
def _goes_on() -> re.Pattern[str]:
    """Compose an ending and what is told of its name there: 「…学校|已经完工」, 「…基地项目一期工程|在经开区开工」."""
    told = [*subject_words()["told_of"]["project"], *subject_words()["told_behind"]]
    phase = f"(?:{alternation(words_of('bindings')['phases'])})(?:工程)?"
    goes_on = f"{phase}(?={_PLACED}|{alternation(told)})|(?={alternation(told)})"
    return re.compile(f"(?:{alternation([*_endings()])})(?:{goes_on})")


def _led(phrase: str) -> int:
    """Count the characters of verbs and descriptions that lead to a name: 「建设了|面向市场的|休闲度假区」."""
    led = 0
    while word := next((one for one in subject_words()["acts"] if phrase.startswith(one, led)), ""):
        led += len(word)
    if phrase[led : led + 1] in _BUILDS and not dictionary.holds(phrase[led : led + 2]):
        led += 1  # 「建|金周公路」, not 建材市场
    of = phrase.rfind("的") + 1
    named = of > led and len(phrase) - of > _SHORTEST
    return of if named and not is_generic(phrase[of:]) else led


def described(text: str, start: int, end: int) -> Subject | None:
    """Return the phrase that follows an amount in its clause, if it ends as a subject's name does, else None."""
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    stop = _STOP.search(text, first, min(end, first + _LONGEST))
    last = stop.start() if stop else min(end, first + _LONGEST)
    phrase = text[first:last]
    if "、" in phrase and "等" in phrase:
        first += phrase.rindex("等") + 1
    elif "、" in phrase:
        last = first + phrase.index("、")
    following = _NEXT_ITEM.search(text, first, last)
    last = following.start() if following else last
    phrase = text[first:last]
    others = _AND_OTHERS.search(phrase)  # 「投资2亿元的甲产业园等10个项目」
    last = first + others.start() if others else last
    phrase = text[first:last]
    if told := _goes_on().search(phrase):
        last = first + told.end()
        phrase = text[first:last]
    led = _led(phrase)
    first, phrase = first + led, phrase[led:]
    longest = max(0, len(phrase) - _longest_ending())
    ending = next((tail for at in range(longest, len(phrase)) if (tail := phrase[at:]) in _endings()), "")
    stem = phrase[: -len(ending)] if ending else ""
    if stem.endswith(tuple(subject_words()["no_name_ends"])):
        return None  # 「投资30亿元建设再生金属等项目」
    if len(stem) < 2 or is_generic(stem) or counts_several(stem):
        return None
    return Subject(first, last, phrase, phrase, _endings()[ending])
