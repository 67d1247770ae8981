"""A curve: a function of one variable with its slopes, tangents, secants and flat points."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
import sympy

from backprop_core.evaluation import Floats, as_fraction, compiled, deep, differentiated, evaluate, over
from backprop_core.functions.precise import mp
from backprop_core.number import Number
from backprop_core.reader import read_function
from backprop_core.shape import Shape, shape_of

GRID = 2001
BESIDE_POLE = 1 / 12
"""The share of a range beside a pole that does not stretch the picture."""
_ROOT_STEPS = 200
_NOTHING = Fraction(1, 10**40)
"""Share of a change below which what is left of it is zero."""

FlatKind = Literal["minimum", "maximum", "inflection"]


@dataclass(frozen=True)
class Tangent:
    """The straight line `slope * x + intercept` that touches the curve over `x`."""

    x: Number
    slope: Number
    intercept: Number

    def at(self, x: Number) -> Number:
        """Return the line's height over another x."""
        return self.slope * x + self.intercept


@dataclass(frozen=True)
class FlatPoint:
    """An x where the slope is zero, and what the curve does there."""

    x: Number
    kind: FlatKind


@dataclass(frozen=True)
class Nudge:
    """A step dx: the change that the slope predicts, the true one, their gap, and f''(x) dx² / 2."""

    dx: Number
    predicted: Number
    true_change: Number
    gap: Number
    second_order: Number


@dataclass(frozen=True)
class Curve:
    """A function of one real variable, as a SymPy expression.

    It has no value where one of `parts` has none, which were cancelled out of the expression.
    """

    expression: sympy.Expr
    variable: str = "x"
    parts: tuple[sympy.Expr, ...] = ()

    @classmethod
    def from_text(cls, text: str, variable: str = "x") -> Curve:
        """Read the function from text. Raises `ExpressionError`."""
        expression, parts = read_function(text, [variable])
        return cls(expression, variable, parts)

    @cached_property
    def symbol(self) -> sympy.Symbol:
        """The variable as a SymPy symbol."""
        return sympy.Symbol(self.variable, real=True)

    @cached_property
    def derivative_expression(self) -> sympy.Expr:
        """f' as an expression."""
        return differentiated(self.expression, self.symbol)

    @cached_property
    def second_derivative_expression(self) -> sympy.Expr:
        """f'' as an expression."""
        return differentiated(self.derivative_expression, self.symbol)

    def value(self, x: Number) -> Number:
        """Return f(x): rational where x and the function allow it, else float64."""
        return self._where_defined(self.expression, x)

    def derivative(self, x: Number) -> Number:
        """Return f'(x)."""
        return self._where_defined(self.derivative_expression, x)

    def second_derivative(self, x: Number) -> Number:
        """Return f''(x)."""
        return evaluate(self.second_derivative_expression, {self.symbol: x})

    def values(self, xs: Floats) -> Floats:
        """Return f at many places, shape as `xs`."""
        return self._over_defined(self._value, xs)

    def derivatives(self, xs: Floats) -> Floats:
        """Return f' at many places, shape as `xs`."""
        return self._over_defined(self._slope, xs)

    def tangent(self, x: Number) -> Tangent:
        """Return the line that touches the curve over x."""
        slope = self.derivative(x)
        return Tangent(x, slope, self.value(x) - slope * x)

    def secant(self, x: Number, h: Number) -> Number:
        """Return the slope of the line through the points over x and x + h. `h` must not be zero."""
        return (self.value(x + h) - self.value(x)) / h

    def nudge(self, x: Number, dx: Number) -> Nudge:
        """Return what a step dx from x does, predicted and true."""
        predicted, true_change = self.derivative(x) * dx, self.change(x, dx)
        gap: Number = true_change - predicted
        if isinstance(gap, float):
            slope = self._deep(self.derivative_expression, Fraction(x))
            deep = self._deep_change(x, dx) - slope * Fraction(dx)
            gap = float(deep) if abs(deep) > _NOTHING * abs(slope * Fraction(dx)) else 0.0
        return Nudge(dx, predicted, true_change, gap, self.second_derivative(x) * dx * dx / 2)

    def change(self, x: Number, dx: Number) -> Number:
        """Return f(x + dx) - f(x): exact where both values are, else right to the last digit of a float64."""
        before, after = self.value(x), self.value(x + dx)
        if isinstance(before, Fraction) and isinstance(after, Fraction):
            return after - before
        return float(self._deep_change(x, dx))

    def _deep_change(self, x: Number, dx: Number) -> Fraction:
        place = Fraction(x)
        return self._deep(self.expression, place + Fraction(dx)) - self._deep(self.expression, place)

    def _deep(self, expression: sympy.Expr, x: Fraction) -> Fraction:
        """Evaluate with digits enough to subtract two values that are almost equal."""
        return as_fraction(deep(expression, {self.symbol: x}))

    def shape(self, low: Number, high: Number) -> Shape:
        """Return where the curve is defined between two ends, and where it is not smooth.

        Raises `DomainError` for a curve that cannot be drawn there.
        """
        return shape_of(self.expression, self.parts, self.symbol, low, high)

    def flat_points(self, low: Number, high: Number) -> tuple[FlatPoint, ...]:
        """Return where the slope is zero between two ends, left to right; not where there is none.

        Roots of a polynomial slope are isolated by SymPy, and come exact where rational; those of any
        other slope are bracketed on a grid of 2001 places and bisected. A stretch that is flat throughout
        gives no point.
        """
        known_roots = self._polynomial_roots()
        step = (float(high) - float(low)) / (GRID - 1)
        if known_roots is not None:
            return tuple(FlatPoint(x, self._kind(float(x), step)) for x in known_roots if low <= x <= high)
        roots: set[float] = set()
        xs = np.linspace(float(low), float(high), GRID)
        slopes = self.derivatives(xs)
        broken = np.array([float(special.x) for special in self.shape(low, high).specials])
        for left, right, a, b in zip(xs, xs[1:], slopes, slopes[1:], strict=False):
            if ((broken >= left - step) & (broken <= right + step)).any():
                continue
            if a * b < 0:
                roots.add(self._rounded(self._bisected(float(left), float(right))))
            elif b == 0 and a != 0:
                roots.add(float(right))
            elif a == 0 and b != 0:
                roots.add(float(left))
        return tuple(FlatPoint(x, self._kind(x, step)) for x in sorted(roots))

    def range_of(self, low: Number, high: Number) -> tuple[float, float]:
        """Return the least and the greatest value between two ends; beside a pole, of what is shown there."""
        shape = self.shape(low, high)
        xs = np.linspace(float(low), float(high), GRID)
        beside = (float(high) - float(low)) * BESIDE_POLE
        for pole in shape.of("pole"):
            xs = xs[np.abs(xs - float(pole.x)) >= beside]
        flat = np.array([float(point.x) for point in self.flat_points(low, high)])
        values = self.values(np.concatenate([xs, flat]))
        limits = [limit.value for s in shape.specials for limit in (s.left, s.right)]
        known = np.concatenate([values, np.array([float(limit) for limit in limits])])
        known = known[np.isfinite(known)]
        return float(known.min()), float(known.max())

    def _where_defined(self, expression: sympy.Expr, x: Number) -> Number:
        at = {self.symbol: x}
        if any(mp.isnan(deep(part, at)) for part in self.parts):
            return math.nan
        return evaluate(expression, at)

    def _over_defined(self, fast: Callable[..., object], xs: Floats) -> Floats:
        found = over(fast, xs)
        for part in self._parts:
            found = np.where(np.isfinite(over(part, xs)), found, np.nan)
        return found

    @cached_property
    def _parts(self) -> tuple[Callable[..., object], ...]:
        return tuple(compiled(self.symbol, part) for part in self.parts)

    @cached_property
    def _value(self) -> Callable[..., object]:
        return compiled(self.symbol, self.expression)

    @cached_property
    def _slope(self) -> Callable[..., object]:
        return compiled(self.symbol, self.derivative_expression)

    @cached_property
    def _bend(self) -> Callable[..., object]:
        return compiled(self.symbol, self.second_derivative_expression)

    def _polynomial_roots(self) -> list[Number] | None:
        """Return the real roots of a slope that is a polynomial with rational coefficients, else None."""
        slope = self.derivative_expression
        if not slope.is_polynomial(self.symbol):
            return None
        polynomial = sympy.Poly(slope, self.symbol)
        if polynomial.is_zero:
            return []
        if not polynomial.domain.is_ZZ and not polynomial.domain.is_QQ:
            return None
        found = polynomial.real_roots(multiple=False)
        return [
            Fraction(int(root.p), int(root.q)) if root.is_Rational else float(root.evalf(20))
            for root, _ in found
        ]

    def _rounded(self, root: float) -> float:
        """Return the root to 12 decimals if the slope is no further from zero there."""
        short = round(root, 12) + 0.0
        at_root, at_short = np.abs(self.derivatives(np.array([root, short])))
        return short if at_short <= at_root else root

    def _bisected(self, left: float, right: float) -> float:
        at_left = float(self.derivatives(np.array([left]))[0])
        for _ in range(_ROOT_STEPS):
            middle = (left + right) / 2
            if middle in (left, right):
                break
            here = float(self.derivatives(np.array([middle]))[0])
            left, right = (middle, right) if here * at_left > 0 else (left, middle)
        return (left + right) / 2

    def _kind(self, x: float, step: float) -> FlatKind:
        before, after = self.derivatives(np.array([x - step / 2, x + step / 2]))
        if before < 0 < after:
            return "minimum"
        return "maximum" if before > 0 > after else "inflection"
