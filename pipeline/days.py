"""Read the day on which a document was published, within the years that this program reads about."""

from __future__ import annotations

from datetime import date

# Earlier and later ones are slips (9999-12-31, 0001-01-01): no county's figures are of them.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def is_plausible(day: date) -> bool:
    """Say whether a day lies in the years that documents are of."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def day_of(text: str) -> date:
    """Return the day of 2025-04-07. Raise ValueError where it is none, or of no plausible year."""
    day = date.fromisoformat(text)
    if not is_plausible(day):
        raise ValueError(text)
    return day
