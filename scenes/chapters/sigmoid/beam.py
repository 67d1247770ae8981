"""A gradient as a beam of light: it falls onto the curve, and a share of it goes on below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import UP, Animation, GrowFromEdge, Rectangle, ValueTracker, VGroup, VMobject

from backprop_core.quantity import Symbol
from config import Theme
from scenes.chapters.sigmoid.gauges import lay_area
from scenes.stage.lettering.typesetting import text
from scenes.stage.measure import Measurement, allow
from scenes.stage.plots.curve_stage import FLOOR, LOW, CurveStage

TOP, _ARRIVES, _GOES, _THINNEST, _LEAST = 2.55, 0.3, 0.85, 1e-9, 0.3
"""Where light comes from, how bright it is above the curve and below; least width; least length above."""

_NAME, _IN, _OUT, _BESIDE = 0.46, 1.75, (-2.08, -1.95, -1.85, -2.4, -2.7, -3.0, -3.3, -3.6), 0.22
"""Type size of both names, how high they stand and how far from the light; of the second, what is tried."""

_ACROSS, _DRAWN = 24, 0.5
"""Places over a name at which it is asked how far curve and slope are from it; how far under its lowest
height the curve is drawn on at most."""


class Beam(VGroup):
    """`arriving`, as wide as `wide`, from above down to the curve at `z`; `going` from there on, narrower.

    What is turned round by a slope below zero is an outline only. `stands_for` is the slope at z.
    """

    def __init__(
        self, theme: Theme, stage: CurveStage, z: ValueTracker, width: float, stands_for: Symbol
    ) -> None:
        super().__init__()
        self.stage, self.z, self.wide, self.stands_for = stage, z, ValueTracker(width), stands_for
        self.arriving = Rectangle(width=width, height=1.0, stroke_width=0.0)
        self.arriving.set_fill(theme.gradient, _ARRIVES)
        self.going = Rectangle(width=width, height=1.0, stroke_width=0.0, stroke_color=theme.gradient)
        self.going.set_fill(theme.gradient, _GOES)
        self.add(self.arriving, self.going)
        self.names = [text(name, theme.gradient, size=_NAME) for name in ("gradient in", "gradient out")]
        """What both are called, at their left; no part of the beam."""
        self.out = _OUT[0]
        for part in (*self, *self.names):
            allow(part, "close-up", "light falls through the whole picture")
            part.add_updater(lambda _: self.lay())
        self.lay()

    @property
    def share(self) -> float:
        """What of the light goes on, below zero where it is turned round."""
        return float(self.stage.activation.slope(float(self.z.get_value())))

    def lay(self) -> None:
        """Put both parts where z stands."""
        point, wide = self.stage.on_curve(float(self.z.get_value())), float(self.wide.get_value())
        top = max(TOP, float(point[1]) + _LEAST)
        _stand(self.arriving, float(point[0]), wide, float(point[1]), top)
        share = self.share
        _stand(self.going, float(point[0]), max(_THINNEST, wide * abs(share)), FLOOR, float(point[1]))
        for name, wider, y in zip(self.names, (1.0, abs(share)), (_IN, self.out), strict=True):
            aside = (wide * wider + float(name.width)) / 2 + _BESIDE
            name.move_to((float(point[0]) - aside, y, 0.0))
        self.going.set_stroke(width=2.0 if share < 0 else 0.0).set_fill(opacity=0.0 if share < 0 else _GOES)

    def keep_off(self, places: Sequence[float]) -> None:
        """Let the name of what goes on stand where it is farthest from curve and slope at all these sums."""
        self.out = max(_OUT, key=lambda y: min(self._clear(z, y) for z in places))
        self.lay()

    def _clear(self, z: float, y: float) -> float:
        """Return how far the name is from curve and slope where z stands, at a height."""
        share = abs(float(self.stage.activation.slope(z)))
        right = float(self.stage.on_curve(z)[0]) - float(self.wide.get_value()) * share / 2 - _BESIDE
        ends = right - float(self.names[1].width), right
        sums = self.stage.activation.middle + np.linspace(*ends, _ACROSS) / self.stage.unit
        slopes = zip(sums, self.stage.activation.slopes(sums), strict=True)
        heights = [float(self.stage.to_slope(float(one), float(slope))[1]) for one, slope in slopes]
        values = (float(self.stage.on_curve(float(one))[1]) for one in sums)
        heights += [value for value in values if value > LOW - _DRAWN]
        heights.append(float(self.stage.zero.get_y()))
        return min(abs(y - height) for height in heights)

    def arrive(self) -> Animation:
        """Return the animation in which the light falls onto the curve."""
        return GrowFromEdge(self.arriving, UP, suspend_mobject_updating=True)

    def go_on(self) -> Animation:
        """Return the animation in which its share goes on."""
        return GrowFromEdge(self.going, UP, suspend_mobject_updating=True)

    def measurements(self) -> Iterable[Measurement]:
        """Read the share back from both widths."""
        sign = -1.0 if float(self.going.get_fill_opacity()) == 0.0 else 1.0
        found = sign * float(self.going.width) / float(self.arriving.width)
        at = {self.stage.activation.z.plain: float(self.z.get_value())}
        yield Measurement("share", self.stands_for.plain, found, 1e-6, at)


def _stand(shape: VMobject, x: float, wide: float, low: float, high: float) -> None:
    left, right = x - wide / 2, x + wide / 2
    lay_area(shape, np.array([(left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0)]))
