"""The beats inside one line: the camera flies in, light branches up, and all weights follow."""

from __future__ import annotations

from functools import cached_property

from manim import (
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Line,
    Mobject,
    ReplacementTransform,
)
from manim.utils.rate_functions import smooth, squish_rate_func

from scenes.chapters.jacobians.inside_line import InsideLine
from scenes.chapters.jacobians.outer_grid import OuterGrid
from scenes.chapters.jacobians.staging import beside, on_stage, values_at
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import appear, changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.measure import allow
from scenes.stage.words import words

_SHARE, _ROWS = 0.2, 2.4
"""What the camera sees inside a line, as a share of the frame; seconds that all rows of rectangles take."""


class WeightWalk:
    """Goes into the line of a layer's steepest weight, and from there to all weights of the layer."""

    def __init__(self, chapter: Chapter, diagram: WideDiagram, layer: int) -> None:
        self.chapter, self.diagram, self.layer = chapter, diagram, layer
        numbers = diagram.numbers
        self.activation = numbers.network.graph.activation(layer)
        row, column = numbers.steepest_weight(layer)
        self.line: Line = diagram.slope_line(layer, row, column)
        self.place = row, column
        self.view = beside(diagram, layer)
        self.grid = OuterGrid(chapter.theme, numbers, layer, self.view)

    @cached_property
    def inside(self) -> InsideLine:
        """What is inside the line; there is no such thing where a layer squeezes all its sums at once."""
        branch = self.diagram.numbers.branch(self.layer, *self.place)
        inside = InsideLine(self.chapter.theme, branch, self.activation)
        inside.scale(_SHARE, scale_stroke=True).move_to(self._middle(), coor_mask=(1, 1, 0))
        for part in inside.get_family():
            allow(part, "close-up", "the network goes on beyond a close-up")
        return inside

    def fly_in(self, leaving: list[Animation]) -> None:
        """Play the way into the line: its weight is a straight line's slope, its neuron's bend a curve's."""
        play, view = self.chapter.play, self.inside
        with self.chapter.beat(
            "weight", words(f"And what is inside one single line? First a weight, then {self._bend()}.")
        ):
            play(*leaving, run_time=1.2)
            play(self.diagram.shade(0.2, self.line), self.diagram.flash(self.line), run_time=0.9)
            frame = changing(self.chapter.frame).set(width=Frame.current().width * _SHARE)
            gone = map(FadeOut, self._network())
            straight = ReplacementTransform(self.line.copy(), view.wire)
            ends = (view.ground, *view.nodes[::2], *view.names[::2], view.weight_node, view.weight)
            late = squish_rate_func(smooth, 0.6, 1.0)
            coming = (FadeIn(part, rate_func=late) for part in ends)
            play(frame.move_to(self._middle()), *gone, straight, *coming, *view.see(0, late), run_time=1.6)
            play(FadeOut(view.wire), Create(view.feed), *view.mark(0), run_time=0.8)
            play(FadeIn(view.nodes[1]), FadeIn(view.names[1]), *view.see(1), run_time=0.7)
            play(*view.mark(1), run_time=0.7)

    def branch(self) -> None:
        """Play the way back: through the bend to the sum, from there up into the weight."""
        play, view, name = self.chapter.play, self.inside, self.activation.spoken
        sentence = f"Back through {name} to the sum; there it branches up, times the value at the left."
        with self.chapter.beat("branch", words(sentence)):
            play(view.back(0), run_time=1.0)
            play(view.back(1), run_time=1.0)
            play(view.back(2), FadeOut(view.feed), run_time=1.0)
            play(appear(view.product), run_time=0.8)
            self.chapter.wait(max(1.1, seconds_to_read(view.product)))

    def spread(self, leaving: list[Animation]) -> None:
        """Play the way out, and the product for every weight of the layer: a grid of rectangles."""
        play, grid = self.chapter.play, self.grid
        with self.chapter.beat("outer", words("For all weights at once: every delta times every value.")):
            hidden = self.view.beyond(self.diagram, self.layer)
            seen = on_stage(self.chapter, self._network())
            back = [FadeIn(part) for part in self._network() if part not in hidden and part not in seen]
            play(*leaving, self.view.look(self.chapter.frame), *back, run_time=1.4)
            play(*grid.sides(), FadeIn(grid.title), run_time=0.9)
            pace = min(0.8, _ROWS / len(grid.areas))
            for index in range(len(grid.areas)):
                play(grid.row(index), run_time=pace)
            if grid.inside:
                play(*map(FadeIn, grid.inside), run_time=0.6)
            self.chapter.add(grid)
            self.chapter.wait(0.5)

    def leave(self) -> list[Animation]:
        """Return the animations back to the whole network."""
        frame = changing(self.chapter.frame).set(width=Frame.current().width).move_to((0.0, 0.0, 0.0))
        hidden = self.view.beyond(self.diagram, self.layer)
        back = [*map(FadeIn, hidden), *values_at(self.chapter, self.diagram, 1.0)]
        return [FadeOut(self.grid), frame, *back, self.diagram.shade(1.0, only=self.layer)]

    def inside_out(self) -> list[Animation]:
        """Return the animation in which what is inside the line goes."""
        view = self.inside
        seen = (
            *view.nodes,
            *view.names,
            *view.frames,
            *view.labels,
            *(part for picture in view.pictures for part in picture.mark),
            view.ground,
            view.weight_node,
            view.weight,
            *view.bands,
            *view.digits,
            view.product,
            view.slope,
        )
        return [FadeOut(part) for part in seen]

    def _network(self) -> list[Mobject]:
        """Return all parts of the network that are on stage by themselves."""
        diagram = self.diagram
        lines = [*diagram.edges.values(), *diagram.slopes.values()]
        return [*diagram.columns, *(one.gradient for one in diagram.columns), *lines, *diagram.end]

    def _bend(self) -> str:
        bend = self.activation.spoken.replace("the sigmoid", "the sigmoid's bend")
        return bend

    def _middle(self) -> tuple[float, float, float]:
        middle = (self.line.get_start() + self.line.get_end()) / 2
        return float(middle[0]), float(middle[1]), 0.0
