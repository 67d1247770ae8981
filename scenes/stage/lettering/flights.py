"""Values on their way: a number leaves a copy where it stands and arrives where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import (
    RIGHT,
    Animation,
    Camera,
    FadeIn,
    LaggedStart,
    Mobject,
    Scene,
    VGroup,
    VMobject,
    straight_path,
)
from numpy.typing import NDArray

from scenes.stage.lettering.typesetting import TypesetLine

Floats = NDArray[np.float64]

_SHADE, _EDGE, _LIFTED = 0.85, 9.0, 0.05
"""Opacity of the edge behind a flying number's glyphs, how wide its stroke is (half of it is seen), the way
in which it appears."""

_CORNER, _BEND = 0.35, 17
"""Radius of the bends of a way along a lane, and the points that each is sampled at."""


def changing(mobject: Mobject) -> Any:
    """Return the mobject's `animate`, whose type Manim leaves open."""
    return mobject.animate


class Flight(Animation):
    """A number that lifts off, crosses on a free height and comes down where it is used.

    It stays opaque, and its glyphs have a narrow edge of the ground's colour, so that it can be read over
    whatever it crosses, of which no more is hidden than that. Before it starts nothing is seen of it: the
    number that it leaves stands there already.
    `wrapped` tells that the target's first and last glyphs are no part of what lifts off.
    """

    def __init__(
        self, ghost: VMobject, target: VMobject, lane: float | None = None, *, wrapped: bool = False
    ) -> None:
        self.ghost, self.target = ghost, target
        glyphs = (glyph.copy() for glyph in ghost.family_members_with_points())
        self.edge = VGroup(*(glyph for glyph in glyphs if isinstance(glyph, VMobject)))
        self.edge.set_fill(opacity=0.0).set_stroke(width=_EDGE, opacity=0.0)
        self.way = _way(ghost.get_center(), target.get_center(), lane)
        lengths = np.linalg.norm(np.diff(self.way, axis=0), axis=1)
        self.reached = np.concatenate([[0.0], np.cumsum(lengths)])
        leaves = ghost.family_members_with_points(), target.family_members_with_points()
        self.glyphs = list(zip(leaves[0], ghost.copy().family_members_with_points(), leaves[1], strict=True))
        self.wrapping = {0, len(self.glyphs) - 1} if wrapped else set[int]()
        super().__init__(VGroup(self.edge, ghost))

    def _setup_scene(self, scene: Scene) -> None:
        assert isinstance(scene.camera, Camera)
        self.edge.set_stroke(scene.camera.background_color, opacity=0.0)
        super()._setup_scene(scene)

    def interpolate_mobject(self, alpha: float) -> None:
        """Move on; the edge comes up under the number and goes again."""
        done = float(self.rate_func(min(1.0, max(0.0, alpha))))
        gone = done * self.reached[-1]
        place = np.array([np.interp(gone, self.reached, self.way[:, axis]) for axis in range(3)])
        aside = place - (self.way[0] * (1 - done) + self.way[-1] * done)
        for index, (glyph, start, target) in enumerate(self.glyphs):
            glyph.interpolate(start, target, done, straight_path())
            seen = done if index in self.wrapping else float(done > 0)
            glyph.shift(aside).set_fill(opacity=seen)
        near = min(gone, self.reached[-1] - gone)
        shade = _SHADE * min(1.0, near / _LIFTED)
        for (glyph, _, _), behind in zip(self.glyphs, self.edge, strict=True):
            behind.set_points(glyph.points).set_stroke(opacity=shade * glyph.get_fill_opacity())

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the target in the place of what has arrived."""
        super().clean_up_from_scene(scene)
        assert isinstance(self.mobject, Mobject)
        scene.replace(self.mobject, self.target)


def _way(start: Floats, end: Floats, lane: float | None) -> Floats:
    """Return the places from one point to another: up or down to the lane, along it, and on to the end.

    Without a lane the way is a curve that leaves and arrives upright.
    """
    level = (start[1] + end[1]) / 2 if lane is None else lane
    corners = np.array([start, (start[0], level, 0.0), (end[0], level, 0.0), end])
    if lane is None:
        return _bent(*corners)
    radius = min(_CORNER, abs(end[0] - start[0]) / 2)
    places = [start[None]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        first, last = _toward(corner, before, radius), _toward(corner, after, radius)
        places.append(_bent(first, corner, corner, last))
    return np.concatenate([*places, end[None]])


def _toward(start: Floats, end: Floats, length: float) -> Floats:
    """Return the point so far from one place toward another, half way at most."""
    way = end - start
    share = min(0.5, length / max(float(np.linalg.norm(way)), 1e-9))
    point: Floats = start + share * way
    return point


def _bent(*handles: Floats) -> Floats:
    """Return places along the cubic curve of four handles."""
    t = np.linspace(0.0, 1.0, _BEND)[:, None]
    weights = np.hstack([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3])
    places: Floats = weights @ np.array(handles)
    return places


def fly(source: VMobject, target: VMobject, *, lane: float | None = None) -> Animation:
    """Return the flight of a number from `source` to `target`; both state the same number.

    What flies is a copy of the target, so that its glyphs keep their shape on the way; parentheses that the
    source does not have appear on the way. `lane` is the height on which the number crosses.
    """
    ghost = target.copy()
    inner = [glyph for glyph in ghost.family_members_with_points() if isinstance(glyph, VMobject)]
    wrapped = len(inner) == len(source.family_members_with_points()) + 2
    core = VGroup(*(inner[1:-1] if wrapped else inner))
    if core.height > 0:
        ghost.scale(source.height / core.height)
    ghost.shift(source.get_center() - core.get_center())
    ghost.match_color(source)
    ghost.number = None  # type: ignore[attr-defined]
    return Flight(ghost, target, lane, wrapped=wrapped)


def fly_all(pairs: Sequence[tuple[VMobject, VMobject]], *, lane: float | None = None) -> Animation:
    """Return several flights, one shortly after the other."""
    return LaggedStart(*(fly(a, b, lane=lane) for a, b in pairs), lag_ratio=0.35)


def appear(line: TypesetLine) -> Animation:
    """Return the animation that brings a line in, slightly from the left."""
    return FadeIn(line, shift=RIGHT * 0.15)
