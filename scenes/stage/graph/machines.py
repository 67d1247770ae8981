"""Machines in a row: each takes the value that the one before it has made."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Animation,
    Arrow,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
    LaggedStart,
    VGroup,
    rush_from,
)
from numpy.typing import NDArray

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.decimals.agreement import product_decimals
from backprop_core.quantity import Formula, Piece, Quantity, Symbol, derivative_symbol
from config import Theme
from scenes.stage.formulas.equation import fit, role_color, value_line
from scenes.stage.formulas.expressions import expression_pieces, formula_at
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.scripts import legible
from scenes.stage.lettering.typesetting import BODY, FORMULA, TITLE, TypesetLine, TypesetPart, math
from scenes.stage.style import STYLE

_NUDGED, _FILL, _APART, _INSIDE = 0.3, 0.06, 0.8, 0.06
"""How far a value moves while it comes out of its machine; how strong a machine's tint is; from a value to a
machine in a row; what a label keeps from the edges above and below."""

LETTERS = ("g", "f")
"""What the machines are called, the one that works first named first."""

X = Symbol("x", "x", "x", "input")
U = Symbol("u", "u", "u", "pre_activation")
Y = Symbol("y", "y", "y")


def slopes_of(chain: Composition, symbols: Sequence[Symbol]) -> dict[tuple[int, int], Quantity]:
    """Return the slopes of a chain of two by the places of their variables: inner, outer, the whole.

    Each has its formula; decimals are chosen so that the shown factors give the shown product.
    """
    x, u, y = symbols
    inner, outer = chain.local_derivatives
    of_factors, of_product = product_decimals((outer, inner), chain.derivative)
    by_x, by_u = (
        Quantity(
            derivative_symbol(of, by, partial=False),
            slope,
            formula_at(stage.derivative_expression, (Quantity(by, value),)),
            decimals=of_factors,
        )
        for of, by, slope, stage, value in zip(
            (u, y), (x, u), (inner, outer), chain.stages, chain.values, strict=False
        )
    )
    formula = Formula("{outer} dot.op {inner}", {"outer": by_u, "inner": by_x})
    whole = Quantity(derivative_symbol(y, x, partial=False), chain.derivative, formula, decimals=of_product)
    return {(1, 0): by_x, (2, 1): by_u, (2, 0): whole}


class Machine(Box):
    """A box with the function that works in it, `g(x) = …`, or a bare letter where no function is given.

    A function too long to be read there, when the machine has shrunk to a share, is only named, `g(x)`.
    """

    def __init__(
        self,
        theme: Theme,
        letter: str,
        width: float,
        height: float,
        argument: Symbol,
        curve: Curve | None,
        *,
        shrunk: float = 1.0,
    ) -> None:
        super().__init__(theme, theme.ink, width, height)
        self.frame.set_fill(opacity=_FILL)
        pieces: list[Piece | str] = [Piece(letter, "symbol")]
        if curve is not None:
            pieces += ["(", Piece(argument.typst, "symbol"), ")"]
        named = math(pieces, theme.ink, size=TITLE if curve is None else BODY, display=False)
        self.label, tallest = named, height - 2 * _INSIDE
        if curve is not None:
            pieces += ["=", *expression_pieces(curve.expression, (argument,))]
            whole = math(pieces, theme.ink, size=BODY, display=False)
            size = whole.size * min(1.0, self.room / whole.width, tallest / whole.height)
            if size * shrunk >= legible(" ".join(piece.typst for piece in whole.pieces)):
                self.label = whole
        for index, piece in enumerate(self.label.pieces, start=1):
            if piece.kind == "symbol" and index > 1:
                self.label.part(index).set_color(role_color(theme, argument))
        fit(self.label, self.room).scale(min(1.0, tallest / self.label.height))
        self.add(self.label.move_to(self.frame))

    def reset(self) -> Animation:
        """Return the animation back to the frame's plain look, on which every colour can be read."""
        return self._look(self.color_on, 3.0, 1.0, _FILL)


class MachineChain(VGroup):
    """Values and machines by turns, with arrows between them, from the top down or from left to right.

    `values[i]` states what goes into `machines[i]`. From the top down two values stand `pitch` apart; from
    left to right everything takes what it needs of a `room`, in which it shrinks.
    """

    def __init__(
        self,
        theme: Theme,
        chain: Composition,
        symbols: Sequence[Symbol],
        *,
        width: float,
        pitch: float = 0.0,
        room: float = np.inf,
    ) -> None:
        super().__init__()
        self.theme = theme
        stated = zip(symbols, chain.values, strict=True)
        self.quantities = [Quantity(symbol, value) for symbol, value in stated]
        self.values = [value_line(theme, quantity, size=FORMULA) for quantity in self.quantities]
        height = 0.38 * pitch if pitch else 0.95
        inputs = list(zip(LETTERS, symbols, chain.stages, strict=False))
        wide = sum(float(value.width) for value in self.values) + len(inputs) * (width + 2 * _APART)
        shrunk = 1.0 if pitch else min(1.0, room / wide)
        self.machines = [
            Machine(theme, letter, width, height, symbol, curve, shrunk=shrunk)
            for letter, symbol, curve in inputs
        ]
        if pitch:
            for index, value in enumerate(self.values):
                fit(value, width).move_to(DOWN * pitch * index)
            for index, machine in enumerate(self.machines):
                machine.move_to(DOWN * pitch * (index + 0.5))
        else:
            VGroup(*self._in_order()).arrange(RIGHT, buff=_APART)
            for value in self.values:
                value.set_y(0.0)
        self.arrows = [self._arrow(a, b) for a, b in pairwise(self._in_order())]
        self.add(*self.values, *self.machines, *self.arrows)
        self.scale(shrunk)

    def digits(self, index: int) -> TypesetPart:
        """Return the digits of a value."""
        return self.values[index].part(3)

    def enter(self) -> Animation:
        """Return the animation that sets up the machines and the way through them, without values."""
        return LaggedStart(
            *(FadeIn(machine, shift=DOWN * 0.15) for machine in self.machines),
            *(GrowArrow(arrow) for arrow in self.arrows),
            lag_ratio=0.2,
        )

    def swallow(self, index: int) -> list[Animation]:
        """Return the animations in which a spark runs from a value into its machine."""
        machine, arrow = self.machines[index], self.arrows[2 * index]
        spark = Dot(
            arrow.get_start(), radius=0.09, color=role_color(self.theme, self.quantities[index].symbol)
        )
        return [
            FadeOut(spark, target_position=arrow.get_end(), rate_func=rush_from),
            machine.highlight(self.theme.ink),
        ]

    def make(self, index: int) -> list[Animation]:
        """Return the animations in which a machine gives out the next value."""
        machine, value = self.machines[index], self.values[index + 1]
        way = value.get_center() - machine.get_center()
        way *= _NUDGED / float(np.linalg.norm(way))
        return [FadeIn(value, shift=way), machine.reset()]

    def _in_order(self) -> list[TypesetLine | Machine]:
        order: list[TypesetLine | Machine] = [self.values[0]]
        for machine, value in zip(self.machines, self.values[1:], strict=True):
            order += [machine, value]
        return order

    def _arrow(self, before: TypesetLine | Machine, after: TypesetLine | Machine) -> Arrow:
        way = after.get_center() - before.get_center()
        way = RIGHT if abs(way[0]) > abs(way[1]) else DOWN
        return joined(self.theme, before.get_edge_center(way), after.get_edge_center(-way))


def joined(theme: Theme, start: NDArray[np.float64], end: NDArray[np.float64]) -> Arrow:
    """Return the arrow from one thing in a row to the next."""
    return STYLE.arrow(start, end, theme.dimmed, buff=0.09, tip_length=0.15)
