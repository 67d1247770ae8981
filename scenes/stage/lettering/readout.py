"""A number that moves: digits bound to a value, redrawn from ready-made glyphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Self

import numpy as np
from manim import Mobject, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.film.timeline import ShownNumber
from scenes.stage.lettering import digits
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, math, shown_number


class MovingDigits(VMobject):
    """The digits and the sign before them, as one outline; `number` is what they state now."""

    number: ShownNumber | None = None


class Readout(VGroup):
    """`symbol = digits`, where the digits follow `value()` every frame.

    All its `decimals` always stand, so that the label does not jump. `quantity` tells what is shown now.
    The label's left edge stays where it was put; the digits grow to the right. `at` gives the variables
    that the value moves with, by name.
    """

    def __init__(
        self,
        symbol: Symbol,
        value: Callable[[], Number],
        color: str,
        *,
        decimals: int = 2,
        size: float = FORMULA,
        at: Callable[[], Mapping[str, Number]] = dict,
    ) -> None:
        super().__init__()
        self.symbol, self.value, self.decimals, self.size = symbol, value, decimals, size
        self.variables = at
        name = Piece(symbol.typst, "symbol", Quantity(symbol, value(), decimals=decimals, fixed=True))
        self.label: TypesetLine = math([name], color, size=size, display=False)
        self.digits = MovingDigits(fill_color=color, fill_opacity=1.0, stroke_width=0.0)
        self.add(self.label, self.digits)
        self._stated = ""
        self.refresh(self)
        self.add_updater(Readout.refresh)

    @property
    def quantity(self) -> Quantity:
        """The quantity as it is shown at this moment."""
        return Quantity(self.symbol, self.value(), decimals=self.decimals, fixed=True)

    @staticmethod
    def refresh(readout: Mobject) -> None:
        """Write the digits anew where the value or the label's place has changed."""
        assert isinstance(readout, Readout)
        quantity = readout.quantity
        readout.digits.number = shown_number(quantity, readout.variables())
        stated = f"{quantity.relation} {quantity.text}"
        left = readout.label.get_right()[0] + 0.28 * readout.size
        origin = np.array([left, readout.label.baseline, 0.0])
        key = f"{stated}@{origin[0]:.5f},{origin[1]:.5f}"
        if key == readout._stated:
            return
        readout._stated = key
        outline = outline_of(quantity.relation, quantity.text)
        readout.digits.set_points(outline * readout.size + origin)

    def now(self) -> Self:
        """Write the digits as they are now: one that comes back on stage has not followed its value.

        Fading out leaves the outlines that stood when it began, whatever has been written since.
        """
        self._stated = ""
        self.refresh(self)
        return self

    def at(self, left: np.ndarray) -> Self:
        """Put the label's left end, on its baseline, at a point."""
        current = np.array([self.label.get_left()[0], self.label.baseline, 0.0])
        self.shift(left - current)
        self.refresh(self)
        return self

    def resize(self, size: float) -> Self:
        """Give label and digits another size of type."""
        self.label.scale(size / self.size)
        self.size = size
        self.refresh(self)
        return self


def outline_of(relation: str, text: str) -> np.ndarray:
    """Return the outline of a sign and the digits after it, in ems from the sign's start on the baseline."""
    sign = digits.glyph(relation)
    offset = sign.advance + 0.28
    shapes = [(sign, 0.0)] + [(shape, offset + x) for shape, x in digits.layout(text)]
    return np.concatenate([shape.points + np.array([x, 0.0, 0.0]) for shape, x in shapes])


def fitting_size(
    symbol: Symbol, values: Iterable[Number], room: float, *, decimals: int = 2, size: float = FORMULA
) -> float:
    """Return `size`, or the smaller one at which a readout fits into a room for each of some values."""

    def width(value: Number) -> float:
        return float(Readout(symbol, lambda: value, "#FFFFFF", decimals=decimals, size=size).width)

    return size * min(1.0, room / max(width(value) for value in values))
