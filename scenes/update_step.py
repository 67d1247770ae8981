"""The update step: against the gradient by a little, for every parameter, again and again."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    linear,
)

from backprop_core.curve import Curve
from backprop_core.descent import overshoot
from backprop_core.network import TwoWeightNetwork
from backprop_core.number import Number
from backprop_core.training import training_run
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.update_rule import LossFall, Update, UpdateRule, UpdateTable
from scenes.stage.lettering.fitting import narrowed
from scenes.stage.lettering.flights import appear
from scenes.stage.lettering.readout import Readout
from scenes.stage.plots.curve_view import between
from scenes.stage.plots.leaps import Overshooting
from scenes.stage.plots.loss_view import LossView, StepLine
from scenes.stage.plots.training_plot import DescentMap, TrainingCurve
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import words

PANEL, SPAN, ROOM, LEAST = (7.0, 4.2), 4.0, 6.4, 0.003
LEFT_ROOM, MANY, LEAPS = 7.8, 60, 3


class UpdateStep(Chapter):
    """One step against the slope, four at once, sixty in a row, and one that is too large."""

    title = "The update step"

    def construct(self) -> None:
        """The slope, the rule, the step; all parameters; many steps; the map; a step too large."""
        self.lay_out()
        self.open_with(self.heading)
        self.see_slope()
        self.write_rule()
        self.take_step()
        self.update_all()
        self.train()
        self.draw_map()
        self.go_too_far()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.plan = Update(self.net, given.learning_rate)
        self.heading = heading(self.theme, self.title, "downhill, by a little, again and again", beside=True)
        self.top = float(self.heading.get_bottom()[1])
        self.middle = (self.top + safe_bottom()) / 2
        self.w1 = ValueTracker(float(self.net.w1))
        self.view = self._lay_view()
        self.column = LEFT_ROOM - safe_width() / 2 + 0.4
        self._lay_readouts()
        self.rule = UpdateRule(self.theme, self.plan, "w1")
        self.rule.move_to((self.column, self.readouts.get_bottom()[1] - 0.5, 0.0), aligned_edge=UP + LEFT)
        self.rule.scale(min(1.0, (safe_width() / 2 - self.column) / self.rule.width), about_edge=UP + LEFT)

    def see_slope(self) -> None:
        """The loss over one weight, a ball on it, the tangent."""
        sentence = words(
            "Hold all but {w} still: the loss is a curve, and the gradient is its slope.",
            w=self.net.quantity["w1"].symbol,
        )
        with self.beat("slope", sentence):
            self.play(FadeIn(self.view.panel, self.view.names), run_time=0.7)
            self.play(Create(self.view.curve), run_time=1)
            self.play(FadeIn(self.view.ball, scale=0.5), FadeIn(*self.readouts[:2]), run_time=0.6)
            self.play(FadeIn(self.view.tangent), FadeIn(self.readouts[2]), run_time=0.6)
            self.add(self.view)

    def write_rule(self) -> None:
        """The rule in symbols, then with the numbers put in."""
        sentence = words(
            "Go against the slope. How far? The learning rate {eta} times the gradient.",
            eta=self.plan.rate,
        )
        with self.beat("rule", sentence):
            self.play(appear(self.rule.symbols), run_time=0.9)
            self.play(FadeIn(self.rule.numbers), run_time=0.9)
            self.play(appear(self.rule.result), run_time=0.7)

    def take_step(self) -> None:
        """Close up: the step to scale, and the ball that rolls to its end."""
        start, end = float(self.net.w1), float(self.plan.stepped.w1)
        visible = abs(end - start) >= LEAST
        if visible:
            self._zoom(start, end)
        step = StepLine(self.view, start, end)
        sentence = "To scale: one step along the axis, and the ball rolls down with it."
        lost = "The slope is next to nothing here, so the step, to scale, is too short to be seen."
        with self.beat("step", words(sentence if visible else lost)):
            self.play(Create(step.run), FadeIn(step.label), run_time=1)
            self.play(self.w1.animate.set_value(end), run_time=1.6)
            self.play(Create(step.fall), run_time=0.5)
        self.play(FadeOut(self.view, step, self.readouts), run_time=0.6)

    def _zoom(self, start: float, end: float) -> None:
        """Bring the neighbourhood of the step close, both axes alike, and renew the ticks."""
        before, share, panel = self.view.window, ValueTracker(0.0), self.view.panel
        goal = self.view.window_around(start, end, ROOM)
        self.play(panel.scale_marks.animate.set_opacity(0.0), run_time=0.4)
        follow = lambda _: self.view.show_window(between(before, goal, float(share.get_value())))  # noqa: E731
        self.view.curve.add_updater(follow)
        self.play(share.animate.set_value(1.0), run_time=1.8)
        self.view.curve.remove_updater(follow)
        panel.mark_scale()
        marks = panel.scale_marks.set_opacity(0.0)
        self.play(marks.animate.set_opacity(1.0), run_time=0.4)

    def update_all(self) -> None:
        """Both weights and both biases at once, each with its own gradient; what that does to the loss."""
        table, fall = UpdateTable(self.theme, self.plan), self._fall()
        table.move_to((-safe_width() / 2, self.middle, 0.0), aligned_edge=LEFT)
        table.scale(min(1.0, (fall.get_left()[0] - table.get_left()[0] - 0.4) / table.width), about_edge=LEFT)
        with self.beat("all_four", words("The sweep gave every gradient, so all four step at once.")):
            self._move_rule(table)
            for key in ("b1", "w2", "b2"):
                self.play(FadeIn(table.rows[key], shift=UP * 0.2), run_time=0.6)
            self.add(table)
        was, now = self.net.quantity["L"], self.plan.loss
        seen = "One step of all four: the loss was {a}, now it is {b}."
        unseen = "One step of all four: the loss was {a}, and falls by too little to show."
        with self.beat("falls", words(unseen if was.text == now.text else seen, a=was, b=now)):
            self.play(FadeIn(fall.still, fall.bars[0], fall.digits[0]), run_time=0.8)
            for animation, seconds in zip(fall.shrink(), (0.7, 0.8, 0.4), strict=True):
                self.play(animation, run_time=seconds)
            self.add(fall)
        self.play(FadeOut(table, fall), run_time=0.6)

    def _move_rule(self, table: UpdateTable) -> None:
        """Bring the step of the first weight into its row: the numbers put in and the new value."""
        row = table.rows["w1"]
        begun = self.rule.numbers.copy()
        begun.scale(row.part(1).height / begun.part(1).height)
        begun.shift(row.part(1).get_center() - begun.part(1).get_center())
        self.play(FadeOut(self.rule.symbols, VGroup(*self.rule.result[:3])), run_time=0.4)
        moved = ReplacementTransform(self.rule.numbers, begun)
        landed = ReplacementTransform(self.rule.result.part(3), table.landing("w1"))
        self.play(LaggedStart(moved, landed, lag_ratio=0.25), run_time=1.2)
        self.remove(begun, self.rule)
        self.add(row)

    def train(self) -> None:
        """The loss of a run, in the middle of the stage for now."""
        rate = self.plan.rate.value
        self.k, self.k2 = ValueTracker(0), ValueTracker(0)
        self.chart = DescentMap(
            self.theme, training_run(self.net, rate, MANY, ("w1", "w2")), self.k2, 4.1
        ).move_to((safe_width() / 2, self.middle, 0.0), aligned_edge=RIGHT)
        run, room = training_run(self.net, rate, MANY), safe_width() - self.chart.width - 0.5
        self.training = narrowed(
            lambda width: TrainingCurve(self.theme, run, self.k, (width, 3.9)), 4.9, room
        ).move_to(UP * self.middle)
        falls = all(before.loss >= after.loss for before, after in pairwise(run))
        steady = "Forward, backward, step, and again. With each round the loss falls."
        restless = "Forward, backward, step, and again. Not every step lowers the loss here."
        with self.beat("many", words(steady if falls else restless)):
            self.play(FadeIn(self.training), run_time=0.7)
            self.play(self.k.animate.set_value(MANY), run_time=4, rate_func=linear)

    def draw_map(self) -> None:
        """The path of the two weights over the loss, biases held still."""
        sentence = words("With the biases held still, it is a walk on a map: straight down the slope.")
        with self.beat("map", sentence):
            aside = LEFT * (self.training.get_left()[0] + safe_width() / 2)
            self.play(self.training.animate.shift(aside), run_time=0.8)
            self.play(FadeIn(self.chart), run_time=0.8)
            self.play(self.k2.animate.set_value(MANY), run_time=4, rate_func=linear)
        self.play(FadeOut(self.chart, self.training), run_time=0.6)

    def go_too_far(self) -> None:
        """On the curve of the tangent's chapter: a rate at which a step climbs."""
        given = self.settings.lecture.tangent
        curve = Curve.from_text(given.expression)
        found = overshoot(curve, given.start, given.low, given.high, LEAPS)
        if found is None:
            return
        ends = float(given.low), float(given.high)
        jumps = Overshooting(self.theme, curve, found, ends, PANEL)
        jumps.move_to(UP * self.middle).align_to(self.heading, LEFT)
        sentence = words("In a bowl, a rate that is too large leaps over the bottom, and lands higher.")
        with self.beat("too_large", sentence):
            self.play(FadeIn(jumps.view, jumps.column), run_time=0.9)
            self.play(*jumps.leap(0), run_time=1.3)
        lost = "Each leap ends where it is steeper, so the next one is longer. Training never arrives."
        found_out = "It leaps about, and does not settle. A smaller rate would have come down."
        if len(jumps.leaps) < 2:
            return
        with self.beat("climbs", words(lost if jumps.climbs else found_out)):
            for index in range(1, len(jumps.leaps)):
                self.play(*jumps.leap(index), run_time=1.3)

    def _lay_view(self) -> LossView:
        """Return the view of the loss, far enough to the right for the labels of the closer look, too."""

        def made(width: float) -> LossView:
            return LossView(self.theme, self.net, self.w1, (middle - SPAN, middle + SPAN), (width, PANEL[1]))

        middle, end = float(self.net.w1), float(self.plan.stepped.w1)
        wide, close = made(PANEL[0]), made(PANEL[0])
        if abs(end - middle) >= LEAST:
            close.show_window(close.window_around(middle, end, ROOM))
            close.panel.mark_scale()
        extra = max(0.0, float(close.panel.y_labels.width - wide.panel.y_labels.width))
        view = narrowed(made, PANEL[0], LEFT_ROOM - extra)
        view.update()
        return view.move_to((extra - safe_width() / 2, self.middle, 0.0), aligned_edge=LEFT)

    def _lay_readouts(self) -> None:
        w1, loss = (self.net.quantity[key].symbol for key in ("w1", "L"))

        def at() -> dict[str, Number]:
            return {w1.plain: self.view.value()}

        self.readouts = VGroup(
            Readout(w1, self.view.value, self.theme.weight, places=4, at=at),
            Readout(loss, self.view.loss, self.theme.loss, places=4, at=at),
            Readout(self.net.gradient["w1"].symbol, self.view.slope, self.theme.gradient, places=4, at=at),
        )
        self.readouts.arrange(DOWN, buff=0.35, aligned_edge=LEFT)
        self.readouts.move_to((self.column, self.view.get_top()[1], 0.0), aligned_edge=UP + LEFT)
        self.readouts.update()

    def _fall(self) -> LossFall:
        fall = LossFall(self.theme, self.net.quantity["L"], self.plan.loss, 3.2)
        return fall.move_to((safe_width() / 2, self.middle, 0.0), aligned_edge=RIGHT)
