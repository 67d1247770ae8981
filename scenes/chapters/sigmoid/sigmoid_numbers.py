"""The sigmoid in numbers: value, rest and slope at a place, and what of a gradient gets through a neuron."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ValueTracker, VGroup

from backprop_core import sigmoid
from backprop_core.network import Network
from backprop_core.network.naming import symbol_of
from backprop_core.quantity import Symbol, derivative_symbol
from config import Theme
from scenes.chapters.sigmoid.product_area import ProductArea
from scenes.chapters.sigmoid.share_bar import ShareBar
from scenes.stage.formulas.equation import formula_line, result_line, role_color
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.plots.sigmoid_view import REST, SLOPE, VALUE, Z
from scenes.stage.trackers import settled

_AREA, _READOUT, _ROW_STEP, _BESIDE = 2.5, 0.43, 0.8, 0.45
_LOCAL, _GAP, _CLOSE = 0.46, 0.4, 0.22
_DECIMALS, _STOPS = 4, 41


class SigmoidNumbers(VGroup):
    """Value times rest as an area, the numbers beside it, under it what of a gradient gets through at z.

    `area` and `rows` and `bar` are its parts; none needs to be on stage. z goes from `-span` to `span`.
    """

    def __init__(self, theme: Theme, z: ValueTracker, width: float, span: float) -> None:
        super().__init__()
        self.z = z
        numbers = {
            Z: lambda: settled(z),
            VALUE: lambda: sigmoid.value(settled(z)),
            REST: lambda: sigmoid.value(-settled(z)),
            SLOPE: lambda: sigmoid.derivative(settled(z)),
        }
        self.area = ProductArea(
            theme,
            (VALUE, REST),
            SLOPE,
            lambda: (float(numbers[VALUE]()), float(numbers[REST]())),
            _AREA,
            self.at,
        )
        room = width - float(self.area.square.get_right()[0] - self.area.get_left()[0]) - _BESIDE
        self.rows = []
        for symbol, value in numbers.items():
            decimals, passed = 2 if symbol is Z else _DECIMALS, _passed(symbol, span)
            size = fitting_size(symbol, passed, room, decimals=decimals, size=_READOUT)
            color = role_color(theme, symbol)
            self.rows.append(Readout(symbol, value, color, decimals=decimals, size=size, at=self.at))
        corner = self.area.square.get_right() + RIGHT * _BESIDE + UP * 1.35 * _ROW_STEP
        for index, row in enumerate(self.rows):
            row.at(corner + DOWN * index * _ROW_STEP)
        loss = symbol_of("L", None)
        part, whole = (derivative_symbol(loss, Symbol(letter, letter, letter)) for letter in "za")
        share = lambda: float(numbers[SLOPE]())  # noqa: E731
        self.bar = ShareBar(theme, (part, whole), share, width, stands_for=SLOPE, at=self.at)
        self.bar.next_to(self.area, DOWN, buff=_GAP).align_to(self.area, LEFT)
        self.add(self.area, *self.rows, self.bar)

    def at(self) -> dict[str, float]:
        """Return where z stands."""
        return {Z.plain: float(settled(self.z))}

    def put(self, left: float, top: float) -> None:
        """Put the upper left corner at a place; the live numbers keep their places in the rows."""
        self.shift(np.array([left, top, 0.0]) - self.get_corner(UP + LEFT))

    def begin(self) -> None:
        """Write everything as it is where z stands now."""
        self.area.update()
        for row in self.rows:
            row.now()


def _passed(symbol: Symbol, span: float) -> list[float]:
    """Return what one of the numbers is at some of the places that z passes."""
    ways = {
        Z: lambda z: z,
        VALUE: sigmoid.value,
        REST: lambda z: sigmoid.value(-z),
        SLOPE: sigmoid.derivative,
    }
    return [float(ways[symbol](z)) for z in np.linspace(-span, span, _STOPS)]


class NeuronShare(VGroup):
    """A neuron's slope, `line`, and under it what of a gradient gets through it, `bar`."""

    def __init__(self, theme: Theme, net: Network, pair: tuple[str, str], width: float) -> None:
        super().__init__()
        local, (value, pre) = net.local[pair], (net.quantity[key].symbol for key in pair)
        formula, result = (make(theme, local, size=_LOCAL) for make in (formula_line, result_line))
        self.line = VGroup(formula, result.next_to(formula, RIGHT, buff=0.15).on_baseline_of(formula))
        self.line.scale(min(1.0, width / self.line.width))
        ends = derivative_symbol(symbol_of("L", None), pre), derivative_symbol(symbol_of("L", None), value)
        share = partial(float, local.value)
        self.bar = ShareBar(theme, ends, share, width, stands_for=local.symbol)
        self.add(self.line, self.bar)
        self.arrange(DOWN, buff=_CLOSE, aligned_edge=LEFT)
