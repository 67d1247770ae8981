"""Change over step for a step that is halved again and again: how far each still is from the slope."""

from __future__ import annotations

import math as mathematics
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup

from backprop_core.curve import Curve
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.chapters.worked_example.microscope import block
from scenes.stage.formulas.equation import fit, value_line
from scenes.stage.layout import Region
from scenes.stage.measure import Measurement

STEPS = 4
"""How many steps there are, each half of the one before."""

_CLOSER, _NOISE, _DECIMALS = 0.75, 1e-8, (2, 9)
"""By how much each must come closer, the share of the slope under which rounding would be seen, and how many
decimals there can be."""

_NAMES = "Delta x", "(Delta y)/(Delta x)"

_HEAD, _FOOT, _COLUMN, _AWAY = 2.35, 0.45, 3.6, 0.4
"""What the rows leave free above and below them; width of the steps' column, what it leaves free before the
line."""

_WIDEST, _ROOM, _HALF, _BAR, _GAP = 5.2, 3.6, 1.8, 0.62, 0.25
"""Width of the widest bar, room for its number, width of the first step; height of bars; what texts keep."""

_NAME, _TYPE = 0.72, 0.66
"""Type of the slope, and of the rows."""


class RatioStairs(VGroup):
    """A row for every step: its width, and from the upright `line` at the slope a bar to change over step.

    `steps` and `ratios` are the numbers, `lines` of them stand at the rows' ends. Where changes over step are
    smaller than the slope, the bars go to the left.
    """

    def __init__(self, theme: Theme, curve: Curve, place: Number, step: Number, slope: Quantity) -> None:
        super().__init__()
        steps = [step / 2**index for index in range(STEPS)]
        found = [curve.nudge(place, one) for one in steps]
        self.off = [float(change.gap / one) for change, one in zip(found, steps, strict=True)]
        self.slope = float(slope.value)
        self.tells = self._tells()
        if not self.tells:
            return
        decimals = 2 - mathematics.floor(mathematics.log10(abs(self.off[-1])))
        decimals = max(_DECIMALS[0], min(_DECIMALS[1], decimals))
        self.steps = [
            Quantity(Symbol(_NAMES[0], f"step {index}", "the step", "input"), one, decimals=9)
            for index, one in enumerate(steps)
        ]
        self.ratios = [
            Quantity(
                Symbol(_NAMES[1], f"ratio {index}", "the ratio"),
                change.true_change / one,
                decimals=decimals,
            )
            for index, (change, one) in enumerate(zip(found, steps, strict=True))
        ]
        self.way = 1.0 if self.off[0] > 0 else -1.0
        self._draw(theme, slope)

    def _tells(self) -> bool:
        """Tell whether each half step comes closer, by so much that it can be seen and is no rounding."""
        least = _NOISE * max(1.0, abs(self.slope))
        closer = (0 < after / before < _CLOSER for before, after in pairwise(self.off) if before)
        return all(abs(off) > least for off in self.off) and all(closer)

    def _draw(self, theme: Theme, slope: Quantity) -> None:
        safe, way = Region.safe(), self.way
        top, bottom = safe.top - _HEAD, safe.bottom + _FOOT
        self.heights = np.linspace(top, bottom, STEPS)
        self.x = way * (safe.left + _COLUMN)
        self.unit = _WIDEST / abs(self.off[0])
        ends = [np.array([self.x, y, 0.0]) for y in (top + _BAR, bottom - _FOOT)]
        self.line = Line(ends[0], ends[1], stroke_color=theme.gradient, stroke_width=6.0)
        self.goal = value_line(theme, slope, size=_NAME, display=False).next_to(ends[0], UP, buff=0.15)
        self.rows, self.bars, self.dots, self.widths, self.lines = [], [], [], [], []
        for y, off, step, ratio in zip(self.heights, self.off, self.steps, self.ratios, strict=True):
            width = abs(off) * self.unit
            edges = self.x, self.x + way * width
            bar = block(*edges, y - _BAR / 2, _BAR).set_fill(theme.loss, opacity=0.9)
            dot = Dot((self.x + way * width, y, 0.0), radius=0.13, color=theme.ink)
            stated = fit(value_line(theme, ratio, size=_TYPE, display=False), _ROOM)
            stated.next_to(dot, way * RIGHT, buff=_GAP)
            wide = _HALF * abs(float(step.value) / float(self.steps[0].value))
            blue = Line(LEFT * wide / 2, RIGHT * wide / 2, stroke_color=theme.input, stroke_width=15.0)
            digits = fit(value_line(theme, step, size=_TYPE, display=False), _COLUMN - _AWAY)
            edge = np.array([self.x - way * _AWAY, y, 0.0])
            digits.move_to(edge + UP * 0.14, aligned_edge=way * RIGHT)
            blue.next_to(digits, DOWN, buff=0.18).align_to(digits, way * RIGHT)
            self.rows.append(VGroup(blue, digits, bar, dot, stated))
            self.bars.append(bar)
            self.dots.append(dot)
            self.widths.append(VGroup(blue, digits))
            self.lines.append(stated)
        self.add(self.line, self.goal, *self.rows)

    def measurements(self) -> Iterable[Measurement]:
        """Read back how far each change over step lies from the slope."""
        for index, (bar, dot) in enumerate(zip(self.bars, self.dots, strict=True)):
            if bar.get_fill_opacity():
                off = float(dot.get_x() - self.line.get_x()) / self.unit
                yield Measurement("length", f"off {index}", off, 1e-4 * abs(self.off[0]))
