"""Bind the figures of a sentence to the indicators that it names, by named rules."""

from __future__ import annotations

from pipeline.claims.choice import RULES, claims_in
from pipeline.claims.claim import Claim, InTable, Rejection
from pipeline.claims.state import Beside

__all__ = ["RULES", "Beside", "Claim", "InTable", "Rejection", "claims_in"]
