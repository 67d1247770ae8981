"""What a doll's wall states as a nudge passes: its factor, and how many times larger all is drawn there."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.dolls.nest import MIDDLE
from scenes.stage.formulas.equation import number_piece
from scenes.stage.frame import Frame
from scenes.stage.lettering.typesetting import TypesetLine, math, shown_number, text
from scenes.stage.measure import allow

if TYPE_CHECKING:
    from scenes.stage.dolls.ride import Ride

_FACTOR, _AFTER, _MARK, _HIGH, _CLEAR, _UNDER, _LEAST = 1.05, 0.4, 0.46, 3.3, 0.35, 0.25, 0.75
"""Sizes of type of a factor and of a mark, from the name to the factor, how high the mark stands, free room
before the next wall and under a name: in screen units; the size against its full one under which a factor
stands under the name."""

ROUND = (1, 2, 5, 10, 20, 50, 100, 200)
"""How many times larger than at first all may be drawn at a wall."""


class WallNotes:
    """`factors`, one behind each wall beside its name; `marks`, where more than once as large is drawn."""

    def __init__(self, theme: Theme, ride: Ride, slopes: Sequence[Quantity]) -> None:
        self.theme = theme
        self.factors: list[TypesetLine] = []
        self.marks: list[list[VGroup]] = []
        half = Frame.current().safe_width / 2
        walls = [doll.wall for doll in ride.nest.dolls.values()]
        for index, slope in enumerate(slopes):
            unit, name = ride.passages[index].unit, ride.names[index]
            pieces: list[Piece | str] = ["times", number_piece(slope)]
            if slope.value < 0:
                pieces = ["times", "(", number_piece(slope), ")"]
            factor = math(pieces, theme.gradient, size=_FACTOR * unit)
            factor.part(3 if slope.value < 0 else 2).number = shown_number(slope, ride.passages[index].at)
            edge = ride.looks_at(index) + half * unit
            limit = min([edge, *(wall - _CLEAR * unit for wall in walls[index + 1 : index + 2])])
            room = limit - float(name.get_right()[0]) - _AFTER * unit
            self.factors.append(factor)
            if room > _LEAST * float(factor.width):
                factor.scale(min(1.0, room / float(factor.width)))
                factor.next_to(name, RIGHT, buff=_AFTER * unit).on_baseline_of(name)
            else:
                factor.scale(min(1.0, (limit - float(name.get_left()[0])) / float(factor.width)))
                factor.next_to(name, DOWN, buff=_UNDER * unit).align_to(name, LEFT)
                VGroup(name, factor).shift(UP * (name.get_y() - VGroup(name, factor).get_y()))
            closeness = round(ride.closeness[index])
            marked = [self.mark(closeness, unit, edge)] if closeness > 1 else []
            self.marks.append(marked)
            for part in factor.get_family():
                for rule in ("close-up", "margin"):
                    allow(part, rule, "the ride goes on beyond the frame")

    def mark(self, closeness: float, unit: float, edge: float) -> VGroup:
        """Return what says how many times larger all is drawn, at the upper right of the view."""
        mark = _mark(self.theme, round(closeness), unit)
        mark.move_to((edge, MIDDLE[1] + _HIGH * unit, 0.0), aligned_edge=RIGHT)
        for part in mark.get_family():
            for rule in ("close-up", "margin"):
                allow(part, rule, "the ride goes on beyond the frame")
        return mark


def _mark(theme: Theme, closeness: int, unit: float) -> VGroup:
    times = Quantity(Symbol("m", f"closeness {closeness}", "the scale"), Fraction(closeness))
    digits = math(["times", number_piece(times)], theme.ink, size=_MARK * unit)
    word = text("drawn", theme.ink, size=_MARK * unit).next_to(digits, LEFT, buff=0.15 * unit)
    word.on_baseline_of(digits)
    return VGroup(word, digits)


def rounded_down(times: float) -> float:
    """Return the largest of the round numbers that is no larger."""
    return float(max(one for one in ROUND if one <= max(1.0, times)))
