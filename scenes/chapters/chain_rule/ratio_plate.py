"""The stretch that a machine makes of a nudge: a number on a plate beside its fan."""

from __future__ import annotations

from collections.abc import Callable

from manim import LEFT, RIGHT, Animation, FadeIn, RoundedRectangle, VGroup

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.chapters.chain_rule.free_side import Edge, beside_fans
from scenes.stage.formulas.equation import name_piece, number_piece, sign
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.nudges.names import delta, ratio_symbol
from scenes.stage.nudges.number_lines import NumberLines

_SIZE, _ROOM, _PAD, _ROUND, _STROKE = 0.84, 4.2, (0.2, 0.1), 0.16, 2.0
_LOWER = 0.11
"""How far below the middle a plate stands under a line with labels below it."""


class RatioPlate(VGroup):
    """`Δu/Δx ≈ digits`, which follow the nudges, on an opaque `ground` beside the fan between two lines.

    `values` are the ratios for which there is room.
    """

    def __init__(
        self,
        theme: Theme,
        lines: NumberLines,
        of: int,
        slope: Quantity,
        values: list[Number],
        decimals: int,
    ) -> None:
        super().__init__()
        self.theme, self.lines, self.of, self.slope, self.size = theme, lines, of, slope, _SIZE
        self._make(decimals)
        widest = max(self._settled().width, *(self._made(value, decimals).width for value in values))
        self.size *= min(1.0, _ROOM / float(widest))
        self._make(decimals)
        self.ground = RoundedRectangle(
            corner_radius=_ROUND,
            width=min(float(widest), _ROOM) + 2 * _PAD[0],
            height=float(self.readout.height) + 2 * _PAD[1],
            stroke_color=theme.gradient,
            stroke_width=_STROKE,
        )
        self.ground.set_fill(theme.background, opacity=1.0)
        self.add(self.ground, self.readout)

    def _make(self, decimals: int) -> None:
        self.readout = self._made(lambda: self.lines.ratio(self.of, self.of - 1), decimals)

    def _made(self, value: Number | Callable[[], Number], decimals: int) -> Readout:
        lines = self.lines
        return Readout(
            ratio_symbol(lines.symbols[self.of], lines.symbols[self.of - 1]),
            value if callable(value) else lambda: value,
            self.theme.gradient,
            decimals=decimals,
            size=self.size,
            at=lambda: {delta(lines.symbols[0]).plain: lines.nudge},
        )

    def lay(self, edges: list[Edge]) -> None:
        """Put it at the height between its lines where it is clear of the fans."""
        level = self.lines.level(self.of - 0.5) - _LOWER * (self.of > 1)
        self.ground.move_to(beside_fans(self.ground, edges, self.lines, level))
        self.readout.shift(self.ground.get_center() - self.readout.get_center())
        self.readout.align_to(self.ground.get_left() + RIGHT * _PAD[0], LEFT)
        self.readout.now()

    def enter(self) -> list[Animation]:
        """Return the animations that bring the plate and its number."""
        return [FadeIn(self.ground), FadeIn(self.readout.now())]

    def settle(self) -> TypesetLine:
        """Return `du/dx = digits` in the place of the ratio, its name where the ratio's name stands."""
        line = self._settled()
        return line.on_baseline_of(self.readout.label).align_to(self.readout.label, LEFT)

    def _settled(self) -> TypesetLine:
        slope = self.slope
        pieces: list[Piece | str] = [name_piece(slope), sign(slope.relation), number_piece(slope)]
        return math(pieces, self.theme.gradient, size=self.size, display=False)
