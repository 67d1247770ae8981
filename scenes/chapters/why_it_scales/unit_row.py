"""The way back as a row of dots, from the loss at the right to the first layer, and the light that walks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    Circle,
    Dot,
    Line,
    ManimColor,
    Mobject,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
)
from manim.typing import Point3D

from config import Theme
from scenes.chapters.why_it_scales.dot_triangle import ASH, circles
from scenes.stage.color import mixed
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import text
from scenes.stage.line_ends import set_ends
from scenes.stage.style import STYLE

_RADIUS, _RING, _LOSS = 0.1, 0.24, 0.14
"""Radius of a dot, of the ring round the one that the light has reached, and of the loss."""

_NAME_SIZE, _NAME_GAP = 0.46, 0.12
"""Type size of the names under the row, and their distance from it."""

_DIP = 3.6
"""By how much the row is shorter than between its ends while it swings through the upright."""


class UnitRow(VGroup):
    """`count` dots on their way from the loss; the one that is `passed` as the k-th keeps `lights[k]`."""

    def __init__(self, theme: Theme, lights: Sequence[float], passed: ValueTracker, room: Region) -> None:
        super().__init__()
        self.theme, self.lights, self.passed = theme, lights, passed
        count = len(lights) - 1
        self.room = room.inset(left=_RING, right=_RING)
        self.step = LEFT * self.room.width / count
        self.loss = Dot(self.room.point(RIGHT), radius=_LOSS, color=theme.loss)
        self.dots = VGroup(*(Dot(radius=_RADIUS, color=theme.gradient) for _ in range(count)))
        for k, dot in enumerate(self.dots, start=1):
            dot.move_to(self._place(k))
        self.ring = Circle(radius=_RING, stroke_color=theme.ink, stroke_width=STYLE.strong)
        self.ring.set_fill(theme.gradient, 1.0).move_to(self.loss)
        self.tie = Line(DOWN, UP, stroke_color=theme.dimmed, stroke_width=STYLE.thin)
        self.aim = ORIGIN
        self.add(self.dots)

    def _place(self, k: float) -> Point3D:
        place: Point3D = self.room.point(RIGHT) + k * self.step
        return place

    def label(self, between: str) -> VGroup:
        """Return the names of both ends, under them, and between them what the row is of."""
        loss, first, middle = (
            text(name, self.theme.dimmed, size=_NAME_SIZE) for name in ("loss", "first layer", between)
        )
        base = self._place(0.0) + DOWN * (_RING + _NAME_GAP)
        loss.move_to(base, aligned_edge=UR)
        first.move_to(base, aligned_edge=UL).align_to(self._place(len(self.dots)) + LEFT * _RING, LEFT)
        middle.move_to(base, aligned_edge=UP).set_x((loss.get_left()[0] + first.get_right()[0]) / 2)
        for line in (first, middle):
            line.on_baseline_of(loss)
        return VGroup(loss, first, middle)

    def swing_from(self, places: Sequence[Point3D], radii: Sequence[float]) -> Animation:
        """Return the animation in which the dots, on a straight line at first, swing down to the row."""
        start, end = (
            np.array([places[0], places[-1]]),
            np.array([self._place(1), self._place(len(self.dots))]),
        )

        def swing(_: Mobject, done: float) -> None:
            near, far = _swung(start, end, done)
            for k, (dot, radius) in enumerate(zip(self.dots, radii, strict=True)):
                place = near + (far - near) * k / (len(self.dots) - 1)
                dot.set_points(circles(place[None], radius + (_RADIUS - radius) * done))

        swing(self, 0.0)
        return UpdateFromAlphaFunc(self, swing)

    def go_dark(self) -> Animation:
        """Return the animation in which the dots lose their light, which then only comes from the loss."""
        dark = self.shade(0.0)
        return UpdateFromAlphaFunc(
            self.dots, lambda dots, done: dots.set_fill(self.shade(1.0).interpolate(dark, done))
        )

    def walk(self, aim: Point3D) -> None:
        """Let the light follow what is passed from now on, tied to the picture of what is left at `aim`."""
        self.aim = aim
        self.add(self.tie, self.loss, self.ring)
        self.add_updater(UnitRow.follow)

    @staticmethod
    def follow(row: Mobject) -> None:
        """Put the ring where the light is, filled with what is left, and leave each dot behind it its own."""
        assert isinstance(row, UnitRow)
        passed = float(row.passed.get_value())
        row.ring.set_points(circles(row._place(passed)[None], _RING))
        set_ends(row.tie, np.array([row._place(passed) + UP * _RING, row.aim]))
        left = float(np.interp(passed, np.arange(len(row.lights)), row.lights))
        row.ring.set_fill(row.theme.gradient, left)
        for k, (dot, light) in enumerate(zip(row.dots, row.lights[1:], strict=True), start=1):
            dot.set_fill(row.shade(light * float(np.clip(passed - k + 1, 0.0, 1.0))))

    def shade(self, light: float) -> ManimColor:
        """Return the colour of a dot with so much light: ash without any."""
        ash = mixed(self.theme.background, self.theme.dimmed, ASH)
        return ash.interpolate(ManimColor(self.theme.gradient), light)


def _swung(start: Point3D, end: Point3D, done: float) -> tuple[Point3D, Point3D]:
    """Return the ends of a line on its way from one pair of ends to another, turning clockwise."""
    (first, towards), (last, onward) = (((a + b) / 2, (b - a) / 2) for a, b in (start, end))
    before, after = (np.arctan2(half[1], half[0]) for half in (towards, onward))
    angle = before + (after - before - 2 * np.pi * (after > before)) * done
    lengths = np.linalg.norm(towards), np.linalg.norm(onward)
    length = lengths[0] + (lengths[1] - lengths[0]) * done - _DIP * 4 * done * (1 - done)
    middle = first + (last - first) * np.array([done, done**2, 0.0])
    half = length * np.array([np.cos(angle), np.sin(angle), 0.0])
    return middle - half, middle + half
