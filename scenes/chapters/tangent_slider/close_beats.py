"""The beats close to the curve: a second point, and the dive in which it comes to the first."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    Mobject,
    ValueTracker,
)

from scenes.chapters.tangent_slider.dive import Dive
from scenes.chapters.tangent_slider.lens import Lens
from scenes.chapters.tangent_slider.secant_rows import SecantRows
from scenes.chapters.tangent_slider.secant_view import SecantView
from scenes.chapters.tangent_slider.tangent_set import CLOSE, TangentSet
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.curve_view import EDGE_TO_EDGE
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.plots.wide_panel import WideCurve, bleeding
from scenes.stage.titles import Heading
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
            self.play(self.x.animate.set_value(stage.start), run_time=0.6)
            self.play(
                *(FadeOut(mobject, run_time=0.6) for mobject in leaving),
                self._come_close(float(h)),
                run_time=1.3,
            )
            self._open_panel()
            self._second_point(h)

    def _second_point(self, h: Fraction) -> None:
        """Bring the secant on stage, piece by piece, while the ball goes."""
        self.distance = ValueTracker(float(h))
        decimals = self.stage.decimals_of(abs(h) / 10**DIVES)
        self.secant = secant = SecantView(self.view, self.distance, decimals=decimals)
        bleeding(secant)
        self.slope_of_secant = secant.readout(size=0.6)
        self.rows = SecantRows(self.view, [h / 10**power for power in range(DIVES + 1)])
        self._place_beside(secant)
        self.view.point.set_opacity(1.0)
        leaving = [FadeOut(mobject) for mobject in (self.stage.ball, *self._upper)]
        growing = GrowFromCenter(self.view.point), GrowFromCenter(secant.other)
        self.play(*leaving, *growing, Create(secant.line), run_time=0.9)
        self.play(Create(secant.run), FadeIn(secant.run_label), run_time=0.6)
        written = FadeIn(secant.rise_label), FadeIn(self.slope_of_secant)
        self.play(Create(secant.rise), *written, run_time=0.7)
        self.add(secant, self.view.point)
        self._note(0)

    def close_secant(self) -> None:
        """We go closer by powers of ten, the second point stays as far away on stage."""
        h = float(self.distance.get_value())
        windows = self.stage.windows(self.frame.get_center())
        self.dive = Dive(self.view, (*windows, windows[0]))
        level = self.dive.level
        self.distance.add_updater(
            lambda t: t.set_value(h * 10 ** (-DIVES * min(1.0, float(level.get_value()))))
        )
        self.bring_to_back(self.distance)
        sentence = (
            "Go ten times closer, and ten times more: the curve straightens, until it is its own tangent."
        )
        with self.beat("limit", words(sentence)):
            self.dive.begin()
            for power in range(1, DIVES + 1):
                lens = Lens(self.theme, self.view, self.frame, share=10.0**-1)
                self.play(Create(lens), run_time=0.4)
                self.play(level.animate.set_value(power / DIVES), run_time=1.6)
                self.remove(lens)
                self._note(power)
            self.dive.end()
            self.view.tangent_length = EDGE_TO_EDGE
            self.view.tangent.update()
            written = [FadeIn(self.rows.limit, shift=0.15 * DOWN)] if self.noted else []
            self.play(
                self.view.grow_tangent(),
                self.secant.line.animate.set_stroke(opacity=0.0),
                *written,
                run_time=1.0,
            )
            self.wait(0.6)
        self.distance.clear_updaters()
        self.remove(self.distance)

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
        self.noted = self.rows.found_under(self.slope_of_secant, self.seen(), drawn)
        if not self.noted:
            free_spot(self.slope_of_secant, self.seen(), near, drawn, enough=0.3)
        self.slope_of_secant.update()

    def _note(self, power: int) -> None:
        """Write down the step and the slope over it as they are now."""
        if self.noted:
            self.play(FadeIn(self.rows.rows[power], shift=0.15 * DOWN), run_time=0.4)
