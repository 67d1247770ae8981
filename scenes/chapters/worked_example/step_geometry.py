"""A step on a curve beside its tangent in numbers: how far the two part, and what ranges show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backprop_core.curve import Curve
from backprop_core.number import Number

Floats = NDArray[np.float64]

_PARTED = 0.45
"""How far curve and tangent part, as a share of the rise."""

_MOST = 10**6
"""Enlargement above which the curve's own rounding would be seen."""

_BEFORE, _SIDE, _AFTER, _UNDER, _BEYOND = 0.15, 0.05, 0.55, 0.3, 0.1
"""Shares of the step or rise: curve before the step; room before that, for names after the step, under the
step's bar, beyond the end."""


@dataclass(frozen=True)
class StepGeometry:
    """A step from `start` by `step` to `end`, and the heights that belong to it.

    `base` and `slope` are the curve's at the start; `foretold` is the tangent's height at the end, `true` the
    curve's, `gap` what parts the two.
    """

    source: Curve
    start: float
    step: float
    end: float
    base: float
    slope: float
    foretold: float
    true: float
    gap: float

    @classmethod
    def of(cls, curve: Curve, place: Number, step: Number) -> StepGeometry:
        """Return the geometry of a step from a place; the differences are taken before they are rounded."""
        change, base = curve.nudge(place, step), float(curve.value(place))
        return cls(
            source=curve,
            start=float(place),
            step=float(step),
            end=float(place + step),
            base=base,
            slope=float(curve.derivative(place)),
            foretold=base + float(change.predicted),
            true=base + float(change.true_change),
            gap=float(change.gap),
        )

    @property
    def begin(self) -> float:
        """Where the drawn curve begins, a little before the step."""
        return self.start - _BEFORE * self.step

    @property
    def foot(self) -> float:
        """The tangent's height where the drawn curve begins."""
        return self.base - self.slope * _BEFORE * self.step

    @property
    def factor(self) -> int:
        """1, 2 or 5 times a power of ten, by which the gap is at most the wanted share of the rise."""
        rise = max(abs(self.foretold - self.base), abs(self.true - self.base))
        most = _PARTED * rise / abs(self.gap) if self.gap else 1.0
        if most < 2:
            return 1
        power = 10 ** int(np.floor(np.log10(most)))
        return int(max(part * power for part in (1, 2, 5) if part * power <= most))

    @property
    def parts(self) -> bool:
        """Whether there is a gap that can be told from rounding."""
        return bool(self.gap) and self.factor <= _MOST

    @property
    def enlarged_to(self) -> int:
        """How many times the curve's distance from the tangent is drawn in the end."""
        return self.factor if self.factor <= _MOST else 1

    def heights(self, xs: Floats, enlarged: float) -> Floats:
        """Return how high the curve is drawn: its distance from the tangent so many times enlarged."""
        straight = self.base + self.slope * (xs - self.start)
        heights: Floats = straight + enlarged * (self.source.values(xs) - straight)
        return heights

    def x_range(self, names: float) -> tuple[float, float]:
        """Return the range that leaves a share of the panel's width after the step for names."""
        before = _BEFORE + _SIDE
        after = max(_AFTER, (1.0 + before) * names / max(1.0 - names, 0.2))
        ends = self.start - before * self.step, self.end + after * self.step
        return min(ends), max(ends)

    def y_range(self) -> tuple[float, float]:
        """Return the range that holds curve, tangent and gap as they are drawn in the end."""
        rise = max((self.foretold - self.base, self.true - self.base), key=abs) or 1.0
        parted = self.foretold + self.factor * self.gap * (self.factor <= _MOST)
        ends = (
            self.base - _UNDER * rise,
            self.base + (1 + _BEYOND) * rise,
            self.foretold + _BEYOND * (self.foretold - self.base),
            float(self.source.values(np.array([self.begin]))[0]),
            self.foot,
            parted + _BEYOND * rise,
        )
        return min(ends), max(ends)
