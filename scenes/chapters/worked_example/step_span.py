"""A step in numbers: how far the slope promises, how far it goes in truth, and from how near that is seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backprop_core.curve import Curve
from backprop_core.number import Number
from scenes.stage.layout import Region

SHARE, ASIDE = 0.42, 0.2
"""Share of the safe width that what is left over fills at most; how far from the middle it begins."""

_SPAN = 0.9
"""Share of the safe width that the whole step fills."""

_WORTH, _MOST = 2.0, 10.0**6
"""How many times closer a view must be to be worth a dive, and how many times it can be: beyond, rounding
would be seen."""


@dataclass(frozen=True)
class View:
    """How many stage units a unit takes, and where the end of the promise stands."""

    unit: float
    anchor: float


@dataclass(frozen=True)
class StepSpan:
    """Changes of a curve by a step: as the slope promises, in truth, and what is left over.

    `promised` is the value that the slope promises, `halved` what would be left over of half the step.
    """

    promised: Number
    foretold: float
    true: float
    gap: float
    halved: float

    @classmethod
    def of(cls, curve: Curve, place: Number, step: Number) -> StepSpan:
        """Return the changes of a step from a place; differences are taken before they are rounded."""
        change, half = curve.nudge(place, step), curve.nudge(place, step / 2)
        return cls(
            promised=curve.value(place) + change.predicted,
            foretold=float(change.predicted),
            true=float(change.true_change),
            gap=float(change.gap),
            halved=float(half.gap),
        )

    @property
    def dives(self) -> bool:
        """Whether what is left over can only be seen from nearer by, and can be told from rounding."""
        far = self._far()
        return bool(self.gap) and _WORTH <= self._near_unit() / far.unit <= _MOST

    @property
    def shows(self) -> bool:
        """Whether there is anything left over that can be seen in the end."""
        return bool(self.gap) and self._near_unit() / self._far().unit <= _MOST

    def views(self, unit: float) -> tuple[View, View]:
        """Return the view of the whole step, and the one of what is left over."""
        far = self._far()
        if not self.dives:
            return far, far
        side = 1.0 if self.gap > 0 else -1.0
        return far, View(far.unit * self.times, -side * ASIDE * Region.safe().width)

    @property
    def times(self) -> int:
        """How many times closer the last view is: 1, 2 or 5 times a power of ten."""
        most = self._near_unit() / self._far().unit
        power = 10 ** max(0, int(np.floor(np.log10(most))))
        return int(max(part * power for part in (1, 2, 5) if part * power <= max(most, 1.0)))

    def _near_unit(self) -> float:
        return SHARE * Region.safe().width / abs(self.gap) if self.gap else 0.0

    def _far(self) -> View:
        """Return the view in which promise and truth fill the width."""
        low, high = min(0.0, self.foretold, self.true), max(0.0, self.foretold, self.true)
        wide = _SPAN * Region.safe().width
        unit = wide / (high - low) if high > low else 1.0
        return View(unit, -wide / 2 + (self.foretold - low) * unit)
