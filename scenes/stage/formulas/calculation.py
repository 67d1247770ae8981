"""A calculation in one line: formula, numbers put in, result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from manim import RIGHT, Animation, FadeIn, VGroup, VMobject

from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import formula_line, numbers_line, pieces_of, result_line
from scenes.stage.frame import safe_width
from scenes.stage.lettering.flights import fly_all
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart

_SPACE = 0.25
"""Gap between glyphs that a reader takes for a space, as a share of the line's height."""


class CalculationLine(VGroup):
    """`symbol = formula ≈ numbers ≈ result` on one baseline, centred on a point, inside the safe width.

    Where that is wider than `room`, the numbers are left out; a line still wider shrinks. `inked` names the
    symbols that take the colour of ink instead of their role's.
    """

    def __init__(
        self,
        theme: Theme,
        quantity: Quantity,
        centre: tuple[float, float, float],
        *,
        size: float = 0.42,
        inked: Sequence[Symbol] = (),
        room: float | None = None,
    ) -> None:
        super().__init__()
        self.quantity = quantity
        self.formula = formula_line(theme, quantity, size=size)
        self.numbers = numbers_line(theme, quantity, size=size)
        self.result = result_line(theme, quantity, size=size)
        self._line_up(size)
        if room is not None and self.width > room:
            self.numbers = None
            self._line_up(size)
        for line in self.lines:
            _ink(line, theme, inked)
        self.scale(min(1.0, (room or safe_width()) / self.width)).move_to(centre)

    def _line_up(self, size: float) -> None:
        self.lines = [self.formula, *([self.numbers] if self.numbers else []), self.result]
        self.submobjects = []
        self.add(*self.lines)
        self.arrange(RIGHT, buff=0.3 * size)
        for line in self.lines:
            line.on_baseline_of(self.formula)

    @property
    def equals(self) -> float:
        """Where the sign after the symbol stands."""
        return float(self.formula.part(0)[0].get_x())

    def with_equals_at(self, x: float) -> Self:
        """Move the line so that the sign after the symbol stands there, or as near as the margins allow."""
        reach = safe_width() / 2
        lowest, highest = -reach - float(self.get_left()[0]), reach - float(self.get_right()[0])
        return self.shift(RIGHT * min(max(x - self.equals, lowest), highest))

    @property
    def landing(self) -> TypesetPart:
        """The result's digits."""
        return self.result.part(2)

    @property
    def seconds_to_read(self) -> float:
        """How long the numbers that are put in take to be read."""
        return seconds_to_read(self.numbers) if self.numbers is not None else 0.0

    def operands(self) -> list[tuple[Quantity, TypesetPart]]:
        """Return each number that is put in, with its digits."""
        line = self.numbers
        if line is None:
            return []
        return numbers_put_in(line)

    def put_in(self, sources: Sequence[VMobject | None], *, lane: float | None = None) -> list[Animation]:
        """Return the animations that let numbers fly into the formula, in the order of `operands`.

        One that stands nowhere yet (None) fades in with the rest of the line. `lane` is the height on which
        they cross.
        """
        if self.numbers is None:
            return []
        placed = list(zip(sources, (part for _, part in self.operands()), strict=True))
        rest = [self.numbers.part(0), *(part for source, part in placed if source is None)]
        pairs = [(source, part) for source, part in placed if source is not None]
        return [FadeIn(VGroup(*rest)), *([fly_all(pairs, lane=lane)] if pairs else [])]


def _ink(line: TypesetLine, theme: Theme, symbols: Sequence[Symbol]) -> None:
    """Give the colour of ink to the parts of a line that name or state one of the symbols."""
    for index, piece in enumerate(pieces_of(line), start=1):
        if piece.quantity is not None and piece.quantity.symbol in symbols:
            line.part(index).set_color(theme.ink)


def numbers_put_in(line: TypesetLine) -> list[tuple[Quantity, TypesetPart]]:
    """Return the quantities whose digits stand in a line, in order, with those digits."""
    return [
        (piece.quantity, line.part(index))
        for index, piece in enumerate(pieces_of(line), start=1)
        if piece.kind == "number" and piece.quantity is not None
    ]
