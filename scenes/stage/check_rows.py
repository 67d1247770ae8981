"""A slope checked by a step, line by line: what it predicts, what is measured, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, VGroup

from backprop_core.composition import Composition
from backprop_core.number import Number
from backprop_core.quantity import Formula, Piece, Quantity, Symbol
from config import Theme
from scenes.stage.comparison import places_apart
from scenes.stage.equation import fit, number_piece, sign, tint, value_line
from scenes.stage.nudge_fraction import delta
from scenes.stage.typesetting import SMALL, Line, Part, math, text
from scenes.stage.working import numbers_put_in

_SIZE, _NAME_ROOM = 0.46, 1.6


class StepNumbers:
    """The numbers of a step from where a chain stands: with decimals enough to tell its gap.

    `moved` are the values when the input has moved, `foretold` and `true` the change of the output by the
    slope and in truth, `gap` what the one lacks of the other.
    """

    def __init__(self, chain: Composition, symbols: Sequence[Symbol], slope: Quantity, step: Number) -> None:
        change = chain.whole.nudge(chain.at, step)
        places = places_apart(change.predicted, change.true_change)
        first, last = symbols[0], symbols[-1]
        self.step = Quantity(delta(first), step, places=places)
        self.moved = [
            Quantity(moved(symbol), value, places=places)
            for symbol, value in zip(symbols, chain.values_from(chain.at + step), strict=True)
        ]
        before = Quantity(last, chain.values[-1], places=places)
        named = Symbol(
            f"{slope.symbol.typst} thin {delta(first).typst}",
            f"{slope.name}·{delta(first).plain}",
            f"{slope.symbol.spoken} times {delta(first).spoken}",
            "gradient",
        )
        precise = slope.with_places(max(slope.places, places))
        promise = Formula("{slope} dot.op {step}", {"slope": precise, "step": self.step})
        self.foretold = Quantity(named, change.predicted, promise, places)
        difference = Formula("{after} - {before}", {"after": self.moved[-1], "before": before})
        self.true = Quantity(delta(last), change.true_change, difference, places)
        rest = Formula("{true} - {foretold}", {"true": self.true, "foretold": self.foretold})
        self.gap = Quantity(Symbol('"gap"', "gap", "gap"), change.gap, rest, places)


class CheckRow(VGroup):
    """A word for what stands in the row, and the numbers put in with their result."""

    def __init__(self, theme: Theme, name: str, quantity: Quantity, width: float) -> None:
        super().__init__()
        self.word = text(name, theme.dimmed, size=SMALL)
        if quantity.formula is None:
            self.line: Line = value_line(theme, quantity, size=_SIZE)
        else:
            pieces: list[Piece | str] = [
                *quantity.formula.pieces(substituted=True),
                sign(quantity.relation),
                number_piece(quantity),
            ]
            self.line = tint(math(pieces, theme.ink, size=_SIZE), theme)
        fit(self.line, width - _NAME_ROOM)
        self.line.align_to(self.word.get_left() + _NAME_ROOM * RIGHT, LEFT)
        self.line.on_baseline_of(self.word)
        self.add(self.word, self.line)

    @property
    def numbers(self) -> list[Part]:
        """The digits in the row, the result last."""
        return [part for _, part in numbers_put_in(self.line)]


class CheckRows(VGroup):
    """Four rows: the step, the change that the slope predicts, the measured one, the gap."""

    def __init__(self, theme: Theme, numbers: StepNumbers, width: float) -> None:
        named = {
            "step": numbers.step,
            "predicted": numbers.foretold,
            "measured": numbers.true,
            "gap": numbers.gap,
        }
        self.rows = [CheckRow(theme, name, quantity, width) for name, quantity in named.items()]
        super().__init__(*self.rows)
        self.arrange(DOWN, buff=0.34, aligned_edge=LEFT)


def moved(symbol: Symbol) -> Symbol:
    """Return the name of a variable's value after the step."""
    change = delta(symbol)
    return Symbol(
        f"{symbol.typst} + {change.typst}",
        f"{symbol.plain}+{change.plain}",
        f"{symbol.spoken} plus {change.spoken}",
        symbol.role,
    )
