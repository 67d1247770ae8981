"""Gradient descent on a curve: a learning rate that is too large for it, and one that suits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from backprop_core.curve import Curve
from backprop_core.number import Number


@dataclass(frozen=True)
class Descent:
    """A learning rate and the places `xs` that its steps lead to, the start first."""

    rate: Fraction
    xs: tuple[Number, ...]


def descend(curve: Curve, x: Number, rate: Number, low: Number, high: Number, steps: int) -> list[Number]:
    """Return x and the places of up to `steps` steps x ← x - η f'(x); the last is the last on the range."""
    xs = [x]
    for _ in range(steps):
        x = x - rate * curve.derivative(x)
        if not low <= x <= high:
            break
        xs.append(x)
    return xs


def overshoot(curve: Curve, start: Number, low: Number, high: Number, steps: int) -> Descent | None:
    """Find the smallest learning rate of two digits at which a step climbs instead of falling.

    The step must end on the range. Where no rate does that from `start`, places spread evenly over the
    range are tried in turn; None where the curve has none, as a curve that only rises.
    """
    spread = [low + (high - low) * Fraction(k, 10) for k in range(1, 10)]
    for x in (start, *spread):
        slope = curve.derivative(x)
        if slope == 0:
            continue
        before = curve.value(x)
        for rate in _rates():
            after = x - rate * slope
            if not low <= after <= high:
                break
            if curve.value(after) > before:
                return Descent(rate, tuple(descend(curve, x, rate, low, high, steps)))
    return None


def gentle(curve: Curve, found: Descent, low: Number, high: Number, steps: int) -> Descent | None:
    """Return the descent from the same start at a rate that suits the curve.

    That is the largest of 1, 2 and 5 times a power of ten that is at most a quarter of the rate that is too
    large. None where a step climbs even so, leaves the range, or is longer than the step before it.
    """
    rates = (Fraction(digit) * Fraction(10) ** power for power in range(1, -5, -1) for digit in (5, 2, 1))
    rate = next(rate for rate in rates if rate <= found.rate / 4)
    xs = descend(curve, found.xs[0], rate, low, high, steps)
    lengths = [abs(float(b) - float(a)) for a, b in pairwise(xs)]
    shrinks = all(a >= b for a, b in pairwise(lengths))
    falls = all(curve.value(a) > curve.value(b) for a, b in pairwise(xs))
    return Descent(rate, tuple(xs)) if len(xs) == steps + 1 and falls and shrinks else None


def _rates() -> Iterator[Fraction]:
    """Yield 0.010, 0.011, … 0.099, 0.10, … 99: two digits, rising."""
    for power in range(-3, 2):
        yield from (Fraction(digits) * Fraction(10) ** power for digits in range(10, 100))
