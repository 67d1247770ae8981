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
from scenes.stage.frame import safe_bottom
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart, text
from scenes.stage.machines.factory import slope_of
from scenes.stage.machines.opened import OpenedMachine
from scenes.stage.machines.row_camera import RowCamera
from scenes.stage.machines.slopes import SlopePicture

LINE_SIZE, NOTE_SIZE, NOTE_APART, LANE = 0.42, 0.36, 0.5, 0.1

PACE = {
    "activation": (0.95, 0.6),
    "pre_activation": (0.8, 0.55),
    "weight": (0.65, 0.55),
    "bias": (0.5, 0.45),
}
"""How long a step takes against the first, by what it leads to, in the last neuron and in those before: it is
the same thing again."""

LINE_ROOM, LINE_HEIGHT, MACHINE, BELOW = 1.06, 0.84, 8.4, 0.52
"""Room that a line of calculation has under the tabs, and its height at most; width of an opened machine, and
how far it reaches below the stage of the whole row."""

FAR_SIZE, FAR_HEIGHT = 0.58, 1.15
"""Type size of a line where the whole row is seen, and its height at most."""

PICTURE, CURVE = (5.2, 2.0), (4.3, 1.08)
"""Size of a picture in a machine, and of a plotted curve, whose labels stand around it."""

CAPTIONS = 0.25
"""How much lower than the frame's middle the row stands, because of the captions."""

HOLD, NOTE_TIME = 0.45, 1.6
"""Seconds that a result rests at least before it goes on, and that words beside it do."""


class BackwardSteps(Chapter):
    """A chapter with a network and its drawing, on which gradients are worked out under the tabs."""

    net: Network
    say: BackwardSentences

    def work_with(self, drawing: BackwardDrawing) -> None:
        """Take a drawing as it stands, and find where lines and machines have their places."""
        self.drawing = drawing
        self.diagram, self.view, self.recalled = drawing.diagram, drawing.view, drawing.recalled
        self.cards, self.tabs, self.way = drawing.cards, drawing.tabs, drawing.way
        below = min(float(self.tabs[key].get_bottom()[1]) for key in self.net.graph.back)
        self.lane = below - LANE
        self.level, self.far_level = below - LINE_ROOM / 2, below - FAR_HEIGHT / 2 - LANE
        floor = safe_bottom() - BELOW
        self.floor = Region(-MACHINE / 2, MACHINE / 2, floor, below - LINE_ROOM)
        self.top = float(self.diagram.nodes[self.net.graph.row[0]].frame.get_top()[1])
        highest = max(float(self.tabs[key].get_top()[1]) for key in self.net.graph.parameters)
        middle = (highest + below - LINE_ROOM) / 2 - CAPTIONS if self.view.whole else 0.0
        self.eye = RowCamera(self, self.frame, floor, middle)
        self.factors: dict[str, VGroup] = {}
        self.machine: OpenedMachine | None = None
        self.picture: SlopePicture | None = None

    def open_machine(self, of: str, by: str) -> None:
        """Let the camera go to a function and open it; its slope is not marked yet."""
        box = self.diagram.nodes[of]
        at = float(box.get_x())
        middle = self.eye.middle(at, MACHINE, self.top)
        region = Region(middle - MACHINE / 2, middle + MACHINE / 2, self.floor.bottom, self.floor.top)
        self.picture = slope_of(self.theme, self.net, of, by, PICTURE, CURVE)
        self.machine = OpenedMachine(box, self.picture, region, self.cards[of, by])
        hidden = self.eye.hidden or [*self.view.beside(), *self.drawing.above()]
        self.machine.open(self, self.picture.picture, self.eye.close_to(at, self.top, hidden))

    def close_machine(self) -> None:
        """Let the open machine go back into its box."""
        if self.machine is not None:
            self.machine.close(self)
        self.machine = None

    def pull_back(self) -> None:
        """Let the camera see the whole row again."""
        if self.eye.is_close:
            self.play(*self.eye.whole(), run_time=0.8)

    def find_factor(self, of: str, by: str, *, known: bool = False) -> None:
        """Find a local derivative in the opened machine; its number flies onto the card.

        Where it stands in a box, and it is `known` why, nothing is written.
        """
        local, card = self.net.local[of, by], self.cards[of, by]
        self.open_machine(of, by)
        constant = local.formula is not None and not local.formula.operands
        if local.node is None and not constant:
            self.play(FadeOut(self.work_out(of, by)), run_time=0.4)
            return
        self.mark_slope()
        sums = None if known and local.node else self.read_off(of, by)
        if local.node is not None:
            source = self.diagram.digits(local.node)
        else:
            assert sums is not None
            source = sums.slopes[by].part(3)
        slot = card.slot(local)
        self.play(*card.reveal(), run_time=0.4)
        arriving = FadeIn(slot.part(1)) if local.node in self.net.graph.above else fly(source, slot.part(1))
        self.play(arriving, run_time=self._pace(by))
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        if sums is not None:
            self.play(FadeOut(*sums), run_time=0.3)

    def mark_slope(self, run_time: float = 0.9) -> None:
        """Lay the slope on the open machine's picture."""
        assert self.picture is not None
        if laid := self.picture.lay():
            self.play(*laid, run_time=run_time)
        self.add(self.picture)

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
        self.play(*card.reveal(), appear(line.formula), run_time=0.7 * pace)
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
        _, right = self.eye.reach
        beyond = float(line.get_right()[0]) + NOTE_APART + float(told.width) - right
        line.shift(LEFT * max(0.0, beyond))
        return told.next_to(line, RIGHT, buff=NOTE_APART).on_baseline_of(line.formula)

    def read_off(self, node: str, *by: str) -> SumSlopes:
        """Write a weighted sum, and its slope by each of some of its parts, which light up in it."""
        slopes = {key: self.net.local[node, key] for key in by}
        sums = SumSlopes(self.theme, self.net.quantity[node], slopes, size=LINE_SIZE)
        self._place(sums)
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
        """Return a calculation under the tabs, in the middle of what the camera sees; local slopes in ink."""
        inked = [local.symbol for pair, local in self.net.local.items() if pair[0] != "L"]
        line = CalculationLine(self.theme, quantity, (0.0, 0.0, 0.0), inked=inked, size=LINE_SIZE)
        self._place(line)
        return line

    def _place(self, line: VGroup) -> None:
        """Put a line where lines stand, no wider than what the camera sees."""
        left, right = self.eye.reach
        room, level = (LINE_HEIGHT, self.level) if self.eye.is_close else (FAR_HEIGHT, self.far_level)
        most = 1.0 if self.eye.is_close else FAR_SIZE / LINE_SIZE
        line.scale(min(most, (right - left) / float(line.width), room / float(line.height)))
        line.move_to(((left + right) / 2, level, 0.0))

    def put_in(self, line: CalculationLine, sources: list[VGroup | None], pace: float) -> None:
        """Let numbers fly into a line, then the result appear, and hold it until it has been read."""
        if line.numbers is not None:
            standing = {self.standing(operand) for operand, _ in line.operands()} - {None}
            lit = [
                self.diagram.point_out(operand.node)
                for operand, _ in line.operands()
                if operand.node is not None and self.standing(operand) is not None
            ]
            flying = [None if source in standing else source for source in sources]
            self.play(*lit, *line.put_in(flying, lane=self.lane), run_time=1.1 * pace)
            self.add(line.numbers)
        self.play(appear(line.result), run_time=0.5 * pace)
        self.wait(max(HOLD, line.seconds_to_read - 1.2 * pace))

    def standing(self, operand: Quantity) -> VGroup | None:
        """Return a number's digits in the diagram, None for one that stands nowhere in sight."""
        if operand.node is None or (self.eye.is_close and operand.node in self.net.graph.above):
            return None
        return self.diagram.digits(operand.node)

    def land(self, digits: TypesetPart, key: str) -> None:
        """Let a gradient arrive in its tab, along the way that leads there."""
        tab = self.tabs[key]
        arriving: list[Animation] = [FadeIn(tab, shift=UP * 0.1)]
        if key not in self.net.graph.above:
            arriving = [FadeIn(tab.wrapping), fly(digits, tab.digits, lane=self.lane)]
        reached = [] if key in self.net.graph.above else self.view.reach(key, color=self.theme.gradient)
        reached = self.eye.unless_hidden(reached)
        self.play(self.way.reach(key), *arriving, *reached, run_time=0.8 * max(self._pace(key), 0.75))
        self.add(tab)
        if key in self.net.graph.above:
            self.drawing.reached.add(key)
