"""The end of the premise: the dolls unroll into the network's row, and its slopes become one product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from manim import (
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    Mobject,
    ReplacementTransform,
)
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network import Network
from backprop_core.network.stages import Stages
from scenes.chapters.premise.machine_row import GROWN, MachineRow
from scenes.chapters.premise.so_far import SoFar
from scenes.stage.chapter import Chapter
from scenes.stage.dolls.nest import Nest
from scenes.stage.dolls.ride import Ride
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.words import counted, words

LAG, UNROLLED, UNHURRIED = 0.3, 4.2, 6
"""How much later one doll unrolls than the one before it, and how long all of them take; steps that take
their time."""


BACK = 1.03
"""How much more the camera sees in the end."""


class RowBeats(Chapter):
    """The beats of the row. The scene lays out what they bring on stage, and plays what comes before."""

    net: Network
    stages: Stages
    keys: Sequence[str]
    nest: Nest
    ride: Ride
    weight: TypesetLine
    loss: TypesetLine
    values: Mapping[str, TypesetLine]
    row: MachineRow
    so_far: SoFar

    def unroll(self) -> None:
        """Every doll becomes a box of the network, with a picture of its function."""
        diagram = self.row.diagram
        sentence = "Unroll the dolls, and there is the network: every shell a machine, with its slope."
        with self.beat("unroll", words(sentence)):
            gone = (self.values["L"], self.loss, self.ride.arrow)
            self.play(*map(FadeOut, gone), run_time=0.4)
            self.remove(self.nest.rim)
            core = diagram.parameters[self.keys[0]]
            lifts = [self._lift(index) for index in reversed(range(len(self.nest.dolls)))]
            lifts.append(
                AnimationGroup(
                    ReplacementTransform(self.nest.slot, core.frame),
                    ReplacementTransform(self.weight, core.line),
                )
            )
            self.play(LaggedStart(*lifts, lag_ratio=LAG), run_time=UNROLLED)
            boxes: list[Mobject] = [diagram.nodes[self.net.graph.inputs[0]]]
            boxes += [box for key, box in diagram.parameters.items() if key != self.keys[0]]
            arrows = [GrowArrow(arrow) for arrow in diagram.arrows.values()]
            self.play(*map(FadeIn, boxes), *arrows, run_time=0.8)
            self.add(self.row, *self.row.slopes)
            shown = (
                Indicate(one, color=self.theme.ink, scale_factor=1.15) for one in reversed(self.row.slopes)
            )
            self.play(LaggedStart(*shown, lag_ratio=0.35), run_time=1.4)

    def _lift(self, index: int) -> Animation:
        """Return the animation in which a doll becomes its box, and its name that of the picture."""
        key, row = self.keys[index + 1], self.row
        doll, box = self.nest.dolls[key], row.diagram.nodes[key]
        late = squish_rate_func(smooth, 0.4, 1.0)
        value = [box.value] if box.value is not None else []
        coming = (box.symbol, *value, row.pictures[index], row.slopes[index])
        return AnimationGroup(
            ReplacementTransform(doll.frame, box.frame),
            ReplacementTransform(doll.label, row.names[index]),
            FadeOut(doll.given, rate_func=squish_rate_func(smooth, 0.0, 0.4)),
            *(FadeIn(one, shift=UP * 0.4, rate_func=late) for one in coming),
        )

    def begin_product(self) -> None:
        """At the loss: its slope is the product so far, and the next ones come into it."""
        slopes = counted(len(self.stages.slopes), "slope")
        sentence = words(f"How far does the nudge get? Multiply the {slopes}, beginning at the loss.")
        with self.beat("multiply", sentence):
            self.play(*map(FadeOut, self.row.aside()), run_time=0.8)
            ink = self.theme.ink
            through = (Indicate(one, color=ink, scale_factor=GROWN) for one in self.row.pictures)
            self.play(LaggedStart(*through, lag_ratio=0.12), run_time=1.4)
            self._take(self.shares[0])

    def keep_so_far(self) -> None:
        """Back along the row, each slope multiplied onto what is there already."""
        sentence = "That is backpropagation: begin at the loss, and keep the product so far."
        with self.beat("claim", words(sentence)):
            self._take(self.shares[1])

    def borrow(self) -> None:
        """On to the weight, whose slope it is then."""
        sentence = "Each step back borrows all the work in front of it, and adds one factor."
        with self.beat("borrow", words(sentence)):
            self._take(self.shares[2])
            self.play(*self.so_far.conclude(), run_time=0.9)
            self.remove(self.so_far.numbers[-1])
            self.add(self.so_far.answer)
            ink = self.theme.ink
            through = (Indicate(one, color=ink, scale_factor=GROWN) for one in self.row.pictures)
            back = changing(self.frame).scale(BACK)
            self.play(self.so_far.point_out(), LaggedStart(*through, lag_ratio=0.12), back, run_time=1.4)
            self.wait(0.6)

    @property
    def shares(self) -> list[range]:
        """The slopes that each of three beats takes in, the loss's first."""
        count = len(self.stages.slopes)
        first = count // 3
        second = first + count // 3 + (count % 3 > 0)
        return [range(first), range(first, second), range(second, count)]

    def _take(self, indices: range) -> None:
        """Play how some slopes come into the product."""
        for index in indices:
            for animations, seconds in self.so_far.step(index):
                self.play(*animations, run_time=seconds * self.tempo)

    @property
    def tempo(self) -> float:
        """How long a step takes, less where there are many."""
        return min(1.0, UNHURRIED / len(self.stages.slopes))
