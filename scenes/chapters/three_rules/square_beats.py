"""The rule of a power, in the loss: a square that a step of one end makes larger or smaller."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from manim import RIGHT, UP, FadeIn, FadeOut, ValueTracker, VGroup, VMobject

from backprop_core.quantity import Quantity
from scenes.chapters.three_rules.growing_square import GrowingSquare
from scenes.chapters.three_rules.places import RuleSentences
from scenes.chapters.three_rules.rule_lines import RuleLines
from scenes.chapters.three_rules.tour import BoxTour
from scenes.stage.frame import Frame
from scenes.stage.lettering.reading import seconds_to_read

SHARES = Fraction(1, 4), Fraction(1, 8), Fraction(1, 16)
"""The step of the square's side as a share of it, every time that it is made smaller."""

_SIDES, _LEFT, _FLOOR, _CORNER = (3.9, 4.7), (-5.3, -4.5), -2.35, 0.42
"""Side of a square that grows and of one that shrinks, and where its left edge stands in its box; the height
that it stands at; scale of the view of its corner."""

_INWARD = 0.42, 0.24
"""How far from the outermost edges, across and up, the middle of the corner's view lies, in sides."""


class SquareBeats:
    """The beats of the square: two strips and a corner, both made smaller, and what is left as a slope."""

    def __init__(
        self,
        tour: BoxTour,
        say: RuleSentences,
        ends: tuple[Quantity, Quantity],
        plate: VMobject,
        lines: RuleLines,
    ) -> None:
        self.tour, self.say, self.plate, self.lines = tour, say, plate, lines
        moving, fixed = ends
        self.share, self.traces = ValueTracker(float(SHARES[0])), VGroup()
        size = _SIDES[say.shrinks]
        self.square = GrowingSquare(tour.stage.theme, moving, fixed, self.share, size)
        middle = tour.row.middle("L")
        areas = VGroup(self.square.square, self.square.added)
        foot = np.array([areas.get_left()[0], float(self.square.base.get_y()), 0.0])
        self.square.shift(middle + np.array([_LEFT[self.square.sign < 0], _FLOOR, 0.0]) - foot)
        self.share.set_value(0.0)
        self.square.update()

    def play(self) -> None:
        """Play the beats."""
        self.take_step()
        self.shrink_corner()
        self.use_power()

    def take_step(self) -> None:
        """Into the loss: two strips and a corner."""
        stage, square = self.tour.stage, self.square
        with stage.beat("square", self.say.square()):
            self.tour.dive("L", square.base, square.square, square.ends, self.plate)
            stage.play(FadeIn(square.label), FadeIn(square.side_name), run_time=0.5)
            stage.play(FadeIn(square.added), run_time=0.3)
            stage.play(self.share.animate.set_value(float(SHARES[0])), run_time=1.6)
            stage.play(*(FadeIn(name, shift=UP * 0.1) for name in self._names()), run_time=0.5)
            stage.add(square)
            stage.wait(1.0)

    def shrink_corner(self) -> None:
        """The corner, from close by: it shrinks faster than the strips."""
        stage, square = self.tour.stage, self.square
        gone = [*self._names(), square.side_name, square.label, self.plate]
        with stage.beat("corner", self.say.corner()):
            edge = 1.0 + float(SHARES[0]) * (square.sign > 0)
            place = square.place(edge - _INWARD[0], edge - _INWARD[1])
            near = self.tour.look(Frame.current().width * _CORNER, self._inside(place))
            stage.play(near, *(FadeOut(name) for name in gone), run_time=1.2)
            for share in SHARES[1:]:
                self.traces.add(square.trace())
                stage.play(FadeIn(self.traces[-1]), run_time=0.3)
                stage.play(self.share.animate.set_value(float(share)), run_time=1.2)
                stage.wait(0.3)

    def _inside(self, place: np.ndarray) -> np.ndarray:
        """Return the place next to one from which a close view shows nothing beyond the box."""
        middle, whole = np.array(self.tour.row.middle("L")), Frame.current()
        most = np.array([whole.width, whole.height, 0.0]) * (1 - _CORNER) / 2
        inside: np.ndarray = np.clip(place, middle - most, middle + most)
        return inside

    def use_power(self) -> None:
        """The squared loss, or that the network has another one."""
        stage, square, squared = self.tour.stage, self.square, self.say.squared
        with stage.beat("loss", self.say.power()):
            first, *rest = self.lines
            back = self.share.animate.set_value(float(SHARES[1]))
            moves = self.tour.inside("L"), back, *(FadeOut(one) for one in self.traces)
            stage.play(*moves, FadeIn(first), FadeIn(self.plate), run_time=1.4)
            for line in rest:
                stage.play(FadeIn(line, shift=RIGHT * 0.2), run_time=0.7)
            stage.wait(max(0.9, seconds_to_read(self.plate) - 0.7 * len(rest)))
            square.added.clear_updaters()
            leaving = [FadeOut(one.clear_updaters()) for one in square.ends]
            leaving += [FadeOut(square.base), FadeOut(self.plate)]
            parts: Sequence[VMobject] = [square.square, *square.strips, square.corner]
            if not squared:
                leaving += [FadeOut(part) for part in parts]
            self.tour.surface("L", self.lines, bold=parts if squared else [], along=leaving)

    def _names(self) -> list[VMobject]:
        return [*self.square.strip_names, self.square.corner_name]
