"""Collect a drawing's traces and layout, and make the figure once: plotly is slow where each part is set by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

if TYPE_CHECKING:
    from collections.abc import Iterable

Trace = dict[str, Any]


@dataclass(slots=True)
class Sketch:
    """A drawing in the making: traces in order, and the layout by its parts."""

    traces: list[Trace] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    def add(self, traces: Iterable[Trace]) -> None:
        """Add traces."""
        self.traces += traces

    def lay(self, **parts: Any) -> None:
        """Set parts of the layout; those of an axis join what it has."""
        for name, part in parts.items():
            held = self.layout.get(name)
            self.layout[name] = held | part if isinstance(held, dict) else part

    def figure(self) -> go.Figure:
        """Make the figure; what is drawn is checked by a test instead of at each drawing."""
        return go.Figure(data=self.traces, layout=self.layout, _validate=False)


def bar(**look: Any) -> Trace:
    """Make a trace of columns or bars."""
    return {"type": "bar", **{name: part for name, part in look.items() if part is not None}}


def scatter(**look: Any) -> Trace:
    """Make a trace of points or lines."""
    return {"type": "scatter", **{name: part for name, part in look.items() if part is not None}}
