"""The whole walk in one picture: values forward, slopes back, a step, and round again."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    FadeIn,
    Mobject,
    UpdateFromAlphaFunc,
    rate_functions,
)

from backprop_core.network import PARAMETERS, TwoWeightNetwork
from backprop_core.quantity import Piece, Quantity
from backprop_core.training import training_run
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.typesetting import SMALL, TITLE, math, text
from scenes.stage.network.gradient_way import GradientWay
from scenes.stage.network.live_network import BACK, LiveNetwork, StepCounter
from scenes.stage.network.network_diagram import ROW, NetworkDiagram
from scenes.stage.plots.loss_bars import LossBars
from scenes.stage.titles import heading, safe_bottom, safe_top, safe_width
from scenes.stage.words import words

STEPS, CHART_SHARE = 60, 0.74
WEIGHT, SLOPE = Piece("w", "symbol"), Piece("partial L slash partial w", "symbol")


class Recap(Chapter):
    """Forward, backward, step; then the same again until the loss is small."""

    title = "The whole loop"

    def construct(self) -> None:
        """Once slowly, once more to see the loss fall, then many times."""
        self.lay_out()
        self.open_with(self.heading)
        self.run_forward()
        self.run_back()
        self.take_step()
        self.run_again()
        self.train()
        self.stand_still()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.epochs = training_run(net, given.learning_rate, STEPS)
        self.heading = heading(self.theme, self.title)
        rule: list[Piece | str] = [WEIGHT, "arrow.l", WEIGHT, "-", "eta thin", SLOPE]
        self.rule = math(rule, self.theme.ink, size=TITLE, display=False)
        for index, piece in enumerate(rule, start=1):
            if isinstance(piece, Piece):
                color = self.theme.weight if piece is WEIGHT else self.theme.gradient
                self.rule.part(index).set_color(color)
        self.rule.next_to(self.heading.title, RIGHT, buff=0.8).on_baseline_of(self.heading.title)
        self.rule.shift(DOWN * max(0.0, float(self.rule.get_top()[1]) - safe_top()))
        diagram = NetworkDiagram(self.theme, net.quantity)
        diagram.next_to(self.heading, DOWN, buff=0.45).set_x(0.0)
        self.net = LiveNetwork(self.theme, diagram, self.epochs)
        self.way = GradientWay(self.theme, diagram, self.net.tabs)
        room = float(self.way.get_bottom()[1]) - safe_bottom()
        self.losses = LossBars(self.theme, self.epochs, safe_width(), CHART_SHARE * room)
        self.losses.move_to((0.0, safe_bottom() + 0.02, 0.0), aligned_edge=DOWN)
        self.note = text("the loss after every step, to scale", self.theme.dimmed, size=SMALL)
        self.note.move_to((0.0, float(self.losses.get_top()[1]) + (1 - CHART_SHARE) * room / 2, 0.0))
        self.note.align_to(self.losses, LEFT)
        self.counter = StepCounter(self.theme, STEPS)
        self.counter.end_at(float(self.losses.get_right()[0]), self.note.baseline)

    def run_forward(self) -> None:
        """Values from the input to the loss."""
        sentence = words("Values run forward: weigh, squeeze, weigh, squeeze, compare.")
        with self.beat("forward", sentence):
            chart = FadeIn(self.losses.ground, self.note, self.counter)
            self.play(self.net.enter(), chart, run_time=1.4)
            for before, key in pairwise(ROW):
                self.play(self.net.signal(before, key), run_time=0.25)
                self.play(FadeIn(self.net.digits[key], scale=0.4), run_time=0.25)
            self.play(self.losses.grow(0), run_time=0.5)

    def run_back(self) -> None:
        """Gradients from the loss to the first weight."""
        sentence = words("Slopes run back, each borrowing the work of the one in front of it.")
        with self.beat("backward", sentence):
            for key in BACK:
                self.play(self.way.reach(key), run_time=0.4)
                self.play(self.net.land(key), run_time=0.35)

    def take_step(self) -> None:
        """The loop closes: every weight and bias moves against its slope."""
        sentence = words("Then every weight and bias takes one step against its own slope.")
        with self.beat("step", sentence):
            self.play(FadeIn(self.rule, shift=LEFT * 0.2), self.way.up.draw(), run_time=1.0)
            boxes = [self.net.diagram.parameters[key] for key in PARAMETERS]
            self.play(*(box.light() for box in boxes), run_time=0.4)
            self.play(*(self.net.digits[key].renew(1) for key in PARAMETERS), run_time=0.7)
            self.play(*(box.unlight() for box in boxes), run_time=0.4)

    def run_again(self) -> None:
        """The same sweep with the new weights."""
        before, after = (self.net.digits["L"].numbers[step] for step in (0, 1))
        with self.beat("again", words(loss_sentence(before, after), before=before, after=after)):
            self.play(self.counter.digits.renew(1), run_time=0.3)
            for start, key in pairwise(ROW):
                self.play(self.net.signal(start, key), run_time=0.25)
                self.play(self.net.digits[key].renew(1), run_time=0.25)
            self.play(self.losses.grow(1), run_time=0.5)
            self.play(*(digits.renew(1) for digits in self.net.gradients.values()), run_time=0.6)

    def train(self) -> None:
        """Round and round, as fast as the numbers can change."""
        first, last = self.net.digits["L"].numbers[0], self.net.digits["L"].numbers[-1]
        with self.beat("train", words(learning_sentence(first, last))):
            turning = [
                UpdateFromAlphaFunc(mobject, self._turn, rate_func=rate_functions.linear)
                for mobject in (self.net, self.losses, self.counter)
            ]
            self.play(*turning, run_time=3.5)

    def stand_still(self) -> None:
        """One last light around the loop, and the picture that is left."""
        with self.beat("still", words("One loop of small slopes, multiplied: the chain rule, unfolded.")):
            self.play(self.net.light_forward(), run_time=1.2)
            self.play(self.way.flash(), run_time=1.1)
            self.play(self.net.diagram.parameters["w1"].light(), run_time=0.4)

    def _turn(self, turned: Mobject, alpha: float) -> None:
        step = max(1, round(alpha * STEPS))
        if isinstance(turned, LossBars):
            turned.reveal(step)
        else:
            assert isinstance(turned, LiveNetwork | StepCounter)
            turned.write(step)


def loss_sentence(before: Quantity, after: Quantity) -> str:
    """Say what a step did to the loss, as far as its digits tell."""
    if before.text == after.text:
        return "Run it again: with slopes this small, the loss stays near {before}."
    verb = "falls" if after.value < before.value else "rises"
    return f"Run it again: the loss {verb} from {{before}} to {{after}}."


def learning_sentence(first: Quantity, last: Quantity) -> str:
    """Say what many steps did to the loss, as far as its digits tell."""
    if last.value < first.value and last.text != first.text:
        return "Round and round, and the network learns."
    return "Round and round, though this network hardly learns."
