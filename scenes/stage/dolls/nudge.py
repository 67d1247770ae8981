"""A nudge as an arrow that passes walls: each makes it longer or shorter, or turns it over."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import RIGHT, Animation, Line, UpdateFromAlphaFunc, VGroup, VMobject
from manim.utils.rate_functions import smooth
from numpy.typing import NDArray

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.measure import Measurement

Floats = NDArray[np.float64]

_SHAFT, _HEAD, _TIP, _LEAST = 0.2, 0.62, 0.5, 1e-4
"""Widths of shaft and head, length of the head, in screen units; the least length that is drawn."""

_TRAIL, _GHOST, _SAMPLES, _SHARP, _BASE = 0.42, 0.45, 41, 1e-4, 8.0


class NudgeArrow(VMobject):
    """An arrow that stands on `foot`, `length` long, turned by `angle` from upright, in a colour.

    `unit` is the length of a screen unit where it stands.
    """

    def __init__(self) -> None:
        super().__init__(stroke_width=0.0, fill_opacity=1.0)
        self.foot, self.length, self.angle, self.unit = np.zeros(3), 0.0, 0.0, 1.0

    def stand(self, foot: Floats, length: float, angle: float, unit: float, color: str) -> None:
        """Draw it anew."""
        self.foot, self.length, self.angle, self.unit = foot, length, angle, unit
        self.set_fill(color, opacity=self.get_fill_opacity())
        tip = min(_TIP * unit, 0.62 * length)
        share = tip / (_TIP * unit)
        shaft, head = 0.5 * _SHAFT * unit * max(share, 0.35), 0.5 * _HEAD * unit * share
        if length < _LEAST * unit:
            self.set_points(np.zeros((0, 3)))
            return
        neck = length - tip
        shape = [(-shaft, 0), (-shaft, neck), (-head, neck), (0, length), (head, neck), (shaft, neck)]
        corners = np.array([*shape, (shaft, 0), shape[0]], dtype=float)
        cos, sin = np.cos(angle), np.sin(angle)
        turned = np.stack(
            [corners[:, 0] * cos + corners[:, 1] * sin, corners[:, 1] * cos - corners[:, 0] * sin], axis=1
        )
        self.set_points_as_corners(np.pad(turned, ((0, 0), (0, 1))) + foot)

    @property
    def rise(self) -> float:
        """How far its tip is above its foot: negative where it has turned over."""
        if not len(self.points):
            return 0.0
        far = self.points[:, 1][np.abs(self.points[:, 1] - self.foot[1]).argmax()]
        return float(far - self.foot[1])


class Passage(VGroup):
    """An arrow's way through a wall: a `ghost` where it came from, a yellow `trail`, the `arrow` beyond.

    `changes` are what the nudge is before and after the wall, `lengths` how long they are drawn, with their
    signs; `xs` where the arrow comes from and goes to. The `base` that it stands on begins at `leftmost` or
    farther right.
    """

    def __init__(
        self,
        theme: Theme,
        arrow: NudgeArrow,
        changes: tuple[Quantity, Quantity],
        lengths: tuple[float, float],
        xs: tuple[float, float],
        level: float,
        unit: float,
        colors: tuple[str, str],
        leftmost: float,
    ) -> None:
        super().__init__()
        self.arrow, self.changes, self.lengths, self.xs = arrow, changes, lengths, xs
        self.level, self.unit, self.colors = level, unit, colors
        self.ghost = NudgeArrow().set_fill(opacity=_GHOST)
        self.trail = VMobject(stroke_width=0.0, fill_color=theme.gradient, fill_opacity=_TRAIL)
        self.edge = VMobject(stroke_color=theme.gradient, stroke_width=4.0 * unit, fill_opacity=0.0)
        middle = np.array([(xs[0] + xs[1]) / 2, level, 0.0])
        begin = max(float(middle[0]) - _BASE * unit, leftmost)
        self.base = Line(np.array([begin, level, 0.0]), middle + RIGHT * _BASE * unit)
        self.base.set_stroke(theme.dimmed, width=2.5 * unit)
        self.add(self.trail, self.edge, self.ghost)
        self.passed, self.at = 0.0, dict[str, float]()

    def begin(self) -> None:
        """Leave the ghost where the arrow stands."""
        self.ghost.stand(self.place(0.0), *self._turn(0.0), self.unit, self.colors[0])

    def run(self) -> Animation:
        """Return the animation in which the arrow passes the wall."""
        whole = VGroup(self, self.arrow)
        return UpdateFromAlphaFunc(whole, lambda _, share: self.draw(share), rate_func=smooth)

    def draw(self, share: float) -> None:
        """Draw so much of the way."""
        self.passed = share
        color = mixed(*self.colors, share).to_hex()
        self.arrow.stand(self.place(share), *self._turn(share), self.unit, color)
        done = np.linspace(0.0, share, _SAMPLES)
        x = self.xs[0] + (self.xs[1] - self.xs[0]) * done
        before, after = self.lengths
        y = self.level + before + (after - before) * _eased(done)
        top = np.stack([x, y, 0 * x], axis=1)
        foot = np.stack([x, 0 * x + self.level, 0 * x], axis=1)[::-1]
        if share > 0 and (before or after):
            self.edge.set_points_as_corners(top)
            self.trail.set_points_as_corners(np.concatenate([top, foot, top[:1]]))

    def measurements(self) -> Iterable[Measurement]:
        """Read the change beyond the wall back from the arrow there, measured by the one before it."""
        before, after = self.changes
        if self.passed < 1.0 or not len(self.ghost.points):
            return
        scale = float(before.value) / self.ghost.rise
        found = self.arrow.rise * scale
        tolerance = _SHARP * abs(found) + _LEAST * self.unit * abs(scale)
        yield Measurement("length", after.name, found, tolerance, self.at)

    def place(self, share: float) -> Floats:
        """Return where the arrow stands at a share of the way."""
        return np.array([self.xs[0] + (self.xs[1] - self.xs[0]) * share, self.level, 0.0])

    def _turn(self, share: float) -> tuple[float, float]:
        """Return length and angle at a share of the way: a sign that changes turns the arrow over."""
        before, after = self.lengths
        done = float(_eased(np.array(share)))
        length = abs(before) + (abs(after) - abs(before)) * done
        start, end = (np.pi if one < 0 else 0.0 for one in (before, after if after else before))
        return length, start + (end - start) * done


def _eased(share: Floats) -> Floats:
    """Return the share of a change that is done at a share of the way: all of it happens around the wall."""
    inner = np.clip((share - 0.25) / 0.5, 0.0, 1.0)
    done: Floats = inner**2 * (3 - 2 * inner)
    return done
