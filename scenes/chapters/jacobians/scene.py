"""Many neurons a layer: numbers become vectors, slopes become matrices, and the walk back stays the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from manim import Animation, FadeIn, FadeOut, LaggedStart, Line, ReplacementTransform, VGroup

from backprop_core.network import Network
from backprop_core.network.matrices import WideQuantities
from scenes.chapters.jacobians.light import Light
from scenes.chapters.jacobians.matrix_walk import SHOWN, MatrixWalk
from scenes.chapters.jacobians.path_walk import PathWalk
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.staging import on_stage
from scenes.chapters.jacobians.weight_walk import WeightWalk
from scenes.chapters.jacobians.wide_diagram import WideDiagram, between
from scenes.stage.chapter import Chapter
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow
from scenes.stage.titles import heading
from scenes.stage.words import words

_HEAD, _AIR, _QUICK, _SINGLE = 0.3, 0.12, 4.5, 1.4
"""Free height for the heading; free room at the edges; seconds that all layers take at most in the
overview; how much larger a layer of one cell is drawn."""


class Jacobians(Chapter):
    """The backward pass of a network of layers: a row of numbers times one matrix after the other."""

    title = "Many neurons"

    def construct(self) -> None:
        """Columns, a slope for every pair, paths that add up, matrices, inside one line, all at once."""
        self.lay_out()
        self.open_with(self.heading, *self.single, self.diagram.loss, *self.links)
        self.spread_out()
        self.see_slopes()
        self.follow_paths()
        for layer in self.walked:
            self.matrices.step_back(layer)
        if self.left:
            self.matrices.go_on(self.left)
        self.look_inside()
        self.walk_again()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given, own = self.settings.lecture.wide, not self.settings.lecture.network.is_chain
        network = Network.seeded(given.widths, given.seed)
        if own:
            network = Network.from_values(self.settings.lecture.network)
        self.numbers = replace(WideQuantities.forms(network)[0], more=0)
        self.heading = heading(self.theme, self.title)
        region = Region.safe().inset(left=_AIR, right=_AIR, top=_HEAD, bottom=_AIR)
        self.diagram = WideDiagram(self.theme, self.numbers, region)
        columns = [*self.diagram.columns, self.diagram.targets]
        gradients = [column.gradient for column in self.diagram.columns]
        for part in VGroup(*self.diagram, *gradients).get_family():
            allow(part, "close-up", "the network goes on beyond a close-up")
        self.single = [column.single().scale(_SINGLE) for column in columns]
        row = [*self.single[:-1], self.diagram.loss[0], self.single[-1]]
        self.links = [
            Line(*between(a, b), stroke_color=self.theme.dimmed, stroke_width=2.0) for a, b in pairwise(row)
        ]
        depth = self.numbers.depth
        self.walked = list(range(depth, max(0, depth - SHOWN), -1))
        self.left = list(range(depth - SHOWN, 0, -1))

    def spread_out(self) -> None:
        """One cell a layer becomes a column of cells."""
        diagram = self.diagram
        columns = [*diagram.columns, diagram.targets]
        with self.beat("columns", words("Real layers hold many neurons: each number becomes a column.")):
            split = (
                ReplacementTransform(VGroup(a), column.boxes)
                for a, column in zip(self.single, columns, strict=True)
            )
            self.play(*split, *map(FadeOut, self.links), run_time=1.0)
            lines = [*diagram.edges.values(), diagram.to_loss, diagram.from_targets]
            self.play(LaggedStart(*map(FadeIn, lines), lag_ratio=0.3), run_time=0.9)
            values = (FadeIn(VGroup(column.title, column.values)) for column in columns)
            self.play(LaggedStart(*values, lag_ratio=0.4), run_time=1.2)
            self.add(*columns)

    def see_slopes(self) -> None:
        """Every line has a slope, which its thickness and its dashes show."""
        depth = self.numbers.depth
        with self.beat("slopes", words("Every line has its own slope: thick is large, dashed is negative.")):
            for layer in range(depth, 0, -1):
                lines = FadeIn(self.diagram.slopes[layer])
                self.play(self.diagram.highlight(layer), lines, run_time=min(1.5, _QUICK / depth))
            self.add(*self.diagram)

    def follow_paths(self) -> None:
        """One nudged value moves every neuron that it reaches; then all lines of the last layer lie down."""
        self.matrices = MatrixWalk(self, self.diagram)
        paths = Paths.of(self.numbers)
        if paths is None:
            self.matrices.arrive([], [])
            return
        walk = PathWalk(self, self.diagram, paths)
        walk.show()
        told = (walk.sum, paths.place) if paths.layer == self.numbers.depth else None
        self.matrices.arrive(walk.leave(with_sum=told is None), walk.hidden, told)

    def look_inside(self) -> None:
        """One line close up, then the gradients by all weights of its layer."""
        layer = self.numbers.elementwise_layer
        walk = WeightWalk(self, self.diagram, layer or self.numbers.depth)
        if layer:
            self.walk_in(walk)
        else:
            walk.spread(self.matrices.put_away())
        self.grid = walk

    def walk_in(self, walk: WeightWalk) -> None:
        """Fly into the line, and out again."""
        walk.fly_in(self.matrices.home())
        walk.branch()
        walk.spread(walk.inside_out())

    def walk_again(self) -> None:
        """The same walk as with single numbers."""
        sentence = "Many or one, the walk is the same: back, and up into every weight."
        with self.beat("same", words(sentence)):
            light = Light(self.diagram)
            self.play(*self.grid.leave(), *self._unname(), FadeOut(self.heading), run_time=1.2)
            self.play(FadeIn(light.loss), self.diagram.light_from_loss(), run_time=0.7)
            for layer in range(self.numbers.depth, 0, -1):
                lit = light.into(layer), self.diagram.highlight(layer)
                pace = min(0.9, _QUICK / self.numbers.depth)
                self.play(*lit, run_time=pace)
                self.play(light.weigh(layer), run_time=0.6 * pace)
            self.play(light.swell(), *(self.diagram.highlight(k) for k in self.diagram.edges), run_time=1.6)
            self.wait(0.6)

    def _unname(self) -> list[Animation]:
        """Return the animations in which the names of the layers go, over which light will lie."""
        columns = self.diagram.columns
        seen = on_stage(self, columns)
        for column in columns:
            if column not in seen:
                column.title.set_opacity(0.0)
        return [changing(column.title).set_opacity(0.0) for column in columns if column in seen]
