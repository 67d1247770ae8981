"""A line of type that comes out of another one: what both have moves over, the rest appears."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, VMobject, interpolate_color

from scenes.stage.lettering.typesetting import TypesetGlyph, TypesetLine

_LEAVES, _COMES, _THERE, _FINE = 0.2, 0.3, 0.85, 2
"""Shares of the way after which a copy is seen whole, what is new begins to appear, and is there; decimals to
which glyphs are told apart."""


class Becoming(Animation):
    """Bring a line: each glyph that another line has, too, leaves a copy there and moves to its place.

    The other line stays as it is.
    """

    def __init__(self, old: TypesetLine, new: TypesetLine, **kwargs: Any) -> None:
        self.sources: list[tuple[VMobject, VMobject, VMobject | None]] = []
        free = [(glyph, _key(glyph, old.size)) for glyph in _glyphs(old)]
        for glyph in _glyphs(new):
            key = _key(glyph, new.size)
            alike = [index for index, (_, other) in enumerate(free) if other == key]
            nearest = min(alike, key=lambda index: _apart(free[index][0], glyph), default=None)
            source = free.pop(nearest)[0].copy() if nearest is not None else None
            self.sources.append((glyph, glyph.copy(), source))
        super().__init__(new, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Move what came from the other line; let the rest appear."""
        done = float(self.rate_func(min(1.0, max(0.0, alpha))))
        for glyph, target, source in self.sources:
            if source is None:
                glyph.set_fill(opacity=min(1.0, max(0.0, (done - _COMES) / (_THERE - _COMES))))
                continue
            glyph.set_points(source.points + done * (target.points - source.points))
            color = interpolate_color(source.get_fill_color(), target.get_fill_color(), done)
            glyph.set_fill(color, opacity=min(1.0, done / _LEAVES))


def _glyphs(line: TypesetLine) -> list[VMobject]:
    return [one for one in line.family_members_with_points() if isinstance(one, TypesetGlyph)]


def _key(glyph: VMobject, size: float) -> tuple[int, float, float]:
    wide, tall = (round(float(side) / size, _FINE) for side in (glyph.width, glyph.height))
    return len(glyph.points), wide, tall


def _apart(one: VMobject, other: VMobject) -> float:
    return float(np.linalg.norm(one.get_center() - other.get_center()))
