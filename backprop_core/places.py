"""Where an expression is zero: roots on a range, exact where they are rational or parts of π."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
import sympy

from backprop_core.evaluation import DIGITS, as_fraction, compiled, deep, over
from backprop_core.functions import BY_KIND
from backprop_core.functions.precise import Real, mp
from backprop_core.number import Number

_GRID = 4001
_LARGE = 1e100
_BISECTIONS = 200
_LARGEST_DENOMINATOR, _PARTS_OF_PI = 1000, 24
_SAME = Fraction(1, 10**12)
_ZERO = mp.mpf("1e-40")
"""Below it a value of 60 digits counts as zero."""


@dataclass(frozen=True)
class Place:
    """A value of the variable, as exact as is known: a fraction, an expression such as π/2, or 60 digits."""

    exact: sympy.Expr

    @property
    def number(self) -> Number:
        """The place as a number."""
        if self.exact.is_Rational:
            return Fraction(int(self.exact.p), int(self.exact.q))
        return float(self.exact)

    def precise(self, digits: int) -> Real:
        """Return the place to so many digits."""
        with mp.workdps(digits):
            return mp.mpf(str(self.exact.evalf(digits + 5)))


def corners(expression: sympy.Expr) -> set[sympy.Expr]:
    """Return the expressions at whose zeros another may have a pole, a jump, a kink or its domain's end."""
    found: set[sympy.Expr] = set()
    for node in sympy.preorder_traversal(expression):
        if node.is_Pow:
            if not (node.exp.is_Integer and node.exp > 0):
                found.add(node.base)
        elif node.func in BY_KIND:
            found.update(BY_KIND[node.func].corners(*node.args))
    return {corner for corner in found if corner.free_symbols}


def zeros(expression: sympy.Expr, symbol: sympy.Symbol, low: Number, high: Number) -> tuple[Place, ...]:
    """Return where an expression is zero between two ends, left to right.

    Roots of polynomials with rational coefficients are all found. Those of other expressions are bracketed on
    a grid of 4001 places, and so are places where a value touches zero without a change of sign.
    """
    if expression.is_polynomial(symbol):
        polynomial = sympy.Poly(expression, symbol)
        if polynomial.domain.is_ZZ or polynomial.domain.is_QQ:
            roots = [] if polynomial.is_zero else polynomial.real_roots(multiple=False)
            return tuple(Place(root) for root, _ in roots if low <= sympy.Float(root.evalf(30), 30) <= high)
    found = {}
    for root in _bracketed(expression, symbol, float(low), float(high)):
        place = _recognised(expression, symbol, root)
        found[float(place.number)] = place
    return tuple(found[key] for key in sorted(found))


def _bracketed(expression: sympy.Expr, symbol: sympy.Symbol, low: float, high: float) -> Iterator[Real]:
    xs = np.linspace(low, high, _GRID)
    values = np.clip(over(compiled(symbol, expression), xs), -_LARGE, _LARGE)
    for x in xs[values == 0]:
        yield mp.mpf(float(x))
    for index, (a, b) in enumerate(pairwise(values)):
        if a * b < 0:
            yield _bisected(expression, symbol, float(xs[index]), float(xs[index + 1]))
    size = np.abs(values)
    for index in range(1, len(xs) - 1):
        before, here, after = size[index - 1 : index + 2]
        if 0 < here <= min(before, after) and values[index - 1] * values[index + 1] > 0:
            touching = _lowest(expression, symbol, float(xs[index - 1]), float(xs[index + 1]))
            if touching is not None:
                yield touching


def _bisected(expression: sympy.Expr, symbol: sympy.Symbol, left: float, right: float) -> Real:
    with mp.workdps(DIGITS):
        low, high = mp.mpf(left), mp.mpf(right)
        at_low = deep(expression, {symbol: low})
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            here = deep(expression, {symbol: middle})
            if here == 0:
                return middle
            low, high = (middle, high) if here * at_low > 0 else (low, middle)
        return (low + high) / 2


def _lowest(expression: sympy.Expr, symbol: sympy.Symbol, left: float, right: float) -> Real | None:
    """Return where the size of a value is least, if that is zero."""
    with mp.workdps(DIGITS):
        low, high = mp.mpf(left), mp.mpf(right)
        for _ in range(_BISECTIONS):
            first, second = low + (high - low) / 3, high - (high - low) / 3
            sizes = [abs(deep(expression, {symbol: x})) for x in (first, second)]
            low, high = (low, second) if sizes[0] <= sizes[1] else (first, high)
        middle = (low + high) / 2
        return middle if abs(deep(expression, {symbol: middle})) < _ZERO else None


def _recognised(expression: sympy.Expr, symbol: sympy.Symbol, root: Real) -> Place:
    """Return a root as a fraction or a part of π, if it is one."""
    near = as_fraction(root)
    with mp.workdps(DIGITS):
        turns = as_fraction(root / mp.pi)
    for candidate in (
        _rational(near.limit_denominator(_LARGEST_DENOMINATOR)),
        _rational(turns.limit_denominator(_PARTS_OF_PI)) * sympy.pi,
    ):
        place = Place(candidate)
        close = abs(as_fraction(place.precise(DIGITS)) - near) < _SAME
        if close and abs(deep(expression, {symbol: place.precise(DIGITS)})) < _ZERO:
            return place
    return Place(sympy.Float(mp.nstr(root, DIGITS), DIGITS))


def _rational(value: Fraction) -> sympy.Expr:
    return sympy.Rational(value.numerator, value.denominator)
