"""A glyph that bends into another: part by part, from points that lie near each other."""

from __future__ import annotations

import numpy as np
from manim import Animation, FadeIn, FadeOut, LaggedStart, ReplacementTransform, Scene, VMobject
from manim.typing import Point3D_Array

_CURVE = 4
"""Points of a cubic curve."""


class _Bend(ReplacementTransform):
    """A glyph takes other points that look alike, becomes a goal, and leaves the stage to its likeness."""

    def __init__(self, old: VMobject, start: Point3D_Array, goal: VMobject, new: VMobject) -> None:
        self._start, self._goal, self._new = start, goal, new
        super().__init__(old, new)

    def begin(self) -> None:
        self.mobject.points = self._start
        super().begin()

    def create_target(self) -> VMobject:
        return self._goal

    def clean_up_from_scene(self, scene: Scene) -> None:
        self.target_mobject = self._new
        super().clean_up_from_scene(scene)


def bend(old: VMobject, new: VMobject) -> Animation:
    """Return the animation in which a glyph becomes another.

    Left to itself, Manim pairs parts and points in the order of the font, so that halfway a hole may fill
    and a stem cross a bowl. Here outlines are paired by size and begin where the two are nearest. A glyph
    with another number of outlines takes the place of the old one instead.
    """
    befores, afters = _parts(old), _parts(new)
    if len(befores) != len(afters):
        return LaggedStart(FadeOut(old), FadeIn(new), lag_ratio=1.0)
    pairs = [
        _paired(old, before, after, old.get_center(), new.get_center())
        for before, after in zip(befores, afters, strict=True)
    ]
    start, end = (np.concatenate(points) for points in zip(*pairs, strict=True))
    return _Bend(old, start, new.copy().set_points(end), new)


def move(old: VMobject, new: VMobject) -> Animation:
    """Return the animation in which a glyph takes the place and size of the same one, set at another size.

    A font may have an outline of its own for small letters: the new one's is taken from the start.
    """
    start = new.copy().stretch_to_fit_width(old.width).stretch_to_fit_height(old.height)
    return _Bend(old, start.move_to(old).points, new, new)


def _parts(glyph: VMobject) -> list[Point3D_Array]:
    """Return a glyph's closed outlines, the largest first."""
    return sorted(glyph.get_subpaths(), key=lambda part: -float(np.ptp(part, axis=0)[:2].prod()))


def _paired(
    glyph: VMobject, before: Point3D_Array, after: Point3D_Array, start: Point3D_Array, end: Point3D_Array
) -> tuple[Point3D_Array, Point3D_Array]:
    """Return two outlines with as many curves each, the second begun where it is nearest to the first.

    `start` and `end` are the middles of the glyphs, between which the distance does not count.
    """
    most = max(len(before), len(after)) // _CURVE
    before, after = (
        np.asarray(glyph.insert_n_curves_to_point_list(most - len(part) // _CURVE, part))
        for part in (before, after)
    )
    curves = after.reshape(-1, _CURVE, 3)
    apart = before.reshape(-1, _CURVE, 3)[:, 0] - start
    turns = [float(((np.roll(curves, turn, axis=0)[:, 0] - end - apart) ** 2).sum()) for turn in range(most)]
    return before, np.roll(curves, int(np.argmin(turns)), axis=0).reshape(-1, 3)
