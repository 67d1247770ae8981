"""All slopes from the loss back to the first weight, multiplied in one line, the loss's first."""

from __future__ import annotations

from manim import RIGHT, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.quantity import Formula, Quantity
from config import Theme
from scenes.stage.formulas.calculation import numbers_put_in
from scenes.stage.formulas.equation import fit, name_piece, number_line, numbers_line, result_line
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, TypesetPart, math

_COMING = 0.4
"""Seconds that the numbers have stood when the result has come."""

_SIZE, _SPACE, _ROOM, _ABOVE = 1.35 * FORMULA, 0.16, 0.25, 0.05
"""Type size; space before a sign; what a slope keeps from its neighbours; its distance to captions."""


class WholeProduct(VGroup):
    """`goal`, `numbers`, each with a sign before it, and `result`, on one baseline inside the safe width."""

    def __init__(self, theme: Theme, net: Network) -> None:
        super().__init__()
        self.theme, self.chain, found = theme, net.chain[::-1], net.gradient[net.first_weight]
        holes = {f"f{index}": slope for index, slope in enumerate(self.chain)}
        formula = Formula(" * ".join(f"{{{hole}}}" for hole in holes), holes)
        whole = Quantity(found.symbol, found.value, formula, found.decimals)
        self.goal = math([name_piece(found)], theme.gradient, size=FORMULA)
        numbers = numbers_line(theme, whole, size=_SIZE)
        assert numbers is not None
        self.numbers, self.result = numbers, result_line(theme, whole, size=_SIZE)
        for _, digits in numbers_put_in(numbers):
            digits.set_color(theme.gradient)
        self.add(self.goal, self.numbers, self.result).arrange(RIGHT, buff=_SPACE)
        self.result.on_baseline_of(self.numbers)
        self.goal.on_baseline_of(self.numbers)
        self.scale(min(1.0, safe_width() / float(self.width)))

    @property
    def factors(self) -> list[tuple[VGroup, TypesetPart]]:
        """Each factor's digits, with the sign before them."""
        digits = [part for _, part in numbers_put_in(self.numbers)]
        return [(VGroup(sign), part) for sign, part in zip(self.numbers.part(0), digits, strict=True)]

    @property
    def seconds_to_read(self) -> float:
        """How long the numbers take to be read once the last has come."""
        return max(seconds_to_read(self.result), seconds_to_read(self.numbers) - _COMING)

    def stand_low(self) -> None:
        """Put the line as low as captions allow."""
        self.move_to((0.0, safe_bottom() + _ABOVE + float(self.height) / 2, 0.0))

    def slopes_at(self, marks: VMobject) -> list[TypesetLine]:
        """Return the digits of all slopes in the places of marks, as large as there is room between those."""
        pitch = abs(float(marks[0].get_x() - marks[1].get_x()))
        lines = [
            number_line(self.theme, slope, size=_SIZE, color=self.theme.gradient) for slope in self.chain
        ]
        edge = 2 * (safe_width() / 2 - max(abs(float(mark.get_x())) for mark in marks))
        room = min(pitch - _ROOM, edge)
        return [fit(line, room).move_to(mark) for line, mark in zip(lines, marks, strict=True)]
