"""Ways that variables go before they are locked: towards zero and beyond, and home."""

from __future__ import annotations

import math
from collections.abc import Mapping

from manim import ValueTracker

_REACH = 0.7
"""How far each goes, as a share of its slider's reach."""


class Ways:
    """`places` hold where each variable is; they follow `share`, how much of its way each has gone."""

    def __init__(self, homes: Mapping[str, float], reach: float) -> None:
        self.homes, self.reach, self.share = homes, reach, ValueTracker(0.0)
        self.places = {key: ValueTracker(home) for key, home in homes.items()}
        self._followed = 0.0

    @property
    def at_home(self) -> bool:
        """Whether all are where they begin and end."""
        return float(self.share.get_value()) in (0.0, 1.0)

    def now(self) -> dict[str, float]:
        """Return where each variable stands on its way; every other one goes twice as often."""
        share = 0.0 if self.at_home else float(self.share.get_value())
        return {
            key: home
            - math.copysign(_REACH * self.reach, home) * math.sin(math.pi * share * (1 + index % 2)) ** 2
            for index, (key, home) in enumerate(self.homes.items())
        }

    def follow(self) -> bool:
        """Set the places; tell whether that was needed."""
        share = float(self.share.get_value())
        if share == self._followed:
            return False
        self._followed = share
        for key, value in self.now().items():
            self.places[key].set_value(value)
        return True
