"""What stands before each number line: its variable's value while its dot moves, then its nudge's name."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, Animation, FadeIn, FadeOut, LaggedStart, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Piece, Symbol
from config import Theme
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, math
from scenes.stage.nudges.names import delta, moved
from scenes.stage.nudges.number_lines import NumberLines

LIVE_DECIMALS = 2, 3
"""Decimals of a value: as many as it needs to be told exactly where it rests, if these are enough."""

_NUDGE = 0.62
"""Size of a nudge's name."""


class LineNames:
    """For each number line `live`, its value, and `nudges`, the name of its nudge, in a column's `room`.

    `names` are the bare names of the variables, in the place that they have in `live`.
    """

    def __init__(self, theme: Theme, lines: NumberLines, nudge: Number, left: float, room: float) -> None:
        self._lines = lines
        ends = [lines.chain.values_from(lines.chain.at + step) for step in (0, nudge)]
        self.live: list[Readout] = []
        for index, symbol in enumerate(lines.symbols):
            values = [end[index] for end in ends]
            decimals = next((n for n in LIVE_DECIMALS if _exact(values[0], n)), LIVE_DECIMALS[0])
            size = fitting_size(symbol, values, room, decimals=decimals, size=FORMULA)
            self.live.append(self._live(index, size, decimals))
        self.nudges: list[TypesetLine] = []
        for index, (readout, symbol) in enumerate(zip(self.live, lines.symbols, strict=True)):
            name = math(
                [Piece(delta(symbol).typst, "symbol")], lines.colors[index], size=_NUDGE, display=False
            )
            name.move_to((left, lines.level(index), 0.0), aligned_edge=-RIGHT)
            readout.at(np.array([left, name.baseline, 0.0]))
            self.nudges.append(name)

    def rename(self, index: int) -> Animation:
        """Return the animation in which the value goes and the nudge's name takes its place."""
        leaving: VMobject = self.live[index]
        return LaggedStart(FadeOut(leaving), FadeIn(self.nudges[index], shift=RIGHT * 0.15), lag_ratio=1.0)

    def _live(self, index: int, size: float, decimals: int) -> Readout:
        lines, symbol = self._lines, self._lines.symbols[index]
        start = lines.chain.values[index]
        return Readout(
            Symbol(symbol.typst, moved(symbol).plain, symbol.spoken, symbol.role),
            lambda: start + lines.changes()[index],
            lines.colors[index],
            decimals=decimals,
            size=size,
            at=lambda: {delta(lines.symbols[0]).plain: lines.nudge},
        )


def _exact(value: Number, decimals: int) -> bool:
    scaled = value * 10**decimals
    return bool(scaled == round(float(scaled)))
