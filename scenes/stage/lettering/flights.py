"""Values on their way: a number leaves a copy where it stands and arrives where it is used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from manim import RIGHT, Animation, FadeIn, LaggedStart, Mobject, ReplacementTransform, VMobject

from scenes.stage.lettering.typesetting import Line

_FAINTEST, _TAKE_OFF = 0.6, 0.15
"""How much of its opacity a number loses in the middle of its flight; the share in which it appears."""


def changing(mobject: Mobject) -> Any:
    """Return the mobject's `animate`, whose type Manim leaves open."""
    return mobject.animate


class Flight(ReplacementTransform):
    """A number on its way, half transparent in the middle, so that what it crosses can still be read.

    Before it starts nothing is seen of it: the number that it leaves stands there already.
    """

    def interpolate_mobject(self, alpha: float) -> None:
        """Move on, and become fainter or clearer."""
        super().interpolate_mobject(alpha)
        done = min(1.0, max(0.0, alpha))
        opacity = min(1.0, done / _TAKE_OFF) * (1.0 - _FAINTEST * math.sin(math.pi * done))
        for glyph in self.mobject.family_members_with_points():
            assert isinstance(glyph, VMobject)
            glyph.set_fill(opacity=opacity)


def fly(source: VMobject, target: VMobject, *, path_arc: float = 0.0) -> Animation:
    """Return the flight of a number from `source` to `target`; both state the same number.

    What flies is a copy of the target, so that its glyphs keep their shape on the way.
    """
    ghost = target.copy().move_to(source)
    if target.height > 0:
        ghost.scale(source.height / target.height)
    ghost.match_color(source)
    ghost.number = None  # type: ignore[attr-defined]
    return Flight(ghost, target, path_arc=path_arc)


def fly_all(pairs: Sequence[tuple[VMobject, VMobject]], *, path_arc: float = 0.0) -> Animation:
    """Return several flights, one shortly after the other."""
    return LaggedStart(*(fly(a, b, path_arc=path_arc) for a, b in pairs), lag_ratio=0.35)


def appear(line: Line) -> Animation:
    """Return the animation that brings a line in, slightly from the left."""
    return FadeIn(line, shift=RIGHT * 0.15)
