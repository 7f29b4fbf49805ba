"""Name the roles of cue words that connect: before a term, from a term to its figure, from figure to figure."""

from __future__ import annotations

# Roles that stand before a term and leave it whole: 「预计全年实现旅游收入」.
TRANSPARENT = frozenset(
    [
        *(
            "own",
            "located",
            "plain",
            "lead",
            "each",
            "yearly",
            "done",
            "plan",
            "plan_onward",
            "period",
            "from",
            "to",
        ),
        *("base_year", "base_other", "up", "down", "flat", "than"),
    ]
)

# Roles that may stand between a term and its level.
LINKS = frozenset(
    [
        "plain",
        "located",
        "lead",
        "period",
        "scope",
        "plan",
        "plan_onward",
        "done",
        "to",
        "each",
        "yearly",
        "from",
        "than",
        "place",
        "event",
    ]
)

# Roles that may stand between a term, or the figure before, and a growth.
GROWTH_LINKS = frozenset(
    [
        "plain",
        "lead",
        "period",
        "scope",
        "plan",
        "plan_onward",
        "done",
        "base_year",
        "base_other",
        "up",
        "down",
        "flat",
        "than",
        "each",
        "from",
    ]
)

# Roles that lead from a level to another one of the same indicator.
CARRIES = frozenset(["plain", "lead", "period", "to", "from", "than", "done", "plan", "plan_onward", "event"])
