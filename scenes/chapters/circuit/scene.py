"""A graph of gates: values run forward over the wires, gradients run back under them."""

from __future__ import annotations

from collections.abc import Sequence

from manim import RIGHT, Animation, FadeIn, FadeOut, LaggedStart, Wait

from backprop_core.circuit import Gate, Wire
from backprop_core.quantity import Piece, Quantity
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.chapters.circuit.way_back import FEW, SumStep, beats_back
from scenes.chapters.circuit.work_lines import (
    StripLine,
    WorkedLine,
    bare_operand,
    carry,
    contribution_line,
    digits_of,
    in_row,
    local_line,
    side_by_side,
    sum_line,
)
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart
from scenes.stage.titles import Heading, heading
from scenes.stage.words import words

STRIP, CLEAR_OF_CAPTIONS, UNDER_HEADING = 1.05, 0.12, 0.15
"""Height of the strip for lines under the graph, and what of it stays free; the space over the graph."""

HOLD, CLEAR, QUICK, NEAR = 0.4, 1.0, 0.55, 2.5
"""Seconds that a result rests at least, and a short line; that a step takes which is nothing new; and how far
off the middle of a moving frame something may be."""

TALLEST = 0.8
"""A heading with a taller formula would take the graph's room."""


class CircuitGraph(Chapter):
    """Any expression as gates: what each of them does to a gradient, and what adds up where wires part."""

    title = "A graph of gates"

    def construct(self) -> None:
        """The graph, the values forward, the gradients back gate by gate, and where they add up."""
        self.lay_out()
        self.open_with(self.heading)
        self.draw_graph()
        self.go_forward()
        self.seed()
        self.go_back()
        self.sum_up()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.circuit = self.settings.lecture.circuit.circuit
        self.heading = self._heading()
        room = Region.safe().below(self.heading).inset(bottom=STRIP, top=UNDER_HEADING)
        self.diagram = CircuitDiagram(self.theme, self.circuit, room)
        self.level = safe_bottom() + STRIP / 2
        if self.diagram.beyond:
            self.frame.set_x(-self.diagram.beyond)

    def draw_graph(self) -> None:
        """Gates and wires come in, from what goes in to what comes out."""
        with self.beat(
            "graph", words("Any formula is a graph: each gate takes values in and gives one out.")
        ):
            drawn = [self.diagram.column({name: None}) for name in self.circuit.names]
            parts = [FadeIn(part, shift=RIGHT * 0.15) for part in drawn]
            along = [changing(self.frame).set_x(self.diagram.beyond)] if self.diagram.beyond else []
            self.play(LaggedStart(*parts, lag_ratio=0.35), *along, run_time=min(4.0, 0.5 + 0.4 * len(parts)))
            self.add(self.diagram)

    def go_forward(self) -> None:
        """Values run along the wires, and each gate gives out what it makes of them."""
        output = self.circuit.value[self.circuit.output]
        with self.beat("forward", words("Forward, values run along the wires. Out comes {f}.", f=output)):
            given = [self.diagram.values[name] for name in self.circuit.names if name in self.circuit.given]
            self._look_at(self.circuit.names[0])
            self.play(LaggedStart(*(FadeIn(line, shift=RIGHT * 0.2) for line in given), lag_ratio=0.2))
            few = len(self.circuit.gates) <= FEW
            for gate in self.circuit.gates:
                self._give_out(gate, worked=few)

    def seed(self) -> None:
        """The output changes as fast as itself."""
        name = self.circuit.output
        start = self.circuit.gradient[name]
        sentence = words(
            "Now back. {f} changes exactly as fast as {f}: its gradient is {one}.",
            f=self.circuit.value[name].symbol,
            one=start,
        )
        with self.beat("seed", sentence):
            self._look_at(name)
            self.play(self.diagram.go_back(name), FadeIn(self.diagram.gradients[name]), run_time=0.8)

    def go_back(self) -> None:
        """Gate by gate from the output; what is known already goes together."""
        for beat in beats_back(self.circuit):
            with self.beat(beat.name, beat.sentence):
                for step in beat.steps:
                    if isinstance(step, SumStep):
                        self._add_up(step.name)
                    else:
                        self._pass_back(step.gate, worked=step.worked)

    def sum_up(self) -> None:
        """Every input has its gradient."""
        sentence = words(
            "One sweep back, and every input knows how it moves {f}.",
            f=self.circuit.value[self.circuit.output].symbol,
        )
        with self.beat("sum_up", sentence):
            given = [name for name in self.circuit.names if name in self.circuit.given]
            self._look_at(given[0])
            lights = [self.diagram.point_out(name) for name in given]
            self.play(LaggedStart(*lights, lag_ratio=0.3), run_time=1.6)

    def _give_out(self, gate: Gate, *, worked: bool) -> None:
        """Let values run into a gate and what it makes of them come out."""
        digits = self.diagram.values[gate.name]
        self._look_at(gate.name)
        if not worked:
            self.play(self.diagram.enter(gate.name), run_time=QUICK)
            self.play(FadeIn(digits, shift=RIGHT * 0.2), self.diagram.boxes[gate.name].reset(), run_time=0.3)
            return
        quantity = self.circuit.value[gate.name]
        line = CalculationLine(self.theme, quantity, (float(self.frame.get_x()), self.level, 0.0))
        self.play(self.diagram.enter(gate.name), appear(line.formula), run_time=0.8)
        if line.numbers is not None:
            placed = line.operands()
            moves = [carry(self._standing(operand), target) for operand, target in placed]
            rest = [part for part in line.numbers.submobjects if part not in [part for _, part in placed]]
            self.play(
                FadeIn(*(part for part in rest if len(part))),
                LaggedStart(*moves, lag_ratio=0.3),
                run_time=1.0,
            )
            self.add(line.numbers)
        self.play(appear(line.result), run_time=0.4)
        self.wait(max(HOLD, seconds_to_read(line) - 1.8))
        self.play(carry(line.landing, digits.part(1)), self.diagram.boxes[gate.name].reset(), run_time=0.6)
        self.play(FadeOut(line), run_time=0.3)

    def _standing(self, operand: Quantity) -> TypesetPart:
        """Return the digits of a value over its wire."""
        name = next(
            name for name, quantity in self.circuit.value.items() if quantity.symbol == operand.symbol
        )
        return self.diagram.values[name].part(1)

    def _pass_back(self, gate: Gate, *, worked: bool) -> None:
        """Let a gate's gradient go back along its wires, and add up what has arrived everywhere."""
        wires = [Wire(gate.name, place) for place in range(len(gate.inputs))]
        box = self.diagram.boxes[gate.name]
        self._look_at(gate.name)
        self.play(box.highlight(self.theme.gradient), run_time=0.4)
        if worked:
            for chunk in side_by_side(self.theme, self.circuit, wires):
                self._work_out(chunk)
        else:
            moves = [move for wire in wires for move in self._run_back(wire)]
            self.play(*moves or [Wait()], run_time=QUICK)
        self.play(box.tone_down(), run_time=0.3)

    def _work_out(self, wires: Sequence[Wire]) -> None:
        """Work out what goes back along some wires: local slopes, then times what came from the right."""
        slopes = [local_line(self.theme, self.circuit, wire) for wire in wires]
        lines = [contribution_line(self.theme, self.circuit, wire) for wire in wires]
        self._in_strip(slopes)
        self._in_strip(lines)
        self.play(*(move for line in slopes for move in self._state(line)), run_time=0.8)
        self.add(*slopes)
        self.wait(max(CLEAR, seconds_to_read(*slopes) - 0.6))
        upstream = self.diagram.gradients[wires[0].gate].part(1)
        moves: list[Animation] = []
        for line, by in zip(lines, slopes, strict=True):
            moves += [FadeIn(line.rest), carry(upstream, line.operands[0])]
            moves.append(carry(digits_of(by).copy(), line.operands[1]))
        self.play(*(FadeOut(line) for line in slopes), run_time=0.3)
        self.play(*moves, run_time=1.0)
        self.play(*(FadeIn(line.landing) for line in lines), run_time=0.4)
        self.wait(max(HOLD, seconds_to_read(*lines) - 1.4))
        back = [move for line, wire in zip(lines, wires, strict=True) for move in self._run_back(wire, line)]
        self.play(*back or [Wait()], run_time=0.8)
        self.play(*(FadeOut(line) for line in lines), run_time=0.3)

    def _state(self, line: CalculationLine | TypesetLine) -> list[Animation]:
        """Return the animations that bring in a local slope; one that is a value comes from its wire."""
        held = bare_operand(line)
        if held is None or not isinstance(line, CalculationLine):
            return [FadeIn(line, shift=RIGHT * 0.15)]
        rest = [part for part in line.result.submobjects if part is not line.landing and len(part)]
        return [FadeIn(line.formula, *rest), carry(self._standing(held), line.landing)]

    def _run_back(self, wire: Wire, line: WorkedLine | None = None) -> list[Animation]:
        """Return the animations in which a contribution goes back to where its value came from."""
        source = self.circuit.wires[wire]
        alone = len(self.circuit.leaving(source)) == 1
        moves: list[Animation] = []
        if self.circuit.worked.contributions[wire] != 0:
            moves.append(self.diagram.go_back(wire))
            moves += [self.diagram.go_back(source)] if alone else []
        target = self.diagram.gradients[source] if alone else self.diagram.brought.get(wire)
        if target is not None:
            moves.append(carry(line.landing if line is not None else None, target.part(1)))
        return moves

    def _add_up(self, name: str) -> None:
        """Add what has come back along all wires of a value that fans out."""
        self._look_at(name)
        line = sum_line(self.theme, self.circuit, name)
        self._in_strip([line])
        wires = self.circuit.leaving(name)
        sources = [
            self.diagram.brought[wire].part(1) if wire in self.diagram.brought else None for wire in wires
        ]
        moves = [carry(source, part) for source, part in zip(sources, line.operands, strict=True)]
        self.play(FadeIn(line.rest), LaggedStart(*moves, lag_ratio=0.4), run_time=1.2)
        self.play(FadeIn(line.landing), run_time=0.4)
        self.wait(max(HOLD, line.seconds_to_read - 0.4))
        lit = [self.diagram.go_back(name)] if self.circuit.worked.gradients[name] != 0 else []
        self.play(*lit, carry(line.landing, self.diagram.gradients[name].part(1)), run_time=0.8)
        self.play(FadeOut(line), run_time=0.3)

    def _look_at(self, name: str) -> None:
        """Let the frame follow where the graph is wider than it."""
        reach = self.diagram.beyond
        at = min(reach, max(-reach, float(self.diagram.names[name].get_x())))
        if abs(at - float(self.frame.get_x())) > NEAR:
            self.play(changing(self.frame).set_x(at), run_time=0.9)

    def _in_strip(self, lines: Sequence[StripLine]) -> None:
        """Put lines side by side into the strip."""
        in_row(lines, STRIP - CLEAR_OF_CAPTIONS).move_to((float(self.frame.get_x()), self.level, 0.0))

    def _heading(self) -> Heading:
        """Return the heading, with the expression beside the title where it is one formula and fits."""
        formula = self.settings.lecture.circuit.formula
        if formula is not None:
            output = self.circuit.value[self.circuit.output].symbol.typst
            whole = heading(self.theme, self.title, Piece(f"{output} = {formula}", "symbol"), beside=True)
            if whole.width <= safe_width() and whole.height <= TALLEST:
                return whole
        return heading(self.theme, self.title)
