"""Gradient descent on a curve, and a learning rate that is too large for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.curve import Curve
from backprop_core.number import Number


@dataclass(frozen=True)
class Overshoot:
    """A start and a learning rate whose first step lands higher; `xs` are the places, the start first."""

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


def overshoot(curve: Curve, start: Number, low: Number, high: Number, steps: int) -> Overshoot | None:
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
                return Overshoot(rate, tuple(descend(curve, x, rate, low, high, steps)))
    return None


def _rates() -> Iterator[Fraction]:
    """Yield 0.010, 0.011, … 0.099, 0.10, … 99: two digits, rising."""
    for power in range(-3, 2):
        yield from (Fraction(digits) * Fraction(10) ** power for digits in range(10, 100))
