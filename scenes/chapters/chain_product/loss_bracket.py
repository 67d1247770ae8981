"""How far apart the two dots are at the loss: a bracket with their names at its ends, and the distance."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, VGroup

from backprop_core.network import Network
from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import fit, name_piece, value_line
from scenes.stage.lettering.typesetting import BODY, FORMULA, TypesetLine, math
from scenes.stage.machines.brackets import Bracket
from scenes.stage.measure import allow

_BESIDE, _APART, _DECIMALS = 0.16, 0.6, 3
"""What a name keeps from the bracket; how far off the middle names stand at least; decimals."""


def distance(network: Network, step: Number) -> Quantity:
    """Return the difference of the losses on both sides of the first weight, worked out to many digits."""
    slope, weight = network.finite_difference(network.first_weight, step), network.first_weight
    w = network.quantity[weight].symbol
    plain = f"L({w.plain}+h) − L({w.plain}−h)"
    symbol = Symbol("Delta L", plain, "the difference of the losses", "loss")
    return Quantity(symbol, float(slope.value) * 2 * float(step), decimals=_DECIMALS)


def side_names(theme: Theme, weight: Quantity, loss: Quantity | None = None) -> list[TypesetLine]:
    """Return the names of a weight a step ahead and a step behind, or of the losses there."""
    before: list[Piece | str] = [] if loss is None else [name_piece(loss), "("]
    after = "h" if loss is None else "h )"
    pieces = ([*before, name_piece(weight), sign, after] for sign in "+-")
    return [math(one, theme.ink, size=FORMULA) for one in pieces]


class LossBracket(VGroup):
    """`bracket` right of the loss's line between the dots; `ends` name them, `stated` says how far apart.

    `heights` are those of the dot ahead and of the one behind, `room` is what the names may take.
    """

    def __init__(
        self,
        theme: Theme,
        quantities: tuple[Quantity, Quantity, Quantity],
        x: float,
        heights: tuple[float, float],
        room: float,
    ) -> None:
        super().__init__()
        apart, weight, loss = quantities
        low, high = sorted(heights)
        self.bracket = Bracket(np.array([x, low, 0.0]), np.array([x, high, 0.0]), theme.loss, to_left=True)
        middle = (low + high) / 2
        ahead, behind = side_names(theme, weight, loss)
        upper, lower = (ahead, behind) if heights[0] >= heights[1] else (behind, ahead)
        self.stated = fit(value_line(theme, apart, size=BODY), room)
        self.ends = VGroup(upper, lower)
        places = (
            (upper, max(high, middle + _APART)),
            (self.stated, middle),
            (lower, min(low, middle - _APART)),
        )
        for name, y in places:
            fit(name, room).next_to((x, y, 0.0), RIGHT, buff=_BESIDE)
        self.add(self.bracket, self.ends, self.stated)
        for part in self.get_family():
            allow(part, "close-up", "the row goes on")
