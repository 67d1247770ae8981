"""A slope checked by a step, line by line: what it predicts, what is measured, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, VGroup

from backprop_core.composition import Composition
from backprop_core.decimals.agreement import difference_decimals
from backprop_core.number import Number
from backprop_core.quantity import Formula, Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.calculation import numbers_put_in
from scenes.stage.formulas.equation import color_roles, fit, number_piece, sign, value_line
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.typesetting import SMALL, TypesetLine, TypesetPart, math, text
from scenes.stage.nudges.names import delta, moved

_SIZE, _BESIDE, _APART = 0.46, 0.3, 0.34


class StepNumbers:
    """The numbers of a step from where a chain stands: with decimals enough to tell its gap.

    `moved` are the values when the input has moved, `foretold` and `true` the change of the output by the
    slope and in truth, `gap` what the one lacks of the other.
    """

    def __init__(self, chain: Composition, symbols: Sequence[Symbol], slope: Quantity, step: Number) -> None:
        change = chain.whole.nudge(chain.at, step)
        ends = chain.values[-1], chain.whole.value(chain.at + step)
        decimals = difference_decimals(ends, change.predicted, change.true_change, change.gap)
        first, last = symbols[0], symbols[-1]
        self.step = Quantity(delta(first), step, decimals=decimals)
        self.moved = [
            Quantity(moved(symbol), value, decimals=decimals)
            for symbol, value in zip(symbols, chain.values_from(chain.at + step), strict=True)
        ]
        before = Quantity(last, chain.values[-1], decimals=decimals)
        named = Symbol(
            f"{slope.symbol.typst} thin {delta(first).typst}",
            f"{slope.name}·{delta(first).plain}",
            f"{slope.symbol.spoken} times {delta(first).spoken}",
            "gradient",
        )
        precise = slope.with_decimals(max(slope.decimals, decimals))
        promise = Formula("{slope} dot.op {step}", {"slope": precise, "step": self.step})
        self.foretold = _steady(Quantity(named, change.predicted, promise, decimals))
        difference = Formula("{after} - {before}", {"after": self.moved[-1], "before": before})
        self.true = _steady(Quantity(delta(last), change.true_change, difference, decimals))
        rest = Formula("{true} - {foretold}", {"true": self.true, "foretold": self.foretold})
        self.gap = _steady(Quantity(Symbol('"gap"', "gap", "gap"), change.gap, rest, decimals))


def _steady(quantity: Quantity) -> Quantity:
    """Keep all decimals of a number that is rounded, so that two can be subtracted digit by digit."""
    return quantity.with_decimals(quantity.decimals, fixed=quantity.relation == "≈" and quantity.value != 0)


class CheckRow(VGroup):
    """A word for what stands in the row, and the numbers put in with their result."""

    def __init__(self, theme: Theme, name: str, quantity: Quantity) -> None:
        super().__init__()
        self.word = text(name, theme.dimmed, size=SMALL)
        if quantity.formula is None:
            self.line: TypesetLine = value_line(theme, quantity, size=_SIZE)
        else:
            pieces: list[Piece | str] = [
                *quantity.formula.pieces(substituted=True),
                sign(quantity.relation),
                number_piece(quantity),
            ]
            self.line = color_roles(math(pieces, theme.ink, size=_SIZE), theme)
        self.add(self.word, self.line)

    def line_up(self, indent: float, room: float) -> None:
        """Put the numbers beside the word, so far from its left end and inside a room."""
        fit(self.line, room).align_to(self.word.get_left() + indent * RIGHT, LEFT)
        self.line.on_baseline_of(self.word)

    @property
    def numbers(self) -> list[TypesetPart]:
        """The digits in the row, the result last."""
        return [part for _, part in numbers_put_in(self.line)]


class CheckRows(VGroup):
    """Four rows: the step, the change that the slope predicts, the measured one, the gap.

    They stand closer together where `height` has less room, and are wider than `width` where their numbers
    could not be read otherwise.
    """

    def __init__(self, theme: Theme, numbers: StepNumbers, width: float, height: float) -> None:
        named = {
            "step": numbers.step,
            "predicted": numbers.foretold,
            "measured": numbers.true,
            "gap": numbers.gap,
        }
        self.rows = [CheckRow(theme, name, quantity) for name, quantity in named.items()]
        super().__init__(*self.rows)
        indent = max(row.word.width for row in self.rows) + _BESIDE
        readable = max(float(row.line.width) for row in self.rows) * READABLE / _SIZE
        for row in self.rows:
            row.line_up(indent, max(width - indent, readable))
        apart = (height - sum(float(row.height) for row in self.rows)) / (len(self.rows) - 1)
        self.arrange(DOWN, buff=min(_APART, apart), aligned_edge=LEFT)
