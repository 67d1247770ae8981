"""The recap of a short chain: laps of light round a ring, in whose middle the prediction closes in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from manim import (
    DOWN,
    ORIGIN,
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    UpdateFromAlphaFunc,
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
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.titles import Heading
from scenes.stage.words import words

LAPS = 5
"""Laps that are seen while the run goes on."""

NEAR, BESIDE = 0.8, 0.3
"""Share of the frame that is seen in the first lap, as the camera follows the light; what is seen at the step
right of the last weight and bias."""


class RowBeats(LayerBeats):
    """The beats of the laps. The scene lays out what they bring on stage, and plays the opening."""

    ring: Ring
    heading: Heading

    def run_forward(self) -> None:
        """Light from the input to the loss; the prediction takes its place beside the target."""
        ring, graph = self.ring, self.batch.graph
        (output,) = graph.outputs
        with self.beat("forward", words(forward_sentence(graph, len(self.batch.networks)))):
            coming: list[Animation] = [FadeIn(self.line.still, shift=DOWN * 0.2)]
            steps = list(pairwise(graph.row))
            for index, (before, key) in enumerate(steps):
                arriving = [FadeIn(ring.digits[key], scale=0.4)] if key in ring.digits else []
                if key == output:
                    arriving.append(FadeIn(self.line.balls_and_names, shift=DOWN * 0.5))
                dark = ring.dark(before) if before in graph.row[1:] else []
                follow = self._look(-1 + 2 * index / (len(steps) - 1), up=True)
                self.play(*ring.forward(before, key), *arriving, *coming, *dark, follow, run_time=0.65)
                coming = []
            self.play(FadeIn(self.line.gaps), *ring.dark(graph.row[-1]), run_time=0.6)
            self.add(self.line)

    def run_back(self) -> None:
        """Light from the loss back, and from each sum up into its weight and its bias."""
        with self.beat("backward", words(backward_sentence(len(self.batch.networks)))):
            self.play(self.ring.light_back(), self._look(-1, up=False), FadeOut(self.heading), run_time=2.4)
            self.play(self._look(-1, up=True), run_time=0.8)
            self.play(self.ring.branches(), run_time=1.6)

    def take_step(self) -> None:
        """Every parameter moves, all at once."""
        ring, keys = self.ring, self.batch.graph.parameters
        slope = self.batch.gradient[self.batch.network.first_weight]
        with self.beat("step", words(step_sentence(self.batch), slope=slope)):
            boxes = [ring.diagram.parameters[key] for key in keys]
            counting = (ring.digits[key].count(1) for key in keys)
            self.play(*counting, self._look(-1, up=True, share=self._nearer()), run_time=2.2)
            away = changing(self.frame).set(width=Frame.current().width).move_to(ORIGIN)
            self.play(away, *(box.reset() for box in boxes), FadeOut(ring.glow), run_time=1.4)

    def _nearer(self) -> float:
        """Return the share of the frame in which all weights and biases are seen."""
        width, parameters = Frame.current().width, self.ring.diagram.parameters
        right = max(float(parameters[key].get_right()[0]) for key in self.batch.graph.parameters)
        return min(NEAR, (right + BESIDE) / width + 0.5)

    def _look(self, side: float, *, up: bool, share: float = NEAR) -> Animation:
        """Return the animation to a near view, from -1 at the left to 1 at the right."""
        seen = Frame.current()
        x, y = (side_of * (1 - share) / 2 for side_of in (seen.width, seen.height))
        near: Animation = changing(self.frame).set(width=share * seen.width)
        return near.move_to((side * x, y if up else -y, 0.0))  # type: ignore[attr-defined,no-any-return]

    def run_again(self) -> None:
        """The same lap at double speed, with the new weights."""
        ring, graph = self.ring, self.batch.graph
        before, after = self.losses_at((0, 1))
        with self.beat("again", words(loss_sentence(before, after), before=before, after=after)):
            for start, key in pairwise(graph.row):
                moving: list[Animation] = [self.line.move_on(1)] if key in graph.outputs else []
                if key in ring.digits:
                    moving.append(ring.digits[key].renew(1))
                dark = ring.dark(start) if start in graph.row[1:] else []
                self.play(*ring.forward(start, key), *moving, *dark, run_time=0.4)
            self.play(self.ring.back(), *ring.dark(graph.row[-1]), run_time=1.2)

    def train(self) -> None:
        """Round and round, faster than can be told: the gap closes."""
        first, last = self.losses_at((0, -1))
        with self.beat("train", words(learning_sentence(self.epochs, first, last))):
            self.counter.write(1)
            counted = [self.ring.digits[key] for key in self.batch.graph.parameters]
            away = [FadeOut(digits) for digits in counted]
            self.play(FadeIn(self.counter), self.ring.shine(), *away, run_time=0.5)
            self.ring.remove(*counted)
            self.add(self.ring, self.line)
            turning = [
                UpdateFromAlphaFunc(mobject, self.turn, rate_func=rate_functions.linear)
                for mobject in (self.ring, self.counter, self.line)
            ]
            laps = LaggedStart(*(self.ring.lap() for _ in range(LAPS)), lag_ratio=0.8)
            self.play(*turning, laps, run_time=3.6)
            for digits in counted:
                digits.write(len(self.epochs) - 1)
            self.play(*(FadeIn(digits) for digits in counted), run_time=0.5)
            self.ring.add(*counted)

    def losses_at(self, steps: Sequence[int]) -> list[Quantity]:
        """Return the loss at some steps: as the row shows it, or averaged over several examples."""
        shown = batch_loss(self.epochs) if self.batch.several else self.ring.digits["L"].numbers
        return [shown[step] for step in steps]
