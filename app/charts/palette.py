"""Choose colours and fonts for every chart."""

from __future__ import annotations

# Teal, ochre, ink, plum, olive, slate: apart also for colour-blind readers, and on light and dark ground.
COLOURS = ("#23808d", "#c8752b", "#5577ad", "#a0628f", "#7f9040", "#80868d")
GROWTH_COLOUR = COLOURS[1]
QUIET = COLOURS[5]
HOLLOW = "rgba(128,134,141,0.05)"
FONT = "Noto Sans SC, Noto Sans SC Whole, PingFang SC, Microsoft YaHei, sans-serif"


def colour(number: int) -> str:
    """Give a series its colour; the palette repeats."""
    return COLOURS[number % len(COLOURS)]


def tint(ink: str) -> str:
    """Let the ground show through a colour: so computed parts of a whole are told from printed ones and each other."""
    return "rgba({},{},{},0.25)".format(*bytes.fromhex(ink.lstrip("#")))
