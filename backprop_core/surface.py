"""A surface: a function of two variables with both partial derivatives and its cross-sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import sympy

from backprop_core.curve import Curve
from backprop_core.domain import doubtful_point
from backprop_core.evaluation import Floats, compiled, differentiated, evaluate, over
from backprop_core.number import Number
from backprop_core.reader import read_expression
from backprop_core.shape import DomainError

GRID = 201


@dataclass(frozen=True)
class Surface:
    """A function of two real variables, as a SymPy expression."""

    expression: sympy.Expr
    variables: tuple[str, str] = ("x", "y")

    @classmethod
    def from_text(cls, text: str, variables: tuple[str, str] = ("x", "y")) -> Surface:
        """Read the function from text. Raises `ExpressionError`."""
        return cls(read_expression(text, variables), variables)

    @cached_property
    def symbols(self) -> tuple[sympy.Symbol, sympy.Symbol]:
        """Both variables as SymPy symbols."""
        first, second = self.variables
        return sympy.Symbol(first, real=True), sympy.Symbol(second, real=True)

    @cached_property
    def partial_x_expression(self) -> sympy.Expr:
        """∂f/∂x as an expression."""
        return differentiated(self.expression, self.symbols[0])

    @cached_property
    def partial_y_expression(self) -> sympy.Expr:
        """∂f/∂y as an expression."""
        return differentiated(self.expression, self.symbols[1])

    def value(self, x: Number, y: Number) -> Number:
        """Return f(x, y), rational where that is possible."""
        return evaluate(self.expression, self._at(x, y))

    def partial_x(self, x: Number, y: Number) -> Number:
        """Return ∂f/∂x at a point."""
        return evaluate(self.partial_x_expression, self._at(x, y))

    def partial_y(self, x: Number, y: Number) -> Number:
        """Return ∂f/∂y at a point."""
        return evaluate(self.partial_y_expression, self._at(x, y))

    def cross_section_x(self, y: Number) -> Curve:
        """Return the curve along the first variable, with the second frozen."""
        return Curve(self.expression.subs(self.symbols[1], _symbolic(y)), self.variables[0])

    def cross_section_y(self, x: Number) -> Curve:
        """Return the curve along the second variable, with the first frozen."""
        return Curve(self.expression.subs(self.symbols[0], _symbolic(x)), self.variables[1])

    def values(self, xs: Floats, ys: Floats) -> Floats:
        """Return f at many points; `xs` and `ys` have shapes that broadcast together."""
        return over(self._value, xs, ys)

    def partials_x(self, xs: Floats, ys: Floats) -> Floats:
        """Return ∂f/∂x at many points."""
        return over(self._partial_x, xs, ys)

    def partials_y(self, xs: Floats, ys: Floats) -> Floats:
        """Return ∂f/∂y at many points."""
        return over(self._partial_y, xs, ys)

    def grid(self, xs: Floats, ys: Floats) -> Floats:
        """Return f on a grid, shape (len(ys), len(xs))."""
        return self.values(xs[None, :], ys[:, None])

    def range_of(self, x_range: tuple[Number, Number], y_range: tuple[Number, Number]) -> tuple[float, float]:
        """Return the least and the greatest value on a grid of 201 by 201 points."""
        values = self.grid(*_axes(x_range, y_range))
        return float(values.min()), float(values.max())

    def check_range(self, x_range: tuple[Number, Number], y_range: tuple[Number, Number]) -> None:
        """Raise `DomainError`, naming a point, if f or a partial has no finite real value on the ranges."""
        xs, ys = _axes(x_range, y_range)
        first, second = self.variables
        ends = {
            symbol: (float(low), float(high))
            for symbol, (low, high) in zip(self.symbols, (x_range, y_range), strict=True)
        }
        for name, fast, expression in (
            ("f", self._value, self.expression),
            (f"∂f/∂{first}", self._partial_x, self.partial_x_expression),
            (f"∂f/∂{second}", self._partial_y, self.partial_y_expression),
        ):
            bad = np.argwhere(~np.isfinite(over(fast, xs[None, :], ys[:, None])))
            if len(bad):
                row, column = bad[0]
                raise DomainError(
                    f"{name} has no finite value at {first} = {xs[column]:.4g}, {second} = {ys[row]:.4g}"
                )
            place = doubtful_point(expression, ends)
            if place is not None:
                where = ", ".join(f"{symbol} = {place[symbol]:.4g}" for symbol in self.symbols)
                raise DomainError(f"{name} has no finite value near {where}")

    @cached_property
    def _value(self) -> Callable[..., object]:
        return compiled(self.symbols, self.expression)

    @cached_property
    def _partial_x(self) -> Callable[..., object]:
        return compiled(self.symbols, self.partial_x_expression)

    @cached_property
    def _partial_y(self) -> Callable[..., object]:
        return compiled(self.symbols, self.partial_y_expression)

    def _at(self, x: Number, y: Number) -> dict[sympy.Symbol, Number]:
        return {self.symbols[0]: x, self.symbols[1]: y}


def _symbolic(value: Number) -> sympy.Expr:
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    return sympy.Float(value)


def _axes(x_range: tuple[Number, Number], y_range: tuple[Number, Number]) -> tuple[Floats, Floats]:
    ends = [(float(low), float(high)) for low, high in (x_range, y_range)]
    return np.linspace(*ends[0], GRID), np.linspace(*ends[1], GRID)
