"""What an expression comes to as its variable nears a place from one side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import sympy

from backprop_core.evaluation import as_fraction, deep
from backprop_core.functions.precise import Real, mp
from backprop_core.number import Number
from backprop_core.places import Place

_DIGITS = 120
_NEARNESS = range(8, 33, 2)
"""Powers of ten of the distances at which the expression is worked out."""
_SETTLED, _NOTHING, _KNOWN = mp.mpf("1e-7"), mp.mpf("1e-30"), Fraction(1, 10**20)
_LARGEST_DENOMINATOR = 1000
_ROOMY = 1e-6
"""Room beside a place that needs no smaller distances."""
_FAST = mp.mpf("0.6")
"""What steps of powers shrink by from one distance to the next; those of logarithms shrink more slowly."""

Kind = Literal["finite", "infinite", "none", "unsettled"]


@dataclass(frozen=True)
class Limit:
    """A one-sided limit: finite, infinite with a sign, none for want of values, or it swings on."""

    kind: Kind
    value: Number = math.nan

    def same(self, other: Limit) -> bool:
        """Tell whether both are finite and equal."""
        return self.kind == other.kind == "finite" and close(self.value, other.value)


NO_VALUES = Limit("none")


def close(first: Number, second: Number) -> bool:
    """Tell whether two values are the same as far as limits can be told."""
    return math.isclose(float(first), float(second), rel_tol=1e-9, abs_tol=1e-12)


def one_sided(expression: sympy.Expr, symbol: sympy.Symbol, place: Place, side: int, reach: float) -> Limit:
    """Return the limit at a place from the left (side -1) or the right (1), from within `reach` of it."""
    with mp.workdps(_DIGITS):
        at, scale = place.precise(_DIGITS), mp.mpf(1.0 if reach > _ROOMY else reach)
        values = [
            deep(expression, {symbol: at + side * scale * mp.mpf(10) ** -power}, _DIGITS)
            for power in _NEARNESS
        ]
        missing = [bool(mp.isnan(value)) for value in values]
        if any(missing):
            return NO_VALUES if all(missing) else Limit("unsettled")
        return _of_sequence(values)


def _of_sequence(values: list[Real]) -> Limit:
    last = values[-1]
    steps = [after - before for before, after in pairwise(values)]
    if all(abs(step) <= _SETTLED * (1 + abs(last)) for step in steps):
        return Limit("finite", _tidied(last))
    if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        shrinking = all(abs(after) <= abs(before) / 2 for before, after in pairwise(steps))
        return Limit("finite", _tidied(last)) if shrinking else Limit("unsettled")
    shrink = steps[-1] / steps[-2]
    if shrink < _FAST:
        return Limit("finite", _tidied(last + steps[-1] * shrink / (1 - shrink)))
    first, second, third = (values[_NEARNESS.index(power)] for power in (8, 16, 32))
    shrink = (third - second) / (second - first)
    if shrink >= mp.mpf("0.999"):
        return Limit("infinite", math.copysign(math.inf, last))
    return Limit("finite", _tidied(last + (third - second) * shrink / (1 - shrink)))


def _tidied(value: Real) -> Number:
    """Return a fraction where a value is one to twenty digits, else a float64."""
    if abs(value) < _NOTHING:
        return Fraction(0)
    true = as_fraction(value)
    short = true.limit_denominator(_LARGEST_DENOMINATOR)
    return short if abs(true - short) < _KNOWN * (1 + abs(true)) else float(value)
