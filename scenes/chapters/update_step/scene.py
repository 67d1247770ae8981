"""The update step: against the gradient by a little, for every parameter, again and again."""

from __future__ import annotations

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    there_and_back,
)

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.network.training import walked_parameters
from scenes.chapters.update_step.example_slopes import ExampleSlopes
from scenes.chapters.update_step.landscape_beats import CLOSE
from scenes.chapters.update_step.loss_slice import FLOOR, LossSlice
from scenes.chapters.update_step.notes import Notes
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.chapters.update_step.step_line import StepLine
from scenes.chapters.update_step.together_beats import TogetherBeats
from scenes.chapters.update_step.window_inset import WindowInset
from scenes.stage.formulas.update_rule import Update
from scenes.stage.frame import Frame, safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, changing
from scenes.stage.lettering.readout import Readout
from scenes.stage.plots.wide_panel import bleeding
from scenes.stage.titles import heading
from scenes.stage.words import words

SPAN, ROOM, LEAST = 4.0, 5.0, 0.003

TRIED, _TOWARD = 0.7, 1.3
"""How far the ball goes to either side to see how steep it is there; length of the arrow that
says which way."""


class UpdateStep(TogetherBeats):
    """One step against the slope, all at once, sixty in a row, and one that is too large."""

    title = "The update step"

    def construct(self) -> None:
        """The slope, the rule, the step; all parameters; many steps on the landscape; a step too large."""
        self.lay_out()
        self.open_with(self.heading, self.view.panel, *self.begun)
        self.compare_examples()
        self.see_slope()
        self.write_rule()
        self.take_step()
        self.put_numbers_in()
        self.update_all()
        self.raise_landscape()
        self.train()
        self.turn_dial()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.batch = Batch(Network.all_examples(given))
        self.plan = Update(self.batch, given.learning_rate)
        self.keys = walked_parameters(self.batch.networks)
        self.key, self.slope = self.keys[0], self.batch.gradient[self.keys[0]]
        self.heading = heading(self.theme, self.title)
        top = float(self.heading.get_bottom()[1]) - 0.15
        ends = self.batch.given[self.key], self.plan.after.given[self.key]
        self.start, self.end = float(ends[0]), float(ends[1])
        self.weight = ValueTracker(self.start)
        self.view = view = LossSlice(self.theme, self.batch, self.key, self.weight, SPAN, top)
        self.begun = [] if self.batch.several else [view.curve]
        self.moves = abs(self.end - self.start) >= LEAST
        windows = view.windows_around(self.start, self.end, ROOM) if self.moves else [view.whole]
        step = self.start, self.end
        self.notes = Notes.with_room(self.theme, view, self.plan, step, windows)
        self.near, self.rule, self.rate = self.notes.window, self.notes.rule, self.notes.rate
        self.rate_stays = not self.moves or self.notes.rate_in_rule
        self.readout = view.readouts(0.5 * safe_width(), ends)[2]
        self.home = self.frame.copy()
        close = self.nearby = None if self.batch.several else self._close()
        room = view.room
        if close is not None:
            self.frame.scale(CLOSE).move_to(close)
            safe, x, y = Region.safe(), float(close[0]), float(close[1])
            room = Region(x + CLOSE * safe.left, x + CLOSE * safe.right, FLOOR + 0.2, y + CLOSE * (top - 0.1))
        self.notes.lay_slope(self.readout, room, view.ball.get_center() + UP * 0.9 + RIGHT * 0.9)
        self.readout.update()

    def compare_examples(self) -> None:
        """Of several examples each has a curve and a slope of its own; what counts is the mean."""
        if not self.batch.several:
            return
        width = Frame.current().width
        room = Region.safe()
        self.slopes = ExampleSlopes(self.theme, self.batch, self.key, (5.2, room.height - 1.0))
        self.slopes.move_to((width / 2 + 0.6, room.center[1] - 0.2, 0.0), aligned_edge=LEFT)
        curves = bleeding(self.view.examples())
        each = "Every example has a loss of its own, a curve over {w}, with its own slope."
        aside = RIGHT * (float(self.slopes.get_right()[0]) - safe_width() / 2)
        with self.beat("examples", words(each, w=self.view.symbols[0])):
            drawn = LaggedStart(*(Create(curve) for curve in curves), lag_ratio=0.4)
            self.play(drawn, FadeIn(self.view.names[0]), changing(self.frame).shift(aside), run_time=1.4)
            self.play(FadeIn(self.slopes.title), FadeIn(self.slopes.zero), run_time=0.4)
            self.play(self.slopes.enter(), run_time=1.6)
            self.play(FadeIn(self.slopes.rest), run_time=0.3)
        with self.beat("mean", words("What is lowered is their mean: it has the mean of the slopes.")):
            self.play(Create(self.view.curve), run_time=1.0)
            self.play(FadeIn(self.slopes.mean), run_time=0.7)
            self.add(self.slopes)
            self.wait(0.5)
        self.play(FadeOut(self.slopes), FadeOut(curves), changing(self.frame).become(self.home), run_time=1.0)

    def see_slope(self) -> None:
        """The loss over one weight, a ball on it, the tangent."""
        view = self.view
        sentence = "Hold all but {w} still: the loss is a curve. Which way must {w} go?"
        with self.beat("slope", words(sentence, w=view.symbols[0])):
            self.play(FadeIn(view.ball, shift=DOWN * 0.5), FadeIn(view.names), run_time=1.0)
            self.play(Create(view.tangent), run_time=0.9)
            for way in (1, -1):
                tried = changing(self.weight)(rate_func=there_and_back).set_value(self.start + way * TRIED)
                self.play(tried, run_time=0.9)
            self.play(*map(FadeIn, (*self.notes.grounds["slope"], self.readout)), run_time=0.6)
            if self.moves:
                self.way = self._way()
                self.play(self.way.draw(), run_time=0.6)

    def _way(self) -> StepArrow:
        """Return the arrow on the axis that says to which side the weight must go."""
        foot = self.view.foot(self.start)
        toward = RIGHT if self.end > self.start else LEFT
        return bleeding(StepArrow(foot, foot + _TOWARD * toward, self.theme.weight).set_z_index(3))

    def write_rule(self) -> None:
        """The rule in symbols, then with the numbers put in."""
        sentence = "Go against the slope: the learning rate {eta}, times the gradient."
        with self.beat("rule", words(sentence, eta=self.plan.rate)):
            coming = *map(FadeIn, self.notes.grounds["rule"]), appear(self.rule.symbols)
            close = self.nearby is not None
            if close:
                self.play(FadeOut(self.heading), run_time=0.3)
            self.play(changing(self.frame).become(self.home), *coming, run_time=1.2)
            ground = [*map(FadeIn, self.notes.grounds["rate"]), *([FadeIn(self.heading)] if close else [])]
            self.play(*ground, FadeIn(self.rate, shift=UP * 0.15), run_time=1.0)

    def put_numbers_in(self) -> None:
        """The same rule with its numbers in their places; the new value comes where the rate was named."""
        rule, rate = self.rule, [*self.notes.grounds["rate"], self.rate]
        with self.beat("numbers", words("In numbers, that is the new {w}.", w=self.view.symbols[0])):
            going = [rule.right_side(rule.symbols), *(rate if self.rate_stays else ())]
            self.play(*map(FadeOut, going), run_time=0.4)
            self.remove(*rule.symbols.get_family())
            self.add(rule.numbers)
            self.play(FadeIn(rule.right_side(rule.numbers)), run_time=0.7)
            self.add(rule.numbers)
            self.play(appear(rule.result), run_time=0.6)
            self.wait(0.4)

    def take_step(self) -> None:
        """Close up: the step to scale. Nothing but the ball moves until it has landed."""
        self.step: StepLine | None = None
        self.inset = VGroup()
        if not self.moves:
            self._stay()
            return
        falls = self.batch.loss_at({self.key: self.plan.after.given[self.key]}) <= self.batch.loss.value
        onto = "down" if falls else "back"
        with self.beat("step", words(f"Come closer. The step, to scale: along, then {onto} onto the curve.")):
            inset = self._inset()
            self.zoom(self.view.whole, self.near, *map(FadeOut, self._before()), *inset)
            written = [*self.notes.grounds["rule"], self.rule, self.view.names[1], *self.inset]
            step = self.step = bleeding(StepLine(self.view, self.start, self.end, written))
            self.play(step.run.draw(), run_time=0.8)
            pointed = Indicate(self.rule.symbols, scale_factor=1.0, color=self.theme.ink)
            self.play(FadeIn(step.label, shift=0.2 * UP), pointed, run_time=0.8)
            ball = self.view.lift()
            self.play(ball.animate.move_to(step.corner), run_time=1.0)
            self.play(ball.animate.move_to(step.place), *step.drop(), run_time=0.7)
            self.play(self.view.tangent.animate.set_stroke(opacity=0.0), run_time=0.2)
            self.view.land(self.end)
            self.play(self.view.tangent.animate.set_stroke(opacity=1.0), run_time=0.3)

    def _inset(self) -> list[Animation]:
        """Return the animations that leave the whole curve behind, small, where there is room for it."""
        inset = bleeding(WindowInset(self.theme, self.view))
        written = [*self.notes.grounds["rule"], self.rule, self.view.names[1]]
        if not inset.found(self.view.room, [*self.notes.near], written):
            return []
        self.inset.add(inset)
        curve = ReplacementTransform(self.view.curve.copy().clear_updaters(), inset.curve)
        return [FadeIn(inset.card), curve, Create(inset.ring)]

    def _stay(self) -> None:
        """Say that a step is too short to be drawn, or none at all; point out what the rule gives."""
        short = "The slope is {slope}, so the step, to scale, is too short to be seen."
        none = "The slope is {slope}: here {w} takes no step at all."
        assert isinstance(self.readout, Readout)
        read = self.readout.quantity
        slope = read if read.shown.stated else self.slope
        sentence = words(short if self.slope.value else none, slope=slope, w=self.view.symbols[0])
        with self.beat("step", sentence):
            self.play(Indicate(self.readout, scale_factor=1.0, color=self.theme.ink), run_time=1.0)
            self.play(Indicate(self.rule.symbols, scale_factor=1.0, color=self.theme.ink), run_time=1.0)
            self.view.land(self.end)

    def _before(self) -> list[Mobject]:
        """Return what is read before the step, and gone while it is taken."""
        grounds = self.notes.grounds
        rate = [] if self.rate_stays else [*grounds["rate"], self.rate]
        return [*grounds["slope"], self.readout, self.way, *rate]
