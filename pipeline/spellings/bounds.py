"""Write a value as a bound or a range: 超1.35亿元, 30余亿元, 8000万—1亿元."""

from __future__ import annotations

from random import Random
from typing import Any

from pipeline.spellings.numerals import WAN, WANYI, YI, Numerals, Written, plain


class Bounds(Numerals):
    """Write values by named ways, the hedged ones and ranges too; their words are drawn from `rng`."""

    def __init__(self, words: dict[str, Any], rng: Random) -> None:
        """Take the data of numerals.yaml."""
        super().__init__(words)
        self._rng = rng

    def write(self, way: str, value: int, unit: str) -> Written | None:
        """Return a value in one way, None where that way does not fit it (三至五亿 of 1.35亿)."""
        if way.startswith("hedge"):
            return self._hedged(way.removeprefix("hedge_"), value, unit)
        if way.startswith("range"):
            return self._range(way.removeprefix("range_"), value, unit)
        return super().write(way, value, unit)

    def _hedged(self, where: str, value: int, unit: str) -> Written | None:
        choices = [(q, word) for q, words in self._words["hedges"][where].items() for word in words]
        qualifier, word = self._rng.choice(choices)
        if where != "inside":
            text = self._decimal(value)
            if text is None:
                return None
            return Written(word + text + unit if where == "before" else text + unit + word, value, qualifier)
        for scale, name in ((WANYI, "万*亿"), (YI, "*亿"), (WAN, "*万")):
            number = plain(value, scale)
            if value >= scale and number and len(number.partition(".")[2]) <= 2:
                behind = "." in number or value // scale < 10
                spelled = name if name == "万*亿" else (name[1:] + "*" if behind else name)
                return Written(number + spelled.replace("*", word) + unit, value, qualifier)
        return None

    def _range(self, way: str, value: int, unit: str) -> Written | None:
        high = value + self._rng.randint(1, 4) * 10 ** (len(str(value)) - 1)
        dash = self._rng.choice(self._words["between"])
        scale, name = (YI, "亿") if value >= YI else (WAN, "万")
        low, top = plain(value, scale), plain(high, scale)
        if value < WAN or low is None or top is None or value >= WANYI:
            return None
        if way in ("units", "bare"):  # 8000万—1亿元, 8000—1亿元
            low = str(value // WAN) if value < YI <= high else None
            text = f"{low}{'万' if way == 'units' else ''}{dash}{plain(high, YI)}亿{unit}"
            return Written(text, value, "range", high) if low and value % WAN == 0 else None
        if way == "full":
            return Written(f"{low}{name}{unit}{dash}{top}{name}{unit}", value, "range", high)
        if way == "chinese":
            if "." in low + top or int(low) > 9 or int(top) > 9:
                return None
            joint = self._rng.choice(self._words["between_chinese"])
            one, two = (self._words["digits"]["chinese"][int(end)] for end in (low, top))
            return Written(f"{one}{joint}{two}{name}{unit}", value, "range", high)
        return Written(f"{low}{dash}{top}{name}{unit}", value, "range", high)
