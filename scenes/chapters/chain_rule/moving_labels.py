"""What stands beside number lines: each variable's value while its dot moves, then the width of its nudge."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, Animation, FadeIn, FadeOut, LaggedStart

from backprop_core.composition import Composition
from backprop_core.number import Number
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.nudges.check_rows import moved
from scenes.stage.nudges.nudge_fraction import delta
from scenes.stage.nudges.number_lines import NumberLines

WIDTH_DECIMALS, LIVE_DECIMALS = 4, 3
"""Decimals of a nudge, of a value."""


class MovingLabels:
    """For each number line the readout of its value and that of its nudge, on one baseline.

    `changes` are the nudges of all variables, for one nudge of the first after the other: the widths' type
    is so small that all of them fit into the `room` (stage units) right of `left`.
    """

    def __init__(
        self,
        theme: Theme,
        lines: NumberLines,
        chain: Composition,
        changes: Sequence[Sequence[Number]],
        left: float,
        room: float,
    ) -> None:
        self._theme, self._lines, self._chain = theme, lines, chain
        self.widths = [self._width(index, changes, room) for index in range(len(lines.symbols))]
        self.live = [self._live(index) for index in range(len(self.widths))]
        for index, (live, width) in enumerate(zip(self.live, self.widths, strict=True)):
            width.move_to((left, lines.level(index), 0.0), aligned_edge=LEFT)
            live.at(np.array([left, width.label.baseline, 0.0]))

    def name_width(self, index: int) -> Animation:
        """Return the animation in which the live value goes, and the label of the nudge takes its place."""
        comes = FadeIn(self.widths[index], shift=RIGHT * 0.15)
        return LaggedStart(FadeOut(self.live[index]), comes, lag_ratio=1.0)

    def _width(self, index: int, changes: Sequence[Sequence[Number]], room: float) -> Readout:
        lines, symbol = self._lines, self._lines.symbols[index]
        values = [change[index] for change in changes]
        return Readout(
            delta(symbol),
            lambda: lines.changes()[index],
            role_color(self._theme, symbol),
            decimals=WIDTH_DECIMALS,
            size=fitting_size(delta(symbol), values, room, decimals=WIDTH_DECIMALS),
            at=lambda: {delta(lines.symbols[0]).plain: lines.nudge},
        )

    def _live(self, index: int) -> Readout:
        lines, symbol = self._lines, self._lines.symbols[index]
        start = self._chain.values[index]
        return Readout(
            Symbol(symbol.typst, moved(symbol).plain, symbol.spoken, symbol.role),
            lambda: start + lines.changes()[index],
            role_color(self._theme, symbol),
            decimals=LIVE_DECIMALS,
            at=lambda: {delta(lines.symbols[0]).plain: lines.nudge},
        )
