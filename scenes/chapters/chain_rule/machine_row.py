"""Any number of machines in a row, the slope of each, and the one product of all slopes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, LaggedStart, Line, VGroup

from backprop_core.quantity import Piece, Symbol, derivative_symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.graph.machines import Machine, joined
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import BODY, TITLE, TypesetLine, math, text
from scenes.stage.measure import allow

_BOX, _HEIGHT, _GAP = 1.25, 1.0, 0.62
_UNDER = 0.16
_AND_SO_ON = "dots.c"
_INDICES = ("1", "2", "3", "", "n")
"""What tells the machines apart; nothing where more of them are left out."""


class MachineRow(VGroup):
    """`x → f₁ → f₂ → … → fₙ → y`; under each machine its slope, below them their product.

    `stations` are the machines and the dots that stand for more of them; `slopes` stand under them, and
    `factors` are their places in `product`, where the outermost comes first.
    """

    def __init__(self, theme: Theme, ends: tuple[Symbol, Symbol]) -> None:
        super().__init__()
        self.theme = theme
        first, last = ends
        self.ends = [math([Piece(end.typst, "symbol")], role_color(theme, end), size=TITLE) for end in ends]
        self.stations: list[Machine | TypesetLine] = [
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
        for index, prime in enumerate(reversed(primes)):
            pieces += [Piece("dot.op", "symbol")] if index else []
            pieces.append(Piece(prime, "symbol"))
        self.product = math(pieces, theme.gradient, size=TITLE)
        for index, piece in enumerate(pieces, start=1):
            if piece.typst in ("=", "dot.op"):
                self.product.part(index).set_color(theme.ink)
        self.product.next_to(VGroup(*self.slopes), DOWN, buff=0.6).set_x(0.0)
        allow(self.product, "equation", "it holds for any functions: there is nothing to work out")
        for named in (*self.slopes, *self.product):
            allow(named, "untraced", "the function's place in the row")
        self.factors = [self.product.part(3 + 2 * index) for index in reversed(range(len(primes)))]
        self.done = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5)
        self.word = text("the work done so far", theme.dimmed, size=BODY)
        self.done.next_to(self.product, DOWN, buff=_UNDER)
        self.word.next_to(self.done, DOWN, buff=_UNDER)
        self.add(*self.ends, *self.stations, *self.arrows, *self.slopes, self.product, self.done, self.word)

    def enter(self) -> Animation:
        """Return the animation that sets up the row from left to right, with the slopes still to come."""
        order = [self.ends[0], *self.stations, self.ends[1]]
        arrows = [*self.arrows, VGroup()]
        pairs = (FadeIn(VGroup(*pair), shift=RIGHT * 0.2) for pair in zip(order, arrows, strict=True))
        return LaggedStart(*pairs, lag_ratio=0.25)

    def hand_on(self, index: int) -> list[Animation]:
        """Return the animations in which a slope goes into the product, behind the ones that are there.

        The stroke under what has been multiplied so far swallows it.
        """
        station, slope, factor = self.stations[index], self.slopes[index], self.factors[index]
        lit = [station.highlight(self.theme.gradient)] if isinstance(station, Machine) else []
        first = index + 1 == len(self.factors)
        arrive = fly(slope.part(1), factor)
        level, left = float(self.product.get_bottom()[1]) - _UNDER, float(self.factors[-1].get_left()[0])
        end = np.array([float(factor.get_right()[0]), level, 0.0])
        if first:
            self.done.put_start_and_end_on(np.array([left, level, 0.0]), end)
            self.word.next_to(self.done, DOWN, buff=_UNDER).align_to(self.done, LEFT)
            return [*lit, arrive, FadeIn(self.done, self.word)]
        dot = FadeIn(self.product.part(2 * (len(self.factors) - index)))
        grow = changing(self.done).put_start_and_end_on(np.array([left, level, 0.0]), end)
        return [*lit, dot, arrive, grow]
