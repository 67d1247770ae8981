"""What a derivative is: the slope of the line that just touches the curve, dragged along by a slider."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    GrowFromCenter,
    Indicate,
    Mobject,
    ValueTracker,
    VGroup,
)

from backprop_core.curve import Curve
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece, Symbol
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.nudges.nudge_view import GAP, PREDICTED, STEP, TRUE_CHANGE, NudgeView
from scenes.stage.plots.curve_view import (
    EDGE_TO_EDGE,
    SAMPLES,
    TANGENT_LENGTH,
    CurveView,
    Direction,
    Slider,
    Window,
    between,
)
from scenes.stage.plots.panel import PlotPanel, settled
from scenes.stage.plots.secant_view import RUN, SECANT, SecantView
from scenes.stage.titles import heading, safe_width
from scenes.stage.words import words

X = Symbol("x", "x", "x", "input")
F = Symbol("f(x)", "f(x)", "f of x", "ink")
SLOPE = Symbol("f'(x)", "f'(x)", "f prime of x", "gradient")
CLOSE = 0.0004
"""Share of the room at which a second point counts as having reached the first: the digits agree by then."""


PANEL_WIDTH, PANEL_HEIGHT, ROW_SIZE = 7.2, 3.75, 0.46


class TangentSlider(Chapter):
    """The derivative as the slope of the tangent."""

    title = "What a derivative is"

    def construct(self) -> None:
        """Curve, point, tangent, three signs, where the slope comes from, a step, why it matters."""
        self.lay_out()
        self.open_with(self.heading)
        self.draw_curve()
        self.pick_input()
        self.lay_tangent()
        self.fall()
        self.level()
        self.rise()
        self.close_secant()
        self.take_step()
        self.shrink_step()
        self.say_why()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.tangent
        self.curve = Curve.from_text(given.expression)
        self.low, self.high = float(given.low), float(given.high)
        self.start, self.nudge = float(given.start), float(given.nudge)
        self.x = ValueTracker(self.start)
        self.view = CurveView(
            self.theme,
            self.curve,
            self.x,
            (self.low, self.high),
            (PANEL_WIDTH, PANEL_HEIGHT),
            (X, F),
            slope=SLOPE,
        )
        self.whole = self.view.window
        self.step = ValueTracker(self.nudge if self.start + self.nudge <= self.high else -self.nudge)
        labels = max(self._label_width(window) for window in (self.whole, self._close_window()))
        self.view.shift(RIGHT * (labels - safe_width() / 2 - self.view.panel.axes.get_left()[0]) + UP * 0.6)
        self.slider = Slider(self.view.panel, self.x, self.theme.input)
        self.heading = heading(self.theme, self.title, self._formula(), beside=True)
        column = self.view.panel.axes.get_right()[0] + 0.55
        self.room = safe_width() / 2 - column

        def at() -> dict[str, Number]:
            return {X.plain: settled(self.x)}

        def slope() -> Number:
            return self.curve.derivative(settled(self.x))

        slopes = self.curve.derivatives(np.linspace(self.low, self.high, SAMPLES))
        extremes = (float(slopes.min()), float(slopes.max()))
        slope_size = fitting_size(SLOPE, extremes, self.room, size=0.62)
        rows = [
            Readout(X, lambda: settled(self.x), self.theme.input, at=at),
            Readout(F, lambda: self.curve.value(settled(self.x)), self.theme.ink, at=at),
            Readout(SLOPE, slope, self.theme.gradient, size=slope_size, at=at),
        ]
        for row, height in zip(rows, (1.95, 1.2, 0.3), strict=True):
            row.at(RIGHT * column + UP * height)
        self.x_row, self.f_row, self.slope_row = rows
        self.slope_height = self.slope_row.label.baseline
        self.direction = Direction(self.view).move_to(RIGHT * column + DOWN * 0.45, aligned_edge=LEFT)

    def draw_curve(self) -> None:
        """A curve."""
        with self.beat("curve", words("A function draws a curve: for every input, one output.")):
            self.play(Create(self.view.panel), run_time=1)
            self.play(Create(self.view.curve), run_time=1.6)

    def pick_input(self) -> None:
        """A slider, a handle, and the point that the handle drags."""
        with self.beat(
            "point", words("The slider picks an input {x}. The point above it shows the output.", x=X)
        ):
            self.play(FadeIn(self.slider), FadeIn(self.x_row), run_time=0.8)
            self.play(
                Create(self.view.drop), GrowFromCenter(self.view.point), FadeIn(self.f_row), run_time=0.9
            )

    def lay_tangent(self) -> None:
        """The line that just touches the curve; its slope is the derivative."""
        sentence = words(
            "One straight line just touches the curve here. Its slope is the derivative, {slope}.",
            slope=SLOPE,
        )
        with self.beat("tangent", sentence):
            self.play(self.view.grow_tangent(), run_time=1.2)
            self.play(FadeIn(self.slope_row, shift=LEFT * 0.2), run_time=0.8)

    def fall(self) -> None:
        """Where the curve falls the slope is negative."""
        self._visit("falling", -1, "Where the curve runs downhill, the slope is negative.")

    def level(self) -> None:
        """At a bottom, on a top, or where the curve pauses, the slope is zero."""
        points = [p for p in self.curve.flat_points(self.low, self.high) if self.low < float(p.x) < self.high]
        if not points:
            return
        chosen = next((p for p in points if p.kind == "minimum"), points[0])
        place = {"minimum": "At the bottom of the bowl", "maximum": "On top of the hill"}
        sentence = (
            f"{place.get(chosen.kind, 'Where the curve pauses')}, the tangent lies flat: the slope is zero."
        )
        with self.beat("flat", words(sentence)):
            self._show_direction()
            self.play(self.x.animate.set_value(float(chosen.x)), run_time=2.4)
            self.play(Flash(self.view.point, color=self.theme.gradient, line_length=0.25), run_time=0.7)

    def rise(self) -> None:
        """Where the curve rises the slope is positive."""
        self._visit("rising", 1, "Where it climbs, the slope is positive: the steeper, the larger.")

    def close_secant(self) -> None:
        """A line through two points, of which the second slides into the first."""
        h = ValueTracker(self._room() * 0.7)
        secant = SecantView(self.view, h)
        row = Readout(
            SECANT,
            lambda: self.curve.secant(settled(self.x), settled(h)),
            self.theme.ink,
            size=0.56,
            at=lambda: {X.plain: settled(self.x), RUN.plain: settled(h)},
        ).at(RIGHT * self.x_row.get_left()[0] + DOWN * 1.6)
        with self.beat(
            "secant", words("Take a second point. Rise over run is the slope of the line through both.")
        ):
            self.play(self.view.tangent.animate.set_stroke(opacity=0.25), run_time=0.5)
            self.play(GrowFromCenter(secant.other), Create(secant.line), run_time=1)
            self.play(Create(secant.run), run_time=0.6)
            self.play(Create(secant.rise), FadeIn(row), run_time=0.8)
        self.add(secant)
        with self.beat(
            "limit", words("Slide it into the first, and that slope closes in on the derivative.")
        ):
            self.play(h.animate.set_value(self._room() * CLOSE), run_time=2.8)
            self.play(self.view.tangent.animate.set_stroke(opacity=1), run_time=0.5)
            arrived = secant.line.animate.set_stroke(self.theme.gradient)
            self.play(arrived, Indicate(row, color=self.theme.gradient, scale_factor=1.0), run_time=0.8)
        self.play(FadeOut(secant, row), run_time=0.6)

    def take_step(self) -> None:
        """A step, what the slope predicts for it, and the true change."""
        leaving = FadeOut(self.direction.rest(), self.slider, self.f_row)
        self.play(self.x.animate.set_value(self.start), leaving, run_time=1)
        up = UP * (self.f_row.get_y() - self.slope_row.get_y())
        self.play(self.slope_row.animate.shift(up), run_time=0.5)
        self._zoom(self._close_window(), EDGE_TO_EDGE)
        self.steps = NudgeView(self.view, self.step)
        self.rows = self._step_rows()
        with self.beat(
            "step", words("Take a small step {dx}. The slope predicts a change: slope times step.", dx=STEP)
        ):
            self.play(Create(self.steps.step), FadeIn(self.steps.step_label, self.rows[0]), run_time=1)
            self.play(Create(self.steps.predicted), FadeIn(self.rows[1]), run_time=1)
        with self.beat("gap", words("The curve bends away, so the true change differs by a small gap.")):
            self.play(Create(self.steps.bracket), FadeIn(self.rows[2]), run_time=0.9)
            self.play(Create(self.steps.gap), FadeIn(self.rows[3]), run_time=0.9)

    def shrink_step(self) -> None:
        """The gap shrinks faster than the step."""
        self.add(self.steps)
        with self.beat(
            "shrink", words("Halve the step, and the gap shrinks much faster. The slope tells nearly all.")
        ):
            self.play(self.step.animate.set_value(float(self.step.get_value()) / 2), run_time=2.2)

    def say_why(self) -> None:
        """Training looks for zero slope."""
        self.play(FadeOut(self.steps, self.rows), run_time=0.7)
        self._zoom(self.whole, TANGENT_LENGTH)
        down = UP * (self.slope_height - self.slope_row.label.baseline)
        self.play(self.slope_row.animate.shift(down), run_time=0.5)
        self.play(FadeIn(self.slider, self.f_row.now(), self.direction.rest()), run_time=0.8)
        self.direction.follow()
        points = [p for p in self.curve.flat_points(self.low, self.high) if p.kind == "minimum"]
        goal = float(points[0].x) if points else self.x.get_value()
        with self.beat(
            "why", words("Training follows the slope downhill, to where the loss has slope zero.")
        ):
            self.play(self.x.animate.set_value(goal), run_time=2.4)

    def _zoom(self, goal: Window, tangent_length: float) -> None:
        """Bring a part of the picture closer, or the whole back, both axes alike; renew the ticks."""
        start, panel, share = self.view.window, self.view.panel, ValueTracker(0.0)
        length = self.view.tangent_length

        def follow(_: Mobject) -> None:
            done = float(share.get_value())
            self.view.show_window(between(start, goal, done))
            self.view.tangent_length = length * (tangent_length / length) ** done

        self.play(panel.scale_marks.animate.set_opacity(0.0), run_time=0.4)
        self.view.curve.add_updater(follow)
        self.play(share.animate.set_value(1.0), run_time=1.4)
        self.view.curve.remove_updater(follow)
        panel.mark_scale()
        marks = panel.scale_marks.set_opacity(0.0)
        self.play(marks.animate.set_opacity(1.0), run_time=0.4)

    def _close_window(self) -> Window:
        """Return the part of the picture that the step needs, on the curve and on the tangent."""
        step = float(self.step.get_value())
        start, slope = self.view.value(self.start), self.view.slope(self.start)
        heights = (start, start + slope * step, self.view.value(self.start + step))
        return self.view.window_around((self.start - 0.15 * step, self.start + 1.2 * step), heights)

    def _label_width(self, window: Window) -> float:
        """Return how far ticks and labels reach out to the left of the panel for a window."""
        panel = PlotPanel(self.theme, *window, PANEL_WIDTH, PANEL_HEIGHT, X, F)
        return float(panel.axes.get_left()[0] - panel.get_left()[0])

    def _step_rows(self) -> VGroup:
        def at() -> dict[str, Number]:
            return {X.plain: settled(self.x), STEP.plain: settled(self.step)}

        longest = self.curve.nudge(settled(self.x), settled(self.step))
        size = min(
            fitting_size(symbol, (value,), self.room, places=4, size=ROW_SIZE)
            for symbol, value in ((PREDICTED, longest.predicted), (TRUE_CHANGE, longest.true_change))
        )
        changes = (
            (PREDICTED, self.steps.predicted_change, self.theme.gradient),
            (TRUE_CHANGE, self.steps.true_change, self.theme.ink),
            (GAP, self.steps.gap_left, self.theme.dimmed),
        )
        rows = VGroup(Readout(STEP, lambda: settled(self.step), self.theme.input, size=size, at=at))
        rows.add(*(Readout(*change, places=4, size=size, at=at) for change in changes))
        left = RIGHT * self.x_row.get_left()[0]
        for row, height in zip(rows, (0.45, -0.3, -1.05, -1.8), strict=True):
            row.at(left + UP * height)
        return rows

    def _visit(self, name: str, sign: int, sentence: str) -> None:
        """Drag the point to the middle of the longest stretch of this sign, if there is one."""
        edges = [self.low, *(float(p.x) for p in self.curve.flat_points(self.low, self.high)), self.high]
        stretches = [
            (a, b) for a, b in pairwise(edges) if b - a > 1e-6 and self.view.slope((a + b) / 2) * sign > 0
        ]
        if not stretches:
            return
        a, b = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        with self.beat(name, words(sentence)):
            self._show_direction()
            self.play(self.x.animate.set_value(round((a + b) / 2 - sign * (b - a) / 10, 2)), run_time=1.6)
            self.play(self.x.animate.set_value(round((a + b) / 2 + sign * (b - a) / 5, 2)), run_time=1.6)

    def _show_direction(self) -> None:
        if self.direction not in self.mobjects:
            self.play(FadeIn(self.direction.rest()), run_time=0.5)
            self.direction.follow()

    def _room(self) -> float:
        """Return the signed length to the farther end of the range."""
        x = float(self.x.get_value())
        return self.high - x if self.high - x > x - self.low else self.low - x

    def _formula(self) -> Piece:
        return Piece(f"{F.typst} = {to_typst(self.curve.expression)}", "symbol", None)
