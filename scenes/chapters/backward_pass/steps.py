"""How a step of the backward pass is played: a slope found, multiplied onto what came, landed in its tab."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, Indicate, VGroup

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.chapters.backward_pass.drawing import BackwardDrawing
from scenes.chapters.backward_pass.sentences import BackwardSentences
from scenes.chapters.backward_pass.sum_slopes import SumSlopes
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart, text

LINE_SIZE, NOTE_SIZE, NOTE_APART, LANE = 0.42, 0.38, 0.5, 0.24

PACE = {
    "activation": (0.95, 0.6),
    "pre_activation": (0.8, 0.55),
    "weight": (0.65, 0.55),
    "bias": (0.5, 0.45),
}
"""How long a step takes against the first, by what it leads to, in the last neuron and in those before: it is
the same thing again."""

LOW = 0.03
"""How far the lowest edge of a fraction may reach under the safe area."""

HOLD, NOTE_TIME = 0.45, 1.6
"""Seconds that a result rests at least before it goes on, and that words beside it do."""


class BackwardSteps(Chapter):
    """A chapter with a network and its drawing, on which gradients are worked out under the cards."""

    net: Network
    say: BackwardSentences

    def work_with(self, drawing: BackwardDrawing) -> None:
        """Take a drawing as it stands, and find where the lines of a calculation have their first sign."""
        self.drawing = drawing
        self.diagram, self.view, self.recalled = drawing.diagram, drawing.view, drawing.recalled
        self.cards, self.tabs, self.way = drawing.cards, drawing.tabs, drawing.way
        self.line_centre = (0.0, safe_bottom() + 0.46, 0.0)
        self.lane = min(float(card.get_bottom()[1]) for card in self.cards.values()) - LANE
        lines = [self.line_of(quantity) for quantity in (*self.net.gradient.values(), *self.net.chain)]
        ahead = max(line.equals - float(line.get_left()[0]) for line in lines)
        after = max(float(line.get_right()[0]) - line.equals for line in lines)
        self.equals = (ahead - after) / 2
        beyond = safe_bottom() - LOW - min(float(line.get_bottom()[1]) for line in lines)
        self.line_centre = (0.0, self.line_centre[1] + max(0.0, beyond), 0.0)
        self.factors: dict[str, VGroup] = {}

    def find_factor(self, of: str, by: str, *, known: bool = False) -> None:
        """Find a local derivative under the diagram; its number flies into its card.

        Where it stands in a box, and it is `known` why, nothing is written.
        """
        local, card = self.net.local[of, by], self.cards[of, by]
        constant = local.formula is not None and not local.formula.operands
        if local.node is None and not constant:
            self.play(FadeOut(self.work_out(of, by)), run_time=0.4)
            return
        sums = None if known and local.node else self.read_off(of, by)
        if local.node is not None:
            source = self.diagram.digits(local.node)
        else:
            assert sums is not None
            source = sums.slopes[by].part(3)
        slot = card.slot(local)
        self.play(*card.reveal(), run_time=0.4)
        self.play(fly(source, slot.part(1)), run_time=self._pace(by))
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        if sums is not None:
            self.play(FadeOut(*sums), run_time=0.3)

    def _pace(self, key: str) -> float:
        """Return how long a step takes against the first."""
        node = self.net.graph.nodes[key]
        paces = PACE[node.kind]
        return paces[min(self.net.graph.depth - node.layer, len(paces) - 1)]

    def work_out(self, of: str, by: str) -> CalculationLine:
        """Work out a local derivative in one line; the line stays."""
        local, card, pace = self.net.local[of, by], self.cards[of, by], self._pace(by)
        line = self.line_of(local)
        told = self._explained(line, of)
        forward = self.diagram.signal(by, of, self.theme.gradient)
        self.play(*card.reveal(), forward, appear(line.formula), run_time=0.8 * pace)
        self.put_in(line, [self.standing(operand) for operand, _ in line.operands()], pace)
        if told is not None:
            self.play(appear(told), run_time=0.4)
            self.wait(NOTE_TIME)
            line.add(told)
        slot = card.slot(local)
        self.play(fly(line.landing, slot.part(1), lane=self.lane), run_time=0.8 * pace)
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
        beyond = float(line.get_right()[0]) + NOTE_APART + float(told.width) - safe_width() / 2
        line.shift(LEFT * max(0.0, beyond))
        return told.next_to(line, RIGHT, buff=NOTE_APART).on_baseline_of(line.formula)

    def read_off(self, node: str, *by: str) -> SumSlopes:
        """Write a weighted sum, and its slope by each of some of its parts, which light up in it."""
        slopes = {key: self.net.local[node, key] for key in by}
        sums = SumSlopes(self.theme, self.net.quantity[node], slopes, size=LINE_SIZE)
        sums.move_to(self.line_centre)
        self.play(appear(sums.whole), run_time=0.6)
        for key, line in sums.slopes.items():
            touched = Indicate(sums.whole.of(self.net.quantity[key]), color=self.theme.gradient)
            self.play(touched, appear(line), run_time=self._pace(key))
        return sums

    def multiply(self, key: str, upstream: str) -> None:
        """Multiply a local derivative onto the gradient at its right; the product lands in its tab."""
        line, pace = self.line_of(self.net.gradient[key]), self._pace(key)
        self.play(appear(line.formula), run_time=0.6 * pace)
        self.put_in(line, [self.tabs[upstream].digits, self.factors.get(key)], pace)
        self.land(line.landing, key)
        self.play(FadeOut(line), run_time=0.3)

    def line_of(self, quantity: Quantity) -> CalculationLine:
        """Return a calculation under the cards, its first sign where all have it; local slopes in ink."""
        inked = [local.symbol for pair, local in self.net.local.items() if pair[0] != "L"]
        line = CalculationLine(self.theme, quantity, self.line_centre, inked=inked, size=LINE_SIZE)
        return line.with_equals_at(getattr(self, "equals", line.equals))

    def put_in(self, line: CalculationLine, sources: list[VGroup | None], pace: float) -> None:
        """Let numbers fly into a line, then the result appear, and hold it until it has been read."""
        if line.numbers is not None:
            self.play(*line.put_in(sources, lane=self.lane), run_time=1.1 * pace)
            self.add(line.numbers)
        self.play(appear(line.result), run_time=0.5 * pace)
        self.wait(max(HOLD, line.seconds_to_read - 1.2 * pace))

    def standing(self, operand: Quantity) -> VGroup | None:
        """Return a number's digits in the diagram, None for one that stands nowhere."""
        return self.diagram.digits(operand.node) if operand.node is not None else None

    def land(self, digits: TypesetPart, key: str) -> None:
        """Let a gradient arrive in its tab, along the way that leads there."""
        tab = self.tabs[key]
        arriving: list[Animation] = [FadeIn(tab, shift=UP * 0.1)]
        if key not in self.net.graph.above:
            arriving = [FadeIn(tab.wrapping), fly(digits, tab.digits, lane=self.lane)]
        reached = [] if key in self.net.graph.above else self.view.reach(key, color=self.theme.gradient)
        self.play(self.way.reach(key), *arriving, *reached, run_time=0.8 * max(self._pace(key), 0.75))
        self.add(tab)
