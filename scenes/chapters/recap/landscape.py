"""The loss over the first weight, far around the dolls, which are a point on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Line, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.network import Network
from config import Theme
from scenes.stage.dolls.nest import MIDDLE, WIDTH
from scenes.stage.frame import Frame
from scenes.stage.measure import allow

_REACH, _SAMPLES, _HEIGHT, _BEYOND, _TANGENT = 4.0, 121, 0.5, 1.1, 0.2
"""How far the weight is moved to both sides; points of the curve; shares of the picture that the curve is
high, that it is wide, and that half of the tangent is."""

_STROKE, _FILL = 5.0, 0.22


class Landscape(VGroup):
    """`curve` over `ground`, and its `tangent` where the dolls stand; `far` is the camera's distance."""

    def __init__(self, theme: Theme, networks: Sequence[Network], far: float) -> None:
        super().__init__()
        frame = Frame.current()
        across, up = frame.width * far * _BEYOND, frame.height * far * _HEIGHT
        key = networks[0].first_weight
        at = float(networks[0].values[key])
        moves = np.linspace(-_REACH, _REACH, _SAMPLES)
        losses = np.array([_loss(networks, key, at + move) for move in moves])
        here = _loss(networks, key, at)
        low, high = min(here, float(losses.min())), max(here, float(losses.max()))
        rise = up / ((high - low) or 1.0)
        foot = MIDDLE[1] - 0.5 * WIDTH * frame.height / frame.width
        x = MIDDLE[0] + moves / _REACH * across / 2
        y = foot + (losses - here) * rise
        top = np.stack([x, y, 0 * x], axis=1)
        floor = foot - frame.height * far
        self.curve = VMobject(stroke_color=theme.loss, stroke_width=_STROKE * far, fill_opacity=0.0)
        self.curve.set_points_as_corners(top)
        self.ground = VMobject(stroke_width=0.0, fill_color=theme.loss, fill_opacity=_FILL)
        self.ground.set_points_as_corners(
            np.concatenate([top, [[x[-1], floor, 0.0], [x[0], floor, 0.0]], top[:1]])
        )
        steep = _slope(moves, losses) * rise * 2 * _REACH / across
        way = np.array([1.0, steep, 0.0]) / np.hypot(1.0, steep) * _TANGENT * across
        middle = np.array([MIDDLE[0], foot, 0.0])
        self.tangent = Line(middle - way, middle + way, stroke_color=theme.gradient)
        self.tangent.set_stroke(width=_STROKE * far)
        self.add(self.ground, self.curve, self.tangent)
        for part in self.get_family():
            for rule in ("margin", "close-up"):
                allow(part, rule, "the landscape goes on beyond the frame")


def _loss(networks: Sequence[Network], key: str, value: float) -> float:
    found = [float(network.changed({key: value}).values["L"]) for network in networks]
    return float(np.mean(found))


def _slope(moves: NDArray[np.float64], losses: NDArray[np.float64]) -> float:
    middle = len(moves) // 2
    run = float(moves[middle + 1] - moves[middle - 1])
    return float(losses[middle + 1] - losses[middle - 1]) / run
