"""The recap of a network too deep or too wide for a row of boxes: its layers as columns."""

from __future__ import annotations

from manim import RIGHT, FadeIn, FadeOut, Indicate, Mobject, UpdateFromAlphaFunc, rate_functions

from backprop_core.network.batch import Batch
from backprop_core.network.training import Epoch
from scenes.chapters.recap.layer_columns import LayerColumns, batch_loss
from scenes.chapters.recap.loss_bars import LossBars
from scenes.chapters.recap.prediction_rows import PredictionRows
from scenes.chapters.recap.ring import Ring
from scenes.chapters.recap.sentences import (
    backward_sentence,
    forward_sentence,
    learning_sentence,
    loss_sentence,
    step_sentence,
)
from scenes.chapters.recap.target_line import TargetLine
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.update_rule import UpdateRule
from scenes.stage.graph.live_digits import StepCounter
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.words import words


class LayerBeats(Chapter):
    """The beats of such a recap. The scene lays out what they bring on stage, and plays the opening."""

    batch: Batch
    epochs: tuple[Epoch, ...]
    columns: LayerColumns
    line: TargetLine | PredictionRows
    losses: LossBars
    note: TypesetLine
    counter: StepCounter
    rule: UpdateRule

    def walk_layers(self) -> None:
        """Play all beats."""
        self.light_forward()
        self.light_back()
        self.step_everywhere()
        self.light_again()
        self.train_layers()
        self.look_back()

    def light_forward(self) -> None:
        """Light runs from the input to the loss."""
        columns, count = self.columns, len(self.batch.networks)
        with self.beat("forward", words(forward_sentence(self.batch.graph, count))):
            self.play(columns.settled(), run_time=0.8)
            for index in range(1, len(columns.marks)):
                self.play(columns.forward(index, 0), run_time=0.45)
            self.play(FadeIn(self.line), run_time=0.5)

    def light_back(self) -> None:
        """The gradient runs back, column by column."""
        with self.beat("backward", words(backward_sentence(len(self.batch.networks)))):
            for index in range(len(self.columns.marks) - 2, -1, -1):
                self.play(self.columns.backward(index), run_time=0.45)

    def step_everywhere(self) -> None:
        """Every parameter takes its step."""
        columns, slope = self.columns, self.batch.gradient[self.batch.network.first_weight]
        with self.beat("step", words(step_sentence(self.batch), slope=slope)):
            self.play(FadeIn(self.rule.symbols, shift=RIGHT * 0.15), run_time=0.6)
            self.play(FadeIn(self.rule.numbers), run_time=0.5)
            gone = [FadeOut(*columns.tabs.values())] if columns.tabs else []
            self.play(*columns.step(), FadeIn(self.rule.result), *gone, run_time=1.1)
            self.play(*columns.settle(), run_time=0.4)

    def light_again(self) -> None:
        """The same sweep with the new weights."""
        losses = batch_loss(self.epochs)
        before, after = losses[:2]
        with self.beat("again", words(loss_sentence(before, after), before=before, after=after)):
            for index in range(1, len(self.columns.marks)):
                self.play(self.columns.forward(index, 1), run_time=0.35)
            self.play(self.line.move_on(1), FadeOut(self.rule), run_time=0.5)
            self.play(*self.columns.settle(), run_time=0.3)

    def train_layers(self) -> None:
        """Round and round: the bars of the loss, and the predictions on their way."""
        losses = batch_loss(self.epochs)
        with self.beat("train", words(learning_sentence(self.epochs, losses[0], losses[-1]))):
            self.losses.reveal(1)
            self.counter.write(1)
            self.play(FadeIn(self.losses, self.note, self.counter), run_time=0.6)
            self.columns.take_in_numbers()
            self.add(self.columns, self.line)
            moving = (self.columns, self.losses, self.counter, self.line)
            linear = rate_functions.linear
            self.play(
                *(UpdateFromAlphaFunc(one, self.turn, rate_func=linear) for one in moving), run_time=3.2
            )

    def look_back(self) -> None:
        """Once more forward and back, with the trained numbers."""
        sentence = "However large the network: one sweep back, and every weight knows its slope."
        with self.beat("still", words(sentence)):
            for index in range(len(self.columns.marks) - 2, -1, -1):
                ways = self.columns.ways[index]
                self.play(Indicate(ways, scale_factor=1.0, color=self.theme.gradient), run_time=0.5)
            self.wait(1.0)

    def turn(self, turned: Mobject, alpha: float) -> None:
        """Show the step of the run that a share of it has come to."""
        last = len(self.epochs) - 1
        step = max(1, round(alpha * last))
        if isinstance(turned, LossBars):
            turned.reveal(step)
        else:
            assert isinstance(turned, LayerColumns | Ring | StepCounter | TargetLine | PredictionRows)
            turned.write(step)
