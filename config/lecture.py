"""What the lecture computes: its functions, points, steps and networks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator

from config.circuit import CircuitSettings
from config.curves import curve_refusal, outside, range_refusal, start_refusal
from config.functions import composition_refusal, corner_refusal, nudges_refusal, surface_refusal
from config.model import Refusal, Table
from config.network import MOST_LAYERS, MOST_NEURONS, NetworkSettings
from config.numbers import between, expression_of, plain, refuse, whole

Place = Annotated[Fraction, between("-1000", "1000")]
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
        """Refuse a range upside down, places off it, a curve that cannot be drawn, a start without slope."""
        return (
            range_refusal("low", self.low, "high", self.high)
            or outside("start", self.start, self.low, self.high, ("low", "high"))
            or self._step_refusal()
            or curve_refusal(self.expression, "x", self.low, self.high, ("expression", "low", "high"))
            or start_refusal(
                self.expression,
                self.start,
                self.nudge,
                (self.low, self.high),
                ("start", "nudge", "expression"),
            )
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
            or corner_refusal(
                self.expression,
                (self.point_x, self.point_y),
                x_range,
                y_range,
                ("point_x", "point_y", "expression"),
            )
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


class CheckSettings(Table):
    """The step of the central difference that checks a gradient."""

    step: Annotated[Fraction, between("0.00000001", "0.1")]


def _widths(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= MOST_LAYERS + 1:
        raise refuse(f"give a list of 2 to {MOST_LAYERS + 1} widths, such as [2, 3, 2]")
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
