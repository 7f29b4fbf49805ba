"""Tell a total of some projects, counted by field or size, from that of all: 「分领域看，农业项目11个，总投资48亿元」."""

from __future__ import annotations

import re
from typing import Any

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS: dict[str, Any] = words_of("bindings")["divided"]
_PROJECTS: str = words_of("bindings")["gathered"][0]
_AMOUNT = "[0-9.]{0,8} ?[十百千万亿]{1,3}元?"
_BY = re.compile(
    f"(?:{alternation(_WORDS['leads'])})(?:{alternation(_WORDS['fields'])})(?:{alternation(_WORDS['ends'])})"
)
_SIZED = f"{_AMOUNT}(?:{alternation(_WORDS['to'])}){_AMOUNT}的?[一-鿿]{{0,4}}{_PROJECTS}"
# 「其中来自沪苏浙的项目58个，总投资355亿元」
_WHENCE = f"(?:{alternation(_WORDS['whence'])})[^，,。；;：:0-9]{{1,12}}的[^，,。；;：:]{{0,14}}{_PROJECTS}"
_SOME = re.compile(f"{_SIZED}|(?:{alternation(_WORDS['levels'])}){_PROJECTS}|{_WHENCE}")


def divided(sentence: ParsedSentence, figure: int) -> str:
    """Return the words behind which only some of the projects are told of, up to an offset, or "".

    A field holds to the sentence's end; a size, a level of government and where they come from in their item.
    """
    found = _SOME.search(sentence.text, sentence.opening(figure, "；;"), figure)
    found = found or _BY.search(sentence.text, sentence.start, figure)
    return found[0] if found else ""
