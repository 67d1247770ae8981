"""The learning rate as a dial with a scale: the farther its hand is turned, the larger the rate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from manim import DOWN, UP, Arc, Circle, Dot, Line, Mobject, ValueTracker, VGroup
from numpy.typing import NDArray

from backprop_core.decimals.contrast import GIVEN_DECIMALS
from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout
from scenes.stage.plots.ticks import tick_values
from scenes.stage.trackers import settled

RADIUS, LEFTMOST, TURN = 1.15, math.radians(215), math.radians(250)
"""Size of the dial; where its hand stands at nothing; how far it can be turned."""

TURNED = Symbol("eta", "η on the dial", "the learning rate")
TICK = Symbol("eta", "η tick", "the learning rate")

_SCALE, _MARK, _OUT, _HAND, _TICKS, _MOST_DECIMALS = 0.98, 0.16, 0.3, 0.72, 6, 6
"""Radius of the scale, as a share; length of a mark; how far out its number stands; length of the hand, as a
share; numbers on the scale and decimals of the rate at most."""


class RateDial(VGroup):
    """A round scale with a hand that follows `rate`; at the end of the scale is the rate `most`.

    It is named, and `value` states the rate, with as many decimals as `rates` have.
    """

    def __init__(self, theme: Theme, rate: ValueTracker, most: float, rates: Sequence[Number] = ()) -> None:
        super().__init__()
        self.rate, self.most = rate, most
        self.face = Circle(radius=RADIUS, stroke_width=0.0).set_fill(theme.background, opacity=0.0)
        self.scale_line = Arc(_SCALE * RADIUS, LEFTMOST, -TURN, stroke_color=theme.dimmed, stroke_width=4.0)
        self.hand = Line(stroke_color=theme.weight, stroke_width=9.0)
        self.hub = Dot(radius=0.11, color=theme.weight)
        self.marks, self.numbers = VGroup(), VGroup()
        for tick in tick_values(0.0, most, _TICKS):
            way = self._way(float(tick))
            ends = (way * RADIUS * _SCALE, way * (RADIUS * _SCALE + _MARK))
            self.marks.add(Line(*ends, stroke_color=theme.dimmed, stroke_width=3.0))
            quantity = Quantity(TICK, tick, decimals=GIVEN_DECIMALS)
            piece = Piece(quantity.shown.typst, "number", quantity)
            number = typesetting.math([piece], theme.dimmed, size=typesetting.SMALL, display=False)
            half = np.array([float(number.width), float(number.height), 0.0]) / 2
            self.numbers.add(number.move_to(way * (RADIUS + _OUT + float(np.abs(way) @ half) - 0.1)))
        self.title = typesetting.text("learning rate", theme.ink)
        decimals = max((_decimals(one) for one in rates), default=2)
        at = lambda: {TURNED.plain: self.turned()}  # noqa: E731
        self.value = Readout(TURNED, self.turned, theme.weight, decimals=decimals, size=0.75, at=at)
        self.add(self.face, self.scale_line, self.marks, self.numbers, self.hand, self.hub)
        self.title.next_to(VGroup(self.scale_line, self.numbers), UP, buff=0.3)
        self.value.next_to(VGroup(self.scale_line, self.numbers), DOWN, buff=0.15)
        self.add(self.title, self.value)
        self.add_updater(RateDial.refresh)
        self.refresh(self)

    def turned(self) -> Number:
        """Return the rate that the hand points at."""
        return settled(self.rate, 10**_MOST_DECIMALS)

    def _way(self, rate: float) -> NDArray[np.float64]:
        angle = LEFTMOST - TURN * min(1.0, rate / self.most)
        return np.array([math.cos(angle), math.sin(angle), 0.0])

    @staticmethod
    def refresh(dial: Mobject) -> None:
        """Turn the hand to where the rate is."""
        assert isinstance(dial, RateDial)
        middle = dial.face.get_center()
        length = _HAND * float(dial.face.width) / 2
        dial.hand.put_start_and_end_on(middle, middle + length * dial._way(float(dial.rate.get_value())))


def _decimals(rate: Number) -> int:
    """Return how many decimals a rate has."""
    scaled = (Fraction(rate) * 10**places for places in range(_MOST_DECIMALS))
    return next((k for k, one in enumerate(scaled) if one.denominator == 1), _MOST_DECIMALS)
