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
    there_and_back,
)

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.network.training import walked_parameters
from scenes.chapters.update_step.example_slopes import ExampleSlopes
from scenes.chapters.update_step.landscape_beats import CLOSE, LandscapeBeats
from scenes.chapters.update_step.loss_slice import FLOOR, LossSlice
from scenes.chapters.update_step.notes import Notes
from scenes.chapters.update_step.sentences import fall_sentence
from scenes.chapters.update_step.step_line import StepLine
from scenes.stage.formulas.update_rule import LossFall, Update, UpdateTable
from scenes.stage.frame import Frame, safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, changing
from scenes.stage.measure import allow
from scenes.stage.plots.wide_panel import bleeding
from scenes.stage.titles import heading
from scenes.stage.words import words

SPAN, ROOM, LEAST, LARGER, BARS = 4.0, 5.0, 0.003, 1.2, 3.2

TRIED = 0.7
"""How far the ball goes to either side to see how steep it is there."""


class UpdateStep(LandscapeBeats):
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

    def write_rule(self) -> None:
        """The rule in symbols, then with the numbers put in."""
        sentence = "Go against the slope: the learning rate {eta}, times the gradient."
        with self.beat("rule", words(sentence, eta=self.plan.rate)):
            coming = *map(FadeIn, self.notes.grounds["rule"]), appear(self.rule.symbols)
            self.play(changing(self.frame).become(self.home), *coming, run_time=1.2)
            ground = map(FadeIn, self.notes.grounds["rate"])
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
            self.play(appear(rule.result), run_time=0.6)

    def take_step(self) -> None:
        """Close up: the step to scale. Nothing but the ball moves until it has landed."""
        self.step: StepLine | None = None
        if not self.moves:
            self._stay()
            return
        falls = self.batch.loss_at({self.key: self.plan.after.given[self.key]}) <= self.batch.loss.value
        onto = "down" if falls else "back"
        with self.beat("step", words(f"Come closer. The step, to scale: along, then {onto} onto the curve.")):
            self.zoom(self.view.whole, self.near, *map(FadeOut, self._before()))
            written = [*self.notes.grounds["rule"], self.rule, self.view.names[1]]
            step = self.step = bleeding(StepLine(self.view, self.start, self.end, written))
            term = self.rule.term(), step.term()
            self.play(step.run.draw(), ReplacementTransform(*term), run_time=1.1)
            self.remove(*term)
            self.add(step.label)
            ball = self.view.lift()
            self.play(ball.animate.move_to(step.corner), run_time=1.0)
            self.play(ball.animate.move_to(step.place), *step.drop(), run_time=0.7)
            self.play(self.view.tangent.animate.set_stroke(opacity=0.0), run_time=0.2)
            self.view.land(self.end)
            self.play(self.view.tangent.animate.set_stroke(opacity=1.0), run_time=0.3)

    def _stay(self) -> None:
        """Say that a step is too short to be drawn, or none at all; point out what the rule gives."""
        short = "The slope is {slope}, so the step, to scale, is too short to be seen."
        none = "The slope is {slope}: here {w} takes no step at all."
        sentence = words(short if self.slope.value else none, slope=self.slope, w=self.view.symbols[0])
        with self.beat("step", sentence):
            self.play(Indicate(self.readout, scale_factor=1.0, color=self.theme.ink), run_time=1.0)
            self.play(Indicate(self.rule.symbols, scale_factor=1.0, color=self.theme.ink), run_time=1.0)
            self.view.land(self.end)

    def update_all(self) -> None:
        """All weights and biases at once, each with its own gradient; what that does to the loss."""
        neurons = [self.batch.graph.nodes[key] for key in self.keys]
        biases = [self.batch.graph.neuron(node.layer, node.place).bias for node in neurons]
        shown = [key for key in self.batch.graph.parameters if key in (*self.keys, *biases)]
        room = Region.safe().below(self.heading).inset(top=0.35, bottom=0.2)
        table, fall = UpdateTable(self.theme, self.plan, shown), self._fall()
        fall.scale(min(1.0, room.height / float(fall.height))).move_to(room.point(RIGHT), aligned_edge=RIGHT)
        wide, high = float(fall.get_left()[0]) - room.left - 0.7, room.height
        table.scale(min(LARGER, wide / float(table.width), high / float(table.height)))
        table.move_to(room.point(LEFT), aligned_edge=LEFT)
        self.table, self.fall = table, fall
        with self.beat(
            "all_four", words(f"The sweep gave every gradient, so {self.plan.all_parameters} step at once.")
        ):
            self._move_rule(table, FadeIn(fall.still), FadeIn(fall.bars[0]), FadeIn(fall.digits[0]))
            for key in shown:
                if key != self.key:
                    self.play(FadeIn(table.rows[key], shift=UP * 0.2), run_time=0.6)
            if len(table.rest):
                self.play(FadeIn(table.rest), run_time=0.4)
            self.add(table)
        was, now = self.batch.loss, self.plan.loss
        with self.beat("falls", words(fall_sentence(self.plan), a=was, b=now)):
            for animation, seconds in fall.shrink():
                self.play(animation, run_time=seconds)
            self.add(fall)
            self.wait(0.5)

    def _move_rule(self, table: UpdateTable, *beside: Animation) -> None:
        """Bring the step of the first weight into its row, in one piece; the curve leaves the frame to it."""
        row = table.rows[self.key]
        begun = self.rule.numbers.copy()
        for part in (*begun.get_family(), *row.get_family(), *self.rule.numbers.get_family()):
            allow(part, "reading time", "it becomes the first row")
        begun.scale(row.part(1).height / begun.part(1).height)
        begun.shift(row.part(1).get_center() - begun.part(1).get_center())
        view = self.view
        gone: list[Mobject] = [self.rule.result, view.panel, view.curve, view.tangent, view.ball, view.names]
        gone += [self.step] if self.step else [*self.notes.grounds["slope"], self.readout]
        gone += self.notes.grounds["rule"]
        self.play(*(FadeOut(mobject) for mobject in gone), run_time=0.6)
        self.play(ReplacementTransform(self.rule.numbers, begun), *beside, run_time=0.9)
        result = FadeIn(row.part(len(row.pieces) - 1)), FadeIn(table.landing(self.key))
        self.play(*result, run_time=0.4)
        self.remove(begun, self.rule)
        self.add(row)

    def _before(self) -> list[Mobject]:
        """Return what is read before the step, and gone while it is taken."""
        grounds = self.notes.grounds
        rate = [] if self.rate_stays else [*grounds["rate"], self.rate]
        return [*grounds["slope"], self.readout, *rate]

    def _fall(self) -> LossFall:
        return LossFall(self.theme, self.batch.loss, self.plan.loss, BARS)
