"""A graph of gates: values run forward over the wires, gradients run back along them."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup, VMobject, Wait
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.circuit import Gate, Wire
from backprop_core.quantity import Piece
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.chapters.circuit.closer_look import CloserLook
from scenes.chapters.circuit.opening import letters_fly, written_out
from scenes.chapters.circuit.sentences import conclusion, strongest_input
from scenes.chapters.circuit.way_back import GateStep, SumStep, beats_back
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import text
from scenes.stage.measure import allow
from scenes.stage.titles import Heading, heading
from scenes.stage.words import words

UNDER_HEADING, BESIDE, QUICK, NEAR, REST, UNFOLDED = 0.15, 0.12, 0.55, 2.5, 0.4, 1.4
"""The space over the graph and beside it; seconds that a step takes which is nothing new; how far off the
middle of a moving frame something may be; seconds that the graph stands after a look at a gate, and
that letters fly to it."""

TALLEST = 0.8
"""A heading with a taller formula would take the graph's room."""


class CircuitGraph(Chapter):
    """Any expression as gates: what each of them does to a gradient, and what adds up where wires part."""

    title = "A graph of gates"

    def construct(self) -> None:
        """The graph, the values forward, the gradients back gate by gate, and where they add up."""
        self.lay_out()
        self.open_with(self.heading, *([self.formula] if self.formula is not None else []))
        self.draw_graph()
        self.go_forward()
        self.seed()
        self.go_back()
        self.sum_up()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.circuit
        self.circuit = given.circuit
        self.heading = self._heading()
        room = Region.safe().below(self.heading).inset(top=UNDER_HEADING, right=BESIDE, left=BESIDE)
        self.diagram = CircuitDiagram(self.theme, self.circuit, room)
        whole = isinstance(given.expression, str)
        self.formula = written_out(self.theme, self.circuit, str(given.expression)) if whole else None
        self.asked: dict[str, VMobject] = {}
        self.closer = CloserLook(self, self.heading, self.diagram)
        if self.diagram.beyond:
            self.frame.set_x(-self.diagram.beyond)
            if self.formula is not None:
                self.formula.set_x(-self.diagram.beyond)

    def draw_graph(self) -> None:
        """The expression unfolds: its letters go to where wires begin, gates follow up to what comes out."""
        with self.beat(
            "graph", words("Any formula is a graph: each gate takes values in and gives one out.")
        ):
            names, diagram = self.circuit.names, self.diagram
            along = [changing(self.frame).set_x(diagram.beyond)] if diagram.beyond else []
            if self.formula is None:
                self._appear([diagram.column([name]) for name in names], along)
                return
            self.wait(max(1.0, seconds_to_read(self.formula) - 0.4))
            given, output = list(self.circuit.given), self.circuit.output
            parts = [diagram.column([name for name in names if name in given], named=False)]
            parts += [diagram.column([name], named=name != output) for name in names if name not in given]
            moves, landed = letters_fly(self.formula, diagram, UNFOLDED / _unfolding(len(parts)))
            self._appear(parts, [*moves, *along], after=UNFOLDED / 2)
            self.remove(*landed)

    def _appear(self, parts: list[VGroup], along: list[Animation], *, after: float = 0.0) -> None:
        """Let parts of the graph appear one after the other, the first one after so many seconds."""
        whole, each = _unfolding(len(parts)), 0.6
        starts = np.linspace(after, whole - each, len(parts)) / whole
        rates = [squish_rate_func(smooth, start, start + each / whole) for start in starts]
        moves = [
            FadeIn(part, shift=RIGHT * 0.15, rate_func=rate) for part, rate in zip(parts, rates, strict=True)
        ]
        self.play(*moves, *along, run_time=whole)
        self.remove(*parts)
        self.add(self.diagram)

    def go_forward(self) -> None:
        """Values run along the wires, and each gate gives out what it makes of them."""
        output = self.circuit.value[self.circuit.output]
        with self.beat("forward", words("Forward, values run along the wires. Out comes {f}.", f=output)):
            given = [self.diagram.values[name] for name in self.circuit.names if name in self.circuit.given]
            self._look_at(self.circuit.names[0])
            self.play(
                LaggedStart(*(FadeIn(line, shift=RIGHT * 0.2) for line in given), lag_ratio=0.2), run_time=0.8
            )
            for gate in self.circuit.gates:
                self._give_out(gate)

    def seed(self) -> None:
        """The question how fast the output changes with each input; it changes as fast as itself."""
        name = self.circuit.output
        start = self.circuit.gradient[name]
        sentence = words(
            "How fast does {f} change with each of them? Begin at the end: "
            "{f} changes as fast as itself, a gradient of {one}.",
            f=self.circuit.value[name].symbol,
            one=start,
        )
        with self.beat("seed", sentence):
            given = [one for one in self.circuit.names if one in self.circuit.given]
            self._look_at(given[0])
            for one in given:
                place = self.diagram.gradients[one]
                mark = text("?", self.theme.gradient, size=self.diagram.lettering.size, weight="semibold")
                self.asked[one] = allow(mark.move_to(place), "reading time", "the same as at the others")
            self.play(LaggedStart(*map(FadeIn, self.asked.values()), lag_ratio=0.5), run_time=1.4)
            waves = [self.diagram.enter(gate.name) for gate in self.circuit.gates]
            self.play(LaggedStart(*waves, lag_ratio=0.5), run_time=2.4)
            self.play(*(self.diagram.boxes[gate.name].reset() for gate in self.circuit.gates), run_time=0.4)
            self._look_at(name)
            lit = self.diagram.boxes[name].highlight(self.theme.gradient)
            self.play(self.diagram.go_back(name), FadeIn(self.diagram.gradients[name]), lit, run_time=1.2)
            self.play(self.diagram.point_out(name), self.diagram.boxes[name].reset(), run_time=0.9)

    def go_back(self) -> None:
        """Gate by gate from the output; what is known already goes together."""
        for beat in beats_back(self.circuit):
            with self.beat(beat.name, beat.sentence):
                for step in beat.steps:
                    self._look_at(step.name if isinstance(step, SumStep) else step.gate.name)
                    if isinstance(step, SumStep):
                        self._add_up(step)
                    else:
                        self._pass_back(step)

    def sum_up(self) -> None:
        """Every input has its gradient."""
        with self.beat("sum_up", conclusion(self.circuit)):
            given = [name for name in self.circuit.names if name in self.circuit.given]
            self._look_at(given[0])
            ways: list[list[Wire | str]] = [
                [gate.name, *(Wire(gate.name, place) for place in range(len(gate.inputs)))]
                for gate in reversed(self.circuit.gates)
            ]
            ways.append([*given])
            through = [way for group in ways for way in group if self._flows(way)]
            lights = [self.diagram.pulse(way) for way in through]
            self.play(LaggedStart(*lights, lag_ratio=0.25), run_time=2.0)
            self.play(LaggedStart(*map(self.diagram.point_out, given), lag_ratio=0.3), run_time=1.2)
            strongest = strongest_input(self.circuit)
            if strongest is not None:
                self._look_at(strongest)
                waves = [
                    AnimationGroup(
                        *(self.diagram.pulse(way, back=False) for way in filter(self._flows, wave))
                    )
                    for wave in self.circuit.ways_from(strongest)
                ]
                self.play(LaggedStart(*waves, lag_ratio=0.5), run_time=0.5 * (1 + len(waves)))
                self._look_at(self.circuit.output)
                self.play(self.diagram.boxes[self.circuit.output].highlight(self.theme.ink), run_time=0.5)

    def _give_out(self, gate: Gate) -> None:
        """Let values run into a gate and what it makes of them come out."""
        digits = self.diagram.values[gate.name]
        self._look_at(gate.name)
        self.play(self.diagram.enter(gate.name), run_time=QUICK)
        self.play(FadeIn(digits, shift=RIGHT * 0.2), self.diagram.boxes[gate.name].reset(), run_time=0.3)

    def _pass_back(self, step: GateStep) -> None:
        """Let a gate's gradient go back along its wires."""
        wires = [Wire(step.gate.name, place) for place in range(len(step.gate.inputs))]
        box = self.diagram.boxes[step.gate.name]
        if step.worked:
            self.closer.into(step.gate, [move for wire in wires for move in self._run_back(wire)])
        else:
            self.play(box.highlight(self.theme.gradient), run_time=0.4)
            moves = [move for wire in wires for move in (*self._run_back(wire), *self._digits(wire))]
            self.play(*moves or [Wait()], run_time=QUICK)
        self.play(box.tone_down(), run_time=0.3)
        if step.worked:
            self.wait(REST)

    def _run_back(self, wire: Wire) -> list[Animation]:
        """Return the animations in which a gradient goes back along a wire to where its value came from."""
        source = self.circuit.wires[wire]
        alone = len(self.circuit.leaving(source)) == 1
        moves: list[Animation] = []
        if self._flows(wire):
            moves.append(self.diagram.go_back(wire))
            moves += [self.diagram.go_back(source)] if alone else []
        return moves + (self._answered(source) if alone else [])

    def _digits(self, wire: Wire) -> list[Animation]:
        """Return the animations in which the digits of what a wire brings back appear."""
        source = self.circuit.wires[wire]
        alone = len(self.circuit.leaving(source)) == 1
        target = self.diagram.gradients[source] if alone else self.diagram.brought.get(wire)
        return [] if target is None else [FadeIn(target)]

    def _add_up(self, step: SumStep) -> None:
        """Add what has come back along all wires of a value that fans out."""
        name = step.name
        moves = [self.diagram.go_back(name)] if self._flows(name) else []
        moves += self._answered(name)
        if step.worked:
            self.closer.together(name, moves)
            return
        wires = [wire for wire in self.circuit.leaving(name) if wire in self.diagram.brought]
        target = self.diagram.gradients[name]
        self.play(*moves, FadeIn(target), *map(self.diagram.pulse, filter(self._flows, wires)), run_time=0.8)

    def _flows(self, way: Wire | str) -> bool:
        """Tell whether anything comes back along a wire, or to a value."""
        worked = self.circuit.worked
        return bool(worked.gradients[way] if isinstance(way, str) else worked.contributions[way])

    def _answered(self, name: str) -> list[Animation]:
        """Return the animation in which the question at an input goes."""
        mark = self.asked.pop(name, None)
        return [] if mark is None else [FadeOut(mark)]

    def _look_at(self, name: str) -> None:
        """Let the frame follow where the graph is wider than it."""
        reach = self.diagram.beyond
        at = min(reach, max(-reach, float(self.diagram.names[name].get_x())))
        if abs(at - float(self.frame.get_x())) > NEAR:
            self.play(changing(self.frame).set_x(at), run_time=0.9)

    def _heading(self) -> Heading:
        """Return the heading, with the expression beside the title where it is one formula and fits."""
        formula = self.settings.lecture.circuit.formula
        if formula is not None:
            output = self.circuit.value[self.circuit.output].symbol.typst
            whole = heading(self.theme, self.title, Piece(f"{output} = {formula}", "symbol"), beside=True)
            if whole.width <= safe_width() and whole.height <= TALLEST:
                return whole
        return heading(self.theme, self.title)


def _unfolding(parts: int) -> float:
    """Return how many seconds it takes for so many parts of the graph to appear."""
    return UNFOLDED + 0.4 * min(parts, 8)
