"""The beats close to the curve: the second point, the dive, a step and the gap that it leaves."""

from __future__ import annotations

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    Mobject,
    ReplacementTransform,
    ValueTracker,
)

from backprop_core.quantity import Quantity
from scenes.chapters.tangent_slider.dive import Dive
from scenes.chapters.tangent_slider.gap_tile import GapTile
from scenes.chapters.tangent_slider.nudge_view import STEP, NudgeView
from scenes.chapters.tangent_slider.secant_view import SecantView
from scenes.chapters.tangent_slider.tangent_set import BOARD, CLOSE, TangentSet
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.curve_view import EDGE_TO_EDGE
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.plots.wide_panel import WideCurve, bleeding
from scenes.stage.titles import Heading
from scenes.stage.trackers import settled
from scenes.stage.words import words

DIVES, _ASIDE, _UP = 2, 1.3, 0.85
"""Powers of ten that the dive goes through; how far from the start the camera's middle is, on the
side to which the curve goes on."""


class CloseBeats(Chapter):
    """A chapter with a set, whose camera goes close to the start of its curve."""

    heading: Heading
    stage: TangentSet
    view: WideCurve
    x: ValueTracker
    home: Mobject

    def take_second_point(self) -> None:
        """A line through two points, whose slope is rise over run."""
        stage = self.stage
        trace = stage.trace
        self._lower = [trace, trace.line, stage.rule, *trace.notes.values()]
        self._upper = [self.view.panel, self.view.landmarks]
        self._beside = [self.view.drop, self.view.tangent, stage.riding, self.heading]
        leaving = [*self._lower, *self._beside]
        h = stage.second_point()
        with self.beat(
            "secant", words("But where does a slope come from? Take a second point: rise over run.")
        ):
            self.play(
                *(FadeOut(mobject, run_time=0.6) for mobject in leaving),
                self.x.animate.set_value(stage.start),
                self._come_close(float(h)),
                run_time=1.6,
            )
            self._open_panel()
            self._second_point(float(h))

    def _second_point(self, h: float) -> None:
        """Bring the secant on stage, piece by piece, while the ball goes."""
        self.distance = ValueTracker(h)
        decimals = self.stage.decimals_of(abs(h) / 10**DIVES)
        self.secant = secant = SecantView(self.view, self.distance, decimals=decimals)
        bleeding(secant)
        self.slope_of_secant = secant.readout(size=0.6)
        self._place_beside(secant)
        leaving = [FadeOut(mobject) for mobject in (self.stage.ball, *self._upper)]
        self.play(*leaving, GrowFromCenter(secant.other), Create(secant.line), run_time=0.9)
        self.play(Create(secant.run), FadeIn(secant.run_label), run_time=0.6)
        written = FadeIn(secant.rise_label), FadeIn(self.slope_of_secant)
        self.play(Create(secant.rise), *written, run_time=0.7)
        self.add(secant, self.view.point)

    def close_secant(self) -> None:
        """We go closer by powers of ten, the second point stays as far away on stage."""
        h = float(self.distance.get_value())
        windows = self.stage.windows()
        self.dive = Dive(self.view, (*windows, windows[0]))
        level = self.dive.level
        self.distance.add_updater(
            lambda t: t.set_value(h * 10 ** (-DIVES * min(1.0, float(level.get_value()))))
        )
        self.add(self.distance)
        sentence = (
            "Go ten times closer, and ten times more: the curve straightens, until it is its own tangent."
        )
        with self.beat("limit", words(sentence)):
            self.dive.begin()
            for power in range(1, DIVES + 1):
                self.play(level.animate.set_value(power / DIVES), run_time=1.9)
                self.wait(0.3)
            self.dive.end()
            self.view.tangent_length = EDGE_TO_EDGE
            self.view.tangent.update()
            self.play(
                self.view.grow_tangent(),
                self.secant.line.animate.set_stroke(opacity=0.0),
                run_time=0.9,
            )
        self.distance.clear_updaters()
        self.remove(self.distance)

    def take_step(self) -> None:
        """A step, what the slope predicts for it, and the gap to the true change."""
        stage, secant = self.stage, self.secant
        self.add(self.view.tangent)
        decimals = stage.decimals_of(abs(float(stage.step.get_value())) / 2)
        dx = Quantity(STEP, settled(stage.step))
        with self.beat(
            "step", words("Half-way back: how far does the slope alone carry us, over {dx}?", dx=dx)
        ):
            self.remove(secant)
            gone = (secant.line, secant.run, secant.rise, secant.other, secant.run_label, secant.rise_label)
            self.add(*gone)
            self.play(*(FadeOut(part) for part in (*gone, self.slope_of_secant)), run_time=0.4)
            self.dive.begin()
            self.play(self.dive.level.animate.set_value(2.0), run_time=1.5)
            self.dive.end()
            self.steps = bleeding(NudgeView(self.view, stage.step, decimals=decimals))
            self.play(Create(self.steps.step), FadeIn(self.steps.step_label), run_time=0.8)
            self.play(Create(self.steps.predicted), run_time=0.8)
        bends = "The curve bends away from the board: a gap is left."
        straight = "Here the curve is straight: the slope predicts the change exactly."
        gap = self.steps.gap_left()
        with self.beat("gap", words(bends if gap else straight)):
            self.play(Create(self.steps.bracket), run_time=0.8)
            self.play(Create(self.steps.gap), run_time=0.8)
            if gap:
                self._lay_tile()
        self.add(self.steps)

    def _lay_tile(self) -> None:
        """Let the gap become a square beside the curve, which is as large as the gap."""
        self.tile = tile = bleeding(GapTile(self.steps))
        half = self.steps.drawn_at(float(self.steps.tracker.get_value()) / 2)
        drawn = [self.view.curve, self.view.tangent, *self.steps, *half, self.view.point]
        side = RIGHT if float(self.steps.tracker.get_value()) < 0 else LEFT
        free_spot(
            tile,
            self.seen(),
            self.view.point.get_center() + 3 * side + UP,
            drawn,
            enough=0.25,
            shrink=(1.0, 0.85, 0.7),
        )
        line = self.steps.gap.copy().clear_updaters()
        grown = ReplacementTransform(line, tile.square)
        self.play(grown, FadeIn(tile.outline), FadeIn(tile.numbers[0]), run_time=1.0)

    def shrink_step(self) -> None:
        """The gap shrinks faster than the step; the first one stays to be compared."""
        if not self.steps.gap_left():
            return
        half, tile = float(self.stage.step.get_value()) / 2, self.tile
        faster = "Halve the step, and the gap shrinks with it."
        if tile.ratio > 2:
            faster = "Halve the step, and the gap shrinks much faster than the step."
        quarter = "Now halve the step: how much of the gap is left? Only a quarter."
        tile.follow()
        with self.beat("shrink", words(quarter if tile.quarters else faster)):
            self.play(self.stage.step.animate.set_value(half), run_time=2.4)
            self.cross = bleeding(tile.cross())
            cross = [Create(self.cross)] if tile.quarters else []
            self.play(FadeIn(tile.numbers[1]), *cross, run_time=0.8)
            self.wait(0.3)

    def pull_back(self) -> None:
        """Come back to the curve and, under it, the line of its slopes."""
        stage = self.stage
        tile = [self.tile.outline, self.tile.square, self.cross, *self.tile.numbers] if self._gap() else []
        leaving = [mobject for mobject in (*tile, self.steps, self.view.tangent) if mobject in self.mobjects]
        self.play(*(FadeOut(mobject) for mobject in leaving), run_time=0.4)
        self.dive.begin()
        self.play(self.dive.level.animate.set_value(3.0), run_time=1.1)
        self.dive.end()
        self.view.show_window(self.opened)
        stage.view.wide.open_to(*self.shut)
        self.view.panel.mark_scale()
        self.view.tangent_length = BOARD
        self.view.landmarks.lay()
        stage.riding.now()
        coming = [*self._upper, stage.ball, *self._beside, *self._lower]
        for mobject in coming:
            mobject.update()
        self.play(
            changing(self.frame).become(self.home),
            *(FadeIn(mobject) for mobject in coming),
            run_time=1.3,
        )

    def _gap(self) -> bool:
        return hasattr(self, "tile")

    def _come_close(self, h: float) -> Animation:
        """Return the move of the camera to where both points are seen."""
        start = self.view.at(self.stage.start)
        across = start + RIGHT * _ASIDE * np.sign(h)
        up = _UP if (self.view.slope(self.stage.start) * h >= 0) else -_UP
        frame = changing(self.frame).set_width(CLOSE * Frame.current().width)
        move: Animation = frame.move_to(across + UP * up)
        return move

    def seen(self) -> Region:
        """Return what the camera shows, without margins, captions and the heading."""
        scale = float(self.frame.width) / Frame.current().width
        middle, safe = self.frame.get_center(), Region.safe()
        top = self.stage.top if self.heading in self.mobjects else safe.top
        return Region(
            float(middle[0]) + scale * safe.left,
            float(middle[0]) + scale * safe.right,
            float(middle[1]) + scale * safe.bottom,
            float(middle[1]) + scale * top,
        )

    def _open_panel(self) -> None:
        """Let the curve be drawn as far as the camera sees."""
        half = float(self.frame.height) / 2 + 0.2
        self.shut = self.view.wide.reach
        self.view.wide.open_to(float(self.frame.get_y()) - half, float(self.frame.get_y()) + half)
        self.opened = self.view.window

    def _place_beside(self, secant: SecantView) -> None:
        """Put the secant's slope where neither it nor the curve comes, however near we go."""
        x, side = self.stage.start, np.sign(float(self.distance.get_value()))
        ends = self.view.panel.segment(x, self.view.value(x), self.view.slope(x), EDGE_TO_EDGE)
        drawn = [*secant, self.view.curve, Line(*ends), self.view.point]
        near = self.view.point.get_center() + RIGHT * -0.6 * side + UP * 1.6
        free_spot(self.slope_of_secant, self.seen(), near, drawn, enough=0.3)
        self.slope_of_secant.update()
