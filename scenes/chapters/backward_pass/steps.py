"""How a step of the backward pass is played: a slope found, multiplied onto what came, landed in its tab."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, Indicate, VGroup
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.quantity import Quantity
from scenes.chapters.backward_pass.sum_slopes import SumSlopes
from scenes.chapters.backward_pass.visits import BackwardVisits
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_width
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart, text
from scenes.stage.machines.machine_row import LINE_ROOM

LINE_SIZE, NOTE_SIZE, NOTE_APART = 0.46, 0.36, 0.5

PACE = {
    "activation": (0.95, 0.6),
    "pre_activation": (0.8, 0.55),
    "weight": (0.58, 0.55),
    "bias": (0.42, 0.42),
}
"""How long a step takes against the first, by what it leads to, in the last neuron and in those before: it is
the same thing again."""

LOWEST = -1.72
"""Height over the middle of what the camera shows on which numbers cross."""

HOLD, NOTE_TIME = 0.45, 1.6
"""Seconds that a result rests at least before it goes on, and that words beside it do."""


class BackwardSteps(BackwardVisits):
    """A chapter with a network and its drawing, on which gradients are worked out under the machines."""

    def find_factor(self, of: str, by: str, *, known: bool = False) -> None:
        """Find a local derivative in its machine; its number comes to its card, or to its arm in a sum.

        Where it stands in a box or is constant, and it is `known` why, nothing is written.
        """
        local = self.net.local[of, by]
        self.open_machine(of, by)
        if of in self.row.forks:
            return self._find_at_arm(of, by, known=known)
        constant = local.formula is not None and not local.formula.operands
        if local.node is None and not constant:
            self.play(FadeOut(self.work_out(of, by)), run_time=0.4)
            return
        self.mark_slope()
        card = self.cards[of, by]
        slot = card.slot(local)
        self.play(*card.reveal(), run_time=0.3)
        self.play(FadeIn(slot.part(1)), run_time=self._pace(by))
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)

    def _find_at_arm(self, of: str, by: str, *, known: bool) -> None:
        """Mark the slope of a sum, write where it stands in the sum, and let it come to its arm."""
        self.mark_slope()
        factor, local = self.row.forks[of].factors[by], self.net.local[of, by]
        lit = [self.row.point_out(local.node)] if local.node and self.standing(local) else []
        arriving: list[Animation] = [FadeIn(factor)]
        if self.triangle is not None and by in self.net.graph.above:
            arriving = [FadeIn(factor.part(1)), fly(self.triangle.digits, factor.part(2))]
        if known:
            self.play(*arriving, *lit, run_time=0.55)
        else:
            sums = self.read_off(of, by)
            self.play(*arriving, *lit, run_time=0.6)
            self.wait(0.25)
            self.play(FadeOut(*sums), run_time=0.25)
        self.add(factor)
        self.factors[by] = factor.part(2)

    def _pace(self, key: str) -> float:
        """Return how long a step takes against the first."""
        node = self.net.graph.nodes[key]
        paces = PACE[node.kind]
        return paces[min(self.net.graph.depth - node.layer, len(paces) - 1)]

    def work_out(self, of: str, by: str) -> CalculationLine:
        """Work out a local derivative in one line; the line stays."""
        local, card, pace = self.net.local[of, by], self.cards[of, by], self._pace(by)
        self.mark_slope(pace)
        line = self.line_of(local)
        told = self._explained(line, of)
        self.write(*card.reveal(), appear(line.formula), run_time=0.7 * pace)
        self.put_in(line, [self.standing(operand) for operand, _ in line.operands()], pace)
        if told is not None:
            self.play(appear(told), run_time=0.4)
            self.wait(NOTE_TIME)
            line.add(told)
        slot = card.slot(local)
        self.play(fly(line.landing, slot.part(1)), run_time=0.8 * pace)
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        return line

    def _explained(self, line: CalculationLine, of: str) -> TypesetLine | None:
        """Return in words why a slope at or beside a kink is this one, after the line, which makes room."""
        node = self.net.graph.nodes[of]
        if node.kind != "activation" or not (note := self.say.note(node.layer)):
            return None
        told = text(note, self.theme.dimmed, size=NOTE_SIZE)
        right = float(self.row.under(of)[0]) + safe_width() / 2
        beyond = float(line.get_right()[0]) + NOTE_APART + float(told.width) - right
        line.shift(LEFT * max(0.0, beyond))
        return told.next_to(line, RIGHT, buff=NOTE_APART).on_baseline_of(line.formula)

    def read_off(self, node: str, *by: str) -> SumSlopes:
        """Write a weighted sum, and its slope by each of some of its parts, which light up in it."""
        slopes = {key: self.net.local[node, key] for key in by}
        sums = SumSlopes(self.theme, self.net.quantity[node], slopes, size=LINE_SIZE)
        self._place(sums)
        self.write(appear(sums.whole), run_time=0.6)
        for key, line in sums.slopes.items():
            touched = Indicate(sums.whole.of(self.net.quantity[key]), color=self.theme.gradient)
            self.play(touched, appear(line), run_time=self._pace(key))
        return sums

    def multiply(self, key: str, upstream: str) -> CalculationLine:
        """Multiply a local derivative onto the gradient at its right; the product lands in its tab.

        The line stays, and is returned.
        """
        line, pace = self.line_of(self.net.gradient[key]), self._pace(key)
        self.write(appear(line.formula), run_time=0.6 * pace)
        self.put_in(line, [self.row.tabs[upstream].digits, self.factors.get(key)], pace, stays=1.1 * pace)
        self.land(line.landing, key)
        return line

    def line_of(self, quantity: Quantity) -> CalculationLine:
        """Return a calculation under the tabs, in the middle of what the camera sees; local slopes in ink."""
        inked = [local.symbol for pair, local in self.net.local.items() if pair[0] != "L"]
        line = CalculationLine(self.theme, quantity, (0.0, 0.0, 0.0), inked=inked, size=LINE_SIZE)
        self._place(line)
        return line

    def _place(self, line: VGroup) -> None:
        """Put a line where lines stand under the machine, no wider than what the camera sees."""
        line.scale(min(1.0, safe_width() / float(line.width), LINE_ROOM / float(line.height)))
        line.move_to(self.row.under(self.eye.at))

    def put_in(
        self, line: CalculationLine, sources: list[VGroup | None], pace: float, *, stays: float = 0.0
    ) -> None:
        """Let numbers fly into a line, then the result appear, and hold it until it has been read.

        `stays` are the seconds that the line stands afterwards in any case.
        """
        if line.numbers is not None:
            standing = {self.standing(operand) for operand, _ in line.operands()} - {None}
            lit = [
                self.row.point_out(operand.node)
                for operand, _ in line.operands()
                if operand.node is not None and self.standing(operand) is not None
            ]
            flying = [None if source in standing else source for source in sources]
            self.play(*lit, *line.put_in(flying, lane=self.lane), run_time=1.0 * pace)
            self.add(line.numbers)
        self.play(appear(line.result), run_time=0.5 * pace)
        self.wait(max(HOLD - stays / 2, line.seconds_to_read - 1.2 * pace - stays))

    def standing(self, operand: Quantity) -> VGroup | None:
        """Return a number's digits in a box that is seen with the machine, None where there are none."""
        if operand.node is None or not self.row.meets(self.eye.at, operand.node):
            return None
        return self.row.digits(operand.node)

    @property
    def lane(self) -> float:
        """Height on which numbers cross, under the machine."""
        return float(self.row.view(self.eye.at)[1]) + LOWEST

    def land(self, digits: TypesetPart, key: str) -> None:
        """Let a gradient run on to where it belongs, and its number arrive there."""
        tab, pace = self.row.tabs[key], 0.8 * max(self._pace(key), 0.75)
        fork = self.row.forks.get(self.eye.at)
        flow = self.row.flows[key].run() if fork is None else fork.arms[key].run()
        named = [FadeIn(self.row.flow_name)] if key == self.net.graph.outputs[0] else []
        rest = [*named, *self.state_scale()]
        if key in self.net.graph.above:
            arriving = FadeIn(tab, shift=UP * 0.1, rate_func=squish_rate_func(smooth, 0.55, 1.0))
            self.play(flow, *rest, arriving, run_time=1.5 * pace)
        else:
            self.play(
                flow,
                *rest,
                FadeIn(tab.wrapping),
                fly(digits, tab.digits, lane=self.lane),
                run_time=1.5 * pace,
            )
        if fork is not None:
            self.add(fork.arms[key])
        self.add(tab)

    def state_scale(self) -> list[Animation]:
        """Return the animation that says to which scale a sum's gradients are drawn, if it is another one."""
        fork = self.row.forks.get(self.eye.at)
        if fork is None or fork.mark is None or fork.mark in self.mobjects:
            return []
        return [FadeIn(fork.mark)]
