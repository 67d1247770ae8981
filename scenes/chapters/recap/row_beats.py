"""The recap of a short chain: laps of light round a ring, in whose middle the prediction closes in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from manim import (
    DOWN,
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    UpdateFromAlphaFunc,
    VGroup,
    rate_functions,
)

from backprop_core.quantity import Quantity
from scenes.chapters.recap.layer_beats import LayerBeats
from scenes.chapters.recap.layer_columns import batch_loss
from scenes.chapters.recap.ring import Ring
from scenes.chapters.recap.sentences import (
    backward_sentence,
    forward_sentence,
    learning_sentence,
    loss_sentence,
    step_sentence,
)
from scenes.stage.lettering.flights import changing
from scenes.stage.titles import Heading
from scenes.stage.words import words

LAPS, PUSH = 5, 1.1
"""Laps that are seen while the run goes on; how much larger all comes to be seen as the step is taken."""


class RowBeats(LayerBeats):
    """The beats of the laps. The scene lays out what they bring on stage, and plays the opening."""

    ring: Ring
    unfolded: Ring
    heading: Heading

    def run_forward(self) -> None:
        """Light from the input to the loss; the prediction takes its place beside the target."""
        ring, graph = self.ring, self.batch.graph
        (output,) = graph.outputs
        with self.beat("forward", words(forward_sentence(graph, len(self.batch.networks)))):
            coming: list[Animation] = [FadeIn(self.line.still, shift=DOWN * 0.2)]
            for before, key in pairwise(graph.row):
                arriving = [FadeIn(ring.digits[key], scale=0.4)]
                if key == output:
                    arriving.append(FadeIn(self.line.balls_and_names, shift=DOWN * 0.5))
                dark = ring.dark(before) if before in graph.row[1:] else []
                self.play(*ring.forward(before, key), *arriving, *coming, *dark, run_time=0.65)
                coming = []
            self.play(FadeIn(self.line.gaps), *ring.dark(graph.row[-1]), run_time=0.6)
            self.add(self.line)

    def run_back(self) -> None:
        """The gradient from box to box back, and from each sum up into its weight and its bias."""
        with self.beat("backward", words(backward_sentence(len(self.batch.networks)))):
            ends = VGroup(*self.line.axis.numbers)
            self.line.still.remove(*ends)
            going = [FadeOut(self.heading), FadeOut(ends)]
            for animations, seconds in self.ring.sweep():
                self.play(*animations, *going, run_time=seconds)
                going = []

    def take_step(self) -> None:
        """Every parameter moves, all at once."""
        ring, keys = self.ring, self.batch.graph.parameters
        slope = self.batch.gradient[self.batch.network.first_weight]
        with self.beat("step", words(step_sentence(self.batch), slope=slope)):
            boxes = [ring.diagram.parameters[key] for key in keys]
            near: Animation = changing(self.frame).scale(1 / PUSH)
            self.play(*(ring.digits[key].count(1) for key in keys), near, run_time=2.6)
            away = changing(self.frame).scale(PUSH)
            self.play(*(box.reset() for box in boxes), away, run_time=1.0)

    def run_again(self) -> None:
        """The same lap at double speed, with the new weights."""
        ring, graph = self.ring, self.batch.graph
        before, after = self.losses_at((0, 1))
        with self.beat("again", words(loss_sentence(before, after), before=before, after=after)):
            for start, key in pairwise(graph.row):
                moving: list[Animation] = [self.line.move_on(1)] if key in graph.outputs else []
                dark = ring.dark(start) if start in graph.row[1:] else []
                renewed = ring.digits[key].renew(1)
                self.play(*ring.forward(start, key), renewed, *moving, *dark, run_time=0.4)
            renewed = LaggedStart(*(ring.slopes[key].renew(1) for key in graph.back), lag_ratio=0.5)
            self.play(ring.way.flash(), renewed, *ring.dark(graph.row[-1]), run_time=1.4)

    def train(self) -> None:
        """Round and round, faster than can be told: the gap closes."""
        first, last = self.losses_at((0, -1))
        with self.beat("train", words(learning_sentence(self.epochs, first, last))):
            self.counter.write(1)
            self.play(FadeIn(self.counter), run_time=0.5)
            self.add(self.ring, self.line)
            turning = [
                UpdateFromAlphaFunc(mobject, self.turn, rate_func=rate_functions.linear)
                for mobject in (self.ring, self.counter, self.line)
            ]
            laps = LaggedStart(*(self.ring.lap() for _ in range(LAPS)), lag_ratio=0.8)
            self.play(*turning, laps, run_time=3.6)

    def losses_at(self, steps: Sequence[int]) -> list[Quantity]:
        """Return the loss at some steps: as the row shows it, or averaged over several examples."""
        shown = batch_loss(self.epochs) if self.batch.several else self.ring.digits["L"].numbers
        return [shown[step] for step in steps]
