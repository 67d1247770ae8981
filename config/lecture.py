"""What the lecture computes: its functions, points, steps and networks."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator

from config.circuit import CircuitSettings
from config.functions import (
    bend_refusal,
    composition_refusal,
    curve_refusal,
    nudges_refusal,
    outside,
    range_refusal,
    surface_refusal,
)
from config.model import Refusal, Table
from config.numbers import between, expression_of, plain, refuse, whole

LARGEST_PRE_ACTIVATION = 20
"""Beyond it float64 has too few digits left for the slope a (1 - a) of a sigmoid."""

MOST_LAYERS, MOST_NEURONS = 6, 6

Place = Annotated[Fraction, between("-1000", "1000")]
Weight = Annotated[Fraction, between("-100", "100")]
OfX = Annotated[str, expression_of("x")]
OfU = Annotated[str, expression_of("u")]
OfXAndY = Annotated[str, expression_of("x", "y")]


class TangentSettings(Table):
    """A curve f(x), the range it is drawn on, where the point starts, and the step that is compared."""

    expression: OfX
    low: Place
    high: Place
    start: Place
    nudge: Annotated[Fraction, between("-1000", "1000", nonzero=True)]

    def refusals(self) -> Refusal | None:
        """Refuse a range upside down, places outside it, a curve with no finite value or slope on it."""
        return (
            range_refusal("low", self.low, "high", self.high)
            or outside("start", self.start, self.low, self.high, ("low", "high"))
            or self._step_refusal()
            or curve_refusal(self.expression, "x", self.low, self.high, ("expression", "low", "high"))
            or bend_refusal(self.expression, "x", self.start, ("start", "expression"))
        )

    def _step_refusal(self) -> Refusal | None:
        keys, after = ("nudge", "start", "low", "high"), self.start + self.nudge
        if not self.low <= after <= self.high:
            ends = f"{plain(self.low)} to {plain(self.high)}"
            return Refusal(keys, f"give start + nudge ({plain(after)}) from low to high ({ends})")
        if abs(self.nudge) * 1000 < self.high - self.low:
            return Refusal(keys, "give at least a thousandth of the range, or the step cannot be seen")
        return None


class SurfaceSettings(Table):
    """A surface f(x, y), the ranges it is drawn on, and the point that walks over it."""

    expression: OfXAndY
    x_low: Place
    x_high: Place
    y_low: Place
    y_high: Place
    point_x: Place
    point_y: Place

    def refusals(self) -> Refusal | None:
        """Refuse ranges upside down, a point outside, a surface with no finite value or slope on them."""
        x_keys, y_keys = ("x_low", "x_high"), ("y_low", "y_high")
        x_range, y_range = (self.x_low, self.x_high), (self.y_low, self.y_high)
        return (
            range_refusal("x_low", self.x_low, "x_high", self.x_high)
            or range_refusal("y_low", self.y_low, "y_high", self.y_high)
            or outside("point_x", self.point_x, *x_range, x_keys)
            or outside("point_y", self.point_y, *y_range, y_keys)
            or surface_refusal(self.expression, x_range, y_range, ("expression", *x_keys, *y_keys))
        )


class ChainRuleSettings(Table):
    """y = outer(u) with u = inner(x), the x that is nudged, and by how much."""

    outer: OfU
    inner: OfX
    at: Place
    nudge: Annotated[Fraction, between("-10", "10", nonzero=True)]

    def refusals(self) -> Refusal | None:
        """Refuse functions not finite within the nudge, and nudges too unlike to be drawn together."""
        given, keys = (self.outer, self.inner, self.at), ("outer", "inner", "at", "nudge")
        return composition_refusal(*given, abs(self.nudge), keys) or nudges_refusal(*given, self.nudge, keys)


_SHORTEST_STEP = Decimal("0.0001")
"""Of a shorter one nothing could be drawn, and its numbers differ in digits that have no room."""


class WorkedExampleSettings(Table):
    """y = outer(u) with u = inner(x), the x where the chain rule is worked out, and a step to check it."""

    outer: OfU
    inner: OfX
    at: Place
    step: Annotated[Fraction, between("-1", "1", nonzero=True)]

    def refusals(self) -> Refusal | None:
        """Refuse a step too short to be seen, and functions that are not finite that far to each side."""
        keys = ("outer", "inner", "at", "step")
        if abs(self.step) < _SHORTEST_STEP:
            return Refusal(("step",), f"give at least {_SHORTEST_STEP} or at most -{_SHORTEST_STEP}")
        return composition_refusal(self.outer, self.inner, self.at, abs(self.step), keys)


class NetworkSettings(Table):
    """The network of two weights: input, weights, biases, target, and the learning rate of its training."""

    x: Weight
    w1: Weight
    b1: Weight
    w2: Weight
    b2: Weight
    target: Weight
    learning_rate: Annotated[Fraction, between("0.000001", "1000")]

    def refusals(self) -> Refusal | None:
        """Refuse weights that drive a sigmoid so far that its slope loses the digits that are shown."""
        z1 = float(self.w1 * self.x + self.b1)
        if abs(z1) > LARGEST_PRE_ACTIVATION:
            return _saturated(("w1", "x", "b1"), "z1 = w1 * x + b1", z1)
        z2 = float(self.w2) / (1 + math.exp(-z1)) + float(self.b2)
        if abs(z2) > LARGEST_PRE_ACTIVATION:
            return _saturated(("w2", "b2", "w1", "x", "b1"), "z2 = w2 * a1 + b2", z2)
        return None


class CheckSettings(Table):
    """The step of the central difference that checks a gradient."""

    step: Annotated[Fraction, between("0.00000001", "0.1")]


def _widths(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= MOST_LAYERS:
        raise refuse(f"give a list of 2 to {MOST_LAYERS} widths, such as [2, 3, 2]")
    if any(type(width) is not int or not 1 <= width <= MOST_NEURONS for width in value):
        raise refuse(f"give widths that are whole numbers from 1 to {MOST_NEURONS}")
    return tuple(value)


class WideSettings(Table):
    """The network of the Jacobians: neurons a layer, and the seed that its weights are drawn with."""

    widths: Annotated[tuple[int, ...], BeforeValidator(_widths)]
    seed: Annotated[int, whole(0, 1_000_000_000)]


class Lecture(Table):
    """All that the lecture computes."""

    tangent: TangentSettings
    surface: SurfaceSettings
    chain_rule: ChainRuleSettings
    worked_example: WorkedExampleSettings
    circuit: CircuitSettings
    network: NetworkSettings
    check: CheckSettings
    wide: WideSettings


def _saturated(keys: tuple[str, ...], name: str, value: float) -> Refusal:
    limit = LARGEST_PRE_ACTIVATION
    return Refusal(keys, f"{name} is {value:.6g}, give numbers that keep it from -{limit} to {limit}")
