"""The digits of a slope over its place on the curve of slopes."""

from __future__ import annotations

from manim import LEFT, UP

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.quantity import Quantity
from scenes.chapters.sigmoid.gradient_walk import LIFTED, SLOPE
from scenes.stage.formulas.equation import number_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import TypesetLine, shown_number
from scenes.stage.plots.curve_stage import CurveStage
from scenes.stage.plots.free_spot import finds_spot, keeps_off

_CLEAR = 0.1
"""What the digits keep from the curve, in Manim units."""


def slope_name(stage: CurveStage, curve: ActivationCurve, slope: Quantity, place: float) -> TypesetLine:
    """Return a slope's digits, over its place or, where the curve rises through them, to the left of that."""
    name = number_line(stage.theme, slope, size=SLOPE)
    name.part(1).number = shown_number(slope, {curve.z.plain: place})
    name.next_to(stage.to_slope(place, max(0.0, float(slope.value))), UP, buff=LIFTED)
    beside = Region(
        float((name.get_left() + LEFT * name.width)[0]),
        float(name.get_right()[0]),
        float(name.get_bottom()[1]),
        float(name.get_top()[1]),
    )
    if not keeps_off(name, beside, [stage.slopes], enough=_CLEAR):
        finds_spot(name, beside, name.get_center(), [stage.slopes], enough=_CLEAR)
    return name
