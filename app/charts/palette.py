"""Choose colours, fonts and lengths of names for every chart."""

from __future__ import annotations

# Teal, ochre, ink, plum, olive, slate: apart also for colour-blind readers, and on light and dark ground.
COLOURS = ("#23808d", "#c8752b", "#5577ad", "#a0628f", "#7f9040", "#80868d")
GROWTH_COLOUR = COLOURS[1]
QUIET = COLOURS[5]
HOLLOW = "rgba(128,134,141,0.05)"
FONT = "Noto Sans SC, Noto Sans SC Whole, PingFang SC, Microsoft YaHei, sans-serif"
LONGEST_NAME = 18


def colour(number: int) -> str:
    """Give a series its colour; the palette repeats."""
    return COLOURS[number % len(COLOURS)]


def shortened(name: str, longest: int = LONGEST_NAME) -> str:
    """Shorten a long company's name in the middle; the table beside has it whole."""
    if len(name) <= longest:
        return name
    return f"{name[: longest - 6]}…{name[-5:]}"
