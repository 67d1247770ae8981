"""The rule for one parameter: in symbols, then in their place with the numbers put in, and the new value."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.formulas.equation import color_roles, name_piece, value_line
from scenes.stage.formulas.update_rule import Update, numbers_put_in
from scenes.stage.lettering.typesetting import TypesetLine, math

_BELOW = 0.35


class StepRule(VGroup):
    """`symbols` and `numbers` stand on one line, of which never more than one is seen, `result` under it."""

    def __init__(self, theme: Theme, update: Update, key: str, *, size: float) -> None:
        super().__init__()
        new = update.new(key)
        assert new.formula is not None
        pieces: list[Piece | str] = [name_piece(new), "arrow.l", *new.formula.pieces()]
        self.symbols = color_roles(math(pieces, theme.ink, size=size), theme)
        self.numbers = numbers_put_in(theme, new, size)
        self.numbers.on_baseline_of(self.symbols).align_to(self.symbols, LEFT)
        self.result = value_line(theme, new, size=size)
        line = VGroup(self.symbols, self.numbers)
        self.result.next_to(line, DOWN, buff=_BELOW, aligned_edge=LEFT)
        self.add(self.symbols, self.numbers, self.result)

    @staticmethod
    def right_side(line: TypesetLine) -> VGroup:
        """Return what stands right of the arrow in one of the two lines: what the numbers replace."""
        literals = line.part(0).submobjects[1:]
        return VGroup(*literals, *(line.part(index) for index in range(2, len(line.pieces) + 1)))

    def term(self) -> VGroup:
        """Return a copy of the rule's last term in symbols, minus rate times slope, glyph by glyph."""
        line = self.symbols
        _, minus, times = line.part(0).submobjects[:3]
        rate, slope = (line.part(index) for index in (len(line.pieces) - 2, len(line.pieces)))
        return VGroup(minus, *rate, times, *slope).copy()
