"""The lines under the graph: local slopes, contributions worked out, and their sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from manim import RIGHT, Animation, FadeIn, VGroup

from backprop_core.circuit import Circuit, Wire
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.formulas.equation import color_roles, name_piece, number_piece, sign, value_line
from scenes.stage.frame import safe_width
from scenes.stage.lettering.flights import fly
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart, math

SIZE = 0.4
_APART, _LARGEST = 0.7, 1.6
"""Space between two lines in a row, and how much larger they are made where there is room."""

StripLine: TypeAlias = "WorkedLine | CalculationLine | TypesetLine"


class WorkedLine(VGroup):
    """`name = factors or terms = their numbers = result` in one line; the numbers come by themselves.

    `operands` are the digits that are put in, `landing` those of the result.
    """

    def __init__(
        self,
        theme: Theme,
        left: Sequence[Quantity],
        join: str,
        operands: Sequence[Quantity],
        result: Quantity,
    ) -> None:
        super().__init__()
        pieces: list[Piece | str] = []
        for index, quantity in enumerate(left):
            pieces += [join] * (index > 0) + [name_piece(quantity)]
        exact = all(one.relation == "=" for one in operands)
        pieces.append(sign("=" if exact else "≈"))
        first = len(pieces)
        for index, quantity in enumerate(operands):
            pieces += [join] * (index > 0) + [_bracketed(quantity, index > 0)]
        pieces += [sign(result.relation), number_piece(result)]
        self.line = color_roles(math(pieces, theme.ink, size=SIZE), theme)
        self.operands = [self.line.part(first + 1 + 2 * index) for index in range(len(operands))]
        self.landing = self.line.part(len(pieces))
        self.add(self.line)

    @property
    def rest(self) -> VGroup:
        """All but the numbers."""
        numbers = [*self.operands, self.landing]
        return VGroup(*(part for part in self.line.submobjects if part not in numbers and len(part)))

    @property
    def seconds_to_read(self) -> float:
        """How long it takes to be read."""
        return seconds_to_read(self.line)


def contribution_line(theme: Theme, circuit: Circuit, wire: Wire) -> WorkedLine:
    """Return `∂f/∂q · ∂q/∂x = … = …` for a wire."""
    factors = (circuit.gradient[wire.gate], circuit.local[wire])
    line = WorkedLine(theme, factors, "dot.op", factors, circuit.contribution[wire])
    return line


def sum_line(theme: Theme, circuit: Circuit, name: str) -> WorkedLine:
    """Return `∂f/∂x = … + … = …` for a value that fans out."""
    terms = [circuit.contribution[wire] for wire in circuit.leaving(name)]
    return WorkedLine(theme, [circuit.gradient[name]], "+", terms, circuit.gradient[name])


def local_line(theme: Theme, circuit: Circuit, wire: Wire) -> CalculationLine | TypesetLine:
    """Return a local derivative worked out, or stated where it is a mere number."""
    local = circuit.local[wire]
    if local.formula is None:
        line = value_line(theme, local, size=SIZE)
        line.part(1).set_color(theme.ink)
        line.part(3).set_color(theme.ink)
        return line
    return CalculationLine(theme, local, (0.0, 0.0, 0.0), size=SIZE, inked=[local.symbol])


def digits_of(line: CalculationLine | TypesetLine) -> TypesetPart:
    """Return the digits that a local derivative's line ends with."""
    return line.landing if isinstance(line, CalculationLine) else line.part(3)


def side_by_side(theme: Theme, circuit: Circuit, wires: Sequence[Wire]) -> Iterator[list[Wire]]:
    """Yield the wires whose lines stand beside each other."""
    chunk: list[Wire] = []
    taken = 0.0
    for wire in wires:
        lines = contribution_line(theme, circuit, wire), local_line(theme, circuit, wire)
        width = max(float(line.width) for line in lines)
        if chunk and taken + _APART + width > safe_width():
            yield chunk
            chunk, taken = [], 0.0
        chunk.append(wire)
        taken += width + _APART
    yield chunk


def in_row(lines: Sequence[StripLine], height: float) -> VGroup:
    """Return lines in a row, as large as the safe width and a height allow."""
    row = VGroup(*lines).arrange(RIGHT, buff=_APART)
    return row.scale(min(_LARGEST, safe_width() / row.width, height / row.height))


def bare_operand(line: CalculationLine | TypesetLine) -> Quantity | None:
    """Return the value that a local derivative is, None where it has to be worked out."""
    formula = line.quantity.formula if isinstance(line, CalculationLine) else None
    if formula is None or len(formula.pieces()) != 1:
        return None
    return formula.pieces()[0].quantity


def carry(source: VGroup | None, target: TypesetPart, *, lane: float | None = None) -> Animation:
    """Return the flight of a number, or its coming in where it stands nowhere in these digits.

    One that stands there already comes in as well. `lane` is the height on which it crosses.
    """
    brackets = None if source is None else _glyphs(target) - _glyphs(source)
    if source is None or brackets not in (0, 2) or _stands_at(source, target):
        return FadeIn(target)
    return fly(source, target, lane=lane)


def _stands_at(source: VGroup, target: TypesetPart) -> bool:
    """Tell whether a flight would be no longer than what flies."""
    way = target.get_center() - source.get_center()
    return float(np.linalg.norm(way)) < max(target.width, target.height)


def _glyphs(part: VGroup) -> int:
    return len(part.family_members_with_points())


def _bracketed(quantity: Quantity, behind: bool) -> Piece:
    digits = quantity.shown.typst
    return Piece(f"({digits})" if behind and digits.startswith("-") else digits, "number", quantity)
