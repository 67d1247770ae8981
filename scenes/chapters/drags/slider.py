"""A slider: the positions that a picture is drawn at, one a frame, and the numbers that each shows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.decimals.contrast import MOVING_DECIMALS, stepping_decimals
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol


@dataclass(frozen=True)
class Axis:
    """A variable that is dragged: its values in equal steps, and where they lie on the picture.

    `start` is the index of the value to begin with. `ends` are the shares of the frame's width (counted from
    the left), or of its height (from the top), at which the first and the last value lie.
    """

    symbol: Symbol
    values: tuple[Fraction, ...]
    start: int
    ends: tuple[float, float]

    @property
    def decimals(self) -> int:
        """The decimals that its values have."""
        return stepping_decimals(self.values)

    def quantity(self, index: int) -> Quantity:
        """Return the value at an index as it is shown."""
        return Quantity(self.symbol, self.values[index], decimals=self.decimals, fixed=True)


@dataclass(frozen=True)
class Reading:
    """A number that depends on the position: its name, how it is computed, and its decimals."""

    symbol: Symbol
    value: Callable[..., Number]
    decimals: int = MOVING_DECIMALS


@dataclass(frozen=True)
class SliderGrid:
    """Every position of one or two axes, the first of them running fastest, and what is read at each.

    Frame and position are tied by arithmetic alone: frame = first index + second index * first axis' length.
    """

    axes: tuple[Axis, ...]
    readings: tuple[Reading, ...]

    @property
    def frames(self) -> int:
        """How many positions there are."""
        return math.prod(len(axis.values) for axis in self.axes)

    @property
    def start(self) -> int:
        """The frame to begin with."""
        first, *rest = self.axes
        return first.start + sum(axis.start * len(first.values) for axis in rest)

    def indices(self, frame: int) -> tuple[int, ...]:
        """Return where a frame stands on each axis."""
        left, found = frame, []
        for axis in self.axes:
            left, index = divmod(left, len(axis.values))
            found.append(index)
        return tuple(found)

    def point(self, frame: int) -> tuple[Fraction, ...]:
        """Return the values of the variables in a frame."""
        return tuple(axis.values[i] for axis, i in zip(self.axes, self.indices(frame), strict=True))

    def reading(self, index: int, frame: int) -> Quantity:
        """Return what is read in a frame, as it is shown."""
        reading = self.readings[index]
        value = reading.value(*self.point(frame))
        return Quantity(reading.symbol, value, decimals=reading.decimals, fixed=True)


def nearest(values: tuple[Fraction, ...], wanted: Fraction) -> int:
    """Return the index of the value that lies nearest to the wanted one."""
    return min(range(len(values)), key=lambda index: abs(values[index] - wanted))
