"""One line of a wide network close up: value, weight, sum, sigmoid, and the gradient that branches off."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Arrow, FadeIn, GrowArrow, VGroup
from numpy.typing import NDArray

from backprop_core.network.matrices import WeightBranch
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import formula_line, number_piece, numbers_line, result_line
from scenes.stage.graph.boxes import GradientTab, ParameterBox, ValueBox
from scenes.stage.lettering.typesetting import FORMULA, SMALL, TypesetLine, math, text
from scenes.stage.style import STYLE

_SIZE, _GAP, _LIFT, _TAB, _BUFF = (1.45, 0.95), 1.15, 0.42, 0.06, 0.07
_ASIDE, _SYMBOL = 0.9, 0.36
_BELOW, _STUB, _FANNED, _STUBS = 0.16, 0.5, 1.8, (0.38, 0.19, -0.19, -0.38)
"""From a box to the word below it; how far a stub's start is left of its end, and how much further from
the middle; the heights at which stubs end, the last the bias's."""


class WeightBranchView(VGroup):
    """The boxes of `branch` in a row, the weight above its sum; at the right the product that it comes to.

    Stubs with words beside them stand for what else the sum takes in: `others` more values, as far as there
    is room, and a bias.
    `tabs` by what the gradient is at: "after", "sum", "weight". `formula` are the product's three lines.
    """

    def __init__(self, theme: Theme, branch: WeightBranch, others: int, room: tuple[float, float]) -> None:
        super().__init__()
        self.theme, self.branch = theme, branch
        self.boxes = {
            "before": ValueBox(theme, branch.before, *_SIZE),
            "sum": ValueBox(theme, branch.sum, *_SIZE),
            "after": ValueBox(theme, branch.after, *_SIZE),
        }
        VGroup(*self.boxes.values()).arrange(RIGHT, buff=_GAP)
        for box in self.boxes.values():
            box.symbol.scale(min(1.0, _SYMBOL / float(box.symbol.height)))
            box.hold(box.slot())
        self.weight = ParameterBox(theme, branch.weight, 1.6, 0.5)
        self.weight.next_to(self.boxes["sum"].frame, UP, buff=_LIFT)
        self.tabs = {
            "after": self._tab(branch.arrived, self.boxes["after"], DOWN),
            "sum": self._tab(branch.at_sum, self.boxes["sum"], DOWN),
            "weight": self._tab(branch.at_weight, self.weight, UP),
        }
        frames = {key: box.frame for key, box in self.boxes.items()}
        top, side = frames["sum"].get_top(), RIGHT * 0.3 * _SIZE[0]
        over = UP * (self.weight.frame.get_bottom()[1] - top[1])
        self.forward = VGroup(
            self._arrow(frames["before"].get_right(), frames["sum"].get_left(), theme.dimmed),
            self._arrow(frames["sum"].get_right(), frames["after"].get_left(), theme.dimmed),
            self._arrow(top - side + over, top - side, theme.dimmed),
        )
        self.back = self._arrow(
            self.tabs["after"].frame.get_left(), self.tabs["sum"].frame.get_right(), theme.gradient
        )
        self.up = self._arrow(top + side, top + side + over, theme.gradient)
        pieces: list[Piece | str] = ["dot.op", number_piece(branch.squeeze)]
        self.factor = math(pieces, theme.gradient, size=SMALL).next_to(self.back, DOWN, buff=0.12)
        self.formula = self._formula()
        self.others = self._others(others)
        picture = VGroup(*self.boxes.values(), self.weight, *self.tabs.values(), self.forward, self.others)
        self.formula.next_to(picture, RIGHT, buff=_ASIDE)
        self.add(picture, self.back, self.up, self.factor, self.formula)
        self.scale(min(1.0, room[0] / self.width, room[1] / self.height))

    @property
    def ends(self) -> VGroup:
        """The frames of the line's two ends, into which their values come first."""
        return VGroup(self.boxes["before"].frame, self.boxes["after"].frame)

    @property
    def inside(self) -> VGroup:
        """What is between the ends: weight, sum, arrows, and the names of the ends."""
        names = self.boxes["before"].symbol, self.boxes["after"].symbol
        return VGroup(*names, self.boxes["sum"], self.weight, self.forward, self.others)

    def open_tab(self, key: str) -> Animation:
        """Return the animation in which a tab comes, digits and all."""
        return FadeIn(self.tabs[key], shift=(UP if key == "weight" else DOWN) * 0.12)

    def step_back(self) -> Animation:
        """Return the animation in which the arrow back through the sigmoid is drawn, with its slope."""
        return AnimationGroup(GrowArrow(self.back), FadeIn(self.factor))

    def digits(self, key: str) -> VGroup:
        """Return the digits of a value's box."""
        held = self.boxes[key].value
        assert held is not None
        return held.part(1)

    def _others(self, count: int) -> VGroup:
        """Return the ends of the other arrows into the sum, and the word for where they come from."""
        label = text("+ others + bias" if count else "+ bias", self.theme.dimmed, size=SMALL)
        label.next_to(self.boxes["before"].frame, DOWN, buff=_BELOW)
        label.align_to(self.boxes["before"].frame, LEFT)
        entry = self.boxes["sum"].frame.get_left()
        stubs = VGroup()
        for height in _STUBS[-min(count + 1, len(_STUBS)) :]:
            start, end = (LEFT * _STUB + UP * _FANNED * height), UP * height
            stubs.add(self._arrow(entry + start, entry + end, self.theme.dimmed))
        return VGroup(label, stubs)

    def _formula(self) -> VGroup:
        """Return the product in symbols, with its numbers put in, and its result, one below the other."""
        at_weight = self.branch.at_weight
        symbols, result = (
            formula_line(self.theme, at_weight, size=FORMULA),
            result_line(self.theme, at_weight, size=FORMULA),
        )
        numbers = numbers_line(self.theme, at_weight, size=FORMULA)
        assert numbers is not None
        below: list[TypesetLine] = [numbers, result]
        sign = symbols.part(2).get_left()[0]
        for upper, line in zip((symbols, numbers), below, strict=True):
            line.next_to(upper, DOWN, buff=0.28)
            line.shift(RIGHT * (sign - line.part(1).get_left()[0]))
        return VGroup(symbols, *below)

    def _tab(
        self, quantity: Quantity, box: ValueBox | ParameterBox, side: NDArray[np.float64]
    ) -> GradientTab:
        tab = GradientTab(self.theme, quantity, float(box.frame.width))
        tab.next_to(box.frame, side, buff=_TAB)
        return tab

    @staticmethod
    def _arrow(start: NDArray[np.float64], end: NDArray[np.float64], color: str) -> Arrow:
        return STYLE.arrow(start, end, color, buff=_BUFF, tip_length=0.16)
