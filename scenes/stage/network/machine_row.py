"""Any number of machines in a row, the slope of each, and the one product of all slopes."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, RIGHT, Animation, FadeIn, TransformFromCopy, VGroup

from backprop_core.quantity import Piece, Symbol, derivative_symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.typesetting import TITLE, Line, math
from scenes.stage.measure import allow
from scenes.stage.network.machines import Machine, joined

_BOX, _HEIGHT, _GAP = 1.25, 1.0, 0.62
_AND_SO_ON = "dots.c"
_INDICES = ("1", "2", "3", "", "n")
"""What tells the machines apart; nothing where more of them are left out."""


class MachineRow(VGroup):
    """`x → f₁ → f₂ → … → fₙ → y`; under each machine its slope, below them their product.

    `stations` are the machines and the dots that stand for more of them; `slopes` stand under them, and
    `factors` are their places in `product`.
    """

    def __init__(self, theme: Theme, ends: tuple[Symbol, Symbol]) -> None:
        super().__init__()
        self.theme = theme
        first, last = ends
        self.ends = [math([Piece(end.typst, "symbol")], role_color(theme, end), size=TITLE) for end in ends]
        self.stations: list[Machine | Line] = [
            Machine(theme, f"f_{index}", _BOX, _HEIGHT, first, None)
            if index
            else math([_AND_SO_ON], theme.dimmed, size=TITLE)
            for index in _INDICES
        ]
        self.machines = [station for station in self.stations if isinstance(station, Machine)]
        order = [self.ends[0], *self.stations, self.ends[1]]
        VGroup(*order).arrange(RIGHT, buff=_GAP)
        self.arrows = [joined(theme, a.get_right(), b.get_left()) for a, b in pairwise(order)]
        primes = [f"f'_{index}" if index else _AND_SO_ON for index in _INDICES]
        self.slopes = [
            math([Piece(prime, "symbol")], theme.gradient, size=TITLE).next_to(station, DOWN, buff=0.45)
            for prime, station in zip(primes, self.stations, strict=True)
        ]
        for slope in self.slopes:
            slope.on_baseline_of(self.slopes[0])
        whole = derivative_symbol(last, first, partial=False)
        pieces = [Piece(whole.typst, "symbol"), Piece("=", "symbol")]
        for index, prime in enumerate(primes):
            pieces += [Piece("dot.op", "symbol")] if index else []
            pieces.append(Piece(prime, "symbol"))
        self.product = math(pieces, theme.gradient, size=TITLE)
        for index, piece in enumerate(pieces, start=1):
            if piece.typst in ("=", "dot.op"):
                self.product.part(index).set_color(theme.ink)
        self.product.next_to(VGroup(*self.slopes), DOWN, buff=0.75).set_x(0.0)
        allow(self.product, "equation", "it holds for any functions: there is nothing to work out")
        for named in (*self.slopes, *self.product):
            allow(named, "untraced", "the function's place in the row")
        self.factors = [self.product.part(3 + 2 * index) for index in range(len(primes))]
        self.add(*self.ends, *self.stations, *self.arrows, *self.slopes, self.product)

    def rest(self, framed: int) -> VGroup:
        """Return the row without the frames of its first machines, which stand already."""
        there = self.stations[:framed]
        frames = [station.frame for station in there if isinstance(station, Machine)]
        labels = [part for station in there for part in station if part not in frames]
        return VGroup(*self.ends, *labels, *self.stations[framed:], *self.arrows)

    def hand_on(self, index: int) -> list[Animation]:
        """Return the animations in which a slope goes into the product, before the ones that are there."""
        station, slope = self.stations[index], self.slopes[index]
        lit = [station.light(self.theme.gradient)] if isinstance(station, Machine) else []
        dot = [FadeIn(self.product.part(2 * index + 4))] if index + 1 < len(self.factors) else []
        return [*lit, *dot, TransformFromCopy(slope.part(1), self.factors[index])]
