"""A worked example: two slopes and their product, and a step that shows how right it is."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, RIGHT, UP, Create, FadeIn, Indicate, VGroup

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece
from scenes.stage.chapter import Chapter
from scenes.stage.check_rows import CheckRow, CheckRows, StepNumbers
from scenes.stage.equation import fit, number_line, value_line
from scenes.stage.flights import appear, changing, fly_all
from scenes.stage.machines import MachineChain, U, X, Y, slopes_of
from scenes.stage.step_check import StepCheck
from scenes.stage.titles import heading, safe_bottom, safe_top, safe_width
from scenes.stage.typesetting import FORMULA, Line, Part
from scenes.stage.words import words
from scenes.stage.working import Working

SLOPES = (2, 1), (1, 0)
"""The slopes in the order in which the chain rule multiplies them, by the places of their variables."""

PANEL, ROW_SIZE = (3.2, 1.85), 0.44
SHRUNK, ABOVE = 0.8, 0.75
"""How much smaller the working is while the check has the stage; room above it for the moved values."""


class WorkedExample(Chapter):
    """The chain rule with numbers, on the machines of the chapter before, and a check of its answer."""

    title = "A worked example"

    def construct(self) -> None:
        """Values forward, slopes back, the product; then a step: predicted, measured, and the gap."""
        self.lay_out()
        self.open_with(self.heading)
        self.set_up_machines()
        self.go_forward()
        self.find_slope(
            0, "Now back. First the last machine: its slope, taken where {at} went in, is {slope}."
        )
        self.find_slope(1, "Then the machine before it: where {at} went in, its slope is {slope}.")
        self.multiply()
        self.make_room()
        self.predict()
        self.measure()
        self.explain_gap()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.worked_example
        stages = Curve.from_text(given.inner), Curve.from_text(given.outer, U.plain)
        self.chain = Composition(stages, given.at)
        nested = stages[1].expression.subs(stages[1].symbol, stages[0].expression)
        whole = Piece(f"{Y.typst} = {to_typst(nested)}", "symbol")
        self.heading = heading(self.theme, self.title, whole, beside=True)
        self.row = MachineChain(self.theme, self.chain, (X, U, Y), width=3.0)
        self.row.scale(min(1.0, safe_width() / self.row.width))
        top = float(self.heading.get_bottom()[1])
        self.row.move_to(UP * (top - 2.0))
        self.slopes = slopes_of(self.chain, (X, U, Y))
        self.lines = {pair: self._slope_line(pair) for pair in SLOPES}
        self.product = Working(self.theme, self.slopes[2, 0], (0.0, self.row.get_y() - 3.4, 0.0), size=0.58)
        self.product.shift(UP * max(0.0, safe_bottom() + 0.1 - self.product.get_bottom()[1]))
        self.low = (safe_bottom() + float(self.heading.get_bottom()[1]) - 3.4) / 2
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
        sentence = words(
            "The inner slope, times the work already done: {value}. That is the answer.", value=goal
        )
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
        """The working moves up, the answer beside the heading; below them a check will be made."""
        up = self.heading.get_bottom()[1] - ABOVE - self.row.get_top()[1]
        answer = self.product.copy().scale(SHRUNK)
        room = safe_width() / 2 - self.heading.get_right()[0] - 0.5
        tall = 2 * (safe_top() - self.heading.title.get_y())
        answer.scale(min(1.0, room / answer.width, tall / answer.height)).match_y(self.heading.title)
        answer.align_to(RIGHT * safe_width() / 2, RIGHT)
        share = answer.width / self.product.width
        self.play(
            changing(self.row).shift(UP * up),
            *(changing(line).scale(SHRUNK).shift(UP * (up + 0.3)) for line in self.lines.values()),
            changing(self.product).scale(share).move_to(answer),
            run_time=1.2,
        )
        VGroup(*self.moved).shift(UP * up)

    def predict(self) -> None:
        """What the slope promises for a small step."""
        sentence = words(
            "Is it right? Take a step of {dx}. The slope promises a change of {change}.",
            dx=self.numbers.step,
            change=self.numbers.foretold,
        )
        with self.beat("predict", sentence):
            step, row = self.rows[:2]
            self.play(FadeIn(self.check.panel), FadeIn(step), run_time=0.8)
            self.play(Create(self.check.curve), run_time=0.8)
            self.play(Create(self.check.tangent), *self.check.take_step(), run_time=1.0)
            self._put_in(row, [self.product.landing, step.numbers[0]])
            self.play(FadeIn(row.numbers[-1]), Create(self.check.predicted), run_time=0.8)
            self.add(row, self.check)

    def measure(self) -> None:
        """What really comes out when the moved input goes through both machines."""
        sentence = words(
            "Now send the moved input through. The output really changes by {true}.", true=self.numbers.true
        )
        with self.beat("measure", sentence):
            self.play(FadeIn(self.moved[0], shift=UP * 0.1), run_time=0.6)
            for machine, moved in zip(self.row.machines, self.moved[1:], strict=True):
                self.play(machine.light(self.theme.ink), run_time=0.4)
                self.play(machine.unlight(), FadeIn(moved, shift=RIGHT * 0.4), run_time=0.5)
            row = self.rows[2]
            self._put_in(row, [self.moved[-1].part(1), self.row.digits(2)])
            self.play(FadeIn(row.numbers[-1]), run_time=0.5)
            self.add(row)

    def explain_gap(self) -> None:
        """The curve bends away from its tangent: that is the gap."""
        gap, row = self.numbers.gap, self.rows[3]
        bent = "So close. What is left, {gap}, is the bend: the curve leaves its tangent."
        straight = "Nothing is left over: here the curve runs straight along its tangent."
        with self.beat("gap", words(bent if gap.value else straight, gap=gap)):
            self._put_in(row, [self.rows[2].numbers[-1], self.rows[1].numbers[-1]])
            self.play(FadeIn(row.numbers[-1]), run_time=0.5)
            self.add(row)
            if self.check.lens is not None:
                self.play(*self.check.enlarge(), run_time=1.6)
                self.play(Indicate(self.check.parting, color=self.theme.ink, scale_factor=1.15), run_time=0.8)

    def _put_in(self, row: CheckRow, sources: Sequence[Part]) -> None:
        """Let the numbers of a row fly in from where they stand."""
        flights = list(zip(sources, row.numbers, strict=False))
        self.play(FadeIn(row.word, row.line.part(0)), fly_all(flights), run_time=1.2)

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
        """Make the rows of the check, the moved values, and the picture of the step."""
        slope, names = self.slopes[2, 0], (X, U, Y)
        self.numbers = StepNumbers(self.chain, names, slope, step)
        self.moved = [
            fit(number_line(self.theme, quantity, size=ROW_SIZE), 1.5).next_to(value, UP, buff=0.16)
            for quantity, value in zip(self.numbers.moved, self.row.values, strict=True)
        ]
        called = {key: getattr(self.numbers, key).name for key in ("step", "foretold", "true", "gap")}
        self.check = StepCheck(
            self.theme, self.chain.whole, self.chain.at, step, (X, Y), PANEL, {**called, "slope": slope.name}
        )
        self.check.place(right=safe_width() / 2, middle=self.low)
        room = self.check.get_left()[0] + safe_width() / 2 - 0.3
        rows = CheckRows(self.theme, self.numbers, room)
        rows.move_to((-safe_width() / 2, self.low, 0.0), aligned_edge=LEFT)
        self.rows = rows.rows
