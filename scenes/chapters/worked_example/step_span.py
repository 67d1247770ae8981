"""A step in numbers: how far the slope promises, how far it goes in truth, and from how near that is seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backprop_core.curve import Curve
from backprop_core.number import Number
from scenes.stage.layout import Region

SHARE, ASIDE = 0.42, 0.1
"""Share of the safe width that what is left over fills at most; how far from the middle it begins."""

_WORTH, _MOST = 2.0, 10.0**6
"""How many times closer a view must be to be worth a dive, and how many times it can be: beyond, rounding
would be seen."""


@dataclass(frozen=True)
class StepSpan:
    """Changes of a curve by a step: as the slope promises, in truth, and what is left over.

    `promised` is the value that the slope promises, `unit` the stage units of one unit before any dive.
    """

    promised: Number
    foretold: float
    true: float
    gap: float
    unit: float

    @classmethod
    def of(cls, curve: Curve, place: Number, step: Number, unit: float) -> StepSpan:
        """Return the changes of a step from a place; differences are taken before they are rounded."""
        change = curve.nudge(place, step)
        return cls(
            promised=curve.value(place) + change.predicted,
            foretold=float(change.predicted),
            true=float(change.true_change),
            gap=float(change.gap),
            unit=unit,
        )

    @property
    def dives(self) -> bool:
        """Whether what is left over can only be seen from nearer by, and can be told from rounding."""
        return bool(self.gap) and _WORTH <= self._closest() <= _MOST

    @property
    def shows(self) -> bool:
        """Whether there is anything left over that can be seen in the end."""
        return bool(self.gap) and self._closest() <= _MOST

    @property
    def times(self) -> int:
        """How many times closer the last view is: 1, 2 or 5 times a power of ten; 1 without a dive."""
        if not self.dives:
            return 1
        most = self._closest()
        power = 10 ** int(np.floor(np.log10(most)))
        return int(max(part * power for part in (1, 2, 5) if part * power <= most))

    @property
    def anchor(self) -> float:
        """Where the end of the promise stands in that view."""
        return (-1.0 if self.gap > 0 else 1.0) * ASIDE * Region.safe().width

    def _closest(self) -> float:
        """Return how many times closer what is left over would fill all of its share of the width."""
        return SHARE * Region.safe().width / abs(self.gap) / self.unit if self.gap else 0.0
