"""The way back as a row of products, from the loss at the right on: an activation, a weight, in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    Circle,
    Dot,
    ManimColor,
    Mobject,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
)
from manim.typing import Point3D

from config import Theme
from scenes.chapters.why_it_scales.dot_triangle import circles
from scenes.chapters.why_it_scales.row_place import RowPlace
from scenes.stage.color import mixed
from scenes.stage.lettering.typesetting import text
from scenes.stage.measure import allow
from scenes.stage.style import STYLE

_UNIT, _WEIGHT, _RING, _LOSS = 0.095, 0.05, 0.16, 0.13
"""Radii: of an activation's dot, of a weight's, of the ring where the light is, and of the loss."""

_UNLIT, _FAINT = 0.3, 0.5
"""Shares of their colours in an activation without light, and in a weight."""

_NAME_SIZE, _NAME_GAP, _KIND = 0.46, 0.06, 0.56
"""Type size of the names under the row, and their distance from it; type size of the names of single dots."""

_DIP = 3.6
"""By how much the row is shorter than between its ends while it swings through the upright."""

_SWELL, _WAVE = 1.4, 0.35
"""By how much a weight grows when it glimmers; share of the row that glimmers at a time."""


class UnitRow(VGroup):
    """Dots at a row's places, `activations` and `weights` in turn; an activation keeps what light it leaves.

    `lights[k]` is what is left after k activations, `walked` the product that the light has reached.
    """

    def __init__(self, theme: Theme, lights: Sequence[float], place: RowPlace, walked: ValueTracker) -> None:
        super().__init__()
        self.theme, self.lights, self.place, self.walked = theme, lights, place, walked
        self.loss = Dot(place.of(0), radius=_LOSS, color=theme.loss)
        self.dots = [
            Dot(place.of(product), radius=_UNIT if product % 2 else _WEIGHT, color=theme.gradient)
            for product in range(1, place.count + 1)
        ]
        self.activations, self.weights = VGroup(*self.dots[::2]), VGroup(*self.dots[1::2])
        self.ring = Circle(radius=_RING, stroke_color=theme.ink, stroke_width=STYLE.thin)
        self.ring.move_to(self.loss)
        allow(self, "close-up", "the row goes on beyond its first products")
        self.add(self.weights, self.activations)

    def label(self, between: str) -> VGroup:
        """Return the names of both ends, under them, and between them what the row is of."""
        loss, first, middle = (
            text(name, self.theme.dimmed, size=_NAME_SIZE) for name in ("loss", "first layer", between)
        )
        base = self.place.of(0) + DOWN * (_RING + _NAME_GAP)
        loss.move_to(base, aligned_edge=UR).shift(RIGHT * _LOSS)
        first.move_to(base, aligned_edge=UL).set_x(
            self.place.of(self.place.count)[0] - _RING, direction=-RIGHT
        )
        middle.move_to(base, aligned_edge=UP).set_x((loss.get_left()[0] + first.get_right()[0]) / 2)
        for line in (first, middle):
            line.on_baseline_of(loss)
        return VGroup(loss, first, middle)

    def kinds(self, size: float) -> VGroup:
        """Return what the first two dots are, so large: one name under its dot, the other over it."""
        ways = ((self.dots[0], "activation", DOWN), (self.dots[1], "weight", UP))
        names = [(dot, text(name, self.theme.ink, size=size * _KIND), way) for dot, name, way in ways]
        return VGroup(*(name.next_to(dot, way, buff=0.08) for dot, name, way in names))

    def swing_from(self, places: Sequence[Point3D], radii: Sequence[float]) -> Animation:
        """Return the animation in which the dots, on a straight line at first, swing down to the row.

        On the way every other one shrinks to a weight.
        """
        ends = self.place.of(1), self.place.of(self.place.count)
        start, end = np.array([places[0], places[-1]]), np.array(ends)
        yellow, gold = ManimColor(self.theme.gradient), ManimColor(self.theme.weight)

        def swing(_: Mobject, done: float) -> None:
            near, far = _swung(start, end, done)
            for k, (dot, radius) in enumerate(zip(self.dots, radii, strict=True)):
                place = near + (far - near) * k / (len(self.dots) - 1)
                rest = _WEIGHT if k % 2 else _UNIT
                dot.set_points(circles(place[None], radius + (rest - radius) * done))
            self.weights.set_fill(yellow.interpolate(gold, done))

        swing(self, 0.0)
        return UpdateFromAlphaFunc(self, swing)

    def go_dark(self) -> Animation:
        """Return the animation in which the dots lose their light, which then only comes from the loss."""
        gold = ManimColor(self.theme.weight)

        def darken(_: Mobject, done: float) -> None:
            self.activations.set_fill(self.shade(1.0 - done))
            self.weights.set_fill(gold.interpolate(self._faint(), done))

        return UpdateFromAlphaFunc(self, darken)

    def glimmer(self, rate: Callable[[float], float]) -> Animation:
        """Return the animation in which the weights swell and shine, one after the other from the loss on."""
        gold, faint, last = ManimColor(self.theme.weight), self._faint(), len(self.weights) - 1

        def shine(weights: Mobject, done: float) -> None:
            for k, dot in enumerate(weights):
                since = (done * (1 + _WAVE) - k / last) / _WAVE
                glow = float(np.sin(np.pi * np.clip(since, 0.0, 1.0)))
                place = self.place.of(2 * k + 2)
                dot.set_points(circles(place[None], _WEIGHT * (1.0 + _SWELL * glow)))
                dot.set_fill(faint.interpolate(gold, glow))

        return UpdateFromAlphaFunc(self.weights, shine, rate_func=rate)

    def walk(self) -> None:
        """Let the light follow what is walked from now on."""
        self.add(self.loss, self.ring)
        self.add_updater(UnitRow.follow)

    @staticmethod
    def follow(row: Mobject) -> None:
        """Put the ring where the light is, and leave each activation behind it its own light."""
        assert isinstance(row, UnitRow)
        walked = float(row.walked.get_value())
        row.ring.set_points(circles(row.place.of(walked)[None], _RING))
        for k, (dot, light) in enumerate(zip(row.activations, row.lights[1:], strict=True)):
            dot.set_fill(row.shade(light * float(np.clip(walked - 2 * k, 0.0, 1.0))))

    def shade(self, light: float) -> ManimColor:
        """Return the colour of an activation's dot with so much light."""
        dark = mixed(self.theme.background, self.theme.gradient, _UNLIT)
        return dark.interpolate(ManimColor(self.theme.gradient), light)

    def _faint(self) -> ManimColor:
        return mixed(self.theme.background, self.theme.weight, _FAINT)


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
