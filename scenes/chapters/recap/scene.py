"""The whole walk in one picture: laps of light, forward and back, until the gap closes; then folded up."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.network.training import training_run
from scenes.chapters.recap.answer_beats import AnswerBeats
from scenes.chapters.recap.layer_columns import LayerColumns
from scenes.chapters.recap.loss_bars import LossBars
from scenes.chapters.recap.prediction_rows import PredictionRows
from scenes.chapters.recap.ring import Ring
from scenes.chapters.recap.target_line import TargetLine
from scenes.stage.formulas.update_rule import Update, UpdateRule
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.graph.live_digits import StepCounter
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.typesetting import SMALL, text
from scenes.stage.titles import heading

STEPS, LIFT = 60, 0.42
APART, FLOOR_GAP, COLUMNS_END = 0.9, 0.35, -0.55
INSIDE, BOLD = 9.0, 1.7
"""Width of what stands under the ring, how much larger it is drawn than beside the columns."""

LONGEST_ROW = 2
"""Layers up to which a chain is a row of boxes."""


class Recap(AnswerBeats):
    """Forward, backward, step; then the same again until the loss is small; then all of it folded up.

    A network that is too deep for a row of boxes, or too wide, is shown as columns, and stays unfolded.
    """

    title = "The whole loop"

    def construct(self) -> None:
        """Once slowly, once more to see the loss fall, then many times; the row is folded and unfolded."""
        self.lay_out()
        if self.in_row:
            given = [self.ring.digits[key] for key in ("x", *self.graph.above)]
            self.open_with(self.heading, self.ring.diagram, *given)
            self.walk_row()
        else:
            self.open_with(self.heading, *self.columns.opening)
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
        self.ask_again()
        self.ride_out()
        self.answer()
        self.unfold()
        self.stand_still()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.batch = Batch(Network.all_examples(given))
        self.graph = self.batch.network.graph
        self.in_row = self.graph.is_chain and self.graph.depth <= LONGEST_ROW
        self.epochs = training_run(self.batch.networks, given.learning_rate, STEPS)
        self.heading = heading(self.theme, self.title)
        self.counter = StepCounter(self.theme, STEPS)
        self.single = len(self.graph.outputs) == len(self.batch.networks) == 1
        if self.in_row:
            self._lay_ring()
            return
        top = float(self.heading.get_bottom()[1]) - FLOOR_GAP
        self.columns = LayerColumns(self.theme, self.epochs, top, COLUMNS_END)
        self._lay_below(Update(self.batch, given.learning_rate), COLUMNS_END)

    def _lay_ring(self) -> None:
        """Put the ring in place, and under it the prediction and the target."""
        self.ring = self._ring()
        low, high = self.ring.middle
        self.line = (
            TargetLine(self.theme, self.epochs, INSIDE, bold=BOLD)
            if self.single
            else PredictionRows(self.theme, self.epochs, INSIDE, high - low)
        )
        self.line.move_to((0.0, (low + high) / 2, 0.0))
        self.counter.end_at(safe_width() / 2, self.heading.title.baseline)

    def _ring(self) -> Ring:
        net = self.batch.network
        return Ring(self.theme, NetworkDiagram(self.theme, net.graph, net.quantity, lift=LIFT), self.epochs)

    def _lay_below(self, update: Update, floor: float) -> None:
        """Put in place what goes under the columns: rule, then losses, and right of them the prediction."""
        half, middle = (safe_width() - APART) / 2, (floor + safe_bottom()) / 2
        self.line = (
            TargetLine(self.theme, self.epochs, half)
            if self.single
            else PredictionRows(self.theme, self.epochs, half, floor - FLOOR_GAP - safe_bottom())
        )
        self.line.move_to((safe_width() / 2, middle, 0.0), aligned_edge=RIGHT)
        self.note = text("loss after every step, to scale", self.theme.dimmed, size=SMALL)
        height = floor - FLOOR_GAP - safe_bottom() - float(self.note.height) - 0.2
        self.losses = LossBars(self.theme, self.epochs, half, height)
        self.losses.move_to((-safe_width() / 2, safe_bottom() + 0.02, 0.0), aligned_edge=DOWN + LEFT)
        self.note.next_to(self.losses, UP, buff=0.18).align_to(self.losses, LEFT)
        self.counter.end_at(float(self.losses.get_right()[0]), self.note.baseline)
        self.rule = UpdateRule(self.theme, update, self.graph.parameters[0])
        room = half, floor - FLOOR_GAP - safe_bottom()
        self.rule.scale(min(1.0, room[0] / self.rule.width, room[1] / self.rule.height))
        self.rule.move_to((-safe_width() / 2, safe_bottom() + room[1] / 2, 0.0), aligned_edge=LEFT)
