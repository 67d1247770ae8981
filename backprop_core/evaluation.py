"""SymPy expressions at numbers: exactly where arguments and result are rational, else in float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np
import sympy
from numpy.typing import NDArray

from backprop_core.number import Number

Floats = NDArray[np.float64]


def differentiated(expression: sympy.Expr, by: sympy.Symbol) -> sympy.Expr:
    """Differentiate; the slope of a corner such as that of |x| at 0 counts as having no bend."""
    return sympy.diff(expression, by).replace(sympy.DiracDelta, lambda *_: sympy.S.Zero)


def compiled(symbols: sympy.Symbol | Sequence[sympy.Symbol], expression: sympy.Expr) -> Callable[..., object]:
    """Return a NumPy function of the symbols for an expression that the reader has made."""
    function: Callable[..., object] = sympy.lambdify(symbols, expression, "numpy")
    return function


def evaluate(
    expression: sympy.Expr, fast: Callable[..., object], at: Mapping[sympy.Symbol, Number]
) -> Number:
    """Evaluate exactly if every argument is rational and the result is; else in float64."""
    rational = {
        s: sympy.Rational(v.numerator, v.denominator) for s, v in at.items() if isinstance(v, Fraction)
    }
    if len(rational) == len(at):
        exact = expression.subs(rational)
        if exact.is_Rational:
            return Fraction(int(exact.p), int(exact.q))
    return float(over(fast, *(np.asarray(float(value)) for value in at.values())))


def over(fast: Callable[..., object], *grids: Floats) -> Floats:
    """Evaluate on arrays; a constant fills the shape, and what is not real becomes NaN."""
    with np.errstate(all="ignore"):
        result = np.asarray(fast(*grids))
    if np.iscomplexobj(result):
        result = np.where(np.abs(result.imag) > 0, np.nan, result.real)
    return np.broadcast_to(result.astype(np.float64), np.broadcast_shapes(*(g.shape for g in grids))).copy()
