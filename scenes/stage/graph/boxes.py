"""Boxes that hold a symbol and, once it is known, its value."""

from __future__ import annotations

from typing import Self

from manim import DOWN, UP, Animation, VGroup
from manim.typing import Point3D

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import (
    fit,
    name_piece,
    number_line,
    number_piece,
    role_color,
    sign,
    value_line,
)
from scenes.stage.lettering import digits
from scenes.stage.lettering.box import INSET, Box
from scenes.stage.lettering.fitting import READABLE, shortened
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, FORMULA, SMALL, TITLE, TypesetLine, math

_SNUG, _OVER = 0.06, 0.2
"""Free space between a box's edge and a value that would be too small otherwise; how far over the middle a
symbol stands over a value, as a share of the height."""


class ValueBox(Box):
    """A node: the symbol above, room for the value below."""

    def __init__(self, theme: Theme, quantity: Quantity, width: float = 1.45, height: float = 1.2) -> None:
        super().__init__(theme, role_color(theme, quantity.symbol), width, height)
        self.quantity = quantity
        self.symbol = math([name_piece(quantity)], self.color_on, size=TITLE)
        self.add(self.symbol)
        self.alone(False)

    def alone(self, alone: bool) -> None:
        """Put the symbol in the middle, or where it stands over a value."""
        self.symbol.move_to(self._place(alone))

    def make_room(self) -> Animation:
        """Return the animation in which the symbol goes where it stands over a value."""
        moved: Animation = changing(self.symbol).move_to(self._place(False))
        return moved

    def _place(self, alone: bool) -> Point3D:
        place: Point3D = self.frame.get_center() + UP * float(self.frame.height) * (0.0 if alone else _OVER)
        return place

    def slot(self, quantity: Quantity | None = None) -> TypesetLine:
        """Return the digits that can be read there, in place and small enough, not yet held."""
        known = shortened(
            quantity or self.quantity,
            lambda one: float(number_line(self.theme, one, size=1.0).width),
            self.room,
        )
        line = fit(number_line(self.theme, known, size=SMALL, color=self.theme.ink), self.room)
        return line.move_to(self.frame.get_center() + DOWN * float(self.frame.height) * 0.25)


class ParameterBox(Box):
    """A weight, a bias or the target: `symbol = value` in one line; the value is known from the start.

    A value too long to be read there loses decimals.
    """

    def __init__(self, theme: Theme, quantity: Quantity, width: float = 2.05, height: float = 0.6) -> None:
        super().__init__(theme, role_color(theme, quantity.symbol), width, height)
        self.quantity = quantity
        snug = width - 2 * _SNUG
        stated = shortened(quantity, lambda one: float(value_line(theme, one, size=1.0).width), snug)
        line = value_line(theme, stated, size=BODY)
        readable = float(line.width) * READABLE / BODY
        self.line = fit(line, max(self.room, readable)).move_to(self.frame)
        self.line.part(3).set_color(theme.ink)
        self.add(self.line)
        self.value = self.line

    @staticmethod
    def least_width(theme: Theme, quantity: Quantity) -> float:
        """Return the width of a box in which a quantity can still be read."""
        return float(value_line(theme, quantity, size=READABLE).width) + 2 * INSET

    @property
    def digits(self) -> VGroup:
        """The value's digits."""
        return self.line.part(3)


class GradientTab(Box):
    """What lands at a node: the gradient's digits, or with `named` its symbol as well."""

    def __init__(
        self, theme: Theme, quantity: Quantity, width: float, *, named: bool = False, size: float = SMALL
    ) -> None:
        super().__init__(theme, theme.gradient, width, 0.86 if named else 1.2 * size)
        if not named:
            quantity = shortened(quantity, lambda one: digits.width(one.text), width - 0.08)
        self.quantity, self.named = quantity, named
        self.frame.set_fill(theme.gradient, 0.12).set_stroke(width=2.5)
        pieces: list[Piece | str] = [number_piece(quantity)]
        if named:
            pieces = [name_piece(quantity), sign(quantity.relation), *pieces]
        self.line = fit(math(pieces, theme.gradient, size=size), width - 0.08)
        self.line.scale(min(1.0, (self.frame.height - 0.12) / self.line.height)).move_to(self.frame)
        self.add(self.line)

    @property
    def digits(self) -> VGroup:
        """The gradient's digits."""
        return self.line.part(3 if self.named else 1)

    @property
    def wrapping(self) -> VGroup:
        """All but the digits."""
        rest = [self.line.part(1), self.line.part(2), self.line.part(0)] if self.named else []
        return VGroup(self.frame, *rest)


class FactorBox(Box):
    """A local derivative: its symbol as a fraction, dim and with a `?` until the value is known."""

    def __init__(
        self,
        theme: Theme,
        symbol: Symbol,
        width: float,
        height: float,
        *,
        size: float = FORMULA,
        value_size: float = 0.0,
    ) -> None:
        super().__init__(theme, theme.gradient, width, height)
        self.value_size = value_size or 0.85 * size
        self.frame.set_stroke(theme.dimmed, width=2.0, opacity=0.8).set_fill(theme.dimmed, 0.04)
        self.symbol = math([Piece(symbol.typst, "symbol")], theme.dimmed, size=size)
        self.symbol.next_to(self.frame.get_top(), DOWN, buff=0.07 * height)
        self.unknown = math(["?"], theme.dimmed, size=self.value_size)
        self.unknown.move_to(self._below())
        self.add(self.symbol, self.unknown)

    def slot(self, quantity: Quantity) -> TypesetLine:
        """Return the digits, in place and small enough, not yet held."""
        line = number_line(self.theme, quantity, size=self.value_size, color=self.theme.ink)
        return fit(line, self.room).move_to(self._below())

    def fill(self, quantity: Quantity) -> Self:
        """Hold the value from the start, with the look of one that has been found."""
        self.unknown.set_opacity(0.0)
        self.symbol.set_color(self.theme.ink)
        self.frame.set_stroke(self.color_on, width=2.5, opacity=0.75).set_fill(self.color_on, 0.1)
        return self.hold(self.slot(quantity))

    def reveal(self) -> list[Animation]:
        """Return the animations that light the frame and the symbol and take the `?` away."""
        return [
            self.highlight(self.theme.gradient),
            changing(self.symbol).set_color(self.theme.ink),
            changing(self.unknown).set_opacity(0.0),
        ]

    def _below(self) -> tuple[float, float, float]:
        centre = self.frame.get_center()
        free = float(self.symbol.get_bottom()[1] + self.frame.get_bottom()[1]) / 2
        return (float(centre[0]), free, 0.0)
