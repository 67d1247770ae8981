"""The slope as a number that rides with the ball."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from backprop_core.number import Number
from backprop_core.quantity import Symbol
from scenes.stage.lettering.readout import Readout
from scenes.stage.measure import allow
from scenes.stage.plots.wide_panel import WideCurve


class RidingSlope(Readout):
    """A readout beside the point of a view, as far from it as `put` has told for the places where it rests.

    Between two such places it goes over from the one distance to the other.
    """

    def __init__(
        self,
        view: WideCurve,
        symbol: Symbol,
        value: Callable[[], Number],
        at: Callable[[], Mapping[str, Number]],
        *,
        size: float,
    ) -> None:
        self.view = view
        self.places: list[float] = []
        self.aside: list[tuple[float, float]] = []
        super().__init__(symbol, value, view.theme.gradient, size=size, at=at)
        allow(self, "reading time", "the number follows the ball")

    def put(self, places: Sequence[float], spots: Sequence[NDArray[np.float64]]) -> None:
        """Tell where the label's left end and baseline are while the ball rests at each of some places."""
        order = np.argsort(places)
        points = [self.view.at(float(places[k])) for k in order]
        self.places = [float(places[k]) for k in order]
        self.aside = [tuple((spots[k] - point)[:2]) for k, point in zip(order, points, strict=True)]
        self.add_updater(RidingSlope.ride, index=0)
        self.ride(self)

    @staticmethod
    def ride(readout: Mobject) -> None:
        """Stand beside the point as it is now."""
        assert isinstance(readout, RidingSlope)
        view, x = readout.view, float(readout.view.x.get_value())
        point = view.at(x)
        if np.isfinite(point).all():
            aside = [np.interp(x, readout.places, [one[axis] for one in readout.aside]) for axis in (0, 1)]
            stands = np.array([readout.label.get_left()[0], readout.label.baseline])
            readout.shift(np.array([*(point[:2] + aside - stands), 0.0]))
