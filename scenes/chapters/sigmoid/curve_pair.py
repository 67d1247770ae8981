"""Two activations side by side, small: before each is looked at by itself."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, VGroup, VMobject

from scenes.stage.lettering.typesetting import math
from scenes.stage.plots.curve_stage import LOW, CurveStage
from scenes.stage.plots.cut import Cuttable

_SPAN = -9.2, 9.2
"""What is seen of a curve, on its stage."""

_SMALL, _APART, _LOWEST, _NAME, _UNDER = 0.3, 2.85, -0.8, 0.5, 0.3
"""Scale; how far from the middle each stands, and how high its lowest value; size of type, how far under."""


class CurvePair:
    """`parts` are axes, levels and names of both, `curves` what is drawn on them."""

    def __init__(self, *stages: CurveStage) -> None:
        self.parts: list[VMobject] = []
        self.curves: list[VMobject] = []
        for stage, side in zip(stages, (LEFT, RIGHT), strict=True):
            whole = VGroup(stage.zero.copy(), stage.levels.copy(), stage.curve.copy())
            Cuttable(whole, _SPAN).cut(_SPAN)
            whole.scale(_SMALL, about_point=(0.0, LOW, 0.0)).shift(side * _APART + DOWN * (LOW - _LOWEST))
            symbol = stage.activation.value_symbol
            name = math([symbol.typst], stage.theme.activation, size=_NAME, display=False)
            name.move_to(side * _APART + DOWN * (_UNDER - _LOWEST + float(name.height)))
            zero, levels, curve = whole
            self.parts += [zero, *([levels] if len(levels) else []), name]
            self.curves.append(curve)
