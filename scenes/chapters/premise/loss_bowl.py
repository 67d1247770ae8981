"""The loss over the prediction as a curve, with its tangent where the network stands."""

from __future__ import annotations

import numpy as np
from manim import Dot, Line, VGroup

from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from config import Theme
from scenes.stage.line_ends import set_ends
from scenes.stage.plots.panel import PlotPanel

_SAMPLES, _BEYOND, _LEAST, _TANGENT, _STROKE, _HEAD = 81, 1.25, 0.4, 2.0, 6.0, 1.25
"""Points of the curve; how far it goes on beyond the prediction on both sides of the target, in shares of
their distance, which is at least so much; length of the tangent and its stroke; room over the curve."""


def loss_bowl(theme: Theme, net: Network, size: tuple[float, float]) -> VGroup | None:
    """Return the drawing without any type; nothing for a loss that is computed from the last layer's sums."""
    rule, known = net.graph.loss, net.quantity
    if rule.from_sums is not None:
        return None
    (output,), (target,) = net.graph.outputs, net.graph.targets
    at, aim = float(known[output].value), float(known[target].value)
    reach = _BEYOND * max(abs(at - aim), _LEAST)
    xs = np.linspace(aim - reach, aim + reach, _SAMPLES)
    ys = np.array([float(rule.value([x], [aim])) for x in xs])
    tall = _HEAD * float(ys.max())
    panel = PlotPanel(
        theme, (float(xs[0]), float(xs[-1])), (0.0, tall), *size, known[output].symbol, known[LOSS].symbol
    )
    height, slope = float(known[LOSS].value), float(net.local[LOSS, output].value)
    curve = panel.curve(xs, ys, theme.loss)
    tangent = Line(stroke_color=theme.gradient, stroke_width=_STROKE).set_z_index(2)
    set_ends(tangent, panel.segment(at, height, slope, _TANGENT))
    dot = Dot(panel.to_point(at, height), radius=0.1, color=theme.ink).set_z_index(3)
    return VGroup(panel.axes, curve, dot, VGroup(tangent))
