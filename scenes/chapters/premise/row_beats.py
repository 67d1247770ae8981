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
    ReplacementTransform,
    VGroup,
    rate_functions,
)
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network.stages import Stages
from scenes.chapters.premise.machine_row import MachineRow
from scenes.chapters.premise.so_far import SoFar
from scenes.stage.chapter import Chapter
from scenes.stage.dolls.nest import Nest
from scenes.stage.dolls.ride import Ride
from scenes.stage.formulas.slope_product import SlopeProduct
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.words import counted, words

AROUND, CLOSE_ENOUGH = 0.3, 0.8
"""What is free over and under the row where the camera is close to it; the share of the frame over which the
row fills it as it is."""


class RowBeats(Chapter):
    """The beats of the row. The scene lays out what they bring on stage, and plays what comes before."""

    stages: Stages
    keys: Sequence[str]
    nest: Nest
    ride: Ride
    weight: TypesetLine
    loss: TypesetLine
    values: Mapping[str, TypesetLine]
    row: MachineRow
    product: SlopeProduct
    so_far: SoFar

    def unroll(self) -> None:
        """Every doll becomes a box of the network, with a picture of its function."""
        diagram = self.row.diagram
        sentence = "Unroll the dolls, and there is the network: every shell a machine, with its slope."
        with self.beat("unroll", words(sentence)):
            gone = (self.values["L"], self.loss, self.ride.arrow)
            self.play(*map(FadeOut, gone), run_time=0.4)
            lifts: list[Animation] = []
            pictures = dict(zip(self.keys[1:], self.row.pictures, strict=True))
            slopes = dict(zip(self.keys[1:], self.row.slopes, strict=True))
            for key, doll in reversed(self.nest.dolls.items()):
                box = diagram.nodes[key]
                lifts.append(
                    AnimationGroup(
                        ReplacementTransform(doll.frame, box.frame),
                        ReplacementTransform(doll.label, box.symbol),
                        FadeOut(doll.given),
                        FadeIn(pictures[key], shift=UP * 0.4),
                        FadeIn(slopes[key], shift=UP * 0.4),
                    )
                )
            core = diagram.parameters[self.keys[0]]
            self.remove(self.nest.rim)
            lifts.append(
                AnimationGroup(
                    ReplacementTransform(self.nest.slot, core.frame),
                    ReplacementTransform(self.weight, core.line),
                )
            )
            middle = VGroup(diagram, *self.row.slopes).get_y()
            up = changing(self.frame).move_to((0.0, middle, 0.0))
            self.play(LaggedStart(*lifts, lag_ratio=0.16), up, run_time=2.8)
            others = [box for key, box in diagram.parameters.items() if key != self.keys[0]]
            arrows = [GrowArrow(arrow) for arrow in diagram.arrows.values()]
            self.play(*(FadeIn(box) for box in (diagram.nodes["x"], *others)), *arrows, run_time=0.8)
            self.add(self.row, *self.row.slopes)
            shown = (
                Indicate(one, color=self.theme.ink, scale_factor=1.0) for one in reversed(self.row.slopes)
            )
            self.play(LaggedStart(*shown, lag_ratio=0.35), run_time=1.6)

    def multiply(self) -> None:
        """All slopes gathered into one product, the loss's first: the slope from the weight to the loss."""
        slopes = counted(len(self.stages.slopes), "slope")
        sentence = words(f"How far does the nudge get? Multiply the {slopes}, beginning at the loss.")
        with self.beat("multiply", sentence):
            line, digits = self.product, self.row.slopes
            self.add(*digits)
            down = changing(self.frame)(rate_func=rate_functions.linear).move_to((0.0, 0.0, 0.0))
            steps: list[Animation] = [FadeIn(line.subject)]
            for one, factor in zip(reversed(digits), line.written, strict=True):
                signs = [FadeIn(sign) for sign in line.signs_before(factor)]
                left = changing(one)(rate_func=squish_rate_func(smooth, 0.0, 0.3)).set_opacity(0.0)
                steps.append(AnimationGroup(fly(one.part(1), factor), left, *signs))
            self.play(LaggedStart(*steps, lag_ratio=0.7), down, run_time=0.6 * len(steps) + 0.4)
            self.remove(*digits)
            signs = [FadeIn(sign) for sign in line.signs_before(line.result)]
            self.play(FadeIn(line.result, scale=1.4), *signs, run_time=0.6)
            self.add(line)

    def keep_so_far(self) -> None:
        """Back along the row, each slope multiplied onto what is there already."""
        sentence = "That is backpropagation: begin at the loss, and keep the product so far."
        with self.beat("claim", words(sentence)):
            slopes = [one.set_opacity(1.0) for one in self.row.slopes]
            self.play(self._near(0), FadeOut(self.product), *map(FadeIn, slopes), run_time=1.4)
            for index in range(2):
                self.play(*self.so_far.step(index), self._near(index), run_time=1.2)

    def borrow(self) -> None:
        """On to the weight, whose slope it is then."""
        sentence = "Each step back borrows all the work in front of it, and adds one factor."
        with self.beat("borrow", words(sentence)):
            last = len(self.so_far.tabs) - 1
            for index in range(2, last):
                self.play(*self.so_far.step(index), self._near(index), run_time=1.2)
            product = FadeIn(self.product, rate_func=squish_rate_func(smooth, 0.6, 1.0))
            self.play(*self.so_far.step(last), self._far(), product, run_time=1.6)
            self.play(*self.so_far.land(), run_time=0.8)
            self.play(self.so_far.point_out(), run_time=1.0)
            self.wait(0.5)

    def _near(self, index: int) -> Animation:
        """Return the animation in which the camera is close to the row, where the product has come to."""
        seen = Frame.current()
        top = float(self.row.diagram.get_top()[1])
        bottom = float(self.so_far.tabs[0].get_bottom()[1])
        share = (top - bottom + AROUND) / (seen.safe_top - seen.safe_bottom)
        if share > CLOSE_ENOUGH:
            share = max(1.0, share)
            middle = (top + bottom - share * (seen.safe_top + seen.safe_bottom)) / 2
            all_of_it = changing(self.frame).set(width=seen.width * share)
            return all_of_it.move_to((0.0, middle, 0.0))  # type: ignore[no-any-return]
        most = (1 - share) * seen.width / 2
        x = most - 2 * most * index / max(1, len(self.so_far.tabs) - 2)
        middle = top + AROUND / 2 - share * seen.safe_top
        near: Animation = changing(self.frame).set(width=seen.width * share).move_to((x, middle, 0.0))
        return near

    def _far(self) -> Animation:
        """Return the animation in which the camera sees all again."""
        far: Animation = changing(self.frame).set(width=Frame.current().width).move_to((0.0, 0.0, 0.0))
        return far
