"""The gap as an area: a square that shrinks with the step, inside the outline of the first one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DL, LEFT, RIGHT, UP, Line, Mobject, Square, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Piece
from scenes.chapters.tangent_slider.nudge_view import GAP, STEP, NudgeView
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import Measurement, measured
from scenes.stage.trackers import settled

SIDE, NEAR_A_QUARTER = 1.7, 0.02
"""Side of the square of the first gap; how near to four the ratio of two gaps is called four."""

_SIZE, _SMALL, _THIN = 0.5, 0.42, 0.05
"""Sizes of type: of the gap, of the square's sides; half the width of the line that the square comes from."""


class GapTile(VGroup):
    """`square` is as large as the gap of the step as it is, `outline` as that of the first step.

    Both stand on the same lower left corner. `number` states the gap as it is, over them. Where the gap
    is the step's square, `sides` name the square's sides.
    """

    def __init__(self, steps: NudgeView) -> None:
        super().__init__()
        self.steps, color = steps, steps.view.theme.loss
        whole = settled(steps.tracker)
        self.first = abs(float(steps.gap_left()))
        view, x = steps.view, settled(steps.view.x)
        gaps: list[Number] = [view.source.nudge(x, whole / part).gap for part in (1, 2)]
        self.ratio = float(gaps[0]) / float(gaps[1]) if gaps[1] else np.inf
        self.outline = Square(SIDE, stroke_color=color, stroke_width=3.0)
        self.square = Square(SIDE, stroke_width=0.0, fill_color=color, fill_opacity=0.75)
        self.number = self._number(gaps[1])
        self.number.next_to(self.outline, UP, buff=0.2).align_to(self.outline, LEFT)
        self.sides = VGroup()
        if gaps[0] == whole**2 and gaps[1] == (whole / 2) ** 2:
            piece = Piece(STEP.typst, "symbol")
            self.sides.add(*(math([piece], view.theme.input, size=_SMALL, display=False) for _ in range(2)))
            self._lay_sides(self.sides)
        self.add(self.outline, self.square, self.number, self.sides)
        measured(self.square, self._read)

    @property
    def quarters(self) -> bool:
        """Whether half the step leaves a quarter of the gap, to the eye."""
        return abs(self.ratio / 4 - 1) < NEAR_A_QUARTER

    def cross(self) -> VGroup:
        """Return the lines that cut the outline into quarters."""
        sides = (
            (self.outline.get_edge_center(-way), self.outline.get_edge_center(way)) for way in (UP, RIGHT)
        )
        return VGroup(*(Line(*ends) for ends in sides)).match_style(self.outline)

    def follow(self) -> None:
        """Let the square have the area of the gap from now on."""
        self.square.add_updater(self._lay)
        if len(self.sides):
            self.sides.add_updater(self._lay_sides)

    def from_line(self, line: Line) -> VMobject:
        """Return the square as thin as a line, where an upright one stands."""
        ends = sorted((line.points[0], line.points[-1]), key=lambda end: float(end[1]))
        aside = np.array([_THIN, 0.0, 0.0])
        thin: VMobject = self.square.copy().clear_updaters()
        low, high = ends
        thin.set_points_as_corners([low - aside, low + aside, high + aside, high - aside, low - aside])
        return thin

    def side(self) -> float:
        """Return the side of a square as large as the gap, to the scale of the outline."""
        share = abs(float(self.steps.gap_left())) / self.first
        return float(self.outline.width) * float(np.sqrt(share))

    def _lay(self, square: Mobject) -> None:
        corner, side = self.outline.get_corner(DL), self.side()
        reach = np.array([[0, 0, 0], [side, 0, 0], [side, side, 0], [0, side, 0]]) + corner
        assert isinstance(square, Square)
        square.set_points_as_corners([*reach, reach[0]])

    def _lay_sides(self, sides: Mobject) -> None:
        corner, side = self.outline.get_corner(DL), self.side()
        sides[0].move_to(corner + np.array([side / 2, -0.27, 0.0]))
        sides[1].move_to(corner + np.array([side + 0.12, side / 2, 0.0]), aligned_edge=LEFT)

    def _number(self, last: Number) -> Readout:
        """Return the gap as a number that follows the step, with as many decimals as the last gap needs."""
        steps = self.steps
        at = lambda: {  # noqa: E731
            steps.view.names[0]: settled(steps.view.x),
            STEP.plain: settled(steps.tracker),
        }
        rough = max(2, 1 - int(np.floor(np.log10(max(abs(float(last)), 1e-9)))))
        decimals = next((n for n in (rough, rough + 1) if _exact(last, n)), rough)
        color = steps.view.theme.loss
        return Readout(GAP, lambda: steps.gap_left(), color, decimals=decimals, size=_SIZE, at=at)

    def _read(self, square: VMobject) -> Iterable[Measurement]:
        side = float(square.points[:, 0].max() - square.points[:, 0].min())
        area = (
            (side / float(self.outline.width)) ** 2
            * self.first
            * float(np.sign(float(self.steps.gap_left())))
        )
        at = {self.steps.view.names[0]: settled(self.steps.view.x), STEP.plain: settled(self.steps.tracker)}
        yield Measurement("area", GAP.plain, area, 1e-5 * self.first, {k: float(v) for k, v in at.items()})


def _exact(number: Number, decimals: int) -> bool:
    scaled = number * 10**decimals
    return bool(abs(float(scaled) - round(float(scaled))) < 1e-9)
