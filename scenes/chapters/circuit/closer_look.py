"""The beats that go close: into a gate, and to a value that leaves by several wires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from manim import Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VMobject
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.circuit import Circuit, Gate, Wire
from config import Theme
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.chapters.circuit.close_up import CloseUp
from scenes.chapters.circuit.dive import Dive, Pair
from scenes.chapters.circuit.meeting_bands import MeetingBands
from scenes.chapters.circuit.work_lines import (
    StripLine,
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
from scenes.stage.frame import safe_bottom
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.titles import Heading

STRIP, CLEAR_OF_CAPTIONS, ROOM = 1.25, 0.15, 0.1
"""Height of the strip for lines at the foot, and what of it stays free; the space under the heading."""

HOLD, CLEAR, ALONE, READ, PALE = 0.3, 0.4, 1.0, 0.9, 0.6
"""Seconds that a result rests at least, a short line, one to which another follows in its place, and digits
that have arrived; by how much a picture fades behind bands."""

_NEAREST, _FARTHEST = 0.2, 0.8
"""Share of the frame that is seen of the graph where wires part, at least and at most."""


class CloserLook:
    """Plays on a chapter's stage what is seen from close by; `diagram` is the graph."""

    def __init__(self, scene: Chapter, heading: Heading, diagram: CircuitDiagram) -> None:
        self.scene, self.heading, self.diagram = scene, heading, diagram
        self.theme: Theme = scene.theme
        self.circuit: Circuit = diagram.circuit
        self.room = Region.safe().below(heading).inset(bottom=STRIP, top=ROOM)
        self.level = safe_bottom() + STRIP / 2
        self.slopes: dict[Wire, CalculationLine | TypesetLine] = {}

    def into(self, gate: Gate, arriving: Sequence[Animation]) -> None:
        """Go into a gate, nudge each of its wires, let the gradient run through, and go out again.

        `arriving` is played on the way out: what has come back in the graph.
        """
        view, scene, diagram = CloseUp(self.theme, self.diagram, gate, self.room), self.scene, self.diagram
        box = diagram.boxes[gate.name]
        share = max(box.width / view.wall.width, box.height / view.wall.height)
        dive = Dive(scene, scene.frame, box.get_center(), view.wall.get_center(), share)
        pairs: list[Pair] = [
            (box, view.wall),
            (diagram.names[gate.name], view.called),
        ]
        pairs += [(diagram.labels[gate.name], view.sign)] if view.sign is not None else []
        rest: list[VMobject] = [view.leads, view.coming, view.picture]
        for wire, label in view.labels.items():
            source = gate.name if wire is None else self.circuit.wires[wire]
            pairs.append((diagram.values[source], label.part(3)))
            pairs += [] if wire is None else [(diagram.names[source], label.part(1))]
            rest += [label.part(0), *([label.part(1)] if wire is None else [])]
        pairs.append((diagram.gradients[gate.name], view.upstream))
        dive.enter(pairs, rest, self.heading)
        self._nudge(view)
        self._multiply(view)
        back = [(target, view.brought[wire]) for wire, target in self._targets(view)]
        late = squish_rate_func(smooth, 0.35, 1.0)
        for move in arriving:
            move.set_rate_func(late)
        dive.leave([*pairs, *back], self.heading, along=arriving)

    def _targets(self, view: CloseUp) -> Iterator[tuple[Wire, TypesetLine]]:
        """Yield the wires whose gradient has a place in the graph, with its digits there."""
        for wire in view.heights:
            source = self.circuit.wires[wire]
            alone = len(self.circuit.leaving(source)) == 1
            target = self.diagram.gradients[source] if alone else self.diagram.brought.get(wire)
            if target is not None:
                yield wire, target

    def _nudge(self, view: CloseUp) -> None:
        """Nudge the wires one after the other, and work out their slopes."""
        scene, picture = self.scene, view.picture
        for chunk in side_by_side(self.theme, self.circuit, list(view.heights)):
            if self.slopes:
                scene.play(*map(FadeOut, self.slopes.values()), run_time=0.3)
            self.slopes = {wire: local_line(self.theme, self.circuit, wire) for wire in chunk}
            self._in_strip([*self.slopes.values()])
            for wire, slope in self.slopes.items():
                going, stated = picture.rest(), [FadeIn(slope)]
                if going:
                    scene.play(*going, run_time=0.4)
                for index, step in enumerate(picture.nudge(wire.place)):
                    scene.play(*step, *(stated if index else []), run_time=0.6)
                    stated = [] if index else stated
                if stated:
                    scene.play(*stated, run_time=0.6)
                scene.add(slope)
                least = CLEAR if wire != chunk[-1] or len(self.slopes) == len(view.heights) else ALONE
                scene.wait(max(least, seconds_to_read(slope) - 0.6))

    def _multiply(self, view: CloseUp) -> None:
        """Let the gradient run through the gate: times each slope, as bands and in numbers."""
        scene, settled = self.scene, view.picture.rest()
        scene.play(*settled, changing(view.picture).fade(PALE), run_time=0.4)
        slopes, self.slopes = self.slopes, {}
        chunks = [*side_by_side(self.theme, self.circuit, list(view.heights))]
        for index, chunk in enumerate(chunks):
            lines = [contribution_line(self.theme, self.circuit, wire) for wire in chunk]
            self._in_strip(lines)
            moves: list[Animation] = []
            for line, wire in zip(lines, chunk, strict=True):
                by = digits_of(slopes[wire]).copy() if len(chunks) == 1 else None
                moves += [FadeIn(line.rest), carry(view.upstream.part(1), line.operands[0])]
                moves.append(carry(by, line.operands[1]))
            if slopes:
                scene.play(*map(FadeOut, slopes.values()), run_time=0.3)
                slopes = {} if len(chunks) > 1 else slopes
            runs = [run for wire in chunk if (run := view.run_through(wire)) is not None]
            scene.play(*moves, *runs, run_time=1.4)
            scene.play(*(FadeIn(line.landing) for line in lines), run_time=0.3)
            scene.wait(max(HOLD, seconds_to_read(*lines) - (1.2 if len(chunks) == 1 else 0.0)))
            targets = [view.brought[wire].part(1) for wire in chunk]
            landing = [
                carry(line.landing, target, lane=float(target.get_y()))
                for line, target in zip(lines, targets, strict=True)
            ]
            scene.play(*landing, run_time=0.8)
            if index < len(chunks) - 1:
                scene.play(*map(FadeOut, lines), run_time=0.3)
        scene.wait(READ)

    def together(self, name: str, arriving: Sequence[Animation]) -> None:
        """Go to where a value's wires part, and lay together what comes back along them."""
        scene, diagram = self.scene, self.diagram
        view = MeetingBands(self.theme, diagram, name, self.room)
        fork = diagram.stubs[name].get_end()
        share = min(_FARTHEST, max(_NEAREST, view.share_of(diagram)))
        dive = Dive(scene, scene.frame, fork, view.fork, share)
        pairs: list[Pair] = [
            (diagram.names[name], view.label.part(1)),
            (diagram.values[name], view.label.part(3)),
            *((diagram.boxes[gate], box) for gate, box in view.gates.items()),
            *((diagram.labels[gate], sign) for gate, sign in view.signs.items()),
        ]
        fresh: list[VMobject] = []
        for wire, line in view.brought.items():
            standing = diagram.brought.get(wire)
            if standing is None:
                fresh.append(line)
            else:
                pairs.append((standing, line))
        dive.enter(pairs, [view.leads, view.label.part(0), *fresh], self.heading)
        scene.play(AnimationGroup(*view.leave()), run_time=1.2)
        scene.play(LaggedStart(*(band.run() for band in view.bands.values()), lag_ratio=0.5), run_time=2.2)
        total = sum_line(self.theme, self.circuit, name)
        self._in_strip([total])
        terms = [view.brought[wire].part(1) for wire in self.circuit.leaving(name)]
        moves = [carry(term, part) for term, part in zip(terms, total.operands, strict=True)]
        scene.play(FadeIn(total.rest), LaggedStart(*moves, lag_ratio=0.4), view.sum.run(), run_time=1.4)
        scene.play(FadeIn(total.landing), run_time=0.3)
        scene.wait(max(HOLD, total.seconds_to_read - 0.4))
        scene.play(carry(total.landing, view.total.part(1)), run_time=0.8)
        scene.wait(READ)
        dive.leave([*pairs, (diagram.gradients[name], view.total)], self.heading, along=arriving)

    def _in_strip(self, lines: Sequence[StripLine]) -> None:
        """Put lines side by side into the strip."""
        in_row(lines, STRIP - CLEAR_OF_CAPTIONS).move_to((0.0, self.level, 0.0))
