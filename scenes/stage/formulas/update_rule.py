"""w ← w - η ∂L/∂w: for one weight in three lines, and for every parameter in a line each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, GrowFromEdge, Line, Rectangle, VGroup

from backprop_core.decimals.precision import MOST_DECIMALS, Working, choose_precision
from backprop_core.network.batch import Batch
from backprop_core.network.training import update_step
from backprop_core.number import Number
from backprop_core.quantity import Formula, Piece, Quantity, Symbol
from backprop_core.spoken import spoken_number
from config import Theme
from scenes.stage.formulas.equation import (
    color_roles,
    fit,
    name_piece,
    number_line,
    value_line,
)
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, FORMULA, TypesetLine, math, text
from scenes.stage.measure import Measurement

RATE = Symbol("eta", "η", "eta")

_FEW, _COUNTED, _NAMED = 2, 10, {2: "both"}
_LEAST_BAR, _APART = 0.01, 2.0
"""Height of the lowest bar that is drawn; how far bars stand apart."""


class Update:
    """One step of gradient descent as quantities: the rate, and each parameter after the step.

    A parameter's new value is called "w₁ after a step"; the loss there "L after a step" or "mean L …".
    """

    def __init__(self, batch: Batch, rate: Number) -> None:
        self.batch, self.rate = batch, Quantity(RATE, rate, decimals=MOST_DECIMALS)
        self.after = Batch(update_step(batch.networks, rate))
        loss = batch.loss
        named = f"{loss.name} after a step", f"{loss.symbol.spoken} after a step"
        symbol = Symbol(loss.symbol.typst, *named, "loss")
        self.loss = Quantity(symbol, self.after.loss.value, decimals=loss.decimals, node="L")
        self.precision = self._precision()

    def _precision(self) -> int:
        """Return the decimals at which every step closes by hand, no fewer than the network's."""
        slopes, given = self.batch.gradient, self.batch.given
        values: dict[Hashable, Number] = {RATE: self.rate.value}
        workings = []
        for key in self.batch.graph.parameters:
            values |= {("old", key): given[key], ("slope", key): slopes[key].value}
            values["new", key] = self.after.given[key]
            operands = (("old", key), RATE, ("slope", key))
            workings.append(Working(("new", key), operands, lambda w, eta, slope: w - eta * slope))
        stand = [RATE, *(("old", key) for key in self.batch.graph.parameters)]
        return choose_precision(values, workings, stand, fewest=self.batch.network.precision)

    def new(self, key: str) -> Quantity:
        """Return a parameter after the step, worked out in the step's precision."""
        old, value = self.batch.network.quantity[key], self.after.given[key]
        symbol = old.symbol
        named = Symbol(symbol.typst, f"{symbol.plain} after a step", f"the new {symbol.spoken}", symbol.role)
        slope = self.batch.gradient[key].with_decimals(self.precision)
        operands = {"w": old, "eta": self.rate, "slope": slope}
        formula = Formula("{w} - {eta} dot.op {slope}", operands)
        return Quantity(named, value, formula, self.precision, node=key)

    @property
    def all_parameters(self) -> str:
        """How a sentence calls all that takes the step."""
        count = len(self.batch.graph.parameters)
        return (
            f"all {spoken_number(str(count))}"
            if _FEW < count <= _COUNTED
            else _NAMED.get(count, "all of them")
        )


def numbers_put_in(theme: Theme, new: Quantity, size: float) -> TypesetLine:
    """Typeset `w ← ` and the rule with its numbers put in."""
    assert new.formula is not None
    pieces = new.formula.pieces(substituted=True)
    return color_roles(math([name_piece(new), "arrow.l", *pieces], theme.ink, size=size), theme)


class UpdateRule(VGroup):
    """The rule for one parameter in three lines: in symbols, with the numbers put in, the new value."""

    def __init__(self, theme: Theme, update: Update, key: str, *, size: float = FORMULA) -> None:
        super().__init__()
        new = update.new(key)
        assert new.formula is not None
        pieces: list[Piece | str] = [name_piece(new), "arrow.l", *new.formula.pieces()]
        self.symbols = color_roles(math(pieces, theme.ink, size=size), theme)
        self.numbers = numbers_put_in(theme, new, size)
        self.result = value_line(theme, new, size=size)
        self.add(self.symbols, self.numbers, self.result)
        self.arrange(DOWN, buff=0.3, aligned_edge=LEFT)


def rate_note(theme: Theme, update: Update) -> VGroup:
    """Return the line that names the learning rate: its symbol and value, and the words for it."""
    value = value_line(theme, update.rate, size=FORMULA)
    said = text("the learning rate", theme.dimmed, size=BODY)
    return VGroup(value, said.next_to(value, RIGHT, buff=0.25).on_baseline_of(value))


def rest_note(theme: Theme, update: Update, shown: int) -> VGroup:
    """Return the words for how many more parameters there are than are shown; empty if there are none."""
    note, more = VGroup(), len(update.batch.graph.parameters) - shown
    if more:
        said = f"and {spoken_number(str(more))} more, in the same way"
        note.add(text(said, theme.dimmed, size=BODY))
    return note


class LossFall(VGroup):
    """The loss before and after a step as bars on one scale, with their digits above them."""

    def __init__(self, theme: Theme, before: Quantity, after: Quantity, height: float) -> None:
        super().__init__()
        self.quantities = before, after
        most = max(abs(float(before.value)), abs(float(after.value))) or 1.0
        self.unit = height / most
        self.bars, self.digits, self.names = VGroup(), VGroup(), VGroup()
        for index, (quantity, when) in enumerate(((before, "before"), (after, "after"))):
            tall = self.unit * abs(float(quantity.value))
            bar = Rectangle(width=1.1, height=tall, stroke_width=0.0) if tall >= _LEAST_BAR else VGroup()
            bar.set_fill(theme.loss, 0.85).move_to(RIGHT * _APART * index, aligned_edge=DOWN)
            self.bars.add(bar)
            digits = fit(number_line(theme, quantity, size=BODY), 1.8)
            top = bar if len(bar.points) else RIGHT * _APART * index
            self.digits.add(digits.next_to(top, UP, buff=0.15))
            name = text(when, theme.dimmed, size=BODY)
            self.names.add(name.next_to((_APART * index, 0.0, 0.0), DOWN, buff=0.2))
        self.base = Line(LEFT * 0.9, RIGHT * 2.9, stroke_color=theme.dimmed, stroke_width=2.5)
        self.title = math([name_piece(before)], theme.loss, size=1.2 * FORMULA)
        self.title.next_to(self.base, LEFT, buff=0.2)
        self.still = VGroup(self.base, self.names, self.title)
        self.add(self.still, self.bars, self.digits)

    def shrink(self) -> Iterator[tuple[Animation, float]]:
        """Yield the steps in which a copy of the first bar moves over and takes the second one's height.

        Each comes with its time, and is asked for when the one before it has been played.
        """
        first, second = self.bars
        if len(first.points):
            share = float(second.height / first.height) if len(second.points) else _LEAST_BAR / first.height
            moved = first.copy()
            yield changing(moved).shift(RIGHT * _APART), 0.7
            lower = changing(moved).stretch(share, 1, about_edge=DOWN)
            yield lower if len(second.points) else lower.set_opacity(0.0), 0.8
            self.bars.submobjects[1] = moved
        elif len(second.points):
            yield GrowFromEdge(second, DOWN), 0.8
        yield FadeIn(self.digits[1]), 0.4

    def measurements(self) -> Iterable[Measurement]:
        """Read both losses back from the bars' heights; one that cannot be seen has none."""
        for bar, quantity in zip(self.bars, self.quantities, strict=True):
            if len(bar.points) and bar.get_fill_opacity() > 0:
                yield Measurement("length", quantity.name, float(bar.height) / self.unit, 1e-6 / self.unit)
