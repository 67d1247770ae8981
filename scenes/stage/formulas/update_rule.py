"""w ← w - η ∂L/∂w: for one weight in three lines, and for every parameter in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, Line, Rectangle, VGroup

from backprop_core.decimals.agreement import step_decimals
from backprop_core.decimals.assignment import MOST_DECIMALS
from backprop_core.network import Network
from backprop_core.network.training import update_step
from backprop_core.number import Number
from backprop_core.quantity import Formula, Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import (
    color_roles,
    fit,
    name_piece,
    number_line,
    number_piece,
    sign,
    value_line,
)
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, FORMULA, TypesetLine, math, text
from scenes.stage.measure import Measurement

RATE = Symbol("eta", "η", "eta")


class Update:
    """One step of gradient descent as quantities: the rate, and each parameter after the step.

    A parameter's new value is called "w₁ after a step"; the loss there "L after a step".
    """

    def __init__(self, network: Network, rate: Number) -> None:
        self.network, self.rate = network, Quantity(RATE, rate, decimals=MOST_DECIMALS)
        (self.stepped,) = update_step((network,), rate)
        self.new = {key: self._after(key) for key in network.graph.parameters}
        loss = network.quantity["L"]
        symbol = Symbol(loss.symbol.typst, f"{loss.name} after a step", "the loss after a step", "loss")
        self.loss = Quantity(symbol, self.stepped.loss, decimals=loss.decimals, node="L")

    def _after(self, key: str) -> Quantity:
        """Return a parameter after the step, with as few decimals put in as give its shown digits."""
        symbol, value = self.network.quantity[key].symbol, self.stepped.given[key]
        named = Symbol(symbol.typst, f"{symbol.plain} after a step", f"the new {symbol.spoken}", symbol.role)
        shown = {"w": self.network.quantity[key], "eta": self.rate, "slope": self.network.gradient[key]}
        decimals, more = step_decimals(shown["w"], shown["eta"], shown["slope"], value)
        operands = {name: one.with_decimals(one.decimals + more) for name, one in shown.items()}
        return Quantity(named, value, Formula("{w} - {eta} dot.op {slope}", operands), decimals, node=key)


def numbers_put_in(theme: Theme, new: Quantity, size: float) -> TypesetLine:
    """Typeset `w ← ` and the rule with its numbers put in."""
    assert new.formula is not None
    pieces = new.formula.pieces(substituted=True)
    return color_roles(math([name_piece(new), "arrow.l", *pieces], theme.ink, size=size), theme)


class UpdateRule(VGroup):
    """The rule for one parameter in three lines: in symbols, with the numbers put in, the new value."""

    def __init__(self, theme: Theme, update: Update, key: str, *, size: float = FORMULA) -> None:
        super().__init__()
        new = update.new[key]
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


class UpdateTable(VGroup):
    """A row for each parameter, by key: the rule with the numbers put in, and the new value."""

    def __init__(self, theme: Theme, update: Update, *, size: float = FORMULA, pitch: float = 1.0) -> None:
        super().__init__()
        self.rows: dict[str, TypesetLine] = {}
        for index, key in enumerate(update.new):
            new = update.new[key]
            assert new.formula is not None
            pieces = new.formula.pieces(substituted=True)
            worked: list[Piece | str] = [name_piece(new), "arrow.l", *pieces]
            worked += [sign(new.relation), number_piece(new)]
            row = color_roles(math(worked, theme.ink, size=size), theme)
            self.rows[key] = row
            self.add(row.shift(DOWN * pitch * index - RIGHT * row.get_left()[0]))

    def landing(self, key: str) -> VGroup:
        """Return the new value's digits."""
        row = self.rows[key]
        return row.part(len(row.pieces))


class LossFall(VGroup):
    """The loss before and after a step as bars on one scale, with their digits above them."""

    def __init__(self, theme: Theme, before: Quantity, after: Quantity, height: float) -> None:
        super().__init__()
        self.quantities = before, after
        most = max(abs(float(before.value)), abs(float(after.value))) or 1.0
        self.unit = height / most
        self.bars, self.digits, self.names = VGroup(), VGroup(), VGroup()
        for index, (quantity, when) in enumerate(((before, "before"), (after, "after"))):
            bar = Rectangle(width=1.1, height=self.unit * abs(float(quantity.value)), stroke_width=0.0)
            bar.set_fill(theme.loss, 0.85).move_to(RIGHT * 2.0 * index, aligned_edge=DOWN)
            self.bars.add(bar)
            digits = fit(number_line(theme, quantity, size=BODY), 1.8)
            self.digits.add(digits.next_to(bar, UP, buff=0.15))
            name = text(when, theme.dimmed, size=BODY)
            self.names.add(name.next_to((2.0 * index, 0.0, 0.0), DOWN, buff=0.2))
        self.base = Line(LEFT * 0.9, RIGHT * 2.9, stroke_color=theme.dimmed, stroke_width=2.5)
        self.title = math([name_piece(before)], theme.loss, size=1.2 * FORMULA)
        self.title.next_to(self.base, LEFT, buff=0.2)
        self.still = VGroup(self.base, self.names, self.title)
        self.add(self.still, self.bars, self.digits)

    def shrink(self) -> Iterator[Animation]:
        """Yield the steps in which a copy of the first bar moves over and takes the second one's height."""
        first, second = self.bars
        share = float(second.height / first.height)
        moved = first.copy()
        yield changing(moved).shift(RIGHT * (second.get_x() - first.get_x()))
        yield changing(moved).stretch(share, 1, about_edge=DOWN)
        self.bars.submobjects[1] = moved
        yield FadeIn(self.digits[1])

    def measurements(self) -> Iterable[Measurement]:
        """Read both losses back from the bars' heights."""
        for bar, quantity in zip(self.bars, self.quantities, strict=True):
            yield Measurement("length", quantity.name, float(bar.height) / self.unit, 1e-6 / self.unit)
