"""The product so far: one number that goes back along the row, and takes in a slope at every step."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, UP, Animation, FadeIn, FadeOut, Indicate, VGroup
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.premise.machine_row import MachineRow
from scenes.stage.frame import safe_width
from scenes.stage.graph.boxes import GradientTab
from scenes.stage.lettering.typesetting import BODY, text
from scenes.stage.measure import allow

_WIDE, _SIZE, _GAP, _AT_WEIGHT = 1.7, 0.5, 0.14, 0.12
"""Width of the number's box at most, the size of its digits; from the box to its note, to the weight."""


class SoFar:
    """`tabs`, one for each step back from the loss, with the note "so far"; one is seen at a time."""

    def __init__(
        self,
        theme: Theme,
        row: MachineRow,
        keys: Sequence[str],
        running: Sequence[Quantity],
    ) -> None:
        self.theme, self.row, self.keys = theme, row, keys
        self.sources = list(reversed(keys[:-1]))
        self.tabs: list[VGroup] = []
        level = float(row.slopes[0].get_y())
        for key, slope in zip(self.sources, running, strict=True):
            weight = row.diagram.parameters[keys[0]]
            wide = float(weight.frame.width) if key == keys[0] else _WIDE
            tab = GradientTab(theme, slope, wide, size=_SIZE)
            note = text("so far", theme.dimmed, size=BODY)
            whole = VGroup(tab, note)
            if key == keys[0]:
                tab.next_to(weight, UP, buff=_AT_WEIGHT)
                whole.remove(note)
            else:
                tab.move_to((row.x_of(key), level, 0.0))
            note.next_to(tab, LEFT, buff=_GAP)
            whole.shift(LEFT * max(0.0, float(tab.get_right()[0]) - safe_width() / 2))
            for part in whole.get_family():
                allow(part, "reading time", "it goes on, with one more factor in it")
                allow(part, "close-up", "it is on its way along the row")
            self.tabs.append(whole)

    def step(self, index: int) -> list[Animation]:
        """Return the animations in which the product comes to the next place, with one more slope."""
        source = self.sources[index]
        after = self.keys[self.keys.index(source) + 1]
        lit = Indicate(self.row.diagram.nodes[after].frame, color=self.theme.gradient, scale_factor=1.0)
        if index == 0:
            return [FadeIn(self.tabs[0], shift=LEFT * 0.8), lit]
        early, late = squish_rate_func(smooth, 0.0, 0.4), squish_rate_func(smooth, 0.4, 1.0)
        gone = FadeOut(self.tabs[index - 1], shift=LEFT * 0.8, rate_func=early)
        come = FadeIn(self.tabs[index], shift=LEFT * 0.8, rate_func=late)
        return [gone, come, lit]

    def land(self) -> list[Animation]:
        """Return the animation in which the weight that it is the slope of lights up."""
        weight = self.row.diagram.parameters[self.keys[0]]
        return [weight.highlight(self.theme.gradient)]
