"""Lines across a stage, cut down to a piece of it: what is left and right of that goes."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, VMobject
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Span = tuple[float, float]


def as_cubics(starts: Floats, ends: Floats) -> Floats:
    """Return the points of straight cubic curves between n pairs of places."""
    thirds = [starts, starts + (ends - starts) / 3, starts + (ends - starts) * 2 / 3, ends]
    return np.stack(thirds, axis=1).reshape(-1, 3)


def between(points: Floats, span: Span) -> Floats:
    """Return what of a polyline, n straight cubic curves that go to the right, lies between two places."""
    corners = points.reshape(-1, 4, 3)
    starts, ways = corners[:, 0], corners[:, 3] - corners[:, 0]
    across = np.maximum(ways[:, 0], 1e-12)
    low, high = (np.clip((edge - starts[:, 0]) / across, 0.0, 1.0)[:, None] for edge in span)
    inside = (high > low)[:, 0]
    return as_cubics((starts + low * ways)[inside], (starts + high * ways)[inside])


class Cuttable:
    """A line, or a group of them, whose ends can move along it: between `span` at the moment."""

    def __init__(self, line: VMobject, span: Span) -> None:
        self.line, self.span = line, span
        self.parts = [(part, part.points.copy()) for part in line.family_members_with_points()]

    def cut(self, span: Span) -> None:
        """Let the line be no longer than that."""
        self.span = span
        for part, whole in self.parts:
            part.points = between(whole, span)


class Cut(Animation):
    """Let a line grow or shrink along itself until it reaches as far as `span`."""

    def __init__(self, cuttable: Cuttable, span: Span, **kwargs: Any) -> None:
        self.cuttable, self.before, self.after = cuttable, cuttable.span, span
        super().__init__(cuttable.line, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Cut the line on its way."""
        done = float(self.rate_func(min(1.0, max(0.0, alpha))))
        left, right = (a + done * (b - a) for a, b in zip(self.before, self.after, strict=True))
        self.cuttable.cut((left, right))
