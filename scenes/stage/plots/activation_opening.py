"""An activation's stage inside a network's box: what one chapter ends with and the next one begins with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import FullScreenRectangle, VGroup
from manim.typing import Point3D

from backprop_core.network import Network
from backprop_core.network.standing import Standing
from config import Theme
from scenes.stage.frame import Frame
from scenes.stage.measure import allow
from scenes.stage.plots.curve_stage import CurveStage

SCALE, HEIGHT, FILL = 0.8, 0.36, 0.08
"""Scale of the view of a curve, and how high its middle is; how much of its colour a box has."""


def stage_of(theme: Theme, net: Network, standing: Standing) -> CurveStage:
    """Return the stage of an activation on which a network's neurons can be seen."""
    places: Sequence[float] = [float(net.values[neuron.sum]) for neuron in standing.neurons]
    return CurveStage(theme, standing.curve, places)


class Opening(VGroup):
    """The `base` of a stage, round a middle, and the `shade` of its box; the view is as wide as `seen`."""

    def __init__(self, stage: CurveStage, middle: Point3D | None = None) -> None:
        super().__init__()
        self.shade = FullScreenRectangle(
            stroke_width=0.0, fill_color=stage.theme.activation, fill_opacity=FILL
        )
        self.shade.move_to((0.0, HEIGHT, 0.0))
        for rule in ("close-up", "margin"):
            allow(self.shade, rule, "it is the inside of the box that the camera stands in")
        self.base = list(stage.base)
        self.add(*self.base)
        self.seen = Frame.current().width * SCALE
        if middle is not None:
            self.shift(np.array(middle) - np.array([0.0, HEIGHT, 0.0]))
