"""What a derivative is: the slope of the line that just touches the curve, dragged along by a slider."""

from __future__ import annotations

from manim import (
    LEFT,
    UP,
    Animation,
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
from backprop_core.number import Number
from scenes.chapters.tangent_slider.corner_view import CornerView
from scenes.chapters.tangent_slider.nudge_view import STEP, NudgeView
from scenes.chapters.tangent_slider.secant_view import SecantView
from scenes.chapters.tangent_slider.slope_step import SlopeStep
from scenes.chapters.tangent_slider.tangent_set import ROWS, TangentSet, X, formula
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.curve_view import EDGE_TO_EDGE, TANGENT_LENGTH
from scenes.stage.plots.landmarks import Landmarks
from scenes.stage.plots.window import Window, between
from scenes.stage.titles import heading
from scenes.stage.words import words

CLOSE, NEAR, FAINT = 0.0004, 0.7, 0.4
"""Shares of the room at which a second point counts as having reached the first (the digits agree by then)
and at which it starts; opacity of what is left behind."""


class TangentSlider(Chapter):
    """The derivative as the slope of the tangent."""

    title = "What a derivative is"

    def construct(self) -> None:
        """Curve, point, tangent, three signs, a rule, where the slope comes from, a step, why it matters."""
        self.lay_out()
        self.open_with(self.heading)
        self.draw_curve()
        self.pick_input()
        self.lay_tangent()
        self.measure_slope()
        self.fall()
        self.level()
        self.rise()
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
        self.view, self.x, self.slope_row = stage.view, stage.x, stage.slope_row
        places = [float(place) for visits in stage.visits.values() for place in visits]
        self.across = SlopeStep(self.view, [stage.start, *places])
        self.table = stage.slope_table()

    def draw_curve(self) -> None:
        """A curve."""
        with self.beat("curve", words("A function draws a curve: for every input, one output.")):
            self.play(Create(self.view.panel), run_time=0.8)
            self.play(Create(self.view.curve), run_time=1.4)
            if len(self.view.landmarks):
                self.play(FadeIn(self.view.landmarks), run_time=0.5)

    def pick_input(self) -> None:
        """A slider, a handle, and the point that the handle drags."""
        with self.beat("point", words("The slider picks an input {x}; above it is the output.", x=X)):
            self.play(FadeIn(self.stage.slider, self.stage.x_row), run_time=0.7)
            appears = GrowFromCenter(self.view.point), FadeIn(self.stage.f_row)
            self.play(Create(self.view.drop), *appears, run_time=0.8)

    def lay_tangent(self) -> None:
        """The line that just touches the curve."""
        with self.beat("tangent", words("One straight line just touches the curve here.")):
            self.play(self.view.grow_tangent(), run_time=1.2)

    def measure_slope(self) -> None:
        """Its slope is the derivative: how far it climbs on a step of one across."""
        step = self.across.across
        said = words("Go {step} across: the line climbs by its slope, the derivative.", step=step)
        if step.value != 1:
            said = words("The line climbs by its slope times the way across: the derivative.")
        with self.beat("slope", said):
            self.play(Create(self.across.run), FadeIn(self.across.label), run_time=0.7)
            self.play(Create(self.across.rise), FadeIn(self.slope_row, shift=LEFT * 0.2), run_time=0.8)
            self.add(self.across, self.view.point)

    def fall(self) -> None:
        """Where the curve falls the slope is negative."""
        self._visit("falling", -1, "Where the curve runs downhill, the slope is negative.")

    def level(self) -> None:
        """At a bottom, on a top, or where the curve pauses, the slope is zero."""
        if self.stage.flat is None:
            return
        place = {"minimum": "At the bottom of the bowl", "maximum": "On top of the hill"}
        where = place.get(self.stage.flat.kind, "Where the curve pauses")
        with self.beat("flat", words(f"{where}, the line lies flat: the slope is zero.")):
            self._show_direction()
            self._go(self.stage.flat.x, 1.2)
            self.play(Flash(self.view.point, color=self.theme.gradient, line_length=0.25), run_time=0.6)

    def rise(self) -> None:
        """Where the curve rises the slope is positive."""
        self._visit("rising", 1, "Where it climbs, the slope is positive: the steeper, the larger.")

    def turn_corner(self) -> None:
        """In a kink two lines touch the curve, one from either side, and there is no slope."""
        stage, kink = self.stage, self.stage.kink
        if kink is None:
            return
        stage.direction.rest()
        hidden = [m for m in (self.across, self.across.label, stage.direction) if m in self.mobjects]
        corner = CornerView(self.view, kink, stage.room).at(stage.place(ROWS["slope"]))
        with self.beat("corner", words("In a corner two lines touch, one from each side: no slope here.")):
            leaving = (FadeOut(mobject) for mobject in (*hidden, self.slope_row, self.view.tangent))
            self.play(*leaving, run_time=0.5)
            self.play(self.x.animate.set_value(float(kink.x)), run_time=1.0)
            self.play(*(Create(line) for line in corner.lines), run_time=0.9)
            self.play(FadeIn(corner.rows, shift=LEFT * 0.2), run_time=0.7)
        self.play(FadeOut(corner), run_time=0.4)
        self.play(self.x.animate.set_value(stage.start), run_time=0.7)
        back = self.view.tangent, self.across, self.slope_row.now(), stage.direction.rest()
        self.play(FadeIn(*back), run_time=0.4)

    def find_rule(self) -> None:
        """The noted slopes follow a formula."""
        self.rule = self.stage.rule()
        with self.beat("rule", words("The noted slopes follow a rule: the derivative is a function again.")):
            self.play(FadeIn(self.rule, shift=UP * 0.2), run_time=0.9)

    def take_second_point(self) -> None:
        """A line through two points, whose slope is rise over run."""
        stage, room = self.stage, self.stage.room_for_secant()
        noted = [self.rule, stage.direction.rest(), *([self.table] if self.table else [])]
        self.play(*(FadeOut(mobject) for mobject in (*noted, self.across)), run_time=0.4)
        self.play(self.x.animate.set_value(stage.start), run_time=0.7)
        self.distance = h = ValueTracker(NEAR * room)
        self.secant = secant = SecantView(self.view, h)
        self.question = stage.question()
        self.secant_row = secant.readout(size=0.62).at(stage.place(ROWS["secant"]))
        with self.beat("secant", words("Where does it come from? Take a second point: rise over run.")):
            self.play(
                self.view.tangent.animate.set_stroke(opacity=FAINT),
                FadeOut(self.slope_row.digits),
                FadeIn(self.question),
                run_time=0.6,
            )
            self.play(GrowFromCenter(secant.other), Create(secant.line), run_time=0.8)
            self.play(Create(secant.run), FadeIn(secant.run_label), run_time=0.6)
            self.play(Create(secant.rise), FadeIn(secant.rise_label), run_time=0.6)
            self.play(FadeIn(self.secant_row), run_time=0.5)
        self.add(secant)

    def close_secant(self) -> None:
        """The second point slides into the first."""
        with self.beat(
            "limit", words("Slide it into the first, and that slope closes in on the derivative.")
        ):
            self.play(self.distance.animate.set_value(self.stage.room_for_secant() * CLOSE), run_time=2.4)
            self.play(
                self.view.tangent.animate.set_stroke(opacity=1),
                FadeOut(self.question),
                FadeIn(self.slope_row.now().digits),
                Indicate(self.secant_row, color=self.theme.gradient, scale_factor=1.0),
                run_time=0.8,
            )
        self.remove(self.slope_row.label, self.slope_row.digits)
        self.add(self.slope_row)
        self.play(FadeOut(self.secant, self.secant_row), run_time=0.4)

    def take_step(self) -> None:
        """A step, what the slope predicts for it, and the true change."""
        stage = self.stage
        up = UP * (stage.f_row.label.baseline - self.slope_row.label.baseline)
        self.play(FadeOut(stage.slider, stage.f_row), run_time=0.4)
        self._zoom(stage.close_window(), EDGE_TO_EDGE, changing(self.slope_row).shift(up))
        self.gaps, self.ratios = stage.gap_table()
        self.steps = NudgeView(self.view, stage.step)
        self.rows = stage.step_rows(self.steps)
        with self.beat("step", words("A small step {dx}: slope times step predicts the change.", dx=STEP)):
            self.play(Create(self.steps.step), FadeIn(self.steps.step_label, self.rows[0]), run_time=0.9)
            self.play(Create(self.steps.predicted), FadeIn(self.rows[1]), run_time=0.9)
        bends = "The curve bends away, so the true change differs by a small gap."
        straight = "Here the curve is straight: the slope predicts the change exactly."
        with self.beat("gap", words(bends if self.steps.gap_left() else straight)):
            self.play(Create(self.steps.bracket), FadeIn(self.rows[2]), run_time=0.8)
            self.play(Create(self.steps.gap), FadeIn(self.rows[3]), run_time=0.8)
            self.play(FadeIn(self.gaps.heads, self.gaps.rule, *self.gaps.notes[0]), run_time=0.6)

    def shrink_step(self) -> None:
        """The gap shrinks faster than the step; the first one stays to be compared."""
        self.add(self.steps)
        if not self.steps.gap_left():
            self.first = VGroup()
            self.gaps.remove(*self.gaps.notes[1])
            return
        self.first = self.steps.ghost(FAINT)
        self.add(self.first)
        with self.beat("shrink", words("Halve the step, and the gap shrinks much faster than the step.")):
            self.play(self.stage.step.animate.set_value(float(self.stage.step.get_value()) / 2), run_time=1.8)
            self.play(FadeIn(*self.gaps.notes[1]), run_time=0.5)
            self.play(FadeIn(self.ratios, shift=LEFT * 0.2), run_time=0.6)

    def say_why(self) -> None:
        """Training looks for zero slope."""
        stage = self.stage
        leaving = self.steps, self.rows, self.first, self.gaps, self.ratios
        self.play(*(FadeOut(mobject) for mobject in leaving), run_time=0.4)
        down = stage.place(ROWS["slope"])[1] - self.slope_row.label.baseline
        self._zoom(stage.whole, TANGENT_LENGTH, changing(self.slope_row).shift(UP * down))
        self.play(FadeIn(stage.slider, stage.f_row.now(), stage.direction.rest()), run_time=0.4)
        stage.direction.follow()
        with self.beat("why", words("Training follows the loss downhill, to where its slope is zero.")):
            self._go(stage.lowest, 1.8)

    def _zoom(self, goal: Window, tangent_length: float, *beside: Animation) -> None:
        """Bring a part of the picture closer, or the whole back, both axes alike; renew the ticks."""
        start, panel, share = self.view.window, self.view.panel, ValueTracker(0.0)
        length = self.view.tangent_length

        def follow(_: Mobject) -> None:
            done = float(share.get_value())
            self.view.show_window(between(start, goal, done))
            self.view.tangent_length = length * (tangent_length / length) ** done

        self.play(panel.scale_marks.animate.set_opacity(0.0), *beside, run_time=0.3)
        self.view.curve.add_updater(follow)
        self.view.landmarks.add_updater(Landmarks.follow)
        self.play(share.animate.set_value(1.0), run_time=1.1)
        self.view.curve.remove_updater(follow)
        self.view.landmarks.remove_updater(Landmarks.follow)
        panel.mark_scale()
        marks = panel.scale_marks.set_opacity(0.0)
        self.play(marks.animate.set_opacity(1.0), run_time=0.3)

    def _visit(self, name: str, sign: int, sentence: str) -> None:
        """Drag the point along the longest stretch of this sign, if there is one, and note the slopes."""
        if not self.stage.visits[sign]:
            return
        with self.beat(name, words(sentence)):
            self._show_direction()
            for place in self.stage.visits[sign]:
                self._go(place, 1.0)

    def _go(self, place: Number, seconds: float) -> None:
        """Drag the point to a place; if its slope is to be noted there and is not yet, note it."""
        self.play(self.x.animate.set_value(float(place)), run_time=seconds)
        noting = self.stage.note(self.table, place) if self.table else None
        if noting is not None:
            self.play(noting, run_time=0.7)

    def _show_direction(self) -> None:
        if self.stage.direction not in self.mobjects:
            direction = self.stage.direction.rest()
            table = [self.table.heads, self.table.rule] if self.table else []
            appear = (FadeIn(mobject) for mobject in (direction, *table))
            self.play(FadeOut(self.across.label), *appear, run_time=0.5)
            direction.follow()
