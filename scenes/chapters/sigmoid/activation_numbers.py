"""An activation in numbers: sum, value and slope at a place, and what of a gradient gets through a neuron."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ValueTracker, VGroup

from backprop_core.network import Network
from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.graph import Neuron
from backprop_core.network.naming import symbol_of
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol, derivative_symbol
from config import Theme
from scenes.chapters.sigmoid.product_area import ProductArea
from scenes.chapters.sigmoid.share_bar import ShareBar
from scenes.stage.formulas.equation import (
    color_roles,
    formula_line,
    name_piece,
    number_piece,
    result_line,
    role_color,
    sign,
)
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.trackers import settled

_AREA, _READOUT, _ROW_STEP, _BESIDE = 2.5, 0.43, 0.8, 0.45
_LOCAL, _NARROW, _GAP, _CLOSE = 0.46, 3.1, 0.4, 0.22
_DECIMALS, _STOPS = 4, 41


class ActivationNumbers(VGroup):
    """The numbers at z, under them what of a gradient gets through there.

    Between two levels the slope is a product: `area` has its factors as sides, and the numbers stand beside
    it. `area`, `rows` and `bar` are its parts; none needs to be on stage. z goes from end to end of `window`.
    """

    def __init__(
        self,
        theme: Theme,
        curve: ActivationCurve,
        z: ValueTracker,
        width: float,
        window: tuple[float, float],
    ) -> None:
        super().__init__()
        self.curve, self.z = curve, z
        self.numbers: dict[Symbol, Callable[[Number], Number]] = {
            curve.z: lambda at: at,
            **dict(curve.parts or ((curve.value_symbol, curve.value),)),
            curve.slope_symbol: curve.slope,
        }
        self.area, corner = VGroup(), UP * 1.35 * _ROW_STEP
        if curve.parts:
            area = self._area(theme, curve)
            corner = corner + area.square.get_right() + RIGHT * _BESIDE
            width_beside = width - float(area.square.get_right()[0] - area.get_left()[0]) - _BESIDE
            self.area = area
        else:
            width_beside = width
        self.rows = []
        for symbol in self.numbers:
            decimals, passed = 2 if symbol == curve.z else _DECIMALS, self._passed(symbol, window)
            size = fitting_size(symbol, passed, width_beside, decimals=decimals, size=_READOUT)
            color, value = role_color(theme, symbol), partial(self._exact, symbol)
            self.rows.append(Readout(symbol, value, color, decimals=decimals, size=size, at=self.at))
        for index, row in enumerate(self.rows):
            row.at(corner + DOWN * index * _ROW_STEP)
        ends = _gradient(Symbol("z", "z", "z")), _gradient(Symbol("a", "a", "a"))
        slopes = curve.slope_range(window)
        self.bar = ShareBar(
            theme,
            ends,
            lambda: self._now(curve.slope_symbol),
            width,
            stands_for=curve.slope_symbol,
            at=self.at,
            reach=(min(0.0, slopes[0]), max(1.0, slopes[1])),
        )
        above = self.area if curve.parts else VGroup(*self.rows)
        self.bar.next_to(above, DOWN, buff=_GAP).align_to(above, LEFT)
        self.add(self.area, *self.rows, self.bar)

    def _area(self, theme: Theme, curve: ActivationCurve) -> ProductArea:
        assert curve.parts is not None
        (low, _), (high, _) = curve.parts
        floor, ceiling = (float(level or 0) for level in curve.shape.levels)
        sides = lambda: (self._now(low), self._now(high))  # noqa: E731
        names = low, high
        return ProductArea(theme, names, curve.slope_symbol, sides, _AREA, self.at, most=ceiling - floor)

    def at(self) -> dict[str, float]:
        """Return where z stands."""
        return {self.curve.z.plain: float(settled(self.z))}

    def put(self, left: float, top: float) -> None:
        """Put the upper left corner at a place; the live numbers keep their places in the rows."""
        self.shift(np.array([left, top, 0.0]) - self.get_corner(UP + LEFT))

    def begin(self) -> None:
        """Write everything as it is where z stands now."""
        self.area.update()
        for row in self.rows:
            row.now()

    def _exact(self, symbol: Symbol) -> Number:
        return self.numbers[symbol](settled(self.z))

    def _now(self, symbol: Symbol) -> float:
        return float(self._exact(symbol))

    def _passed(self, symbol: Symbol, window: tuple[float, float]) -> list[float]:
        """Return what one of the numbers is at some of the places that z passes."""
        return [float(self.numbers[symbol](float(z))) for z in np.linspace(*window, _STOPS)]


class NeuronShare(VGroup):
    """A neuron's slope, `line`, and what of a gradient gets through it, `bar`: under the line, or beside its
    digits where it is `narrow`.
    """

    def __init__(
        self, theme: Theme, net: Network, neuron: Neuron, width: float, *, narrow: bool = False
    ) -> None:
        super().__init__()
        local = net.local[neuron.output, neuron.sum]
        value, pre = (net.quantity[key].symbol for key in (neuron.output, neuron.sum))
        share = float(local.value)
        reach = min(0.0, share), max(1.0, share)
        if narrow:
            self.line = VGroup(_digits_line(theme, local))
            room = width - _NARROW - _GAP
            self.line.scale(min(1.0, _NARROW / self.line.width))
            self.bar = ShareBar(theme, None, lambda: share, room, stands_for=local.symbol, reach=reach)
            self.bar.next_to(self.line, RIGHT, buff=_GAP).align_to(
                self.line.get_left() + RIGHT * width, RIGHT
            )
            self.add(self.line, self.bar)
            return
        formula, result = (make(theme, local, size=_LOCAL) for make in (formula_line, result_line))
        self.line = VGroup(formula, result.next_to(formula, RIGHT, buff=0.15).on_baseline_of(formula))
        self.line.scale(min(1.0, width / self.line.width))
        self.bar = ShareBar(
            theme,
            (_gradient(pre), _gradient(value)),
            lambda: share,
            width,
            stands_for=local.symbol,
            reach=reach,
        )
        self.add(self.line, self.bar)
        self.arrange(DOWN, buff=_CLOSE, aligned_edge=LEFT)


def _digits_line(theme: Theme, local: Quantity) -> TypesetLine:
    """Typeset a slope's name and digits in a line that is low enough to stand under others."""
    pieces = name_piece(local), sign(local.relation), number_piece(local)
    return color_roles(math(pieces, theme.ink, size=_LOCAL, display=False), theme)


def _gradient(by: Symbol) -> Symbol:
    return derivative_symbol(symbol_of("L", None), by)
