"""The beats on both slopes: they are compared, worked out by the recipe, and checked."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, ORIGIN, Animation, Create, FadeIn, FadeOut, Group, there_and_back

from scenes.chapters.heatmap_cross_sections.board import Board
from scenes.chapters.heatmap_cross_sections.wall_moves import stroll
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.plots.crosshair import Crosshair
from scenes.stage.plots.partials import PartialsSet, X, Y
from scenes.stage.plots.run_and_rise import RunAndRise
from scenes.stage.plots.wall import Wall
from scenes.stage.titles import Heading
from scenes.stage.words import words

PULSE, _CLOSE, _FILLED, _LOWER = 14.0, 0.55, 0.72, 0.2
"""Width of a tangent that swells; how near the camera goes to both tangents at most; how much of that view
they fill, and how far under their middle its own lies: captions stand below."""


class SlopeBeats(Chapter):
    """A chapter with a map between two walls, and the board beside them; `held` tells which lock is on.

    Once slopes are `worked_out`, nothing is read at the walls any more.
    """

    heading: Heading
    stage: PartialsSet
    board: Board
    crosshair: Crosshair
    walls: list[Wall]
    held: int | None = None
    worked_out = False

    def compare_slopes(self) -> None:
        """Same point, different curves, different slopes: how far each tangent rises on a step of one."""
        steps, readings = self._steps(), self.board.readings
        frames = [self.board.frame(reading.slope) for reading in readings]
        said = words("One point, two curves, and so two slopes: they are its partial derivatives.")
        with self.beat("two_slopes", said):
            numbers = (part for reading in readings for part in (reading.frozen, reading.slope))
            written = self.heading, self.board.formula.line, *numbers
            self.play(*self.hold(None), *(FadeOut(part) for part in written), self._close_up(), run_time=1.1)
            self.play(*(self._pulse(wall) for wall in self.walls), run_time=0.8)
            for step in steps:
                self.play(Create(step.run), FadeIn(step.labels[0]), run_time=0.5)
                self.play(Create(step.rise), FadeIn(step.labels[1]), run_time=0.6)
            self.wait(0.3)
            frame = changing(self.frame).set(width=Frame.current().width).move_to(ORIGIN)
            self.play(frame, *(FadeIn(part) for part in written), run_time=1.0)
            self.play(*(Create(frame) for frame in frames), run_time=0.6)
            self.wait(0.3)
            self.play(*(FadeOut(part) for part in (*frames, *steps)), run_time=0.4)

    def differentiate_by_x(self) -> None:
        """The recipe: y is a constant."""
        said = words("The recipe: hold {y} as a constant, and differentiate by {x}.", x=X, y=Y)
        with self.beat("recipe_x", said):
            self._differentiate(0)

    def differentiate_by_y(self) -> None:
        """The recipe: x is a constant."""
        said = words("For the other slope, {x} is the constant: differentiate by {y}.", x=X, y=Y)
        with self.beat("recipe_y", said):
            self._differentiate(1)

    def check_slopes(self) -> None:
        """Put the point in; the recipe gives what each tangent rises by on a step of one."""
        first, second = (worked.slope for worked in self.board.slopes)
        sentence = "Put the point in: {first} and {second}, the slopes of the tangents."
        with self.beat("check", words(sentence, first=first, second=second)):
            self.play(*self.hold(None), *self.board.formula.release(), run_time=0.6)
            for worked, triangle, wall in zip(
                self.board.slopes, self.stage.triangles, self.walls, strict=True
            ):
                self.play(FadeIn(worked.result, shift=LEFT * 0.2), run_time=0.7)
                self.add(worked.line)
                parts = triangle.run, triangle.rise, triangle.labels[1]
                shown = [FadeIn(part) for part in parts] if triangle.there else []
                self.play(Create(self.board.frame(worked.answer)), *shown, self._pulse(wall), run_time=0.9)
            self.wait(max(0.2, seconds_to_read(worked.line) - 1.0))

    def _differentiate(self, along: int) -> None:
        """Lock what is constant, write the slope's formula, and let the other variable move."""
        board, self.worked_out = self.board, True
        gone = [FadeOut(part) for reading in board.readings for part in reading.on(self)]
        self.play(*self.hold(along), *board.formula.freeze(1 - along), *gone, run_time=1.0)
        self.play(FadeIn(board.slopes[along].rule, shift=DOWN * 0.3), run_time=0.7)
        stroll(self, self.stage, along)

    def hold(self, along: int | None) -> list[Animation]:
        """Return the animations that lock, on the map and beside the walls, what is constant `along` a line.

        The lock that was on comes off. What is not read any more gets no lock.
        """
        was, self.held = self.held, along
        locks, readings, read = self.crosshair.locks, self.board.readings, not self.worked_out
        self.crosshair.refresh()
        off = [] if was is None else [FadeOut(locks[was]), *(readings[was].release() if read else [])]
        on = (
            []
            if along is None
            else [FadeIn(locks[along], scale=1.6), *(readings[along].freeze() if read else [])]
        )
        return [*off, *on]

    def _steps(self) -> list[RunAndRise]:
        """Return what shows a slope on a step of one, where that stays on its wall."""
        return [step for step in self.stage.triangles if step.there]

    def _close_up(self) -> Animation:
        """Return the move of the camera to a view of both tangents, and of what stands at them."""
        shown = Group(*(part for wall in self.walls for part in (wall.tangent, wall.dot)), *self._steps())
        whole = Frame.current()
        share = max(float(shown.width) / whole.width, float(shown.height) / whole.height) / _FILLED
        share = min(1.0, max(_CLOSE, share))
        reach = (1.0 - share) / 2 * np.array([whole.width, whole.height])
        middle = np.clip(shown.get_center()[:2] + DOWN[:2] * _LOWER, -reach, reach)
        move: Animation = (
            changing(self.frame).set(width=share * whole.width).move_to(np.array([*middle, 0.0]))
        )
        return move

    @staticmethod
    def _pulse(wall: Wall) -> Animation:
        """Return the animation in which a wall's tangent swells and is as it was."""
        pulse: Animation = changing(wall.tangent)(rate_func=there_and_back).set_stroke(width=PULSE)
        return pulse
