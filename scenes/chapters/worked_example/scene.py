"""A worked example: two slopes and their product, and a step that shows how right it is."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Indicate, VGroup, VMobject

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity
from scenes.chapters.worked_example.bracket import TIP, bracket_over
from scenes.chapters.worked_example.step_check import StepCheck
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.formulas.equation import fit, number_piece, role_color, value_line
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.graph.machines import MachineChain, U, X, Y, slopes_of
from scenes.stage.lettering.flights import appear, changing, fly_all
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, TypesetPart, math
from scenes.stage.nudges.check_rows import CheckRow, CheckRows, StepNumbers
from scenes.stage.titles import heading
from scenes.stage.words import words

SLOPES = (2, 1), (1, 0)
"""The slopes in the order in which the chain rule multiplies them, by the places of their variables."""

SETTLED, MOVED, ABOVE = 0.78, 0.44, 0.82
"""While the check has the stage: how much of its size the product keeps, the type size of moved values, and
the room for them above the row."""

SPAN_GAP = 0.16
"""Room between the bracket over both machines and the product."""

APART, CLEAR = 0.45, 0.15
"""Room between the parts of the check, and between a moved value and a machine."""

TALLEST = 0.75
"""A heading with a taller formula would take the check's room."""


class WorkedExample(Chapter):
    """The chain rule with numbers, on the machines of the chapter before, and a check of its answer."""

    title = "A worked example"

    def construct(self) -> None:
        """Values forward, slopes back, the product; then a step: predicted, measured, and the gap."""
        self.lay_out()
        self.open_with(self.heading)
        self.set_up_machines()
        self.go_forward()
        self.rise()
        self.find_slope(0, "Now back. The last machine first: where {at} went in, its slope is {slope}.")
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
        if self.heading.width > safe_width() or self.heading.height > TALLEST:
            whole = Piece(f"{Y.typst} = f(g({X.typst}))", "symbol")
            self.heading = heading(self.theme, self.title, whole, beside=True)
        self.row = MachineChain(self.theme, self.chain, (X, U, Y), width=3.0, room=safe_width())
        top = float(self.heading.get_bottom()[1])
        self.level = top - 2.0
        self.row.move_to(UP * self.level)
        self.slopes = slopes_of(self.chain, (X, U, Y))
        self.lines = {pair: self._slope_line(pair) for pair in SLOPES}
        self.product = CalculationLine(
            self.theme, self.slopes[2, 0], (0.0, self.row.get_y() - 3.4, 0.0), size=0.58
        )
        self.product.shift(UP * max(0.0, safe_bottom() + 0.1 - self.product.get_bottom()[1]))
        self.up = UP * (top - ABOVE - float(self.row.get_top()[1]))
        self.span = self._bracket(float(self.product.get_top()[1]) + SPAN_GAP)
        level = float((self.row.get_bottom() + self.up)[1]) - TIP - SPAN_GAP
        product = (
            self.product.copy().scale(SETTLED).next_to((self.span.get_x(), level, 0.0), DOWN, buff=SPAN_GAP)
        )
        self.settled = VGroup(self._bracket(level), product)
        self._lay_check(given.step)
        self.row.set_y((top + safe_bottom()) / 2)

    def set_up_machines(self) -> None:
        """The machines come back with functions that a head can follow."""
        goal = self.slopes[2, 0].symbol
        sentence = words("Two machines again, with numbers this time. We want {goal}.", goal=goal)
        with self.beat("machines", sentence):
            self.play(self.row.enter(), run_time=1.6)
            self.play(FadeIn(self.row.values[0], shift=RIGHT * 0.2), run_time=0.6)

    def go_forward(self) -> None:
        """A value rolls through."""
        x, u, y = self.row.quantities
        sentence = words("Forward first: {x} goes in, {u} between, and {y} comes out.", x=x, u=u, y=y)
        with self.beat("forward", sentence):
            for index in range(len(self.row.machines)):
                self.play(*self.row.swallow(index), run_time=0.6)
                self.play(*self.row.make(index), run_time=0.7)
            self.add(self.row)

    def rise(self) -> None:
        """The machines make room below them."""
        self.play(changing(self.row).set_y(self.level), run_time=0.7)

    def find_slope(self, place: int, sentence: str) -> None:
        """A machine's slope at the value that went into it."""
        pair = SLOPES[place]
        slope, line, by = self.slopes[pair], self.lines[pair], pair[1]
        name = "inner" if place else "outer"
        with self.beat(name, words(sentence, at=self.row.quantities[by], slope=slope)):
            machine = self.row.machines[by]
            self.play(machine.highlight(self.theme.gradient), run_time=0.5)
            if isinstance(line, CalculationLine):
                self.play(appear(line.formula), run_time=0.7)
                if line.numbers is not None:
                    flights = [(self.row.digits(by), part) for _, part in line.operands()]
                    self.play(FadeIn(line.numbers.part(0)), fly_all(flights), run_time=1.0)
                self.play(appear(line.result), run_time=0.6)
            else:
                self.play(appear(line), run_time=0.8)
            self.add(line)
            self.play(machine.reset(), run_time=0.4)

    def multiply(self) -> None:
        """The product of the two slopes."""
        goal, line = self.slopes[2, 0], self.product
        sentence = words("The inner slope, times the work already done: {value}, the answer.", value=goal)
        with self.beat("product", sentence):
            self.play(Create(self.span), appear(line.formula), run_time=0.8)
            sources = [self._digits(pair) for pair in SLOPES]
            parts = [part for _, part in line.operands()]
            if line.numbers is not None:
                flights = list(zip(sources, parts, strict=True))
                self.play(FadeIn(line.numbers.part(0)), fly_all(flights), run_time=1.4)
            self.play(appear(line.result), run_time=0.6)
            self.add(line)
            self.play(Indicate(line.landing, color=self.theme.gradient, scale_factor=1.2), run_time=0.8)

    def make_room(self) -> None:
        """The two slopes stand in the product; it goes up under the machines, and below a check is made."""
        self.play(FadeOut(*self.lines.values()), run_time=0.4)
        whole = VGroup(self.span, self.product)
        self.play(changing(self.row).shift(self.up), changing(whole).become(self.settled), run_time=0.9)

    def predict(self) -> None:
        """What the slope promises for a small step."""
        sentence = words(
            "Is it right? Step by {dx}: the slope promises a change of {change}.",
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
            "Send the moved input through: the output really changes by {true}.", true=self.numbers.true
        )
        with self.beat("measure", sentence):
            self.play(FadeIn(self.moved[0], shift=UP * 0.1), run_time=0.6)
            for machine, moved in zip(self.row.machines, self.moved[1:], strict=True):
                self.play(machine.highlight(self.theme.ink), run_time=0.4)
                self.play(machine.reset(), FadeIn(moved, shift=RIGHT * 0.4), run_time=0.5)
            row = self.rows[2]
            self._put_in(row, [self.moved[-1].part(2), self.row.digits(2)])
            self.play(FadeIn(row.numbers[-1]), run_time=0.5)
            self.add(row)

    def explain_gap(self) -> None:
        """The curve bends away from its tangent: that is the gap."""
        gap, row = self.numbers.gap, self.rows[3]
        bent = "What is left, {gap}, is the bend: the curve leaves its tangent."
        straight = "Nothing is left over: here the curve runs straight along its tangent."
        with self.beat("gap", words(bent if gap.value else straight, gap=gap)):
            self._put_in(row, [self.rows[2].numbers[-1], self.rows[1].numbers[-1]])
            self.play(FadeIn(row.numbers[-1]), run_time=0.5)
            self.add(row)
            for moves in self.check.part() if self.check.parting is not None else ():
                self.play(*moves, run_time=0.9)

    def _put_in(self, row: CheckRow, sources: Sequence[TypesetPart]) -> None:
        """Let the numbers of a row fly in from where they stand."""
        flights = list(zip(sources, row.numbers, strict=False))
        self.play(FadeIn(row.word, row.line.part(0)), fly_all(flights), run_time=1.2)

    def _slope_line(self, pair: tuple[int, int]) -> CalculationLine | TypesetLine:
        """Return the working of a slope, centred under its machine; a constant has nothing to work out."""
        slope, machine = self.slopes[pair], self.row.machines[pair[1]]
        centre = (float(machine.get_x()), float(machine.get_y()) - 1.5, 0.0)
        if self.chain.stages[pair[1]].derivative_expression.is_number:
            return value_line(self.theme, slope).move_to(centre)
        edge, apart = safe_width() / 2, self.row.machines[1].get_x() - self.row.machines[0].get_x()
        room = min(2 * (edge - abs(centre[0])), apart - APART)
        line = CalculationLine(self.theme, slope, centre, size=FORMULA, room=room)
        return line if line.width < room else value_line(self.theme, slope).move_to(centre)

    def _bracket(self, level: float) -> VMobject:
        """Return the bracket from the first machine to the last, over what belongs to both."""
        return bracket_over(self.row.machines, level, self.theme.gradient)

    def _digits(self, pair: tuple[int, int]) -> VGroup:
        line = self.lines[pair]
        return line.landing if isinstance(line, CalculationLine) else line.part(3)

    def _lay_check(self, step: Number) -> None:
        """Make the rows of the check, the moved values, and the picture of the step."""
        slope, names = self.slopes[2, 0], (X, U, Y)
        self.numbers = StepNumbers(self.chain, names, slope, step)
        self.moved = [self._moved_value(index, moved) for index, moved in enumerate(self.numbers.moved)]
        ceiling = float(self.settled.get_bottom()[1]) - APART / 2
        rows = CheckRows(self.theme, self.numbers, safe_width() / 2, ceiling - safe_bottom())
        middle = (ceiling + safe_bottom()) / 2
        rows.move_to((-safe_width() / 2, middle, 0.0), aligned_edge=LEFT)
        self.rows = rows.rows
        room = safe_width() - rows.width - APART, ceiling - safe_bottom()
        called = {key: getattr(self.numbers, key).name for key in ("step", "foretold", "true", "gap")}
        self.check = StepCheck(
            self.theme, self.chain.whole, self.chain.at, step, (X, Y), room, {**called, "slope": slope.name}
        )
        self.check.place(right=safe_width() / 2, middle=middle)

    def _moved_value(self, index: int, quantity: Quantity) -> TypesetLine:
        """Return a value after the step, over the digits that it had before, clear of the machines."""
        ends, machines = (-safe_width() / 2, safe_width() / 2), self.row.machines
        left = machines[index - 1].get_right()[0] + CLEAR if index else ends[0]
        right = machines[index].get_left()[0] - CLEAR if index < len(machines) else ends[1]
        color = role_color(self.theme, quantity.symbol)
        line = fit(math(["arrow.r", number_piece(quantity)], color, size=MOVED), right - left)
        line.next_to(self.row.values[index], UP, buff=0.22).align_to(self.row.digits(index), LEFT)
        return line.shift(self.up + RIGHT * min(0.0, right - line.get_right()[0]))
