"""The rule for one parameter: in symbols, then in their place with the numbers put in, and the new value."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from config import Theme
from scenes.stage.formulas.update_rule import Update, UpdateRule
from scenes.stage.lettering.typesetting import TypesetLine

_BELOW = 0.35


class StepRule(UpdateRule):
    """`symbols` and `numbers` stand on one line, of which never more than one is seen, `result` under it."""

    def __init__(self, theme: Theme, update: Update, key: str, *, size: float) -> None:
        super().__init__(theme, update, key, size=size)
        self.numbers.on_baseline_of(self.symbols).align_to(self.symbols, LEFT)
        line = VGroup(self.symbols, self.numbers)
        self.result.next_to(line, DOWN, buff=_BELOW, aligned_edge=LEFT)

    @staticmethod
    def right_side(line: TypesetLine) -> VGroup:
        """Return what stands right of the arrow in one of the two lines: what the numbers replace."""
        literals = line.part(0).submobjects[1:]
        return VGroup(*literals, *(line.part(index) for index in range(2, len(line.pieces) + 1)))
