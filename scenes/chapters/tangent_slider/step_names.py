"""The names of what a step does: what the slope predicts, and what the curve really does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, Mobject, VGroup

from backprop_core.quantity import Piece, Symbol
from scenes.chapters.tangent_slider.nudge_view import PREDICTED, TRUE_CHANGE, NudgeView
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.plots.free_spot import free_spot

SIZE, _SHARES = 0.42, (1.0, 0.85, 0.7)


class StepNames(VGroup):
    """`predicted` beside the prediction, within the triangle if it fits; `change` beside the bracket."""

    def __init__(self, steps: NudgeView, region: Region, drawn: Sequence[Mobject]) -> None:
        super().__init__()
        self.steps = steps
        side = RIGHT * np.sign(float(steps.tracker.get_value()))
        lines = [*drawn, *steps]
        self.predicted = self._name(PREDICTED)
        inward = steps.predicted.get_center() - side * (0.2 + self.predicted.width / 2)
        free_spot(self.predicted, region, inward, lines, enough=0.1, shrink=_SHARES)
        self.change = self._name(TRUE_CHANGE)
        outward = steps.true.get_center() + side * (0.25 + self.change.width / 2)
        texts = [self.predicted]
        free_spot(self.change, region, outward, lines, enough=0.1, texts=texts, shrink=_SHARES)
        self.add(self.predicted, self.change)

    def _name(self, symbol: Symbol) -> TypesetLine:
        theme = self.steps.view.theme
        color = theme.gradient if symbol is PREDICTED else theme.ink
        return math([Piece(symbol.typst, "symbol")], color, size=SIZE, display=False)
