"""What a derivative is: how steep a curve is where a ball lies on it, and that this is a function again."""

from __future__ import annotations

import numpy as np
from manim import (
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    GrowFromCenter,
    LaggedStart,
    Mobject,
    ReplacementTransform,
)

from backprop_core.curve import Curve
from backprop_core.number import Number
from backprop_core.shape import Special
from scenes.chapters.tangent_slider.corner_view import CornerView
from scenes.chapters.tangent_slider.slope_step import SlopeStep
from scenes.chapters.tangent_slider.slope_trace import straight
from scenes.chapters.tangent_slider.step_beats import StepBeats
from scenes.chapters.tangent_slider.tangent_set import BOARD, CLOSER, OPENING, TangentSet, formula
from scenes.chapters.tangent_slider.under_axis import UnderAxis
from scenes.stage.framing import showing
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.plots.wide_panel import bleeding
from scenes.stage.titles import heading
from scenes.stage.words import words


class TangentSlider(StepBeats):
    """The derivative as the slope of the tangent."""

    title = "What a derivative is"

    def construct(self) -> None:
        """A ball, a board, its slope; the slope as a height; where a slope comes from; a step; why."""
        self.lay_out()
        self.open_with(self.heading, self.stage.view.panel, self.stage.view.curve, self.stage.view.landmarks)
        self.put_ball()
        self.lay_tangent()
        self.measure_slope()
        self.draw_height()
        self.walk()
        self.turn_corner()
        self.find_rule()
        self.take_second_point()
        self.close_secant()
        self.take_step()
        self.shrink_step()
        self.say_why()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.tangent
        written = formula(Curve.from_text(given.expression))
        self.heading = heading(self.theme, self.title, written, beside=True)
        self.stage = stage = TangentSet(self.theme, given, float(self.heading.get_bottom()[1]))
        self.view, self.x = stage.view, stage.x
        self.under = UnderAxis(stage.view)
        self.across = SlopeStep(self.view, [stage.first])
        bleeding(self.across)
        stage.let_ride(self.across)
        self.view.panel.scale_marks.set_opacity(0.0)
        self.home = self.frame.copy()
        self.frame.scale(OPENING).move_to(stage.close_to((stage.low + stage.high) / 2, OPENING))

    def put_ball(self) -> None:
        """A ball on the curve, and the question."""
        stage = self.stage
        with self.beat("curve", words("A ball on a curve. Which way is down here, and how steeply?")):
            self.view.point.update()
            stage.ball.update()
            self.play(FadeIn(stage.ball, shift=0.8 * (-UP)), run_time=0.5)
            self.add(self.view.point)
            self.play(
                FadeOut(self.heading, run_time=0.8), showing(self.frame, stage.near, CLOSER), run_time=1.2
            )
            self._rock(0.4)

    def lay_tangent(self) -> None:
        """The line that just touches the curve."""
        with self.beat(
            "tangent", words("Lay a straight board under it that just touches the curve: the tangent.")
        ):
            self.view.tangent_length = self.stage.board
            self.play(self.view.grow_tangent(), run_time=1.2)
            self._rock()

    def _rock(self, far: float = 1.0) -> None:
        """Let ball and board rock to and fro on the curve, as far as both keep to the stretch."""
        first, (low, high) = self.stage.first, self.stage.reach
        aside = far * min(0.05 * (high - low), 0.5 * (first - low), 0.5 * (high - first))
        for there in (first + aside, first - aside, first):
            self.play(changing(self.x).set_value(there), run_time=0.7)

    def measure_slope(self) -> None:
        """Its slope is the derivative: how far it climbs on a step of one across."""
        step, does = self.across.across, "falls" if self.view.direction() < 0 else "climbs"
        said = words(f"Go {{step}} across: what the board {does} is its slope, the derivative.", step=step)
        if step.value != 1:
            said = words(f"The board {does} by its slope times the way across: the derivative.")
        with self.beat("slope", said):
            self.play(Create(self.across.run), FadeIn(self.across.label), run_time=0.9)
            marks = LaggedStart(*(GrowFromCenter(mark) for mark in self.across.marks), lag_ratio=1.0)
            counted = [marks] if len(self.across.marks) else []
            self.play(Create(self.across.rise), *counted, run_time=1.2)
            self.play(FadeIn(self.across.climb, shift=0.2 * RIGHT), run_time=0.5)
            self.play(FadeIn(self.stage.riding.now(), shift=UP * 0.2), run_time=0.6)
            self.add(self.across, self.view.point, self.stage.ball, self.stage.riding)

    def draw_height(self) -> None:
        """Under the curve the slope becomes a height, and leaves a dot."""
        trace, stage, across = self.stage.trace, self.stage, self.across
        leg = across.rise.copy().clear_updaters()
        leaving = [across.run, across.label, across.climb, *across.marks]
        self.remove(across)
        self.add(across.run, leg, *across.marks)
        with self.beat("height", words("Now draw this slope as a height: straight under the ball.")):
            self.play(
                changing(self.frame).become(self.home),
                FadeIn(self.heading, run_time=1.0),
                changing(self.view.panel.scale_marks).set_opacity(1.0),
                *(FadeOut(mobject, run_time=0.5) for mobject in leaving),
                self.under.shut(BOARD),
                run_time=1.7,
            )
            self.view.tangent_length = BOARD
            self.play(FadeIn(trace.panel), FadeIn(stage.name), Create(self.view.drop), run_time=0.6)
            self.play(Create(trace.link), run_time=0.3)
            if stage.places:
                self.play(ReplacementTransform(leg, trace.bar), run_time=1.1)
            else:
                self.remove(leg)
            self.play(GrowFromCenter(trace.dot), run_time=0.4)
            self.add(trace, self.view.tangent)
            if stage.places:
                self.note(stage.places[0])

    def walk(self) -> None:
        """Along the curve from left to right: falling, flat, rising, as far as it has such stretches."""
        place = {"minimum": "At the bottom of the bowl", "maximum": "On top of the hill"}
        where = place.get(self.stage.flat.kind, "Where the curve pauses") if self.stage.flat else ""
        said = {
            -1: ("falling", "Downhill the slope is negative, and the dot stays under zero."),
            0: ("flat", f"{where}, the board is flat: slope zero."),
            1: ("rising", "Uphill it is positive: the steeper the curve, the higher the dot."),
        }
        signs = sorted(
            (sign for sign in said if self.stage.visits[sign]), key=lambda sign: self.stage.visits[sign][0]
        )
        for sign in signs:
            name, sentence = said[sign]
            with self.beat(name, words(sentence)):
                for x in self.stage.visits[sign]:
                    self.go(x, 1.9 if sign == 0 else 1.7)
                if sign == 0:
                    flash = Flash(self.stage.trace.dot, color=self.theme.gradient, line_length=0.25)
                    self.play(flash, run_time=0.6)

    def turn_corner(self) -> None:
        """In a kink two lines touch the curve, one from either side, and there is no slope."""
        stage, kink = self.stage, self.stage.kink
        if kink is None:
            return
        trace = stage.trace
        hidden = (self.view.tangent, stage.riding, trace.bar, trace.dot, trace.link)
        with self.beat("corner", words("In a corner two boards touch, one from each side: no slope here.")):
            self.remove(trace)
            self.add(trace.panel, trace.comb, trace.link, trace.bar, trace.trail, trace.dot)
            self.play(*(FadeOut(mobject) for mobject in hidden), run_time=0.5)
            self.play(self.x.animate.set_value(float(kink.x)), run_time=1.2)
            corner = self._corner(kink)
            self.play(*(Create(line) for line in corner.lines), run_time=0.9)
            self.play(FadeIn(corner.rows), run_time=0.7)
        self.play(FadeOut(corner), run_time=0.4)
        self.play(self.x.animate.set_value(stage.first), run_time=0.9)
        self.play(*(FadeIn(mobject) for mobject in hidden), run_time=0.4)
        self.remove(trace.panel, trace.comb, trace.link, trace.bar, trace.trail, trace.dot)
        self.add(trace)

    def find_rule(self) -> None:
        """The noted slopes lie on a curve of their own."""
        trace = self.stage.trace
        line = "a straight line" if straight(self.view.source.derivative_expression) else "a line"
        with self.beat(
            "rule", words(f"And the dots? They lie on {line}: the derivative is a function again.")
        ):
            self.play(trace.draw_line(), run_time=3.0)
            self.play(ReplacementTransform(self.stage.name, self.stage.rule), run_time=0.8)
            self.wait(max(0.2, seconds_to_read(self.stage.rule) - 1.0))
        for left_behind in (trace.trail, trace.comb):
            left_behind.clear_updaters()

    def say_why(self) -> None:
        """Training looks for zero slope."""
        stage = self.stage
        with self.beat("why", words("Training rolls down the loss like this, to where its slope is zero.")):
            self.pull_back()
            name = stage.loss_name()
            colored = changing(self.view.curve).set_stroke(self.theme.loss)
            self.play(
                self.x.animate.set_value(stage.downhill),
                AnimationGroup(FadeIn(name, run_time=0.8), colored),
                run_time=2.6,
            )

    def note(self, x: Number) -> None:
        """Leave a dot and its number where the slope stands, the first time only."""
        note = self.stage.trace.notes[x]
        if note not in self.mobjects:
            self.play(FadeIn(note), run_time=0.5)

    def go(self, x: Number, seconds: float) -> None:
        """Roll to a place and note the slope there."""
        trace = self.stage.trace
        here, there = float(self.x.get_value()), float(x)
        if here != there:
            passed = max(float(trace.passed.get_value()), there)
            leaving = changing(trace.passed).set_value(passed)
            self.play(changing(self.x).set_value(there), leaving, run_time=seconds)
        self.note(x)

    def _corner(self, kink: Special) -> CornerView:
        """Return the two tangents of the kink, and their slopes where nothing is drawn."""
        stage = self.stage
        corner = CornerView(self.view, kink, 4.0, size=0.46)
        drawn: list[Mobject] = [self.view.curve, self.view.drop, *corner.lines, stage.ball]
        for row, aside in zip(
            corner.rows, (-2.5, 2.5, 0.0) if len(corner.rows) > 2 else (2.5, 0.0), strict=False
        ):
            near = self.view.point.get_center() + np.array([aside, 1.0, 0.0])
            free_spot(row, stage.over, near, drawn, enough=0.17)
            drawn.append(row)
        for row in corner.rows:
            row.update()
        bleeding(corner.lines)
        return corner
