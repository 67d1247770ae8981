"""The update step: against the gradient by a little, for every parameter, again and again."""

from __future__ import annotations

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    linear,
)

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.network.training import walked_parameters
from scenes.chapters.update_step.bowl_beats import BowlBeats
from scenes.chapters.update_step.example_slopes import ExampleSlopes
from scenes.chapters.update_step.inset import Inset
from scenes.chapters.update_step.loss_view import view_with_labels
from scenes.chapters.update_step.sentences import descent_sentence, fall_sentence, rest_sentence
from scenes.chapters.update_step.step_line import StepLine
from scenes.chapters.update_step.training_plot import SideBySide
from scenes.stage.formulas.update_rule import LossFall, Update, UpdateRule, UpdateTable, rate_note
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import appear
from scenes.stage.plots.window import between
from scenes.stage.titles import heading
from scenes.stage.words import words

PANEL, SPAN, ROOM, LEAST = (7.0, 4.2), 4.0, 6.4, 0.003
LEFT_ROOM, INSET, MANY, SLOWLY, CLOSER = 7.8, 2.3, 60, 3, 0.5


class UpdateStep(BowlBeats):
    """One step against the slope, all at once, sixty in a row, and one that is too large."""

    title = "The update step"

    def construct(self) -> None:
        """The slope, the rule, the step; all parameters; many steps; the map; a step too large."""
        self.lay_out()
        self.open_with(self.heading)
        self.compare_examples()
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
        self.batch = Batch(Network.all_examples(given))
        self.plan = Update(self.batch, given.learning_rate)
        self.keys = walked_parameters(self.batch.networks)
        self.key, self.slope = self.keys[0], self.batch.gradient[self.keys[0]]
        self.heading = heading(self.theme, self.title)
        self.top = float(self.heading.get_bottom()[1])
        self.middle = (self.top + safe_bottom()) / 2
        weights = self.batch.given[self.key], self.plan.after.given[self.key]
        self.weight, step = ValueTracker(float(weights[0])), (float(weights[0]), float(weights[1]))
        closer = (step, ROOM) if abs(step[1] - step[0]) >= LEAST else None
        view, edge = view_with_labels(
            self.theme, self.batch, self.key, self.weight, SPAN, PANEL, LEFT_ROOM, closer
        )
        self.view = view.move_to((edge - safe_width() / 2, self.middle, 0.0), aligned_edge=LEFT)
        self.inset = Inset(self.view, INSET)
        self.column = LEFT_ROOM - safe_width() / 2 + 0.4
        room = safe_width() / 2 - self.column
        self.readouts = self.view.readouts(room, weights)
        self.readouts.move_to((self.column, self.view.get_top()[1], 0.0), aligned_edge=UP + LEFT)
        self.readouts.update()
        self.rule = UpdateRule(self.theme, self.plan, self.key)
        self.rule.move_to((self.column, self.readouts.get_bottom()[1] - 0.5, 0.0), aligned_edge=UP + LEFT)
        self.rate = rate_note(self.theme, self.plan)
        for line in (self.rule, self.rate):
            line.scale(min(1.0, room / line.width), about_edge=UP + LEFT)
        self.rate.next_to(self.rule, DOWN, buff=0.4, aligned_edge=LEFT)
        written = VGroup(self.rule, self.rate)
        high = float(written.get_top()[1]) - safe_bottom()
        written.scale(min(1.0, high / written.height), about_edge=UP + LEFT)

    def compare_examples(self) -> None:
        """Of several examples each has a curve and a slope of its own; what counts is the mean."""
        if not self.batch.several:
            return
        high = float(self.view.get_top()[1]) - safe_bottom()
        self.slopes = ExampleSlopes(self.theme, self.batch, self.key, (safe_width() / 2 - self.column, high))
        self.slopes.shift((self.column, self.view.get_top()[1], 0.0))
        curves = self.view.examples()
        each = "Every example has a loss of its own, a curve over {w}, with its own slope."
        with self.beat("examples", words(each, w=self.view.symbols[0])):
            self.play(FadeIn(self.view.panel, self.view.names[0]), run_time=0.7)
            drawn = LaggedStart(*(Create(curve) for curve in curves), lag_ratio=0.4)
            self.play(drawn, FadeIn(self.slopes.title, self.slopes.zero), run_time=1.4)
            self.play(self.slopes.enter(), run_time=1.6)
            self.play(FadeIn(self.slopes.rest), run_time=0.3)
        with self.beat("mean", words("What is lowered is their mean: it has the mean of the slopes.")):
            self.play(FadeIn(self.view.names[1]), Create(self.view.curve), run_time=1.0)
            self.play(FadeIn(self.slopes.mean), run_time=0.7)
            self.add(self.slopes)
            self.wait(0.5)
        self.play(FadeOut(self.slopes, curves), run_time=0.6)

    def see_slope(self) -> None:
        """The loss over one weight, a ball on it, the tangent."""
        sentence = words(
            "Hold all but {w} still: the loss is a curve, its slope the gradient.", w=self.view.symbols[0]
        )
        with self.beat("slope", sentence):
            if not self.batch.several:
                self.play(FadeIn(self.view.panel, self.view.names), run_time=0.7)
                self.play(Create(self.view.curve), run_time=1)
            self.play(FadeIn(self.view.ball, scale=0.5), FadeIn(*self.readouts[:2]), run_time=0.6)
            self.play(FadeIn(self.view.tangent), FadeIn(self.readouts[2]), run_time=0.6)
            self.add(self.view)

    def write_rule(self) -> None:
        """The rule in symbols, then with the numbers put in."""
        sentence = words(
            "Go against the slope: the learning rate {eta}, times the gradient.",
            eta=self.plan.rate,
        )
        with self.beat("rule", sentence):
            self.play(appear(self.rule.symbols), run_time=0.9)
            self.play(FadeIn(self.rate, shift=UP * 0.15), run_time=0.6)
            self.play(FadeIn(self.rule.numbers), run_time=0.8)
            self.play(appear(self.rule.result), run_time=0.6)

    def take_step(self) -> None:
        """Close up: the step to scale. Nothing but the ball moves until it has landed."""
        start, end = float(self.batch.given[self.key]), float(self.plan.after.given[self.key])
        self.step: StepLine | None = None
        if abs(end - start) < LEAST:
            self._stay(end)
            return
        self._zoom(start, end)
        step = self.step = StepLine(self.view, start, end)
        falls = self.batch.loss_at({self.key: self.plan.after.given[self.key]}) <= self.batch.loss.value
        onto = "down" if falls else "back"
        with self.beat("step", words(f"The step, to scale: along the arrow, then {onto} onto the curve.")):
            self.play(step.run.draw(), FadeIn(step.label), run_time=0.9)
            ball = self.view.lift()
            self.play(ball.animate.move_to(step.corner), run_time=1.1)
            self.play(ball.animate.move_to(step.place), *step.drop(), run_time=0.8)
            self.play(self.view.tangent.animate.set_stroke(opacity=0.0), run_time=0.2)
            self.view.land(end)
            self.play(self.view.tangent.animate.set_stroke(opacity=1.0), run_time=0.3)

    def _stay(self, end: float) -> None:
        """Say that a step is too short to be drawn, or none at all; point out what the rule gives."""
        short = "The slope is {slope}, so the step, to scale, is too short to be seen."
        none = "The slope is {slope}: here {w} takes no step at all."
        sentence = words(short if self.slope.value else none, slope=self.slope, w=self.view.symbols[0])
        with self.beat("step", sentence):
            self.play(Indicate(self.rule.numbers, scale_factor=1.0, color=self.theme.ink), run_time=1.0)
            self.play(Indicate(self.rule.result, scale_factor=1.0, color=self.theme.ink), run_time=1.0)
            self.view.land(end)

    def _zoom(self, start: float, end: float) -> None:
        """Bring the neighbourhood of the step close, both axes alike; a small picture keeps the whole."""
        before, share, panel = self.view.window, ValueTracker(0.0), self.view.panel
        goal = self.view.window_around(start, end, ROOM)
        side = LEFT if float(self.view.slope()) <= 0 else RIGHT
        self.inset.move_to(
            panel.axes[0].get_edge_center(side) + 0.2 * UP - 0.3 * side, aligned_edge=DOWN + side
        )
        closer = goal[0][1] - goal[0][0] < CLOSER * (before[0][1] - before[0][0])
        shown = [FadeIn(self.inset)] if closer else []
        self.play(*shown, panel.scale_marks.animate.set_opacity(0.0), run_time=0.4)
        follow = lambda _: self.view.show_window(between(before, goal, float(share.get_value())))  # noqa: E731
        self.view.curve.add_updater(follow)
        self.play(share.animate.set_value(1.0), run_time=1.2)
        self.view.curve.remove_updater(follow)
        panel.mark_scale()
        marks = panel.scale_marks.set_opacity(0.0)
        self.play(marks.animate.set_opacity(1.0), run_time=0.3)

    def update_all(self) -> None:
        """All weights and biases at once, each with its own gradient; what that does to the loss."""
        neurons = [self.batch.graph.nodes[key] for key in self.keys]
        biases = [self.batch.graph.neuron(node.layer, node.place).bias for node in neurons]
        shown = [key for key in self.batch.graph.parameters if key in (*self.keys, *biases)]
        table, fall = UpdateTable(self.theme, self.plan, shown), self._fall()
        table.move_to((-safe_width() / 2, self.middle, 0.0), aligned_edge=LEFT)
        table.scale(min(1.0, (fall.get_left()[0] - table.get_left()[0] - 0.4) / table.width), about_edge=LEFT)
        with self.beat(
            "all_four", words(f"The sweep gave every gradient, so {self.plan.all_parameters} step at once.")
        ):
            self._move_rule(table)
            for key in shown:
                if key != self.key:
                    self.play(FadeIn(table.rows[key], shift=UP * 0.2), run_time=0.6)
            if len(table.rest):
                self.play(FadeIn(table.rest), run_time=0.4)
            self.add(table)
        was, now = self.batch.loss, self.plan.loss
        with self.beat("falls", words(fall_sentence(self.plan), a=was, b=now)):
            self.play(FadeIn(fall.still, fall.bars[0], fall.digits[0]), run_time=0.8)
            for animation, seconds in fall.shrink():
                self.play(animation, run_time=seconds)
            self.add(fall)
            self.wait(0.5)
        self.play(FadeOut(table, fall), run_time=0.6)

    def _move_rule(self, table: UpdateTable) -> None:
        """Bring the step of the first weight into its row, in one piece, while the picture goes."""
        row = table.rows[self.key]
        begun = self.rule.numbers.copy()
        begun.scale(row.part(1).height / begun.part(1).height)
        begun.shift(row.part(1).get_center() - begun.part(1).get_center())
        inset = [self.inset] if self.inset in self.mobjects else []
        step = [self.step] if self.step else []
        gone = FadeOut(self.view, *inset, *step, self.readouts, self.rule.symbols, self.rate, run_time=0.6)
        rest = FadeOut(self.rule.result, run_time=0.4)
        moved = ReplacementTransform(self.rule.numbers, begun, run_time=1.0)
        result = FadeIn(row.part(len(row.pieces) - 1), table.landing(self.key), run_time=0.4)
        self.play(gone, rest, LaggedStart(moved, result, lag_ratio=1.0))
        self.remove(begun, self.rule)
        self.add(row)

    def train(self) -> None:
        """The losses of a run and its path over the two weights, side by side, step by step."""
        self.run: SideBySide | None = None
        if not any(self.batch.gradient[key].value for key in self.keys):
            return
        self.run = SideBySide(self.theme, self.batch, self.keys, self.plan.rate.value, MANY, safe_width())
        self.run.move_to(UP * self.middle)
        sentence = f"Now over and over, from the start. {rest_sentence(self.batch, self.keys)}"
        with self.beat("many", words(sentence)):
            self.play(FadeIn(self.run), run_time=0.8)
            for step in range(1, min(SLOWLY, self.run.last) + 1):
                self.play(self.run.step.animate.set_value(step), run_time=0.5)
                self.wait(0.4)

    def draw_map(self) -> None:
        """The rest of the run, fast."""
        if self.run is None:
            return
        if self.run.last > SLOWLY or self.run.ran_away:
            first, last = self.run.ends
            with self.beat("map", words(descent_sentence(self.run), first=first, last=last)):
                rest = 3.2 if self.run.last > SLOWLY else 0.5
                self.play(self.run.step.animate.set_value(self.run.last), run_time=rest, rate_func=linear)
        self.play(FadeOut(self.run), run_time=0.5)

    def _fall(self) -> LossFall:
        fall = LossFall(self.theme, self.batch.loss, self.plan.loss, 3.2)
        return fall.move_to((safe_width() / 2, self.middle, 0.0), aligned_edge=RIGHT)
