"""An arm of a gradient's band: a way that turns, and along it a band as wide as the gradient is large."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import Animation, Mobject, UpdateFromAlphaFunc, VMobject
from numpy.typing import NDArray

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.measure import Measurement

Floats = NDArray[np.float64]

FILL, _STROKE, _BEND, _STEPS = 0.9, 1.5, 12, 24
"""Opacity of a band; stroke of its edge, which the thinnest shows; places along a bend and a straight."""


class FlowArm(VMobject):
    """A band along `way`, at its left-hand side where the gradient is negative, at its right-hand side else.

    It is as wide as what is `coming` times `unit` up to the first share of `turns` of the way, and as wide as
    its own gradient times that from the second one on.
    """

    def __init__(
        self,
        theme: Theme,
        way: Floats,
        gradients: tuple[float, Quantity],
        unit: float,
        turns: tuple[float, float] = (0.0, 0.6),
    ) -> None:
        super().__init__(stroke_color=theme.gradient, stroke_width=_STROKE)
        self.set_fill(theme.gradient, FILL)
        self.way, self.unit, self.gradient = way, unit, gradients[1]
        steps = np.diff(way[:, :2], axis=0)
        reached = np.concatenate([[0.0], np.cumsum(np.linalg.norm(steps, axis=1))])
        self.shares: Floats = reached / reached[-1]
        ahead = np.gradient(way[:, :2], reached, axis=0)
        ahead /= np.linalg.norm(ahead, axis=1)[:, None]
        right = np.stack([ahead[:, 1], -ahead[:, 0], np.zeros(len(way))], axis=1)
        done = np.clip((self.shares - turns[0]) / (turns[1] - turns[0]), 0.0, 1.0)
        done = done**2 * (3 - 2 * done)
        wide = (gradients[0] + (float(gradients[1].value) - gradients[0]) * done) * unit
        self.edge: Floats = way + right * wide[:, None]
        self.draw(1.0)

    def draw(self, share: float) -> None:
        """Lay the band as far as a share of the way."""
        count = max(2, int(np.searchsorted(self.shares, share, side="right")))
        outline = np.concatenate([self.way[:count], self.edge[:count][::-1], self.way[:1]])
        self.set_points_as_corners(outline)

    def run(self) -> Animation:
        """Return the animation in which the band runs along its way."""
        return UpdateFromAlphaFunc(self, lambda _, share: self._drawn(share))

    def _drawn(self, share: float) -> Mobject:
        self.draw(share)
        return self

    def measurements(self) -> Iterable[Measurement]:
        """Read the gradient back from how wide the band is at its end, and on which side."""
        corners = self.get_start_anchors()
        half = len(self.way)
        if len(corners) < 2 * half:
            return
        start, end = corners[half - 1], corners[half]
        ahead = corners[half - 1] - corners[half - 2]
        across = end - start
        side = float(ahead[1] * across[0] - ahead[0] * across[1])
        found = float(np.linalg.norm(across)) / self.unit * (1.0 if side >= 0 else -1.0)
        yield Measurement("thickness", self.gradient.name, found, 1e-5 / self.unit)


def turning_up(start: Sequence[float], x: float, top: float, radius: float) -> Floats:
    """Return the places of a way to the left that turns up at a place across, as far as a height."""
    left, level = start[0], start[1]
    radius = min(radius, max(1e-3, left - x), max(1e-3, top - level))
    angles = np.linspace(0.0, np.pi / 2, _BEND)
    bend = [(x + radius - radius * np.sin(a), level + radius - radius * np.cos(a)) for a in angles]
    straight = [(left + (x + radius - left) * s, level) for s in np.linspace(0.0, 1.0, _STEPS)[:-1]]
    up = [(x, level + radius + (top - level - radius) * s) for s in np.linspace(0.0, 1.0, _STEPS)[1:]]
    return np.array([(*place, 0.0) for place in (*straight, *bend, *up)])


def straight_on(start: Sequence[float], left: float) -> Floats:
    """Return the places of a level way to the left."""
    xs = np.linspace(start[0], left, 2 * _STEPS)
    return np.stack([xs, np.full_like(xs, start[1]), np.zeros_like(xs)], axis=1)
