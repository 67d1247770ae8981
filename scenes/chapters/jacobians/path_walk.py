"""The beats in which one nudged value takes every path to the loss, and the paths add up to its gradient."""

from __future__ import annotations

from manim import (
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    Mobject,
    ShowPassingFlash,
    VGroup,
    VMobject,
)

from scenes.chapters.jacobians.line_label import LineLabel
from scenes.chapters.jacobians.path_views import Lifts, PathSum
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.graph.close_up import glyphs_of
from scenes.stage.graph.term_table import TermRow
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, changing, fly
from scenes.stage.lettering.typesetting import TypesetPart
from scenes.stage.measure import allow
from scenes.stage.words import words

_DIM, _PULSE, _LEAST, _FRESH, _ALL = 0.2, 8.0, 0.55, 1.5, 4.5
"""Opacity of lines that are not meant; width of a pulse; the closest that the camera goes, as a share of the
frame; seconds for a path's row, and for all rows at most."""


class PathWalk:
    """Shows `paths` on the chapter's `diagram`, and their sum in the `room` under it."""

    def __init__(self, chapter: Chapter, diagram: WideDiagram, paths: Paths, room: Region) -> None:
        self.chapter, self.diagram, self.paths = chapter, diagram, paths
        self.lifts = Lifts(chapter.theme, diagram, paths)
        self.sum = PathSum(chapter.theme, paths.sums(), (room.width, room.height)).move_to(room.center)
        self.lines = [diagram.slope_line(paths.layer, i, paths.place) for i in range(len(paths.slopes))]
        self.tabs = [self._tab(paths.layer, i) for i in range(len(self.lines))]
        self.total = self._tab(paths.layer - 1, paths.place)
        self.lane = float(diagram.get_bottom()[1]) - 0.1
        for part in VGroup(diagram, self.lifts).get_family():
            allow(part, "close-up", "the network goes on beyond a close-up")

    def show(self, *going: Mobject) -> None:
        """Play the beats; what is `going` leaves the stage as the camera comes close."""
        play = self.chapter.play
        with self.chapter.beat("nudge", words("Nudge one value: where do its effects meet again?")):
            play(self._close(), self.diagram.shade(_DIM), *map(FadeOut, going), run_time=1.1)
            play(self.lifts.begin(), run_time=0.6)
            lit = (changing(line).set_stroke(opacity=1.0) for line in self.lines)
            play(*map(self._pulse, self.lines), *lit, run_time=1.0)
            play(self.lifts.arrive(), run_time=0.6)
            self.chapter.add(self.lifts)
        with self.chapter.beat("meet", words("In the loss, so they add up.")):
            for layer in range(self.paths.layer + 1, self.diagram.numbers.depth + 1):
                play(*map(self._pulse, self.diagram.slopes[layer]), run_time=0.7)
            play(*self._into_loss(), run_time=0.9)
            color = self.chapter.theme.gradient
            play(Indicate(self.diagram.loss, color=color, scale_factor=1.12), run_time=1.0)
        with self.chapter.beat(
            "paths", words("For each path: the slope of its line, times the gradient at its end.")
        ):
            play(self._home(), FadeOut(self.lifts.moved), run_time=0.9)
            pace = min(1.0, _ALL / (_FRESH * len(self.lines)))
            for index, row in enumerate(self.sum.table.rows):
                self._write(index, row, pace)
        laid = "Laid end to end" if self.sum.bars is not None else "Added up"
        with self.chapter.beat("add_up", words(f"{laid}, they make the gradient at the value itself.")):
            play(self._lit(*self.lines), run_time=0.4)
            self.sum.add_up(self.chapter)
            self._land()
        gone = FadeOut(self.sum, *self.tabs, self.total, self.lifts.start, self.lifts.rings)
        play(gone, self.diagram.shade(1.0), run_time=0.5)

    def _land(self) -> None:
        """Let the gradient take its place beside the value that was nudged."""
        digits = self.sum.table.results[0].digits
        flights = [fly(digits, one.part(1), lane=self.lane) for one in self.total[1:]]
        self.chapter.play(FadeIn(self.total[0]), *flights, run_time=0.9)
        self.chapter.add(self.total)
        self.chapter.wait(0.6)

    def _write(self, index: int, row: TermRow, pace: float) -> None:
        """Light one path, and write what it adds: numbers of its line and of its end move into a product."""
        play, line, end = self.chapter.play, self.lines[index], self.tabs[index]
        play(self._lit(line), FadeIn(row.formula, shift=UP * 0.1), FadeIn(end), run_time=0.5 * pace)
        if row.numbers is not None:
            first, second = (row.numbers.of(pair[index]) for pair in (self.paths.slopes, self.paths.ends))
            label = LineLabel(self.chapter.theme, line, first, row.numbers.size)
            play(FadeIn(label), run_time=0.3 * pace)
            arriving = self._arrive(end, second)
            rest = [part for part in row.numbers if part not in (first, second)]
            flying = fly(label.digits, first, lane=self.lane)
            play(flying, FadeOut(label), arriving, *map(FadeIn, rest), run_time=0.9 * pace)
            self.chapter.add(row.numbers)
        assert row.result is not None
        play(appear(row.result), run_time=0.3 * pace)

    def _arrive(self, tab: VGroup, number: TypesetPart) -> Animation:
        """Return the flight of a tab's digits into a product, or the number's arrival if it has others."""
        for line in tab[1:]:
            if glyphs_of(number) - glyphs_of(line.part(1)) in (0, 2):
                return fly(line.part(1), number, lane=self.lane)
        return FadeIn(number)

    def _tab(self, layer: int, place: int) -> VGroup:
        """Return the gradient beside a neuron, with digits where these fit."""
        column = self.diagram.columns[layer]
        return VGroup(column.tabs[place].copy(), *(one.copy() for one in column.gradients[place : place + 1]))

    def _lit(self, *lines: Line) -> Animation:
        """Return the animation that lets some of the paths stand out."""
        others = [line for line in self.lines if line not in lines]
        shown = [(line, 1.0) for line in lines] + [(line, _DIM) for line in others]
        return AnimationGroup(*(changing(line).set_stroke(opacity=opacity) for line, opacity in shown))

    def _pulse(self, line: VMobject) -> Animation:
        """Return the animation that runs the nudge forward along a line."""
        return self._run(Line(line.get_start(), line.get_end()))

    def _run(self, way: Line) -> Animation:
        return ShowPassingFlash(way.set_stroke(self.chapter.theme.gradient, width=_PULSE), time_width=0.5)

    def _into_loss(self) -> list[Animation]:
        """Return the pulses from every output into the loss."""
        end = self.diagram.loss.get_left()
        return [self._run(Line(slot.get_right(), end)) for slot in self.diagram.columns[-1].slots]

    def _close(self) -> Animation:
        """Return the camera's move to the paths and all that follows, between heading and captions."""
        frame, columns = Frame.current(), self.diagram.columns
        seen = VGroup(*columns[self.paths.layer - 1 :], self.diagram.loss, self.diagram.target)
        top, bottom = float(self.diagram.get_top()[1]), frame.safe_bottom
        share = max(_LEAST, float(seen.width) / frame.safe_width, float(seen.height) / (top - bottom))
        share = min(1.0, share)
        x = float(seen.get_right()[0]) - share * frame.safe_width / 2
        y = float(seen.get_y()) - share * (top + bottom) / 2
        return self._moved(share, (x, y, 0.0))

    def _home(self) -> Animation:
        return self._moved(1.0, (0.0, 0.0, 0.0))

    def _moved(self, share: float, place: tuple[float, float, float]) -> Animation:
        frame = changing(self.chapter.frame).set(width=Frame.current().width * share)
        moved: Animation = frame.move_to(place)
        return moved
