"""The recap of a short chain: laps of light round a ring, in whose middle the prediction closes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    ORIGIN,
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    UpdateFromAlphaFunc,
    VGroup,
    linear,
    rate_functions,
    smooth,
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

LAPS, PUSH = 4, 1.1
"""Laps that are seen while the run goes on; how much larger all comes to be seen as the step is taken."""

NEAR, BELOW = 1.5, 0.1
"""How much larger the row is seen as the light runs forward, and how far under it the camera looks then."""


class RowBeats(LayerBeats):
    """The beats of the laps. The scene lays out what they bring on stage, and plays the opening."""

    ring: Ring
    heading: Heading

    def run_forward(self) -> None:
        """Light from the input to the loss; the prediction takes its place beside the target."""
        ring, graph = self.ring, self.batch.graph
        with self.beat("forward", words(forward_sentence(graph, len(self.batch.networks)))):
            self.play(self._near(graph.row[0]), run_time=0.5)
            last = len(graph.row) - 2
            for index, (before, key) in enumerate(pairwise(graph.row)):
                arriving: list[Animation] = [FadeIn(ring.digits[key], scale=0.4)]
                dark = ring.dark(before) if before in graph.row[1:] else []
                view = self._far() if index == last else self._near(key, linear)
                if index == last:
                    arriving += [FadeIn(self.line.still), FadeIn(self.line.balls_and_names, shift=DOWN * 0.5)]
                self.play(*ring.forward(before, key), *arriving, view, *dark, run_time=0.6)
            self.play(FadeIn(self.line.gaps), *ring.dark(graph.row[-1]), run_time=0.5)
            self.add(self.line)

    def _near(self, key: str, rate: Callable[[float], float] = smooth) -> Animation:
        """Return the animation in which the camera is close to a box of the row."""
        row, width = self.ring.diagram, Frame.current().width
        free = (width - width / NEAR) / 2
        x = float(np.clip(row.nodes[key].get_x(), -free, free))
        place = np.array([x, float(row.get_center()[1]) - BELOW, 0.0])
        near = changing(self.frame)(rate_func=rate).set(width=width / NEAR)
        return near.move_to(place)  # type: ignore[no-any-return]

    def _far(self) -> Animation:
        """Return the animation in which the camera is where it began."""
        far: Animation = changing(self.frame).set(width=Frame.current().width).move_to(ORIGIN)
        return far

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
            gone = self.ring.let_go()
            self.add(self.ring)
            self.play(*map(FadeOut, gone), run_time=0.5)
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
