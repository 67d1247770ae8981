"""What the lecture computes: its functions, points, steps and networks."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator

from backprop_core.curve import Curve, DomainError
from backprop_core.number import Number
from backprop_core.surface import Surface
from config.model import Refusal, Table
from config.numbers import between, expression_of, plain, refuse, whole

LARGEST_VALUE = 1_000_000
"""Size that a function's values and slopes may reach on their range."""

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
            _range(self, "low", "high")
            or _inside(self, "start", "low", "high")
            or _step_inside(self)
            or _drawable(self.expression, self.low, self.high)
        )


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
        return (
            _range(self, "x_low", "x_high")
            or _range(self, "y_low", "y_high")
            or _inside(self, "point_x", "x_low", "x_high")
            or _inside(self, "point_y", "y_low", "y_high")
            or self._drawable()
        )

    def _drawable(self) -> Refusal | None:
        keys = ("expression", "x_low", "x_high", "y_low", "y_high")
        surface = Surface.from_text(self.expression)
        ranges = ((self.x_low, self.x_high), (self.y_low, self.y_high))
        try:
            surface.check_range(*ranges)
        except DomainError as error:
            return Refusal(keys, f"give a function that is finite with its slopes on its ranges ({error})")
        return _sized(keys, *surface.range_of(*ranges))


class WorkedExampleSettings(Table):
    """y = outer(u) with u = inner(x), the x where the chain rule is worked out, and a step to check it."""

    outer: OfU
    inner: OfX
    at: Place
    step: Annotated[Fraction, between("-1", "1", nonzero=True)]

    def refusals(self) -> Refusal | None:
        """Refuse functions with no finite value or slope between the place and the place after the step."""
        inner, outer = Curve.from_text(self.inner), Curve.from_text(self.outer, "u")
        wrong = _finite("inner", inner, self.at, self.at + self.step)
        return wrong or _finite("outer", outer, inner.value(self.at), inner.value(self.at + self.step))


class NetworkSettings(Table):
    """The network of two weights: input, weights, biases, target, and the learning rate of its training."""

    x: Weight
    w1: Weight
    b1: Weight
    w2: Weight
    b2: Weight
    target: Weight
    learning_rate: Annotated[Fraction, between("0.000001", "1000")]


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
    worked_example: WorkedExampleSettings
    network: NetworkSettings
    check: CheckSettings
    wide: WideSettings


def _range(table: Table, low: str, high: str) -> Refusal | None:
    below, above = getattr(table, low), getattr(table, high)
    if above - below >= Fraction(1, 100):
        return None
    return Refusal((low, high), f"give {low} at least 0.01 below {high} ({plain(below)} and {plain(above)})")


def _inside(table: Table, place: str, low: str, high: str) -> Refusal | None:
    at, below, above = (getattr(table, key) for key in (place, low, high))
    if below <= at <= above:
        return None
    allowed = f"give {place} ({plain(at)}) from {low} to {high} ({plain(below)} to {plain(above)})"
    return Refusal((place, low, high), allowed)


def _step_inside(table: TangentSettings) -> Refusal | None:
    after = table.start + table.nudge
    if table.low <= after <= table.high:
        return None
    ends = f"{plain(table.low)} to {plain(table.high)}"
    return Refusal(
        ("nudge", "start", "low", "high"), f"give start + nudge ({plain(after)}) from low to high ({ends})"
    )


def _drawable(expression: str, low: Fraction, high: Fraction) -> Refusal | None:
    keys = ("expression", "low", "high")
    curve = Curve.from_text(expression)
    try:
        curve.check_range(low, high)
        least, most = curve.range_of(low, high)
    except DomainError as error:
        return Refusal(keys, f"give a function that is finite with its slope on its range ({error})")
    return _sized(keys, least, most)


def _sized(keys: tuple[str, ...], least: float, most: float) -> Refusal | None:
    if not math.isfinite(most - least) or max(abs(least), abs(most)) > LARGEST_VALUE:
        allowed = f"give a function whose values stay within ±{LARGEST_VALUE} ({least:.4g} to {most:.4g})"
        return Refusal(keys, allowed)
    if most - least < 1 / LARGEST_VALUE:
        return Refusal(keys, f"give a function that changes on its range ({least:.4g} to {most:.4g})")
    return None


def _finite(key: str, curve: Curve, start: Number, end: Number) -> Refusal | None:
    low, high = sorted((start, end))
    try:
        curve.check_range(low, high)
    except DomainError as error:
        return Refusal((key, "at", "step"), f"give a function that is finite with its slope there ({error})")
    ends = np.array([float(low), float(high)])
    most = max(np.abs(curve.values(ends)).max(), np.abs(curve.derivatives(ends)).max())
    if most > LARGEST_VALUE:
        return Refusal((key, "at"), f"give a function whose values and slopes stay within ±{LARGEST_VALUE}")
    return None
