"""The whole walk in one picture: values forward, slopes back, a step, and round again; then folded up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    UpdateFromAlphaFunc,
    rate_functions,
)

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.network.training import training_run
from backprop_core.quantity import Quantity
from scenes.chapters.recap.folding import Folding, reveal
from scenes.chapters.recap.layer_beats import LayerBeats
from scenes.chapters.recap.layer_columns import LayerColumns, batch_loss
from scenes.chapters.recap.loss_bars import LossBars
from scenes.chapters.recap.prediction_rows import PredictionRows
from scenes.chapters.recap.sentences import (
    backward_sentence,
    forward_sentence,
    learning_sentence,
    loss_sentence,
    step_sentence,
)
from scenes.chapters.recap.target_line import TargetLine
from scenes.stage.formulas.update_rule import Update, UpdateRule
from scenes.stage.frame import safe_bottom, safe_top, safe_width
from scenes.stage.graph.gradient_way import GradientWay
from scenes.stage.graph.live_digits import StepCounter
from scenes.stage.graph.live_network import LiveNetwork
from scenes.stage.graph.nested_formula import NestedFormula
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.typesetting import SMALL, TITLE, text
from scenes.stage.titles import heading
from scenes.stage.words import words

STEPS, LIFT, TABS_ROOM = 60, 0.62, 0.75
APART, FLOOR_GAP, COLUMNS_END = 0.9, 0.35, -0.55
LONGEST_ROW = 2
"""Layers up to which a chain is a row of boxes."""


class Recap(LayerBeats):
    """Forward, backward, step; then the same again until the loss is small; then all of it folded up.

    A network that is too deep for a row of boxes, or too wide, is shown as columns, and stays unfolded.
    """

    title = "The whole loop"

    def construct(self) -> None:
        """Once slowly, once more to see the loss fall, then many times; the row becomes the shells again."""
        self.lay_out()
        self.open_with(self.heading)
        if self.in_row:
            self.walk_row()
        else:
            self.walk_layers()
        self.close()

    def walk_row(self) -> None:
        """Play the beats of a short chain."""
        self.run_forward()
        self.run_back()
        self.take_step()
        self.run_again()
        self.train()
        self.fold()
        self.stand_still()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.batch = Batch(Network.all_examples(given))
        net = self.batch.network
        self.graph, self.parameters = net.graph, net.graph.parameters
        self.in_row = self.graph.is_chain and self.graph.depth <= LONGEST_ROW
        self.epochs = training_run(self.batch.networks, given.learning_rate, STEPS)
        self.heading = heading(self.theme, self.title)
        update = Update(self.batch, given.learning_rate)
        if not self.in_row:
            top = float(self.heading.get_bottom()[1]) - FLOOR_GAP
            self.columns = LayerColumns(self.theme, self.epochs, top, COLUMNS_END)
            self._lay_below(update, COLUMNS_END)
            return
        diagram = NetworkDiagram(self.theme, net.graph, net.quantity, lift=LIFT)
        diagram.next_to(self.heading, DOWN, buff=TABS_ROOM).set_x(0.0)
        self.net = LiveNetwork(self.theme, diagram, self.epochs)
        self.way = GradientWay(self.theme, diagram, self.net.tabs)
        self._lay_below(update, float(self.net.get_bottom()[1]))

    def _lay_below(self, update: Update, floor: float) -> None:
        """Put in place what goes under the network: rule, then losses, and right of them the prediction."""
        half, middle = (safe_width() - APART) / 2, (floor + safe_bottom()) / 2
        single = len(self.graph.outputs) == len(self.batch.networks) == 1
        self.line: TargetLine | PredictionRows = (
            TargetLine(self.theme, self.epochs, half)
            if single
            else PredictionRows(self.theme, self.epochs, half, floor - FLOOR_GAP - safe_bottom())
        )
        self.line.move_to((safe_width() / 2, middle, 0.0), aligned_edge=RIGHT)
        self.note = text("loss after every step, to scale", self.theme.dimmed, size=SMALL)
        height = floor - FLOOR_GAP - safe_bottom() - float(self.note.height) - 0.2
        self.losses = LossBars(self.theme, self.epochs, half, height)
        self.losses.move_to((-safe_width() / 2, safe_bottom() + 0.02, 0.0), aligned_edge=DOWN + LEFT)
        self.note.next_to(self.losses, UP, buff=0.18).align_to(self.losses, LEFT)
        self.counter = StepCounter(self.theme, STEPS)
        self.counter.end_at(float(self.losses.get_right()[0]), self.note.baseline)
        self.rule = UpdateRule(self.theme, update, self.graph.parameters[0])
        room = half, floor - FLOOR_GAP - safe_bottom()
        self.rule.scale(min(1.0, room[0] / self.rule.width, room[1] / self.rule.height))
        self.rule.move_to((-safe_width() / 2, safe_bottom() + room[1] / 2, 0.0), aligned_edge=LEFT)

    def run_forward(self) -> None:
        """Values from the input to the loss; the prediction takes its place beside the target."""
        (output,) = self.graph.outputs
        sentence = words(forward_sentence(self.graph, len(self.batch.networks)))
        with self.beat("forward", sentence):
            self.play(self.net.enter(), run_time=0.9)
            for before, key in pairwise(self.graph.row):
                self.play(self.net.signal(before, key), run_time=0.25)
                arriving = [FadeIn(self.line.still)] if key == output else []
                self.play(FadeIn(self.net.digits[key], scale=0.4), *arriving, run_time=0.25)
                if key == output:
                    self.play(FadeIn(*self.line.balls_and_names, shift=DOWN * 0.3), run_time=0.4)
            self.play(FadeIn(*self.line.gaps), run_time=0.3)
            self.add(self.line)

    def run_back(self) -> None:
        """Gradients from the loss back, and from each sum up into its weight and its bias."""
        sentence = words(backward_sentence(len(self.batch.networks)))
        with self.beat("backward", sentence):
            waiting: list[str] = []
            for key in self.graph.back:
                self.play(self.way.reach(key), *self._branch(waiting), run_time=0.4)
                self.play(*(self.net.land(one) for one in (key, *self._fed(waiting))), run_time=0.3)
                waiting = [key]
            self.play(*self._branch(waiting), run_time=0.5)
            self.play(*(self.net.land(one) for one in self._fed(waiting)), run_time=0.4)

    def take_step(self) -> None:
        """Every gradient sinks into its parameter, and every parameter moves, all at once."""
        sentence = words(step_sentence(self.batch), slope=self.batch.gradient["w1"])
        with self.beat("step", sentence):
            self.play(FadeIn(self.rule.symbols, shift=RIGHT * 0.15), run_time=0.6)
            self.play(FadeIn(self.rule.numbers), run_time=0.5)
            boxes = [self.net.diagram.parameters[key] for key in self.parameters]
            drops = [self.net.drop(key) for key in self.parameters]
            spent = [
                part for key in self.graph.back for part in (self.net.tabs[key], self.net.gradients[key])
            ]
            self.remove(
                *(part for key in self.parameters for part in (self.net.tabs[key], self.net.gradients[key]))
            )
            self.play(*drops, FadeOut(*spent), run_time=0.6)
            self.play(*(box.highlight() for box in boxes), run_time=0.2)
            counts = [self.net.digits[key].count(1) for key in self.parameters]
            self.play(*counts, FadeIn(self.rule.result), run_time=1.1)
            self.play(*(box.reset() for box in boxes), run_time=0.3)

    def run_again(self) -> None:
        """The same two sweeps with the new weights."""
        before, after = self._losses((0, 1))
        with self.beat("again", words(loss_sentence(before, after), before=before, after=after)):
            for start, key in pairwise(self.graph.row):
                self.play(self.net.signal(start, key), run_time=0.2)
                moving = [self.line.move_on(1)] if key in self.graph.outputs else []
                self.play(self.net.digits[key].renew(1), *moving, run_time=0.3)
            self.play(FadeOut(self.rule), run_time=0.4)
            for key in (*self.graph.back, *self.parameters):
                self.net.gradients[key].write(1)
            for key in self.graph.back:
                self.play(self.net.land(key), run_time=0.2)
            self.play(*(self.net.land(key) for key in self.parameters), run_time=0.4)

    def train(self) -> None:
        """Round and round, as fast as the numbers can change: the prediction creeps to the target."""
        first, last = self._losses((0, -1))
        sentence = learning_sentence(self.epochs, first, last)
        with self.beat("train", words(sentence)):
            self.losses.reveal(1)
            self.counter.write(1)
            self.play(FadeIn(self.losses, self.note, self.counter), run_time=0.6)
            self.add(self.net, self.way, self.line)
            turning = [
                UpdateFromAlphaFunc(mobject, self.turn, rate_func=rate_functions.linear)
                for mobject in (self.net, self.losses, self.counter, self.line)
            ]
            self.play(*turning, run_time=3.2)

    def fold(self) -> None:
        """The row folds back into the shells that it came from, with the trained numbers in them."""
        top = float(self.heading.get_bottom()[1]) - 0.3
        known, last = self.epochs[0].network.quantity, self.epochs[-1].network
        self.folding = Folding(self.theme, self.net, known, last, top)
        self.nested = NestedFormula(self.theme, self.graph, known, TITLE)
        self.nested.next_to(self.heading.title, RIGHT, buff=0.8)
        self.nested.shift(UP * (self.heading.title.baseline - self.nested.line.baseline))
        self.nested.shift(DOWN * max(0.0, float(self.nested.get_top()[1]) - safe_top()))
        sentence = "Fold it up again: functions inside functions, with a weight at the core."
        with self.beat("fold", words(sentence)):
            self.add(*self.folding.take_over())
            self.play(
                FadeOut(self.net, self.way, self.line, self.losses, self.note, self.counter), run_time=0.7
            )
            self.play(self.folding.gather(), run_time=0.9)
            self.play(self.folding.fold(), reveal(self.nested), run_time=2.5)

    def stand_still(self) -> None:
        """One slope for each wall, multiplied from the loss inward: the line that all of it comes to."""
        line = self.folding.product
        sentence = "One multiplication a shell, from the loss inward: the chain rule, unfolded."
        with self.beat("still", words(sentence)):
            self.play(FadeIn(line.subject, line.signs), run_time=0.4)
            for key in reversed(self.folding.keys[1:]):
                self.play(*self.folding.multiply(key), run_time=0.5)
            self.play(*self.folding.arrive(), run_time=0.5)
            self.wait(1.2)

    def _fed(self, nodes: list[str]) -> list[str]:
        """Return the parameters that enter some nodes."""
        return [key for key in self.parameters if self.graph.above[key] in nodes]

    def _branch(self, nodes: list[str]) -> list[Animation]:
        """Return the animations that lead from some nodes up into their parameters."""
        return [self.way.branch(node) for node in nodes if self._fed([node])]

    def _losses(self, steps: Sequence[int]) -> list[Quantity]:
        """Return the loss at some steps: as the row shows it, or averaged over several examples."""
        shown = batch_loss(self.epochs) if self.batch.several else self.net.digits["L"].numbers
        return [shown[step] for step in steps]
