"""The forward pass: values flow from the input to the loss, one step after the other."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    DOWN,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    VGroup,
    VMobject,
)

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.chapters.forward_pass.layers import LayersForward
from scenes.chapters.forward_pass.sentences import ForwardSentences
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_bottom
from scenes.stage.graph.folded_row import fold
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.graph.row_view import RowView
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.machines.factory import interior_of
from scenes.stage.machines.interiors import StepPicture
from scenes.stage.machines.miniatures import miniatures
from scenes.stage.machines.opened import OpenedMachine
from scenes.stage.machines.row_camera import RowCamera
from scenes.stage.measure import allow
from scenes.stage.titles import heading
from scenes.stage.words import words

PICTURE, CURVE, LOSS = (7.4, 2.3), (6.2, 1.5), (6.0, 2.4)
"""Sizes of a sum's picture in an opened machine, of a plotted curve, and of the loss's square."""

MACHINE, TAB_ROOM, LINE_ROOM, LINE_HEIGHT, LANE = (9.2, 2.75), 0.62, 0.95, 0.84, 0.1
"""Size of an opened machine; room that the way back needs above the row; room of a line under the row, and
its height at most; how far below the row numbers cross."""

SMALL_GAP, LINE_SIZE, CAPTIONS, HOLD = 0.45, 0.46, 0.25, 0.5
"""From the row to the closed machines; type size of a calculation; how much lower than the frame's middle the
row stands, because of the captions; seconds that a result rests before it goes to its box."""

TOLD, QUICK = 2, 0.6
"""Neurons that are told of step by step; how long the steps of those after them take against theirs."""


class ForwardPass(Chapter):
    """A chain of neurons is drawn, and one machine after the other is opened and computes its value."""

    title = "Forward pass"

    def construct(self) -> None:
        """The network, what is given, a step for each box, what is left to ask."""
        if not self.settings.lecture.network.is_chain:
            return LayersForward(self).play()
        self.lay_out()
        self.open_with(self.heading)
        self.draw_network()
        self.give_parameters()
        self.give_target()
        for layer in range(1, self.net.graph.depth + 1):
            self.walk_through(layer)
        self.measure_loss()
        self.look_back()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.say, known = ForwardSentences(self.net), self.net.quantity
        self.diagram = NetworkDiagram(self.theme, self.net.graph, known)
        self.view = RowView(self.diagram, known)
        self.heading = heading(self.theme, self.title)
        self.view.stand_beside(self.heading.title)
        self.diagram.next_to(self.heading, DOWN, buff=0.1 + TAB_ROOM)
        self.view.window.place()
        bottom = float(self.diagram.get_bottom()[1])
        self.level, self.lane = bottom - LINE_ROOM / 2, bottom - LANE
        self.floor = bottom - LINE_ROOM - MACHINE[1]
        middle = float(self.diagram.get_y()) - CAPTIONS if self.view.whole else 0.0
        self.eye = RowCamera(self, self.frame, self.floor, middle)
        for part in self.diagram.get_family():
            allow(part, "close-up", "the row goes on beyond a close-up")
        for part in self.diagram.parameters["y"].get_family():
            allow(part, "reading time", "it stands at a close-up's edge until it is used")
        self.signs = self.diagram.signs()
        for key, sign in zip(self.net.graph.parameters, self.signs, strict=True):
            self.view.window.add(sign, key)

    def draw_network(self) -> None:
        """The row of boxes, as far as it is in view."""
        with self.beat("network", self.say.network()):
            self.play(self.diagram.enter(self.view.window.keys), *self.view.enter(), run_time=2.6)
            self.neurons = VGroup(*self.diagram.neurons()[: len(self.view.window.layers)])
            self.play(LaggedStart(*(FadeIn(neuron) for neuron in self.neurons), lag_ratio=0.5), run_time=1)
            box = self.diagram.nodes[self.net.graph.row[0]]
            slot = box.slot()
            self.play(FadeIn(slot, shift=UP * 0.1), box.highlight(), *self.view.reach("x"), run_time=0.6)
            box.hold(slot)
            self.play(box.reset(), run_time=0.4)

    def give_parameters(self) -> None:
        """The weights and the biases, which training will change."""
        with self.beat("parameters", self.say.parameters()):
            keys = [key for key in self.net.graph.parameters if self.view.window.sees(key)]
            boxes = LaggedStart(
                *(FadeIn(self.diagram.parameters[key], shift=DOWN * 0.2) for key in keys), lag_ratio=0.4
            )
            self.play(boxes, run_time=1.6)
            self.play(
                *(GrowArrow(self.diagram.arrows[key, self.net.graph.above[key]]) for key in keys),
                run_time=0.6,
            )

    def give_target(self) -> None:
        """The target, at the far end of a long row, and what each parameter does."""
        with self.beat("target", self.say.target()):
            if self.view.whole:
                self.play(FadeIn(self.diagram.parameters["y"], shift=DOWN * 0.2), run_time=0.7)
                self.play(GrowArrow(self.diagram.arrows["y", "L"]), run_time=0.5)
            else:
                self.play(FadeOut(self.neurons), run_time=0.3)
                self.neurons = VGroup()
                self.view.show(self.view.window.last, self)
                self.play(Indicate(self.diagram.parameters["y"], color=self.theme.target), run_time=0.6)
                self.wait(1)
                self.view.show(1, self)
            signs = VGroup(*self._signs_in_view())
            self.play(FadeOut(self.neurons), FadeIn(signs), run_time=0.6)

    def walk_through(self, layer: int) -> None:
        """One neuron: its sum and its activation, in a beat each, or both in one once that is known."""
        neuron = self.net.graph.neuron(layer)
        if layer <= TOLD:
            for key in (neuron.sum, neuron.output):
                with self.beat(f"step_{key}", self.say.step(key)):
                    self._compute(key)
            return
        with self.beat(f"neuron_{neuron.sum}", self.say.neuron(layer)):
            if layer not in self.view.window.layers:
                self.play(*self.eye.whole(), run_time=0.6)
                self.wait(1)
                self.view.show(min(layer, self.view.window.last), self)
            for key in (neuron.sum, neuron.output):
                self._compute(key, pace=QUICK)

    def measure_loss(self) -> None:
        """The last step: how far off the prediction is."""
        with self.beat("step_L", self.say.step("L")):
            self._compute("L")

    def _compute(self, key: str, pace: float = 1.0) -> None:
        """One step: its machine opens, numbers go in, what it does to scale, and the result into its box."""
        box, quantity = self.diagram.nodes[key], self.net.quantity[key]
        picture, machine = self._machine(key)
        machine.open(self, picture.base, self._approach(key), pace)
        line = self._line(quantity)
        self.play(appear(line.formula), run_time=0.5 * pace)
        if line.numbers is not None:
            self._put_in(key, line, pace)
            self.add(line.numbers)
        for animations in picture.moves():
            self.play(*animations, run_time=0.6 * pace)
        self.add(picture)
        slot = box.slot()
        self.play(appear(line.result), run_time=0.5 * pace)
        self.wait(HOLD * pace)
        landing = fly(line.landing, slot.part(1), lane=self.lane)
        self.play(landing, *self.eye.unless_hidden(self.view.reach(key)), run_time=0.8 * pace)
        self.add(slot)
        box.hold(slot)
        self.play(FadeOut(line), run_time=0.3 * pace)
        machine.close(self, pace)

    def _machine(self, key: str) -> tuple[StepPicture, OpenedMachine]:
        """Return a step's picture, and the machine that holds it, under its box."""
        loss = self.net.graph.nodes[key].kind == "loss"
        picture = interior_of(self.theme, self.net, key, LOSS if loss else PICTURE, CURVE)
        box = self.diagram.nodes[key]
        middle = self.eye.middle(float(box.get_x()), MACHINE[0], self._top(key))
        ends = middle - MACHINE[0] / 2, middle + MACHINE[0] / 2
        return picture, OpenedMachine(box, picture, Region(*ends, self.floor, self.floor + MACHINE[1]))

    def _approach(self, key: str) -> list[Animation]:
        """Return the camera's way to a step: what stands above the row is seen where it is used."""
        hidden = self.view.beside() + ([] if self._uses_above(key) else self._above())
        return self.eye.close_to(float(self.diagram.nodes[key].get_x()), self._top(key), hidden)

    def _top(self, key: str) -> float:
        first = self.diagram.nodes[self.net.graph.row[0]].frame
        return float((self.diagram if self._uses_above(key) else first).get_top()[1])

    def _uses_above(self, key: str) -> bool:
        return any(name in self.net.graph.above for name in self.net.graph.nodes[key].entering)

    def _above(self) -> list[VMobject]:
        """Return what stands above the row now."""
        above, seen = self.net.graph.above, self.view.window.sees
        boxes = [self.diagram.parameters[key] for key in above if seen(key)]
        arrows = [self.diagram.arrows[key, of] for key, of in above.items() if seen(key)]
        return [*boxes, *arrows, *self._signs_in_view()]

    def _signs_in_view(self) -> list[VMobject]:
        return [one for one in self.view.window.standing() if one in self.signs.submobjects]

    def _line(self, quantity: Quantity) -> CalculationLine:
        """Return a step's calculation under the row, no wider than what the camera sees."""
        left, right = self.eye.reach
        line = CalculationLine(self.theme, quantity, (0.0, 0.0, 0.0), size=LINE_SIZE)
        line.scale(min(1.0, (right - left) / float(line.width), LINE_HEIGHT / float(line.height)))
        line.move_to(((left + right) / 2, self.level, 0.0))
        return line

    def _put_in(self, key: str, line: CalculationLine, pace: float) -> None:
        """Bring the numbers of a step into its line: they light up in their boxes, and signals run on."""
        sources = self.net.entering(key)
        signals = [self.diagram.signal(source, key, self.diagram.color_of(source)) for source in sources]
        lit = [self.diagram.point_out(source) for source in dict.fromkeys(sources)]
        arriving = line.put_in([None] * len(line.operands()))
        self.play(AnimationGroup(*signals), *lit, *arriving, run_time=1.0 * pace)

    def look_back(self) -> None:
        """Every value stays where it was computed: the way back will need them."""
        with self.beat("kept", words("Every value stays in its box. The way back will need them all.")):
            if self.view.whole:
                self._show_all_machines()
            else:
                self.eye.forget(*self.view.beside())
                self.play(*self.eye.home(), run_time=0.8)
                self._fold()
            for a, b in pairwise(self.net.graph.row):
                run = [self.diagram.signal(a, b, self.diagram.color_of(a))] if self.view.whole else []
                pace = 0.35 if self.view.whole else 0.18
                self.play(*run, self.diagram.nodes[a].highlight(), run_time=pace)
            self.play(self.diagram.nodes["L"].highlight(), run_time=0.5)
            if self.view.whole:
                calm = [box.reset() for box in self.diagram.nodes.values()]
                self.play(*calm, *map(FadeOut, self._signs_in_view()), run_time=0.6)

    def _show_all_machines(self) -> None:
        """Under every box its function, with the point where it stands."""
        top = float(self.diagram.get_bottom()[1]) - SMALL_GAP
        small = miniatures(self.theme, self.net, self.diagram, top, slopes=False)
        self.play(*self.eye.home(), LaggedStart(*map(FadeIn, small), lag_ratio=0.3), run_time=1.6)

    def _fold(self) -> None:
        """Fold a long row into lines in which all values can be seen."""
        boxes = list(self.diagram.nodes.values())
        kept = {part for box in boxes for part in box.get_family()}
        rest = [part for part in self.clear_stage(self.heading) if part not in kept]
        self.play(FadeOut(*rest), run_time=0.6)
        middle = (float(self.heading.get_bottom()[1]) + safe_bottom()) / 2
        self.play(*fold(boxes, middle, self), run_time=1.0)
