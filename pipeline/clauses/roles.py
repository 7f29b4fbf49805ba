"""Name the roles of cue words that connect: before a term, from a term to its figure, from figure to figure."""

from __future__ import annotations

# Roles that connect whatever stands on both sides: 「预计全年实现…」.
_ANYWHERE = frozenset(["plain", "lead", "period", "from", "than", "done", "plan", "plan_onward"])

# Roles that tell of a change: 「同比增长」.
_CHANGES = frozenset(["base_year", "base_other", "up", "down", "flat"])

# Roles that stand before a term and leave it whole: 「预计全年实现旅游收入」.
TRANSPARENT = _ANYWHERE | _CHANGES | {"own", "located", "each", "yearly", "to"}

# Roles that may stand between a term and its level.
LINKS = _ANYWHERE | {"located", "scope", "to", "each", "yearly", "place", "event", "average"}

# Roles that may stand between a term, or the figure before, and a growth: 「增速回落至3.2%」.
GROWTH_LINKS = _ANYWHERE | _CHANGES | {"scope", "each", "to", "average"}

# Roles that lead from a level to another one of the same indicator.
CARRIES = _ANYWHERE | {"to", "event"}
