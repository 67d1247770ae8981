"""A worked example: two slopes and their product, and a step that shows how right it is."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, GrowFromCenter, Indicate, VGroup

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.notation import to_typst
from backprop_core.quantity import Formula, Piece, Quantity, Symbol
from scenes.stage.chapter import Chapter
from scenes.stage.comparison import places_apart
from scenes.stage.equation import fit, number_line, number_piece, pieces_of, sign, tint, value_line
from scenes.stage.flights import appear, changing, fly, fly_all
from scenes.stage.machines import MachineChain, U, X, Y, slopes_of
from scenes.stage.nudge_fraction import delta
from scenes.stage.recipe import formula_at
from scenes.stage.step_check import StepCheck
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.typesetting import FORMULA, SMALL, TITLE, Line, math, text
from scenes.stage.words import words
from scenes.stage.working import Working, numbers_put_in

SLOPES = (2, 1), (1, 0)
"""The slopes in the order in which the chain rule multiplies them, by the places of their variables."""

PANEL, ROW_SIZE = (3.2, 1.9), 0.44
SHRUNK = 0.8
"""How much smaller the working is while the check has the stage."""


class WorkedExample(Chapter):
    """The chain rule with numbers, on the machines of the chapter before, and a check of its answer."""

    title = "A worked example"

    def construct(self) -> None:
        """Values forward, slopes back, the product; then a step: predicted, measured, and the gap."""
        self.lay_out()
        self.open_with(self.heading)
        self.set_up_machines()
        self.go_forward()
        self.find_slope(0, "Now back. First the last machine: its slope, taken where {at} went in, is {slope}.")
        self.find_slope(1, "Then the machine before it: where {at} went in, its slope is {slope}.")
        self.multiply()
        self.make_room()
        self.predict()
        self.measure()
        self.explain_gap()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.worked_example
        stages = Curve.from_text(given.inner), Curve.from_text(given.outer, U.plain)
        self.chain = Composition(stages, given.at)
        whole = Piece(f"{Y.typst} = {to_typst(self.chain.whole.expression)}", "symbol")
        self.heading = heading(self.theme, self.title, whole, beside=True)
        self.row = MachineChain(self.theme, self.chain, (X, U, Y), width=3.0)
        self.row.scale(min(1.0, safe_width() / self.row.width))
        top = float(self.heading.get_bottom()[1])
        self.row.move_to(UP * (top - 1.4))
        self.slopes = slopes_of(self.chain, (X, U, Y))
        self.lines = {pair: self._slope_line(pair) for pair in SLOPES}
        self.product = Working(self.theme, self.slopes[2, 0], (0.0, self.row.get_y() - 3.4, 0.0), size=0.58)
        self._lay_check(given.step)

    def set_up_machines(self) -> None:
        """The machines come back with functions that a head can follow."""
        goal = self.slopes[2, 0].symbol
        sentence = words("The same two machines, with numbers this time. We are after {goal}.", goal=goal)
        with self.beat("machines", sentence):
            self.play(self.row.enter(), run_time=1.6)
            self.play(FadeIn(self.row.values[0], shift=RIGHT * 0.2), run_time=0.6)

    def go_forward(self) -> None:
        """A value rolls through."""
        x, u, y = self.row.quantities
        sentence = words("Forward first: {x} goes in, {u} comes between, and {y} comes out.", x=x, u=u, y=y)
        with self.beat("forward", sentence):
            for index in range(len(self.row.machines)):
                self.play(*self.row.swallow(index), run_time=0.6)
                self.play(*self.row.make(index), run_time=0.7)
            self.add(self.row)

    def find_slope(self, place: int, sentence: str) -> None:
        """A machine's slope at the value that went into it."""
        pair = SLOPES[place]
        slope, line, by = self.slopes[pair], self.lines[pair], pair[1]
        name = "inner" if place else "outer"
        with self.beat(name, words(sentence, at=self.row.quantities[by], slope=slope)):
            machine = self.row.machines[by]
            self.play(machine.light(self.theme.gradient), run_time=0.5)
            if isinstance(line, Working):
                self.play(appear(line.formula), run_time=0.7)
                if line.numbers is not None:
                    flights = [(self.row.digits(by), part) for _, part in line.operands()]
                    self.play(FadeIn(line.numbers.part(0)), fly_all(flights), run_time=1.0)
                self.play(appear(line.result), run_time=0.6)
            else:
                self.play(appear(line), run_time=0.8)
            self.add(line)
            self.play(machine.unlight(), run_time=0.4)

    def multiply(self) -> None:
        """The product of the two slopes."""
        goal, line = self.slopes[2, 0], self.product
        sentence = words("The inner slope, times the work already done: {value}. That is the answer.", value=goal)
        with self.beat("product", sentence):
            self.play(appear(line.formula), run_time=0.8)
            sources = [self._digits(pair) for pair in SLOPES]
            parts = [part for _, part in line.operands()]
            if line.numbers is not None:
                flights = list(zip(sources, parts, strict=True))
                self.play(FadeIn(line.numbers.part(0)), fly_all(flights), run_time=1.4)
            self.play(appear(line.result), run_time=0.6)
            self.add(line)
            self.play(Indicate(line.landing, color=self.theme.gradient, scale_factor=1.2), run_time=0.8)

    def make_room(self) -> None:
        """The working moves up and dims; below it a check will be made."""
        working = VGroup(*self.lines.values(), self.product)
        up = self.heading.get_bottom()[1] - 0.25 - self.row.get_top()[1]
        self.play(
            changing(self.row).shift(UP * up),
            *(
                changing(line).scale(SHRUNK).shift(UP * (up + lift))
                for line, lift in zip(working, (0.35, 0.35, 1.25), strict=True)
            ),
            run_time=1.2,
        )

    def predict(self) -> None:
        """What the slope promises for a small step."""
        sentence = words(
            "Is it right? Take a step of {dx}. The slope promises a change of {change}.",
            dx=self.step,
            change=self.foretold,
        )
        with self.beat("predict", sentence):
            self.play(FadeIn(self.check.panel), FadeIn(self.rows[0]), run_time=0.8)
            self.play(Create(self.check.curve), run_time=0.8)
            self.play(Create(self.check.tangent), *self.check.take_step(), run_time=1.0)
            name, numbers = self.rows[1]
            parts = [part for _, part in numbers_put_in(numbers)]
            flights = zip((self.product.landing, self.rows[0][1].part(3)), parts, strict=False)
            self.play(FadeIn(name), FadeIn(numbers.part(0)), fly_all(list(flights)), run_time=1.0)
            self.play(FadeIn(parts[-1]), Create(self.check.predicted), run_time=0.8)
            self.add(self.rows[1])

    def measure(self) -> None:
        """What really comes out when the moved input goes through both machines."""
        sentence = words("Now send the moved input through. The output really changes by {true}.", true=self.true)
        with self.beat("measure", sentence):
            self.play(FadeIn(self.moved[0], shift=UP * 0.1), run_time=0.6)
            for machine, moved in zip(self.row.machines, self.moved[1:], strict=True):
                self.play(machine.light(self.theme.ink), run_time=0.4)
                self.play(machine.unlight(), FadeIn(moved, shift=RIGHT * 0.4), run_time=0.5)
            name, numbers = self.rows[2]
            parts = [part for _, part in numbers_put_in(numbers)]
            flights = [(self.moved[-1].part(1), parts[0]), (self.row.digits(2), parts[1])]
            self.play(FadeIn(name), FadeIn(numbers.part(0)), fly_all(flights), run_time=1.3)
            self.play(FadeIn(parts[2]), run_time=0.5)
            self.add(self.rows[2])

    def explain_gap(self) -> None:
        """The curve bends away from its tangent: that is the gap."""
        if self.gap.value == 0:
            with self.beat("gap", words("No gap at all: here the curve runs straight along its tangent.")):
                self.play(FadeIn(self.rows[3]), run_time=0.8)
            return
        sentence = words("So close. What is left, {gap}, is the bend: the curve leaves its tangent.", gap=self.gap)
        with self.beat("gap", sentence):
            name, numbers = self.rows[3]
            parts = [part for _, part in numbers_put_in(numbers)]
            sources = [numbers_put_in(self.rows[index][1])[2][1] for index in (2, 1)]
            flights = list(zip(sources, parts, strict=False))
            self.play(FadeIn(name), FadeIn(numbers.part(0)), fly_all(flights), run_time=1.1)
            self.play(FadeIn(parts[2]), run_time=0.5)
            self.add(self.rows[3])
            if self.check.lens is not None:
                self.play(*self.check.enlarge(), run_time=1.6)
                self.play(Indicate(self.check.parting, color=self.theme.loss, scale_factor=1.15), run_time=0.8)

    def _slope_line(self, pair: tuple[int, int]) -> Working | Line:
        """Return the working of a slope, centred under its machine; a constant has nothing to work out."""
        slope, machine = self.slopes[pair], self.row.machines[pair[1]]
        centre = (float(machine.get_x()), float(machine.get_y()) - 1.5, 0.0)
        if self.chain.stages[pair[1]].derivative_expression.is_number:
            return value_line(self.theme, slope).move_to(centre)
        line = Working(self.theme, slope, centre, size=FORMULA)
        return line.scale(min(1.0, 0.46 * safe_width() / line.width))

    def _digits(self, pair: tuple[int, int]) -> VGroup:
        line = self.lines[pair]
        return line.landing if isinstance(line, Working) else line.part(3)

    def _lay_check(self, step: Number) -> None:
        """Make the four rows of the check, the moved values, and the picture of the step."""
        curve, names = self.chain.whole, (X, U, Y)
        change = curve.nudge(self.chain.at, step)
        places = places_apart(change.predicted, change.true_change)
        moved = [
            Quantity(_moved(symbol), value, places=places)
            for symbol, value in zip(names, self.chain.values_from(self.chain.at + step), strict=True)
        ]
        slope, before = self.slopes[2, 0], self.row.quantities[-1].with_places(places)
        self.step = Quantity(delta(X), step, places=places)
        named = Symbol(f"{slope.symbol.typst} thin Delta x", f"{slope.name}·Δx", "prediction", "gradient")
        given = {"slope": slope, "step": self.step, "after": moved[-1], "before": before}
        self.foretold = Quantity(named, change.predicted, Formula("{slope} dot.op {step}", given), places)
        self.true = Quantity(delta(Y), change.true_change, Formula("{after} - {before}", given), places)
        both = {"true": self.true, "foretold": self.foretold}
        gap = Symbol('"gap"', "gap", "gap", "loss")
        self.gap = Quantity(gap, change.gap, Formula("{true} - {foretold}", both), places)
        self.moved = [
            number_line(self.theme, quantity, size=ROW_SIZE).next_to(value, DOWN, buff=0.2)
            for quantity, value in zip(moved, self.row.values, strict=True)
        ]
        self.check = StepCheck(
            self.theme,
            curve,
            self.chain.at,
            step,
            (X, Y),
            PANEL,
            {"step": delta(X).plain, "predicted": named.plain, "change": delta(Y).plain}
            | {"slope": slope.name, "gap": gap.plain},
        )
