"""The product so far: one number that goes back along the row, and takes in a slope at every step."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, Indicate, VGroup
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.premise.machine_row import MachineRow
from scenes.stage.frame import safe_width
from scenes.stage.graph.boxes import GradientTab
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, TypesetLine, text
from scenes.stage.measure import allow

_WIDE, _SIZE, _GAP, _AT_WEIGHT, _UNDER = 1.7, 0.5, 0.14, 0.12, 0.3
"""Width of the number's box at most, the size of its digits; from the box to its note, to the weight, and
from the slopes down to it."""


class SoFar:
    """One `pill` with the note "so far", which slides back along the row; `numbers` are in it, in turn.

    `tabs` are the places where it rests, one for each step back from the loss, at last at the weight.
    """

    def __init__(
        self,
        theme: Theme,
        row: MachineRow,
        keys: Sequence[str],
        running: Sequence[Quantity],
    ) -> None:
        self.theme, self.row, self.keys = theme, row, keys
        self.sources = list(reversed(keys[:-1]))
        self.tabs: list[GradientTab] = []
        level = min(float(one.get_bottom()[1]) for one in row.slopes) - _UNDER
        for key, slope in zip(self.sources, running, strict=True):
            weight = row.diagram.parameters[keys[0]]
            tab = GradientTab(
                theme, slope, float(weight.frame.width) if key == keys[0] else _WIDE, size=_SIZE
            )
            if key == keys[0]:
                tab.next_to(weight, UP, buff=_AT_WEIGHT)
            else:
                tab.move_to((row.x_of(key), level, 0.0), aligned_edge=UP)
            tab.shift(LEFT * max(0.0, float(tab.get_right()[0]) - safe_width() / 2))
            self.tabs.append(tab)
        self.note = text("so far", theme.dimmed, size=BODY).next_to(self.tabs[0], LEFT, buff=_GAP)
        self.frame = self.tabs[0].frame.copy()
        self.pill = VGroup(self.frame, self.note)
        self.numbers: list[TypesetLine] = [tab.line for tab in self.tabs]
        for part in VGroup(self.pill, *self.tabs).get_family():
            allow(part, "reading time", "it goes on, with one more factor in it")
            allow(part, "close-up", "it is on its way along the row")

    def step(self, index: int) -> list[Animation]:
        """Return the animations in which a slope falls into the pill, which slides on with the product."""
        source = self.sources[index]
        after = self.keys[self.keys.index(source) + 1]
        lit = Indicate(self.row.diagram.nodes[after].frame, color=self.theme.gradient, scale_factor=1.0)
        taken = self.row.slopes[self.keys.index(after) - 1]
        number = self.numbers[index]
        if index == 0:
            falls = changing(taken)(rate_func=squish_rate_func(smooth, 0.0, 0.6))
            late = squish_rate_func(smooth, 0.4, 1.0)
            falls = falls.move_to(number).set_opacity(0.0)
            return [falls, FadeIn(self.pill, rate_func=late), FadeIn(number, rate_func=late), lit]
        here, there = self.tabs[index - 1], self.tabs[index]
        falls = changing(taken)(rate_func=squish_rate_func(smooth, 0.0, 0.45))
        falls = falls.move_to(here).scale(0.6).set_opacity(0.0)
        slide = squish_rate_func(smooth, 0.35, 1.0)
        way = there.get_center() - here.get_center()
        moved = [changing(self.frame)(rate_func=slide).become(there.frame)]
        last = index + 1 == len(self.tabs)
        if last:
            moved.append(FadeOut(self.note, rate_func=squish_rate_func(smooth, 0.0, 0.4)))
        else:
            beside = there.get_left() + LEFT * _GAP
            moved.append(changing(self.note)(rate_func=slide).move_to(beside, aligned_edge=RIGHT))
        old = self.numbers[index - 1]
        gone = FadeOut(old, shift=0.45 * way, rate_func=squish_rate_func(smooth, 0.3, 0.62))
        come = FadeIn(number, shift=0.45 * way, rate_func=squish_rate_func(smooth, 0.58, 1.0))
        return [falls, *moved, gone, come, lit]

    def land(self) -> list[Animation]:
        """Return the animation in which the weight that it is the slope of lights up."""
        weight = self.row.diagram.parameters[self.keys[0]]
        return [weight.highlight(self.theme.gradient)]

    def point_out(self) -> Animation:
        """Return the animation that points out the answer."""
        whole = VGroup(self.frame, self.numbers[-1])
        return Indicate(whole, color=self.theme.gradient, scale_factor=1.06)
