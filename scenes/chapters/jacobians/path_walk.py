"""The beats in which one nudged value takes every path to the loss, and the paths add up to its gradient."""

from __future__ import annotations

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    Mobject,
    ReplacementTransform,
    ShowPassingFlash,
    VGroup,
    VMobject,
)

from scenes.chapters.jacobians.path_views import Lifts, PathSum
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.staging import View, beside, close_to, on_stage, values_at
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.flights import appear, changing
from scenes.stage.measure import allow
from scenes.stage.words import words

_DIM, _PULSE, _LEAST, _FRESH, _ALL, _AIR = 0.15, 9.0, 0.5, 2.1, 5.0, 0.6
"""Opacity of lines that are not meant; width of a pulse; the closest that the camera goes, as a share of the
frame; seconds for a path's row, and for all rows at most; free room around what the camera comes close to."""


class PathWalk:
    """Shows `paths` on the chapter's `diagram`; `view` is where the camera stands in the end."""

    def __init__(self, chapter: Chapter, diagram: WideDiagram, paths: Paths) -> None:
        self.chapter, self.diagram, self.paths = chapter, diagram, paths
        self.view: View = beside(diagram, paths.layer)
        sums = paths.sums()
        self.lifts = Lifts(chapter.theme, diagram, paths, sums)
        self.sum = PathSum(chapter.theme, sums, self.view)
        for part in self.lifts.get_family():
            allow(part, "close-up", "a mark for a nudge belongs to its cell, which may be cut")
        self.lines = [diagram.slope_line(paths.layer, i, paths.place) for i in range(len(paths.slopes))]

    def show(self) -> None:
        """Play the beats. In the end the camera stands beside the layer, and what follows it is hidden."""
        play, color = self.chapter.play, self.diagram.theme.gradient
        with self.chapter.beat("nudge", words("Nudge one value: where do its effects meet again?")):
            self.hidden = on_stage(self.chapter, self._before())
            play(self._close(), *map(FadeOut, self.hidden), self._dim(), run_time=1.1)
            play(self.lifts.begin(), run_time=0.7)
            lit = (changing(line).set_stroke(opacity=1.0) for line in self.lines)
            play(*map(self._pulse, self.lines), *lit, run_time=1.0)
            play(self.lifts.arrive(), run_time=0.7)
            self.chapter.add(self.lifts.nudge, self.lifts.bars, self.lifts.zeros)
        with self.chapter.beat("meet", words("In the loss. So their effects add up.")):
            for layer in range(self.paths.layer + 1, self.diagram.numbers.depth + 1):
                play(*map(self._pulse, self.diagram.slopes[layer]), run_time=0.7)
            play(*map(self._pulse, self.diagram.to_loss), self.lifts.meet(), run_time=1.2)
            answers = Indicate(self.diagram.loss, color=self.diagram.theme.loss, scale_factor=1.0)
            play(self.lifts.add_up(), answers, run_time=1.2)
            self.chapter.add(self.lifts)
        with self.chapter.beat(
            "paths", words("How much does each path add? The gradient at its end, times the line's slope.")
        ):
            self._step_beside()
            pace = min(1.0, _ALL / (_FRESH * len(self.lines)))
            for index in range(len(self.lines)):
                self._write(index, pace)
        with self.chapter.beat(
            "add_up", words("Laid end to end, they make the gradient at the value itself.")
        ):
            play(self._lit(*self.lines), *map(FadeIn, self.sum.drops), *self.sum.lay(), run_time=1.2)
            bar = self.sum.sum
            play(FadeIn(bar, target_position=self.sum.bars[-1]), appear(self.sum.total), run_time=0.8)
            self.chapter.add(self.sum)
            before = self.diagram.columns[self.paths.layer - 1]
            landed = before.gradient.bars[self.paths.place]
            arriving = ReplacementTransform(bar.copy(), landed)
            play(arriving, FadeIn(before.gradient.marks[self.paths.place]), run_time=0.9)
            ring = self.lifts.start
            play(changing(ring).set_stroke(color), rate_func=lambda t: t, run_time=0.3)

    def leave(self, *, with_sum: bool) -> list[Animation]:
        """Return the animations in which all lines come back and the nudge goes; the sum too, if told."""
        gone = [FadeOut(self.sum)] if with_sum else []
        return [*gone, FadeOut(self.lifts.start), self.diagram.shade(1.0, only=self.paths.layer)]

    def _before(self) -> list[Mobject]:
        """Return what lies before the value's layer: no path runs there."""
        diagram, layers = self.diagram, range(self.paths.layer - 1)
        columns = [diagram.columns[k] for k in layers]
        return [*columns, *(group[k + 1] for k in layers for group in (diagram.edges, diagram.slopes))]

    def _dim(self) -> Animation:
        """Return the animation in which all lines from the value's layer on recede."""
        layers = range(self.paths.layer, self.diagram.numbers.depth + 1)
        lines = (line for k in layers for line in self.diagram.slopes[k])
        return AnimationGroup(*(changing(line).set_stroke(opacity=_DIM) for line in lines))

    def _step_beside(self) -> None:
        """Let the camera stand beside the layer, and the gradients by it come."""
        layer, diagram = self.paths.layer, self.diagram
        leaving = on_stage(self.chapter, self.view.beyond(diagram, layer))
        self.hidden = [*self.hidden, *leaving]
        gone = map(FadeOut, (self.lifts.moved, self.lifts.rings, *leaving))
        bars = diagram.columns[layer].gradient
        landing = diagram.columns[layer].land(), FadeIn(self.sum.zero)
        # A network of one layer is seen from further away than at home.
        size, faint = diagram.type_size, list[Animation]()
        if size is not None and not self.view.reads(size):
            faint = values_at(self.chapter, diagram, 0.0, leaving)
        self.chapter.play(self.view.look(self.chapter.frame), *gone, *landing, *faint, run_time=1.3)
        self.chapter.add(bars)

    def _write(self, index: int, pace: float) -> None:
        """Let a path's gradient and slope leave their places and become a product, and the product a bar."""
        play, line, sheet = self.chapter.play, self.lines[index], self.sum
        end = self.diagram.columns[self.paths.layer].gradient.bars[index]
        play(self._lit(line), Indicate(end, color=self.diagram.theme.gradient), run_time=0.5 * pace)
        arriving: list[Animation] = []
        if sheet.lines:
            rest, first, *others = sheet.lines[index]
            self.chapter.play(ReplacementTransform(end.copy(), first), run_time=0.5 * pace)
            moved = ReplacementTransform(line.copy(), VGroup(*others[:-2]))
            play(moved, FadeIn(rest), run_time=0.5 * pace)
            arriving = [*map(FadeIn, others[-2:])]
        play(FadeIn(sheet.bars[index], target_position=line, scale=0.3), *arriving, run_time=0.6 * pace)
        if sheet.lines:
            self.chapter.remove(*sheet.lines[index])
            self.chapter.add(sheet.lines[index])

    def _lit(self, *lines: Line) -> Animation:
        """Return the animation that lets some of the paths stand out."""
        others = [line for line in self.lines if line not in lines]
        shown = [(line, 1.0) for line in lines] + [(line, _DIM) for line in others]
        return AnimationGroup(*(changing(line).set_stroke(opacity=opacity) for line, opacity in shown))

    def _pulse(self, line: VMobject) -> Animation:
        """Return the animation that runs the nudge forward along a line."""
        way = Line(line.get_start(), line.get_end()).set_stroke(self.lifts.moving, width=_PULSE)
        return ShowPassingFlash(way, time_width=0.5)

    def _close(self) -> Animation:
        """Return the camera's move to the paths and the loss, between heading and captions."""
        diagram = self.diagram
        before = diagram.columns[self.paths.layer - 1]
        after = diagram.columns[self.paths.layer :]
        seen = VGroup(before.boxes[self.paths.place], before.title, *after, diagram.loss, diagram.targets)
        return close_to(self.chapter.frame, seen, _LEAST, _AIR)
