"""How the curve is seen from close by: the second point of a secant, the windows of dive and step."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from manim import ValueTracker

from scenes.stage.plots.wide_panel import WideCurve
from scenes.stage.plots.window import Window

LEAST = 0.2
"""Share of the range that a secant must have."""

_ROUND = [factor / Fraction(10) ** power for power in range(-3, 7) for factor in (5, 2, 1)]
_DEEP, _STEP_ACROSS, _HIGH, _MOST, _SAME = 100, 4.0, 2.7, 3.0, 1e-6
"""How far we dive; length on stage of the step, height of what it does; how much more the heights may be
enlarged than x; how near a rounded length is the length itself."""

_STEP_ASIDE, _STEP_UP = 0.9, 0.5
"""How far from the middle of what is seen the middle of the step lies: to where it goes, and upward."""


class CloseUps:
    """A curve with a start and a step from it, on a stretch of the range without gaps: `reach`."""

    view: WideCurve
    start: float
    step: ValueTracker
    reach: tuple[float, float]

    def second_point(self) -> Fraction:
        """Return the signed length to the second point: round, to the right if there is room enough."""
        x, (low, high) = self.start, self.reach
        to_the_right = high - x >= LEAST * (high - low)
        room = min(high - x if to_the_right else x - low, 3.4 / self.view.panel.unit[0])
        length = next(length for length in sorted(_ROUND, reverse=True) if float(length) <= room)
        return length if to_the_right else -length

    def windows(self, middle: np.ndarray | None = None) -> tuple[Window, Window, Window]:
        """Return what the panel, as large as it is now, shows at first, at the end of the dive, for the step.

        The start stays where it is on stage, but for the step if the middle of what is seen is told.
        """
        panel, unit = self.view.wide, self.view.panel.unit
        value = self.view.value(self.start)
        place = panel.to_point(self.start, value)
        step = float(self.step.get_value())
        across = _STEP_ACROSS / abs(step)
        rises = [abs(self.view.slope(self.start) * step), abs(self.view.value(self.start + step) - value)]
        up = min(_HIGH / max(*rises, 1e-12), _MOST * across * unit[1] / unit[0])
        units = (unit, (unit[0] * _DEEP, unit[1] * _DEEP), (across, up))
        first, deep = (panel.ranges_round(self.start, value, place, one) for one in units[:2])
        if middle is not None:
            true = self.view.value(self.start + step) - value
            drawn = np.array(
                [across * step, up * max(true, self.view.slope(self.start) * step, key=abs), 0.0]
            )
            aside = np.array([_STEP_ASIDE * np.sign(step), _STEP_UP, 0.0])
            place = middle + aside - drawn / 2
        return first, deep, panel.ranges_round(self.start, value, place, units[2])

    def decimals_of(self, smallest: float) -> int:
        """Return how many decimals a length needs to be told, two at least."""
        return next((n for n in range(2, 8) if abs(round(smallest, n) - smallest) < _SAME * smallest), 8)
