"""The network's activation: its slope seen, then derived, and what it does to a gradient."""

from __future__ import annotations

from typing import Any

from manim import Create, FadeIn, FadeOut

from backprop_core.network import Network
from backprop_core.network.standing import Standing, standings
from scenes.chapters.sigmoid import sentences
from scenes.chapters.sigmoid.curve_pair import CurvePair
from scenes.chapters.sigmoid.neurons import NeuronMarks
from scenes.chapters.sigmoid.views import CURVE, look, stand
from scenes.chapters.sigmoid.walk import Walk
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.plots.activation_opening import Opening
from scenes.stage.titles import heading


class Sigmoid(Chapter):
    """What the network's neurons do to their sums, and what that lets through of a gradient.

    If the network mixes activations, the two that most neurons have are shown one after the other.
    """

    title = "The activation"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.net = Network.from_values(self.settings.lecture.network)
        self.standings, self.left_out = standings(self.net)
        first, *second = (one.curve.activation for one in self.standings)
        self.title = "Two activations" if second else first.title

    def construct(self) -> None:
        """Each activation: the picture, its proof, what it does to a gradient, the network's neurons."""
        self.heading = heading(self.theme, self.title)
        walks = [self._walk(standing) for standing in self.standings]
        stand(self, CURVE)
        self.opening = Opening(walks[0].stage)
        self.open_with(self.heading, self.opening.shade, *self.opening.base)
        mixed = CurvePair(*(walk.stage for walk in walks)) if len(walks) > 1 else None
        if mixed is not None:
            self.show_mix(mixed)
        else:
            walks[0].coming = [FadeOut(self.opening.shade)]
        for walk, standing in zip(walks, self.standings, strict=True):
            if mixed is not None:
                self.change_to(walk)
            walk.play()
            self.mark_neurons(walk, standing)
        self.close()

    def show_mix(self, mixed: CurvePair) -> None:
        """The two curves, before each is looked at by itself."""
        with self.beat("mix", sentences.mixed(self.standings, self.left_out)):
            self.wait(seconds_to_read(*self.opening.base))
            gone = [FadeOut(part) for part in (self.opening.shade, *self.opening.base)]
            self.play(*gone, *(FadeIn(part) for part in mixed.parts), run_time=0.8)
            for curve in mixed.curves:
                self.play(Create(curve), run_time=1.2)

    def change_to(self, walk: Walk) -> None:
        """Let all go that stands, and the next activation's stage come."""
        gone = [FadeOut(one) for one in self.clear_stage(self.heading)]
        coming = [FadeIn(part) for part in walk.stage.base]
        self.play(*gone, *coming, look(self, CURVE), run_time=0.9)

    def mark_neurons(self, walk: Walk, standing: Standing) -> None:
        """Where the network's own neurons stand, and what passes through each on its own."""
        marks = NeuronMarks(self.theme, self.net, walk.stage, standing)
        with self.beat(f"neurons{walk.suffix}", sentences.marked(self.standings, left_out=False)):
            walk.gradient.go_to_neurons(marks)

    def _walk(self, standing: Standing) -> Walk:
        """Return the beats of one activation, whose names tell which if there are two."""
        name = standing.curve.activation.name.replace("_", "-")
        suffix = f"-{name}" if len(self.standings) > 1 else ""
        places = [float(self.net.values[neuron.sum]) for neuron in standing.neurons]
        neuron = standing.neurons[0]
        return Walk(self, standing.curve, places, self.net.local[neuron.output, neuron.sum].decimals, suffix)
