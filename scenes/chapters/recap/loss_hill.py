"""The loss over the first weight, all else as it was learned: a point on it, and the slope there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, Line, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.network.training import Epoch
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.recap.layer_columns import batch_loss
from scenes.stage.formulas.equation import fit, name_piece, value_line
from scenes.stage.lettering.typesetting import BODY, TITLE, math, shown_number
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, allow, measured
from scenes.stage.plots.panel import PlotPanel

_REACH, _SAMPLES, _OVER, _LENGTH, _POINT = 4.0, 161, 0.12, 6.0, 0.15
"""How far the weight is moved to both sides; points of the curve; room over it, as a share of its height;
length of the tangent; radius of the point."""

_BESIDE, _UNDER, _NAME, _APART, _LONGEST, _LEAST = 0.8, 0.85, 0.12, 1.0, 3.6, 1e-3
"""Room for the numbers at the axes and for their names; from an axis to its name, from the panel to the
slope; the slope's width at most. Losses that differ by less than the last are drawn as a level line."""


class LossHill(VGroup):
    """`curve` over named `axes`, a `point` after the last step, `tangent` and `slope`."""

    def __init__(
        self, theme: Theme, epochs: Sequence[Epoch], slope: Quantity, size: tuple[float, float]
    ) -> None:
        super().__init__()
        networks, self.step = epochs[-1].networks, len(epochs) - 1
        key = networks[0].first_weight
        weight, loss = networks[0].quantity[key], batch_loss(epochs)[-1]
        self.names = loss.name, slope.name
        at = float(networks[0].values[key])
        xs = np.linspace(at - _REACH, at + _REACH, _SAMPLES)
        ys = np.array([_loss(networks, key, x) for x in xs])
        here = _loss(networks, key, at)
        low, high = min(0.0, here, float(ys.min())), max(here, float(ys.max()))
        high = max(high, low + _LEAST)
        self.slope = fit(value_line(theme, slope, size=TITLE), _LONGEST)
        self.slope.part(3).number = shown_number(slope, {"step": float(self.step)})
        allow(self.slope, "equation", "what has been learned, not what was given")
        spare = _OVER * (high - low)
        self.panel = PlotPanel(
            theme,
            (float(xs[0]), float(xs[-1])),
            (low - 0.5 * spare, high + spare),
            size[0] - _BESIDE - _APART - float(self.slope.width),
            size[1] - _UNDER,
            weight.symbol,
            loss.symbol,
            ticks=3,
            y_ticks=3,
        )
        self.curve: VMobject = self.panel.curve(xs, ys, theme.loss)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6.0)
        set_ends(self.tangent, self.panel.segment(at, here, float(slope.value), _LENGTH))
        self.point = Dot(self.panel.to_point(at, here), radius=_POINT, color=theme.ink).set_z_index(1)
        bars = self.panel.axes
        across = math([name_piece(weight)], theme.weight, size=BODY)
        across.next_to(bars[0].get_end(), RIGHT, buff=_NAME)
        up = math([name_piece(loss)], theme.loss, size=BODY).next_to(bars[1].get_end(), UP, buff=_NAME)
        self.slope.next_to(self.panel, RIGHT, buff=_APART)
        self.axes = VGroup(self.panel, across, up)
        self.add(self.axes, self.curve, self.tangent, self.point, self.slope)
        measured(self.point, self._read_point)
        measured(self.tangent, self._read_tangent)

    def _read_point(self, point: Dot) -> Iterable[Measurement]:
        _, y = self.panel.read(point.get_center())
        low, high = self.panel.y_range
        yield Measurement("point on curve", self.names[0], y, 1e-6 * (high - low), {"step": float(self.step)})

    def _read_tangent(self, tangent: Line) -> Iterable[Measurement]:
        found = self.panel.read_slope(tangent)
        yield Measurement(
            "tangent", self.names[1], found, 1e-4 * max(1.0, abs(found)), {"step": float(self.step)}
        )


def _loss(networks: Sequence[Network], key: str, value: float) -> float:
    found = [float(network.changed({key: value}).values["L"]) for network in networks]
    return float(np.mean(found))
