"""Checks of a derivative against something that knows no calculus."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from backprop_core.number import Number

_EPSILON = 2.0**-52


@dataclass(frozen=True)
class CentralDifference:
    """An estimate of a derivative and a bound on its error, in the same units."""

    estimate: Number
    error: float


def central_difference(function: Callable[[Number], Number], x: Number, h: Number) -> CentralDifference:
    """Estimate f'(x) as (f(x + h) - f(x - h)) / 2h.

    The stated error adds the truncation, taken from the estimate at twice the step (the difference of
    both is three times the h² term), and the rounding of the two values in float64. It is an estimate
    of the bound, safe by a factor of two where the third derivative varies little over 4h. Source: any
    numerical analysis text, Richardson extrapolation. Raises `ValueError` for h = 0.
    """
    if h == 0:
        raise ValueError("the step of a central difference must not be zero")
    ahead, behind = function(x + h), function(x - h)
    estimate = (ahead - behind) / (2 * h)
    wider = (function(x + 2 * h) - function(x - 2 * h)) / (4 * h)
    truncation = 2 * abs(float(wider - estimate)) / 3
    size = max(abs(float(ahead)), abs(float(behind)), 1e-300)
    rounding = 8 * _EPSILON * (size + abs(float(x) * float(estimate))) / abs(float(h))
    return CentralDifference(estimate, truncation + rounding)


def agreeing_digits(first: Number, second: Number, most: int = 15) -> int:
    """Count the significant digits to which two numbers agree, `most` at the most."""
    difference, size = abs(float(first) - float(second)), max(abs(float(first)), abs(float(second)))
    if difference == 0:
        return most
    return max(0, min(most, math.floor(-math.log10(2 * difference / size))))
