"""The gap as an area: a square that shrinks with the step, inside the outline of the first one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UP, Line, Mobject, Square, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Quantity
from scenes.chapters.tangent_slider.nudge_view import GAP, STEP, NudgeView
from scenes.stage.formulas.equation import number_line, value_line
from scenes.stage.lettering.typesetting import TypesetLine, shown_number
from scenes.stage.measure import Measurement, measured
from scenes.stage.trackers import settled

SIDE, NEAR_A_QUARTER = 1.5, 0.02
"""Side of the square of the first gap; how near to four the ratio of two gaps is called four."""


class GapTile(VGroup):
    """`square` is as large as the gap of the step as it is, `outline` as that of the first step.

    Both stand on the same lower left corner. `numbers` state the first
    gap, over the outline, and that of half the step, under it.
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
        self.numbers = [self._number(gap, whole / part) for gap, part in zip(gaps, (1, 2), strict=True)]
        self.numbers[0].next_to(self.outline, UP, buff=0.2)
        self.numbers[1].next_to(self.outline, DOWN, buff=0.2).align_to(self.outline, LEFT)
        self.add(self.outline, self.square, *self.numbers)
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

    def side(self) -> float:
        """Return the side of a square as large as the gap, to the scale of the outline."""
        share = abs(float(self.steps.gap_left())) / self.first
        return float(self.outline.width) * float(np.sqrt(share))

    def _lay(self, square: Mobject) -> None:
        corner, side = self.outline.get_corner(DL), self.side()
        reach = np.array([[0, 0, 0], [side, 0, 0], [side, side, 0], [0, side, 0]]) + corner
        assert isinstance(square, Square)
        square.set_points_as_corners([*reach, reach[0]])

    def _number(self, gap: Number, step: Number) -> TypesetLine:
        theme, quantity = self.steps.view.theme, Quantity(GAP, gap)
        line = value_line(theme, quantity, size=0.5, display=False)
        if step != settled(self.steps.tracker):
            line = number_line(theme, quantity, size=0.5)
        at = {self.steps.view.names[0]: settled(self.steps.view.x), STEP.plain: step}
        line.part(len(line.pieces)).number = shown_number(quantity, at)
        return line

    def _read(self, square: VMobject) -> Iterable[Measurement]:
        side = float(square.points[:, 0].max() - square.points[:, 0].min())
        area = (
            (side / float(self.outline.width)) ** 2
            * self.first
            * float(np.sign(float(self.steps.gap_left())))
        )
        at = {self.steps.view.names[0]: settled(self.steps.view.x), STEP.plain: settled(self.steps.tracker)}
        yield Measurement("area", GAP.plain, area, 1e-5 * self.first, {k: float(v) for k, v in at.items()})
