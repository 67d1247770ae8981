"""A neuron's activation on its curve: from the sum on the axis up to the curve, and across to the value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from manim import RIGHT, UP, Animation, Create, Dot, FadeIn, Line, VGroup

from backprop_core.network.activations import Activation
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, math
from scenes.stage.measure import Measurement
from scenes.stage.plots.panel import PlotPanel

_SAMPLES, _TANGENT = 181, 1.5
_SATURATING, _STRAIGHT, _BEYOND = 6.0, 3.0, 1.3
"""How far a curve is drawn to both sides of zero, and at least how far beyond the place that is marked."""


class NeuronCurve(VGroup):
    """`panel` and `curve` of an activation; `up` and `across` lead from z to the value."""

    def __init__(
        self,
        theme: Theme,
        activation: Activation,
        z: Quantity,
        value: Quantity,
        slope: float,
        size: tuple[float, float],
    ) -> None:
        super().__init__()
        self.z, self.value = z, value
        at, height = float(z.value), float(value.value)
        span = max(_SATURATING if activation.name == "sigmoid" else _STRAIGHT, abs(at) * _BEYOND)
        zs = np.linspace(-span, span, _SAMPLES)
        heights = np.asarray(activation.over(zs), dtype=np.float64)
        low, high = min(0.0, float(heights.min())), float(heights.max())
        room = 0.08 * (high - low)
        self.panel = PlotPanel(
            theme,
            (-span, span),
            (low - room * (low < 0), high + room),
            *size,
            z.symbol,
            value.symbol,
            ticks=3,
            y_ticks=3,
            label_size=0.3,
        )
        self.curve = self.panel.curve(zs, heights, theme.activation)
        names = VGroup(
            *(
                math([one.symbol.typst], role_color(theme, one.symbol), size=SMALL, display=False)
                for one in (z, value)
            )
        )
        names[0].next_to(self.panel.axes[0], RIGHT, buff=0.1)
        names[1].next_to(self.panel.axes[1], UP, buff=0.08)
        foot, top = self.panel.to_point(at, self.panel.y_range[0]), self.panel.to_point(at, height)
        side = self.panel.to_point(-span, height)
        self.up = Line(foot, top, color=theme.pre_activation, stroke_width=4)
        self.across = Line(top, side, color=theme.activation, stroke_width=4)
        self.dot = Dot(foot, radius=0.08, color=theme.ink).set_z_index(3)
        self.slope, self.theme = slope, theme
        self.base = VGroup(self.panel, self.curve, names)
        self.add(self.base, self.up, self.across, self.dot)

    def moves(self) -> Iterator[list[Animation]]:
        """Yield what happens one after the other: the point on the axis, up to the curve, across."""
        yield [FadeIn(self.dot)]
        yield [Create(self.up), changing(self.dot).move_to(self.up.get_end())]
        yield [Create(self.across)]

    def touch(self) -> Animation:
        """Return the animation that lays a tangent on at the point; it belongs to the drawing then."""
        at, height = float(self.z.value), float(self.value.value)
        tangent = Line(*self.panel.segment(at, height, self.slope, _TANGENT))
        tangent.set_stroke(self.theme.gradient, width=5.0)
        self.add(tangent)
        return Create(tangent)

    def measurements(self) -> Iterable[Measurement]:
        """Read both values back from the lines' ends."""
        z, height = self.panel.read(self.across.points[0])
        for quantity, found in ((self.z, z), (self.value, height)):
            yield Measurement("place", quantity.name, found, 1e-6 * max(1.0, abs(found)))
