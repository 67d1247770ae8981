"""One neuron of a wide network: a small box with its name, and its value as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass

from manim import DR, LEFT, RIGHT, UP

from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line, role_color
from scenes.stage.lettering import digits
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.fitting import READABLE, shortened
from scenes.stage.lettering.typesetting import TypesetLine, math

INSIDE = 0.08
"""What a name or a number keeps from the sides of its box."""

LONGEST = "−0.0000"
"""The longest number that a box widens for; a longer one loses decimals."""


@dataclass(frozen=True)
class Form:
    """How neurons are drawn: the height of a box, sizes of name and digits, what stands where.

    `shows` tells whether a box has room for a value, `under` whether that stands under the name and not at
    its right. `beside` tells that a gradient has a tab of its own at the box's right; else it takes the
    value's place.
    """

    height: float
    name: float
    digits: float
    shows: bool = True
    under: bool = True
    beside: bool = True


_CORNER, _OVER, _EDGE = 0.08, 0.42, 0.046
TALL, FLAT, BARE = (
    Form(0.64, 0.3, 0.27),
    Form(0.305, 0.26, 0.255, under=False),
    Form(0.305, 0.26, 0.255, False),
)
"""Radius of a box's corners; share of its height that a gradient takes over a value, and what its digits keep
from a thick edge below. Neurons with the value under the name, beside it, and with names alone."""


def name_line(theme: Theme, symbol: Symbol, size: float) -> TypesetLine:
    """Typeset a name in the colour of what it means."""
    return math([symbol.typst], role_color(theme, symbol), size=size, display=False)


class NeuronBox(Box):
    """A neuron, an input, a target or the loss. `label` is its name; `hold(slot())` gives it its value."""

    def __init__(self, theme: Theme, quantity: Quantity, form: Form, width: float) -> None:
        super().__init__(theme, role_color(theme, quantity.symbol), width, form.height, radius=_CORNER)
        self.quantity, self.form = quantity, form
        self.label = name_line(theme, quantity.symbol, form.name)
        self.label.move_to(self.frame)
        if form.shows and form.under:
            self.label.shift(UP * 0.2 * form.height)
        elif form.shows:
            self.label.align_to(self.frame, LEFT).shift(RIGHT * INSIDE)
        self.add(self.label)

    @staticmethod
    def width_for(theme: Theme, quantities: list[Quantity], form: Form) -> float:
        """Return the width of a box in which each of some names and values has room."""
        names = max(float(name_line(theme, one.symbol, form.name).width) for one in quantities)
        if not form.shows:
            return names + 2 * INSIDE
        widest = max(digits.width(one.text) for one in quantities)
        values = min(widest, digits.width(LONGEST)) * form.digits
        inner = max(names, values) if form.under else names + 1.2 * INSIDE + values
        return inner + 2 * INSIDE

    def slot(self, quantity: Quantity | None = None, color: str = "") -> TypesetLine:
        """Return the digits in place, not yet held; with fewer decimals where the box is too narrow."""
        form, shown = self.form, quantity or self.quantity
        room = float(self.frame.width) - 1.5 * INSIDE
        if not form.under:
            room -= float(self.label.width) + INSIDE
        shown = shortened(shown, lambda one: digits.width(one.text), room)
        line = number_line(self.theme, shown, size=form.digits, color=color or self.theme.ink)
        line.scale(min(1.0, room / float(line.width)))
        if form.under:
            return line.move_to(self.frame).shift(UP * -0.23 * form.height)
        return line.move_to(self.frame).align_to(self.frame, RIGHT).shift(LEFT * INSIDE)

    def tab(self, quantity: Quantity, width: float, gap: float) -> GradientSlot:
        """Return the tab at the box's right for a gradient, or over the value's place, not yet on stage."""
        return GradientSlot(self, quantity, width, gap)


class GradientSlot(Box):
    """Where a neuron's gradient stands: `line` are its digits, None where names alone have room."""

    def __init__(self, neuron: NeuronBox, quantity: Quantity, width: float, gap: float) -> None:
        theme, form, frame = neuron.theme, neuron.form, neuron.frame
        height, place = form.height, frame.get_right() + RIGHT * gap
        if not form.beside:
            inside = 0.0 if form.under or not form.shows else float(neuron.label.width) + 1.5 * INSIDE
            width = float(frame.width) - inside
            height = _OVER * form.height if form.under and form.shows else form.height
            place = frame.get_corner(DR)
        super().__init__(theme, theme.gradient, width, height, radius=_CORNER)
        self.frame.move_to(place, aligned_edge=LEFT if form.beside else DR)
        self.line: TypesetLine | None = None
        if form.shows or form.beside:
            shown = shortened(quantity, lambda one: digits.width(one.text), width - INSIDE)
            self.line = number_line(theme, shown, size=form.digits).move_to(self.frame)
            low = max(READABLE / form.digits, (height - 2 * _EDGE) / float(self.line.height))
            self.line.scale(min(1.0, (width - INSIDE) / float(self.line.width), low))
            self.hold(self.line)
