"""A slope, or a value, worked out beside its machine, large, on a plate."""

from __future__ import annotations

from manim import Animation, FadeIn, RoundedRectangle, VGroup, VMobject

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.formulas.equation import value_line
from scenes.stage.lettering.flights import appear
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart

SIZE, _PAD, _ROUND, _STROKE = 0.6, (0.3, 0.12), 0.16, 2.0


class SlopePlate(VGroup):
    """`dy/du = formula = numbers = result` on an opaque `ground`; a constant has nothing to work out.

    Where that is wider than the `room`, numbers and then the formula are left out; numbers also where they
    are rounded so far that the result cannot be worked out from them. `edge` is the colour of the ground's
    edge, by default that of slopes, `size` the type.
    """

    def __init__(
        self,
        theme: Theme,
        slope: Quantity,
        room: float,
        centre: tuple[float, float, float],
        *,
        constant: bool,
        edge: str = "",
        size: float = SIZE,
    ) -> None:
        super().__init__()
        inside = room - 2 * _PAD[0]
        whole = CalculationLine(theme, slope, centre, size=size, room=inside)
        if whole.numbers is not None and _coarse(slope):
            room_of_formula = float(whole.width) * 0.999
            whole = CalculationLine(theme, slope, centre, size=size, room=room_of_formula)
        worked = not constant and whole.width < inside
        self.line: CalculationLine | TypesetLine = (
            whole if worked else value_line(theme, slope, size=size).move_to(centre)
        )
        if self.line.width > inside:
            self.line.scale(inside / self.line.width)
        self.ground = RoundedRectangle(
            corner_radius=_ROUND,
            width=float(self.line.width) + 2 * _PAD[0],
            height=float(self.line.height) + 2 * _PAD[1],
            stroke_color=edge or theme.gradient,
            stroke_width=_STROKE,
        )
        self.ground.set_fill(theme.background, opacity=1.0).move_to(self.line)
        self.add(self.ground, self.line)

    @property
    def numbers(self) -> TypesetLine | None:
        """The numbers that are put in, None where there are none."""
        return self.line.numbers if isinstance(self.line, CalculationLine) else None

    @property
    def called(self) -> TypesetPart:
        """The slope's name."""
        line = self.line.formula if isinstance(self.line, CalculationLine) else self.line
        return line.part(1)

    @property
    def rest(self) -> list[VMobject]:
        """What stands behind the name."""
        line = self.line
        if not isinstance(line, CalculationLine):
            return [part for part in line if part is not self.called]
        behind = [part for part in line.formula if part is not self.called]
        return [*behind, *line.lines[1:]]

    def enter(self) -> list[list[Animation]]:
        """Return the animations, step by step, in which the slope is worked out."""
        line = self.line
        if not isinstance(line, CalculationLine):
            return [[FadeIn(self.ground), appear(line)]]
        steps: list[list[Animation]] = [[appear(part)] for part in line.lines[1:]]
        return [[FadeIn(self.ground), appear(line.formula)], *steps]


def _coarse(slope: Quantity) -> bool:
    """Tell whether a number that is put in is rounded, to fewer decimals than the result has."""
    put_in = slope.formula.operands.values() if slope.formula is not None else ()
    return any(one.relation == "≈" and one.decimals < slope.decimals for one in put_in)
