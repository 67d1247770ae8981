"""SymPy expressions of real numbers: exactly where that is possible, in float64, or to many digits."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import add, mul

import mpmath
import numpy as np
import sympy
from numpy.typing import NDArray

from backprop_core.functions import ARRAYS, BY_KIND
from backprop_core.functions.precise import Real, mp, power
from backprop_core.number import Number

Floats = NDArray[np.float64]

DIGITS = 60
"""Digits in which single values are worked out: a float64 is left where close values are subtracted."""


class _RealSign(sympy.Function):  # type: ignore[misc]
    """The sign of what is known to be real, and its slope."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return sympy.S.Zero


class _RealSize(sympy.Function):  # type: ignore[misc]
    """The size of what is known to be real, and its slope."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return _RealSign(self.args[0])


def differentiated(expression: sympy.Expr, by: sympy.Symbol) -> sympy.Expr:
    """Differentiate a function of real numbers; a quotient's slope is put together.

    The slope of a corner such as that of |x| at 0 counts as having no bend.
    """
    real = expression.replace(sympy.Abs, _RealSize).replace(sympy.sign, _RealSign)
    slope = sympy.diff(real, by).replace(_RealSize, sympy.Abs).replace(_RealSign, sympy.sign)
    return _put_together(slope, by)


def _put_together(slope: sympy.Expr, by: sympy.Symbol) -> sympy.Expr:
    """Return a sum of fractions as one fraction in factors, if that is not longer."""
    if not slope.is_Add or not any(part.exp.is_negative and part.has(by) for part in slope.atoms(sympy.Pow)):
        return slope
    together = _signed_inside(sympy.factor(sympy.together(slope)))
    return together if sympy.count_ops(together) <= sympy.count_ops(slope) else slope


def _signed_inside(product: sympy.Expr) -> sympy.Expr:
    """Return -(a - b)/c as (b - a)/c."""
    factors = list(product.args)
    if not product.is_Mul or factors[0] != -1:
        return product
    for index, factor in enumerate(factors):
        if factor.is_Add and any(term.could_extract_minus_sign() for term in factor.args):
            return sympy.Mul(*factors[1:index], -factor, *factors[index + 1 :])
    return product


def compiled(symbols: sympy.Symbol | Sequence[sympy.Symbol], expression: sympy.Expr) -> Callable[..., object]:
    """Return a NumPy function of the symbols for an expression that the reader has made."""
    function: Callable[..., object] = sympy.lambdify(symbols, expression, [dict(ARRAYS), "numpy"])
    return function


def evaluate(expression: sympy.Expr, at: Mapping[sympy.Symbol, Number]) -> Number:
    """Evaluate exactly if every argument is rational and the result is; else right to the last digit.

    NaN where there is no finite real value.
    """
    found = deep(expression, at)
    if not math.isfinite(float(found)):
        return math.nan
    rational = {
        s: sympy.Rational(v.numerator, v.denominator) for s, v in at.items() if isinstance(v, Fraction)
    }
    if len(rational) == len(at):
        exact = expression.subs(rational)
        if exact.is_Rational:
            return Fraction(int(exact.p), int(exact.q))
    return float(found)


def deep(expression: sympy.Expr, at: Mapping[sympy.Symbol, Number | Real], digits: int = DIGITS) -> Real:
    """Evaluate to many digits, by the rules of real numbers; NaN where there is no finite real value."""
    with mp.workdps(digits):
        known: dict[sympy.Basic, Real] = {symbol: _precise(value) for symbol, value in at.items()}
        for node in sympy.postorder_traversal(expression):
            if node not in known:
                known[node] = _real_value(node, [known[part] for part in node.args])
        return known[expression]


def as_fraction(value: Real) -> Fraction:
    """Return a finite number of many digits as the fraction that it is."""
    top, bottom = mpmath.libmp.to_rational(value._mpf_)
    return Fraction(int(top), int(bottom))


def _precise(value: Number | Real) -> Real:
    return mp.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else mp.mpf(value)


_CONSTANTS: Mapping[sympy.Basic, Callable[[], Real]] = {
    sympy.pi: lambda: +mp.pi,
    sympy.E: lambda: +mp.e,
}


def _real_value(node: sympy.Basic, inside: Sequence[Real]) -> Real:
    if node.is_Rational:
        return mp.mpf(int(node.p)) / int(node.q)
    if node.is_Float:
        return mp.mpf(str(node))
    if node in _CONSTANTS:
        return _CONSTANTS[node]()
    if any(mp.isnan(value) for value in inside):
        return mp.nan
    if node.is_Add:
        return reduce(add, inside)
    if node.is_Mul:
        return reduce(mul, inside)
    if node.is_Pow:
        # A power that varies is one of positive numbers.
        found = power(*inside) if node.args[1].is_number or inside[0] > 0 else mp.nan
    elif node.func in BY_KIND:
        found = BY_KIND[node.func].precise(*inside)
    else:
        return mp.nan
    return found if mp.isfinite(found) else mp.nan


def over(fast: Callable[..., object], *grids: Floats) -> Floats:
    """Evaluate on arrays; a constant fills the shape, and what is not real becomes NaN."""
    with np.errstate(all="ignore"):
        result = np.asarray(fast(*grids))
    if np.iscomplexobj(result):
        result = np.where(np.abs(result.imag) > 0, np.nan, result.real)
    return np.broadcast_to(result.astype(np.float64), np.broadcast_shapes(*(g.shape for g in grids))).copy()
